//! Any path in a request.

use edgeward_core::limits;
use edgeward_core::route::{
    Access, CanonicalPath, Host, Hosts, Method, Methods, Pattern, Requirement, RoleCount, Route,
    RouteTable,
};

use crate::origins::{fold, readings, segments};

/// Parses the path and looks its route up. The canonical text is its own canonical text; a browser's
/// URL parser leaves it as it is; and what the gate lets everybody see, no origin reads as a path
/// that is guarded.
pub fn path(bytes: &[u8]) {
    let Ok(raw) = str::from_utf8(bytes) else {
        return;
    };
    let _ = Pattern::parse(raw);
    let Ok(path) = CanonicalPath::parse(raw) else {
        return;
    };
    let text = path.as_str();
    assert!(raw.len() <= limits::PATH && text.starts_with('/'));
    let again = CanonicalPath::parse(text);
    assert!(
        text.len() > limits::PATH || again.is_ok_and(|it| it.as_str() == text),
        "{text} is spelled otherwise"
    );
    let url = url::Url::parse(&format!("https://app.example{text}")).expect("it fits into a URL");
    assert_eq!(url.path(), text, "a browser spells it otherwise");

    let table = table();
    let host = Host::parse("app.example").expect("it is one");
    let matched = table.lookup(&path, Method::Get, &host);
    if matched.is_ok_and(|it| *it.access == Access::Public) {
        for reading in readings(text) {
            assert!(!is_guarded(&reading), "{text} is {reading} to some origin");
        }
    }
}

/// What takes the role: read exactly, but for what everybody may see, which is that in any letter case.
fn is_guarded(path: &str) -> bool {
    match *segments(path) {
        ["admin", second, ..] => fold(second) != "assets",
        ["admin"] | ["files", _, "private"] => true,
        _ => false,
    }
}

fn table() -> RouteTable {
    let rule = |pattern, access| Route {
        pattern: Pattern::parse(pattern).expect("it is one"),
        methods: Methods::any(),
        hosts: Hosts::any(),
        access,
    };
    let admin = Requirement::signed_in()
        .with_roles(RoleCount::Any, vec!["admin".into()])
        .expect("it names a role");
    RouteTable::new(vec![
        rule("/**", Access::Public),
        rule("/admin/**", Access::Requires(admin.clone())),
        rule("/admin/assets/**", Access::Public),
        rule("/files/*/private", Access::Requires(admin)),
    ])
    .expect("no two routes tie")
}
