use edgeward_core::provider::Provider;
use edgeward_core::user::User;

use super::*;

fn roles(config: &GateConfig, claims: &str) -> (Vec<String>, Vec<String>) {
    let claims = json::parse_object(claims.as_bytes()).unwrap();
    let user = User::from_sealed_claims(claims, &config.provider.roles).unwrap();
    (user.roles().to_vec(), user.custom_roles().to_vec())
}

#[test]
fn the_issuer_may_differ_from_the_authority() {
    let config = config(r#"{"ISSUER": "https://login.example.com/v2/"}"#);
    assert_eq!(
        config.provider.authority.as_str(),
        "https://login.example.com"
    );
    assert_eq!(
        config.provider.issuer.as_str(),
        "https://login.example.com/v2/"
    );
    assert_eq!(
        config.tokens.access_tokens.issuer(),
        &config.provider.issuer
    );
}

#[test]
fn http_for_the_provider_needs_the_option_and_an_internal_host() {
    let local = |danger| {
        format!(r#"{{"AUTHORITY": "http://localhost:9000", "DANGER_ALLOW_HTTP": {danger}}}"#)
    };
    assert_wrong(&local(false), &[("AUTHORITY", "config_plain_http")]);
    assert_eq!(config(&local(true)).http, Http::DangerAllow);
    assert_wrong(
        r#"{"AUTHORITY": "http://login.example.org", "DANGER_ALLOW_HTTP": true}"#,
        &[("AUTHORITY", "config_plain_http_public")],
    );
    assert_wrong(
        r#"{"ISSUER": "http://10.0.0.1"}"#,
        &[("ISSUER", "config_plain_http")],
    );
}

#[test]
fn what_is_no_issuer_is_refused() {
    for (text, code) in [
        ("login.example.com", "config_url_invalid"),
        ("https://login.example.com?x=1", "config_url_invalid"),
        ("https://login.example.com/#x", "config_url_invalid"),
        ("https://u:p@login.example.com", "config_url_invalid"),
        (
            "https://login.example.com/.well-known/openid-configuration",
            "config_well_known",
        ),
    ] {
        assert_wrong(
            &format!(r#"{{"AUTHORITY": "{text}"}}"#),
            &[("AUTHORITY", code)],
        );
    }
}

#[test]
fn the_preset_says_where_roles_are() {
    let claims = r#"{"sub": "1", "roles": ["a"], "realm_access": {"roles": ["b"]},
        "resource_access": {"app": {"roles": ["c"]}}}"#;
    let keycloak = config(r#"{"PROVIDER": "keycloak"}"#);
    assert_eq!(
        roles(&keycloak, claims),
        (vec!["b".into()], vec!["c".into()])
    );
    assert_eq!(roles(&config("{}"), claims), (vec!["a".into()], vec![]));
    assert_wrong(
        r#"{"PROVIDER": "Keycloak"}"#,
        &[("PROVIDER", "config_not_one_of")],
    );
}

#[test]
fn every_preset_of_core_can_be_chosen() {
    for provider in Provider::ALL {
        let config = config(&format!(r#"{{"PROVIDER": "{}"}}"#, provider.as_str()));
        assert_eq!(config.provider.preset, provider);
    }
}

#[test]
fn places_of_roles_go_over_those_of_the_preset() {
    let config = config(
        r#"{"PROVIDER": "keycloak", "ROLES_FROM": ["x.y", "https://example.com/roles"],
            "CUSTOM_ROLES_FROM": "z"}"#,
    );
    let claims = r#"{"sub": "1", "x": {"y": ["a"]}, "https://example.com/roles": "b", "z": ["c"],
        "realm_access": {"roles": ["d"]}}"#;
    assert_eq!(
        roles(&config, claims),
        (vec!["a".into(), "b".into()], vec!["c".into()])
    );
    assert_wrong(
        r#"{"ROLES_FROM": ["a b"]}"#,
        &[("ROLES_FROM[0]", "config_claim_path_invalid")],
    );
    assert_wrong(
        r#"{"CUSTOM_ROLES_FROM": []}"#,
        &[("CUSTOM_ROLES_FROM", "config_empty")],
    );
}
