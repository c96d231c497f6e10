use edgeward_core::json;

use super::*;

const CONFIG: &str = r#"{
    "AUTHORITY": "https://login.example.com",
    "AUDIENCE": "https://api.example.com",
    "ORIGIN": "https://origin.example.com",
    "PUBLIC_URL": "https://app.example.com",
    "CLIENT_ID": "app",
    "COOKIE_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    "ROUTES": [
        {"path": "/", "access": "public"},
        {"path": "/admin/**", "roles": ["admin", "editor"]},
        {"path": "/admin/*/log", "roles": ["admin", "audit"], "require_all": true, "include_custom": false},
        {"path": "/forms", "methods": ["POST"]},
        {"path": "/forms", "methods": ["PUT"], "roles": ["editor"]},
        {"path": "/maybe/**", "access": "optional"},
        {"path": "/scoped", "scopes": ["api:write"]}
    ]
}"#;

fn config(changes: &str) -> GateConfig {
    let mut vars = json::parse_object(CONFIG.as_bytes()).unwrap();
    for (name, value) in json::parse_object(changes.as_bytes()).unwrap().iter() {
        vars.insert(name, value.clone());
    }
    GateConfig::parse(&vars).unwrap()
}

fn roles(roles: &[&str]) -> Option<SignedIn> {
    Some(SignedIn {
        roles: roles.iter().map(|it| (*it).to_owned()).collect(),
        ..SignedIn::default()
    })
}

fn ask<'c>(config: &'c GateConfig, method: &str, path: &str) -> Explanation<'c> {
    let question = Question {
        method,
        path,
        host: None,
    };
    explain(config, question, &[None, roles(&[]), roles(&["Admin"])])
}

/// The verdicts on nobody, somebody, and an admin, in a letter each.
fn verdicts(method: &str, path: &str) -> String {
    let config = config("{}");
    let LeadsTo::Route { verdicts, .. } = ask(&config, method, path).leads_to else {
        panic!("{path} leads to no route");
    };
    let letter = |verdict| match verdict {
        Verdict::Allow(_) => 'A',
        Verdict::Challenge { .. } => 'C',
        Verdict::Forbid(_) => 'F',
    };
    verdicts.into_iter().map(letter).collect()
}

fn refused(method: &str, path: &str) -> (u16, &'static str, Option<String>) {
    let config = config("{}");
    match ask(&config, method, path).leads_to {
        LeadsTo::Nowhere(it) => (it.status, it.code, it.allow),
        other => panic!("{path}: {other:?}"),
    }
}

#[test]
fn each_asker_gets_the_verdict_of_the_gate() {
    for (method, path, expected) in [
        ("GET", "/", "AAA"),
        ("GET", "/admin/x", "CFA"),
        ("GET", "/ADMIN/", "CFA"),
        ("GET", "/admin/x/log", "CFF"),
        ("POST", "/forms", "CAA"),
        ("PUT", "/forms", "CFF"),
        ("GET", "/maybe/x", "AAA"),
        ("GET", "/unnamed", "CAA"),
        ("GET", "/scoped", "CFF"),
    ] {
        assert_eq!(verdicts(method, path), expected, "{method} {path}");
    }
}

#[test]
fn what_is_missing_is_named() {
    let config = config("{}");
    let custom = Some(SignedIn {
        custom_roles: vec!["audit".into()],
        ..SignedIn::default()
    });
    let question = Question {
        method: "GET",
        path: "/admin/x/log",
        host: None,
    };
    let LeadsTo::Route { verdicts, .. } =
        explain(&config, question, &[roles(&["admin"]), custom]).leads_to
    else {
        panic!("no route");
    };
    let missing: Vec<_> = verdicts
        .iter()
        .map(|it| match it {
            Verdict::Forbid(missing) => missing.roles().join(","),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(missing, ["audit", "admin,audit"]);
}

#[test]
fn what_is_refused_for_everybody_says_how() {
    assert_eq!(refused("GET", "/a//b").0, 400);
    assert_eq!(refused("GET", "/a/%2e%2e/b").1, "path_encoded_dot");
    assert_eq!(refused("GET", "/admin%3Fx").1, "path_ambiguous");
    assert_eq!(refused("BREW", "/").0, 501);
    assert_eq!(refused("get", "/").0, 501);
    assert_eq!(
        refused("GET", "/forms"),
        (405, "method_not_allowed", Some("POST, PUT".into()))
    );
    assert_eq!(refused("DELETE", "/auth/me").0, 405);
    assert_eq!(refused("GET", "/auth/other").0, 404);
    assert_eq!(refused("GET", "admin").1, "path_not_absolute");
    assert_eq!(refused("GET", "*").1, "path_not_absolute");
}

#[test]
fn other_hosts_are_refused() {
    let config = config("{}");
    let question = |host| Question {
        method: "GET",
        path: "/",
        host: Some(host),
    };
    let status = |host| match explain(&config, question(host), &[]).leads_to {
        LeadsTo::Nowhere(it) => Some(it.status),
        _ => None,
    };
    assert_eq!(status("app.example.com"), None);
    assert_eq!(status("other.example.com"), Some(421));
    for host in ["", "a b", "app.example.com/x?", "https://app.example.com"] {
        assert_eq!(status(host), Some(400), "{host:?}");
    }
}

#[test]
fn the_sentence_says_why_the_route_wins() {
    let config = config("{}");
    let why = |method, path| ask(&config, method, path).why;
    assert_eq!(
        why("GET", "/admin/x/log"),
        "it is more specific than `/admin/**`: in place 2 it has `*`, there is `**`"
    );
    assert_eq!(
        why("PUT", "/forms"),
        "of the routes with this path it is the one that takes PUT"
    );
    assert!(why("GET", "/maybe").starts_with("it is the only route"));
    assert!(why("GET", "/unnamed").starts_with("no route names this path"));
    assert!(why("GET", "/forms").contains("takes only POST, PUT"));
    assert!(why("GET", "/a//b").contains("empty segment"));
}

#[test]
fn people_are_sent_to_sign_in_where_they_can() {
    let sent = |config: &GateConfig, method| match ask(config, method, "/unnamed").leads_to {
        LeadsTo::Route { verdicts, .. } => matches!(
            verdicts.first(),
            Some(Verdict::Challenge { sends_to_sign_in: true, www_authenticate })
                if www_authenticate == "Bearer"
        ),
        _ => false,
    };
    assert!(sent(&config("{}"), "GET") && !sent(&config("{}"), "POST"));
    assert!(!sent(&config(r#"{"SIGN_IN":false}"#), "GET"));
}

#[test]
fn the_origin_gets_the_canonical_path_and_the_identity() {
    let config = config(r#"{"FORWARD_ACCESS_TOKEN":true}"#);
    let onward = |path, index: usize| match ask(&config, "GET", path).leads_to {
        LeadsTo::Route { mut verdicts, .. } => match verdicts.swap_remove(index) {
            Verdict::Allow(onward) => onward,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    let known = onward("/%61dmin/x?q=%2f", 2);
    assert_eq!(known.path_and_query, "/admin/x?q=%2f");
    for name in ["x-edgeward-user", "x-edgeward-roles", "authorization"] {
        assert!(known.headers.contains(&name), "{name}");
    }
    assert_eq!(
        known.headers_if_known,
        [
            "x-edgeward-email",
            "x-edgeward-email-verified",
            "x-edgeward-tenant",
            "x-edgeward-name"
        ]
    );
    let nobody = onward("/maybe", 0);
    assert_eq!(nobody.headers, ["x-forwarded-host", "x-forwarded-proto"]);
    assert_eq!(
        onward("/", 2).headers,
        nobody.headers,
        "public: nobody is made known"
    );
}
