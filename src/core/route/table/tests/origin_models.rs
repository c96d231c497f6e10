//! Whatever an origin makes of the forwarded path, it never reaches a rule that the gate would have
//! guarded better.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::*;

/// What paths are put together from.
const PIECES: [&str; 36] = [
    "admin",
    "ADMIN",
    "%61dmin",
    "adm%69n",
    "Adm%49n",
    "adm%c4%b1n",
    "x",
    "/",
    "//",
    "%2f",
    "%2F",
    "%5c",
    "\\",
    "..",
    ".",
    "%2e",
    "%2E",
    "%20",
    "+",
    "%09",
    "%00",
    "%0a",
    "%3f",
    "%23",
    "?",
    "#",
    ";x",
    "%3bx",
    "%25",
    "25",
    "2f",
    "2e",
    "%u002f",
    "%c0%af",
    "%c2%a0",
    "%ef%bc%8f",
];

/// What an origin does with a path, one step after the other, each of them or not.
const STEPS: [fn(&str) -> String; 8] = [
    decoded,
    |path| path.split(['?', '#']).next().unwrap_or_default().into(),
    |path| path.replace('\\', "/"),
    without_parameters,
    trimmed,
    without_dot_segments,
    |path| path.to_uppercase().to_lowercase(),
    |path| path.split('\0').next().unwrap_or_default().into(),
];

#[test]
fn no_origin_reads_a_public_path_as_a_guarded_one() {
    let roles = Requirement::signed_in().with_roles(RoleCount::Any, ["admin".into()].to_vec());
    let rule = |pattern, access| Route {
        pattern: Pattern::parse(pattern).unwrap(),
        methods: Methods::any(),
        hosts: Hosts::any(),
        access,
    };
    let public = rule("/**", Access::Public);
    let guarded = rule("/admin/**", Access::Requires(roles.unwrap()));
    let table = RouteTable::new([public, guarded].to_vec()).unwrap();
    let host = Host::parse("gate.example").unwrap();
    let (mut let_through, mut refused) = (0, 0);
    for raw in paths() {
        let Ok(path) = CanonicalPath::parse(&raw) else {
            refused += 1;
            continue;
        };
        if table.lookup(&path, Method::Get, &host).map(|it| it.access) != Ok(&Access::Public) {
            continue;
        }
        let_through += 1;
        for read in readings(path.as_str()) {
            let first = read.split('/').find(|segment| !segment.is_empty());
            assert_ne!(first, Some("admin"), "{raw} is {read} to some origin");
        }
    }
    // The corpus is worth something only if there is enough on both sides.
    assert!(
        let_through > 1_000 && refused > 10_000,
        "{let_through} {refused}"
    );
}

/// Each sequence of one to three pieces.
fn paths() -> impl Iterator<Item = String> {
    let pieces = || PIECES.into_iter().chain([""]);
    pieces().flat_map(move |first| {
        pieces()
            .flat_map(move |second| pieces().map(move |third| ["/", first, second, third].concat()))
    })
}

/// What the path is to an origin that decodes it once or twice and does any of the other steps.
fn readings(path: &str) -> Vec<String> {
    let mut readings = Vec::from([decoded(path)]);
    for step in STEPS {
        let further: Vec<_> = readings.iter().map(|path| step(path)).collect();
        readings.extend(further);
        readings.sort_unstable();
        readings.dedup();
    }
    readings
}

fn decoded(path: &str) -> String {
    percent_encoding::percent_decode_str(path)
        .decode_utf8_lossy()
        .into_owned()
}

fn without_parameters(path: &str) -> String {
    let cut = |segment: &str| segment.split(';').next().unwrap_or_default().to_string();
    path.split('/').map(cut).collect::<Vec<_>>().join("/")
}

fn trimmed(path: &str) -> String {
    let trim = |segment: &str| match segment {
        "." | ".." => segment.to_string(),
        _ => segment
            .trim_end_matches([' ', '.', '\u{a0}'])
            .trim()
            .to_string(),
    };
    path.split('/').map(trim).collect::<Vec<_>>().join("/")
}

fn without_dot_segments(path: &str) -> String {
    let mut kept = Vec::new();
    for segment in path
        .split('/')
        .filter(|segment| !matches!(*segment, "" | "."))
    {
        if segment == ".." {
            kept.pop();
        } else {
            kept.push(segment);
        }
    }
    ["/", &kept.join("/")].concat()
}
