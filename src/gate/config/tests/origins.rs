use super::*;

#[test]
fn the_origin_is_a_server_the_zone_or_a_binding() {
    let origin = |changes: &str| config(changes).origin;
    assert_eq!(origin(r#"{"ORIGIN": "zone"}"#), Origin::Zone);
    assert_eq!(origin(r#"{"ORIGIN": {"$binding": true}}"#), Origin::Binding);
    match origin(r#"{"ORIGIN": "https://Origin.example.com:8443/"}"#) {
        Origin::Url(url) => assert_eq!(url.as_str(), "https://origin.example.com:8443"),
        other => panic!("{other:?}"),
    }
    for value in [
        r#"{"$binding": false}"#,
        r#"{"$binding": true, "x": 1}"#,
        "{}",
        "true",
    ] {
        assert_wrong(
            &format!("{{\"ORIGIN\": {value}}}"),
            &[("ORIGIN", "config_type_wrong")],
        );
    }
    for (value, code) in [
        ("Zone", "config_url_invalid"),
        ("", "config_url_invalid"),
        ("https://origin.example.com/base", "config_not_an_origin"),
        ("https://u@origin.example.com", "config_url_invalid"),
    ] {
        assert_wrong(&format!(r#"{{"ORIGIN": "{value}"}}"#), &[("ORIGIN", code)]);
    }
}

#[test]
fn an_origin_on_plain_http_is_on_the_own_machine_or_allowed() {
    assert!(matches!(
        config(r#"{"ORIGIN": "http://localhost:3000"}"#).origin,
        Origin::Url(_)
    ));
    assert_wrong(
        r#"{"ORIGIN": "http://10.0.0.1"}"#,
        &[("ORIGIN", "config_plain_http")],
    );
    config(r#"{"ORIGIN": "http://10.0.0.1", "DANGER_ALLOW_HTTP": true}"#);
}

#[test]
fn the_gate_is_not_its_own_origin() {
    assert_wrong(
        r#"{"ORIGIN": "https://APP.example.com:443"}"#,
        &[("ORIGIN", "config_origin_is_the_gate")],
    );
}

#[test]
fn public_urls_are_the_hosts_that_the_gate_answers_for() {
    let config = config(r#"{"PUBLIC_URL": ["https://a.example/", "http://localhost:8787"]}"#);
    let redirect_uris: Vec<_> = config
        .sites
        .iter()
        .map(|site| site.redirect_uri.as_str())
        .collect();
    assert_eq!(
        redirect_uris,
        [
            "https://a.example/auth/callback",
            "http://localhost:8787/auth/callback"
        ]
    );
    let site = |host| {
        config
            .site(&Host::parse(host).unwrap())
            .map(|site| site.origin.as_str())
    };
    assert_eq!(site("A.example"), Some("https://a.example"));
    assert_eq!(site("localhost:8787"), Some("http://localhost:8787"));
    assert_eq!(site("localhost"), None);
    assert_eq!(site("evil-a.example"), None);
}

#[test]
fn what_is_no_public_url_is_refused() {
    for (value, expected) in [
        (
            r#""http://app.example.com""#,
            ("PUBLIC_URL", "config_plain_http"),
        ),
        (
            r#""https://app.example.com/auth/callback""#,
            ("PUBLIC_URL", "config_not_an_origin"),
        ),
        (
            r#"["https://a.example", "b.example"]"#,
            ("PUBLIC_URL[1]", "config_url_invalid"),
        ),
        (
            r#"["https://a.example", "https://A.example/"]"#,
            ("PUBLIC_URL[1]", "config_repeated"),
        ),
        (
            r#"["http://localhost", "https://localhost"]"#,
            ("PUBLIC_URL[1]", "config_repeated"),
        ),
        ("[]", ("PUBLIC_URL", "config_empty")),
    ] {
        assert_wrong(&format!("{{\"PUBLIC_URL\": {value}}}"), &[expected]);
    }
    // The option is for what the gate calls, not for what people type their passwords near.
    assert_wrong(
        r#"{"PUBLIC_URL": "http://app.example.com", "DANGER_ALLOW_HTTP": true}"#,
        &[("PUBLIC_URL", "config_plain_http")],
    );
}

#[test]
fn cors_origins_are_named_one_by_one() {
    let config = config(r#"{"CORS_ORIGINS": ["https://Spa.example", "http://localhost:5173"]}"#);
    let origins: Vec<_> = config.cors_origins.iter().map(WebOrigin::as_str).collect();
    assert_eq!(origins, ["https://spa.example", "http://localhost:5173"]);
    for (value, code) in [
        ("*", "config_any_origin"),
        ("null", "config_any_origin"),
        ("https://*.example.com", "config_url_invalid"),
        ("http://spa.example", "config_plain_http"),
        ("https://spa.example/x", "config_not_an_origin"),
    ] {
        let changes = format!(r#"{{"CORS_ORIGINS": ["{value}"]}}"#);
        assert_wrong(&changes, &[("CORS_ORIGINS[0]", code)]);
    }
}

#[test]
fn the_log_shows_subjects_only_as_configured() {
    for (value, expected) in [
        ("none", LogSubject::None),
        ("hash", LogSubject::Hash),
        ("plain", LogSubject::Plain),
    ] {
        let config = config(&format!(r#"{{"LOG_SUBJECT": "{value}"}}"#));
        assert_eq!(config.log_subject, expected);
    }
    assert_wrong(
        r#"{"LOG_SUBJECT": "full"}"#,
        &[("LOG_SUBJECT", "config_not_one_of")],
    );
}
