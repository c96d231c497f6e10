use edgeward_core::route::{Access, CanonicalPath, Method, Refusal, RoleCount};

use super::*;

fn lookup(config: &GateConfig, method: Method, path: &str) -> Result<Access, Refusal> {
    let path = CanonicalPath::parse(path).unwrap();
    let host = Host::parse("app.example.com").unwrap();
    config
        .routes
        .lookup(&path, method, &host)
        .map(|matched| matched.access.clone())
}

#[track_caller]
fn assert_route_wrong(route: &str, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected
        .iter()
        .map(|(key, code)| (format!("ROUTES[0]{key}"), *code))
        .collect();
    assert_eq!(
        wrong(&format!("{{\"ROUTES\": [{route}]}}")),
        expected,
        "{route}"
    );
}

#[test]
fn the_four_routes_of_the_readme_say_what_they_mean() {
    let config = config(
        r#"{"ROUTES": [
            { "path": "/", "access": "public" },
            { "path": "/me" },
            { "path": "/editors-or-admins/**", "roles": ["admin", "editor"] },
            { "path": "/billing-admin-only/**", "methods": ["GET", "POST"],
              "roles": ["admin", "billing"], "require_all": true, "include_custom": true }
        ]}"#,
    );
    let get = |path| lookup(&config, Method::Get, path).unwrap();
    let requirement = |path| match get(path) {
        Access::Requires(requirement) => requirement,
        other => panic!("{other:?}"),
    };
    assert_eq!(get("/"), Access::Public);
    assert!(requirement("/me").roles().is_empty());
    let editors = requirement("/editors-or-admins");
    assert_eq!(
        (editors.roles(), editors.role_count()),
        (&["admin".into(), "editor".into()][..], RoleCount::Any)
    );
    let billing = requirement("/billing-admin-only/x");
    assert_eq!(
        (billing.role_count(), billing.include_custom()),
        (RoleCount::All, true)
    );
    assert!(lookup(&config, Method::Put, "/billing-admin-only").is_err());
    assert!(requirement("/elsewhere").roles().is_empty());
}

#[test]
fn access_custom_roles_scopes_and_hosts_bite() {
    let config = config(
        r#"{"PUBLIC_URL": ["https://app.example.com", "https://b.example"], "ROUTES": [
            { "path": "/o", "access": "optional" },
            { "path": "/c", "roles": ["x"], "include_custom": false },
            { "path": "/s", "scopes": ["api:read"] },
            { "path": "/h", "access": "public", "hosts": ["B.example"] }
        ]}"#,
    );
    let get = |path| lookup(&config, Method::Get, path).unwrap();
    assert_eq!(get("/o"), Access::Optional);
    assert!(matches!(get("/c"), Access::Requires(r) if !r.include_custom()));
    assert!(matches!(get("/s"), Access::Requires(r) if r.scopes() == ["api:read"]));
    assert!(matches!(get("/h"), Access::Requires(_)));
}

#[test]
fn contradictions_are_refused() {
    for access in ["public", "optional"] {
        for asks in [
            r#""roles": ["a"]"#,
            r#""scopes": ["a"]"#,
            r#""require_all": true"#,
            r#""include_custom": false"#,
        ] {
            let route = format!(r#"{{"path": "/x", "access": "{access}", {asks}}}"#);
            assert_route_wrong(&route, &[(".access", "config_access_with_requirement")]);
        }
    }
    assert_route_wrong(
        r#"{"path": "/x", "require_all": true, "include_custom": false}"#,
        &[
            (".require_all", "config_option_without_roles"),
            (".include_custom", "config_option_without_roles"),
        ],
    );
    assert_route_wrong(
        r#"{"path": "/x", "hosts": ["app.example.com", "other.example"]}"#,
        &[(".hosts[1]", "config_host_not_in_public_url")],
    );
    for path in ["/auth", "/Auth/x", "/auth/**"] {
        let route = format!(r#"{{"path": "{path}"}}"#);
        assert_route_wrong(&route, &[(".path", "config_route_under_auth_path")]);
    }
    config(r#"{"ROUTES": [{"path": "/authors"}, {"path": "/**"}]}"#);
    config(r#"{"SIGN_IN": false, "ROUTES": [{"path": "/auth"}]}"#);
}

#[test]
fn what_no_route_can_mean_is_refused_where_it_stands() {
    for (route, expected) in [
        ("7", ("", "config_type_wrong")),
        ("{}", (".path", "config_key_missing")),
        (r#"{"path": ""}"#, (".path", "config_empty")),
        (r#"{"path": "x"}"#, (".path", "config_pattern_invalid")),
        (
            r#"{"path": "/users/:id"}"#,
            (".path", "config_pattern_invalid"),
        ),
        (
            r#"{"path": "/x", "access": "private"}"#,
            (".access", "config_not_one_of"),
        ),
        (
            r#"{"path": "/x", "methods": []}"#,
            (".methods", "config_empty"),
        ),
        (
            r#"{"path": "/x", "methods": ["GET", "get"]}"#,
            (".methods[1]", "config_method_invalid"),
        ),
        (
            r#"{"path": "/x", "methods": ["TRACE"]}"#,
            (".methods[0]", "config_method_invalid"),
        ),
        (
            r#"{"path": "/x", "methods": ["HEAD"]}"#,
            (".methods", "config_method_invalid"),
        ),
        (r#"{"path": "/x", "hosts": []}"#, (".hosts", "config_empty")),
        (
            r#"{"path": "/x", "hosts": ["https://a"]}"#,
            (".hosts[0]", "config_host_invalid"),
        ),
        (r#"{"path": "/x", "roles": []}"#, (".roles", "config_empty")),
        (
            r#"{"path": "/x", "roles": ["a", ""]}"#,
            (".roles[1]", "config_empty"),
        ),
        (
            r#"{"path": "/x", "roles": ["a", "a"]}"#,
            (".roles[1]", "config_repeated"),
        ),
        (
            r#"{"path": "/x", "scopes": []}"#,
            (".scopes", "config_empty"),
        ),
        (
            r#"{"path": "/x", "scopes": ["a b"]}"#,
            (".scopes[0]", "config_requirement_invalid"),
        ),
        (
            r#"{"path": "/x", "rolls": ["a"]}"#,
            (".rolls", "config_key_unknown"),
        ),
    ] {
        assert_route_wrong(route, &[expected]);
    }
}

#[test]
fn ties_are_named_by_their_positions_in_the_configuration() {
    assert_wrong(
        r#"{"ROUTES": [
            { "path": "bad" },
            { "path": "/a/*", "roles": ["x"] },
            { "path": "/A/*", "access": "public" },
            { "path": "/b", "methods": ["GET"] },
            { "path": "/b", "methods": ["POST"] },
            { "path": "/b", "methods": ["POST", "PUT"] }
        ]}"#,
        &[
            ("ROUTES[0].path", "config_pattern_invalid"),
            ("ROUTES[2].path", "config_route_tie"),
            ("ROUTES[5].path", "config_route_tie"),
        ],
    );
}
