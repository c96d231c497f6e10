use edgeward_core::authorization::ResponseMode;

use super::*;

const BEARER_ONLY: &str =
    r#""SIGN_IN": false, "CLIENT_ID": null, "COOKIE_KEY": null, "PUBLIC_URL": null"#;
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

fn sign_in(changes: &str) -> SignInConfig {
    config(changes).sign_in.unwrap()
}

#[test]
fn without_sign_in_only_bearer_tokens_are_taken_and_nothing_else_is_needed() {
    let config = config(&format!("{{{BEARER_ONLY}}}"));
    assert!(config.sign_in.is_none() && config.sites.is_empty());
}

#[test]
fn without_sign_in_what_is_set_must_still_be_right() {
    assert_wrong(
        &format!(r#"{{{BEARER_ONLY}, "SCOPES": "profile", "RESPONSE_MODE": "fragment"}}"#),
        &[
            ("SCOPES", "config_scope_without_openid"),
            ("RESPONSE_MODE", "config_not_one_of"),
        ],
    );
    assert_wrong(
        &format!(r#"{{{BEARER_ONLY}, "FORWARD_ACCESS_TOKEN": true}}"#),
        &[("FORWARD_ACCESS_TOKEN", "config_forward_without_sign_in")],
    );
}

#[test]
fn sign_in_needs_a_client_a_public_url_and_a_cookie_key() {
    for key in ["PUBLIC_URL", "CLIENT_ID", "COOKIE_KEY"] {
        assert_wrong(
            &format!("{{\"{key}\": null}}"),
            &[(key, "config_key_missing")],
        );
    }
}

#[test]
fn the_credential_decides_the_method_unless_one_is_named() {
    let credential = |changes: &str| sign_in(changes).credential;
    let jwk = r#""CLIENT_PRIVATE_KEY": "{\"kty\":\"EC\",\"d\":\"AA\"}""#;
    assert_eq!(credential("{}"), ClientCredential::None);
    assert_eq!(
        credential(r#"{"CLIENT_AUTH": "none"}"#),
        ClientCredential::None
    );
    let is = |changes: &str, expected: fn(edgeward_core::secret::Secret) -> ClientCredential| {
        assert_eq!(credential(changes), expected("s".into()), "{changes}");
    };
    is(r#"{"CLIENT_SECRET": "s"}"#, ClientCredential::Secret);
    is(
        r#"{"CLIENT_SECRET": "s", "CLIENT_AUTH": "client_secret_basic"}"#,
        ClientCredential::SecretBasic,
    );
    is(
        r#"{"CLIENT_SECRET": "s", "CLIENT_AUTH": "client_secret_post"}"#,
        ClientCredential::SecretPost,
    );
    for auth in ["", r#", "CLIENT_AUTH": "private_key_jwt""#] {
        let credential = credential(&format!("{{{jwk}{auth}}}"));
        assert!(
            matches!(credential, ClientCredential::PrivateKeyJwt(_)),
            "{credential:?}"
        );
    }
}

#[test]
fn methods_and_credentials_must_fit() {
    let jwk = r#""CLIENT_PRIVATE_KEY": "{\"kty\":\"EC\",\"d\":\"AA\"}""#;
    for auth in [
        "client_secret_basic",
        "client_secret_post",
        "private_key_jwt",
    ] {
        assert_wrong(
            &format!(r#"{{"CLIENT_AUTH": "{auth}"}}"#),
            &[("CLIENT_AUTH", "config_credential_missing")],
        );
    }
    assert_wrong(
        r#"{"CLIENT_AUTH": "none", "CLIENT_SECRET": "s"}"#,
        &[("CLIENT_AUTH", "config_credential_unused")],
    );
    assert_wrong(
        r#"{"CLIENT_AUTH": "private_key_jwt", "CLIENT_SECRET": "s"}"#,
        &[("CLIENT_AUTH", "config_credential_missing")],
    );
    assert_wrong(
        &format!(r#"{{"CLIENT_SECRET": "s", {jwk}}}"#),
        &[("CLIENT_PRIVATE_KEY", "config_two_credentials")],
    );
    assert_wrong(
        r#"{"CLIENT_AUTH": "basic"}"#,
        &[("CLIENT_AUTH", "config_not_one_of")],
    );
}

#[test]
fn a_private_key_is_a_private_jwk() {
    for (text, code) in [
        ("-----BEGIN PRIVATE KEY-----", "config_private_key_not_json"),
        ("[]", "config_private_key_not_json"),
        (
            r#"{\"kty\":\"RSA\",\"n\":\"AA\"}"#,
            "config_private_key_invalid",
        ),
        (
            r#"{\"kty\":\"oct\",\"k\":\"AA\",\"d\":\"AA\"}"#,
            "config_private_key_invalid",
        ),
    ] {
        let changes = format!(r#"{{"CLIENT_PRIVATE_KEY": "{text}"}}"#);
        assert_wrong(&changes, &[("CLIENT_PRIVATE_KEY", code)]);
    }
}

#[test]
fn cookie_keys_are_random_bytes_in_base64_of_either_alphabet() {
    let standard = "+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/+/8=";
    let ring = |text: &str| sign_in(&format!(r#"{{"COOKIE_KEY": "{text}"}}"#)).key_ring;
    assert_eq!(format!("{:?}", ring(KEY)), "KeyRing([redacted; 1])");
    for separator in [",", " ", ", ", "\\n"] {
        let ring = ring(&format!("{KEY}{separator}{standard}\\n"));
        assert_eq!(format!("{ring:?}"), "KeyRing([redacted; 2])", "{separator}");
    }
    let start = |length: usize| KEY.chars().take(length).collect::<String>();
    let url = "-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_-_8";
    for (text, code) in [
        ("", "config_empty"),
        (" \\n", "config_empty"),
        (",", "config_cookie_key_invalid"),
        ("correct horse battery staple", "config_secret_encoding"),
        (
            "not*base64*at*all*not*base64*at*all*not*base64",
            "config_secret_encoding",
        ),
        (&start(42), "config_secret_encoding"),
        (&start(40), "config_secret_short"),
        (&format!("{KEY},{}", start(40)), "config_secret_short"),
        (&format!("{KEY} {KEY}"), "config_cookie_key_invalid"),
        (&format!("{url} {standard}"), "config_cookie_key_invalid"),
    ] {
        assert_wrong(
            &format!(r#"{{"COOKIE_KEY": "{text}"}}"#),
            &[("COOKIE_KEY", code)],
        );
    }
}

#[test]
fn scopes_are_a_list_or_a_line_and_hold_openid() {
    let scope = |changes: &str| sign_in(changes).scope;
    assert_eq!(scope(r#"{"SCOPES": "openid api"}"#).as_str(), "openid api");
    assert_eq!(
        scope(r#"{"SCOPES": ["openid", "api:read"]}"#).as_str(),
        "openid api:read"
    );
    assert_wrong(
        r#"{"SCOPES": "profile"}"#,
        &[("SCOPES", "config_scope_without_openid")],
    );
    assert_wrong(
        r#"{"SCOPES": "openid  api"}"#,
        &[("SCOPES", "config_scope_invalid")],
    );
    assert_wrong(
        r#"{"SCOPES": ["openid", "ä"]}"#,
        &[("SCOPES[1]", "config_scope_invalid")],
    );
}

#[test]
fn the_response_mode_is_query_or_form_post() {
    assert_eq!(sign_in("{}").response_mode, ResponseMode::Query);
    let form_post = sign_in(r#"{"RESPONSE_MODE": "form_post"}"#);
    assert_eq!(form_post.response_mode, ResponseMode::FormPost);
    assert_wrong(
        r#"{"RESPONSE_MODE": "fragment"}"#,
        &[("RESPONSE_MODE", "config_not_one_of")],
    );
}

#[test]
fn login_parameters_are_typed_where_edgeward_knows_them() {
    let params = sign_in(
        r#"{"LOGIN_PARAMS": {"prompt": "login consent", "max_age": "60", "acr_values": "a b",
            "ui_locales": "de", "domain_hint": "x", "organization": "y"}}"#,
    )
    .login_params;
    assert_eq!(params.prompt.unwrap().as_str(), "login consent");
    assert_eq!(params.max_age, Some(60));
    assert_eq!(params.acr_values.as_deref(), Some("a b"));
    assert_eq!(params.ui_locales.as_deref(), Some("de"));
    let extra = [("domain_hint", "x"), ("organization", "y")];
    assert_eq!(
        params.extra,
        extra.map(|(name, value)| (name.into(), value.into()))
    );
}

#[test]
fn login_parameters_do_not_replace_the_protocols() {
    for name in [
        "client_id",
        "redirect_uri",
        "state",
        "nonce",
        "scope",
        "request_uri",
        "login_hint",
    ] {
        assert_wrong(
            &format!(r#"{{"LOGIN_PARAMS": {{"{name}": "x"}}}}"#),
            &[(&format!("LOGIN_PARAMS.{name}"), "config_reserved_parameter")],
        );
    }
    assert_wrong(
        r#"{"LOGIN_PARAMS": {"prompt": "none login", "max_age": "soon", "a": "", "b": 1}}"#,
        &[
            ("LOGIN_PARAMS.b", "config_type_wrong"),
            ("LOGIN_PARAMS.prompt", "config_scope_invalid"),
            ("LOGIN_PARAMS.max_age", "config_out_of_range"),
            ("LOGIN_PARAMS.a", "config_empty"),
        ],
    );
}

#[test]
fn the_gates_own_paths_are_canonical() {
    let config = config(r#"{"AUTH_PATH": "/x/sign", "SIGNED_OUT_PATH": "/bye/"}"#);
    assert_eq!(
        config.sites[0].redirect_uri.as_str(),
        "https://app.example.com/x/sign/callback"
    );
    let sign_in = config.sign_in.unwrap();
    assert_eq!(sign_in.auth_path, "/x/sign");
    assert_eq!(sign_in.signed_out_path.unwrap().as_str(), "/bye/");
    for (path, code) in [
        ("auth", "config_path_invalid"),
        ("/a/../b", "config_path_invalid"),
        ("/a?x", "config_path_invalid"),
        ("/", "config_path_not_canonical"),
        ("/auth/", "config_path_not_canonical"),
        ("/%61uth", "config_path_not_canonical"),
    ] {
        assert_wrong(
            &format!(r#"{{"AUTH_PATH": "{path}"}}"#),
            &[("AUTH_PATH", code)],
        );
    }
    for path in [
        "//evil.example",
        "https://evil.example",
        "/\\\\evil.example",
        "/a#b",
    ] {
        assert_wrong(
            &format!(r#"{{"SIGNED_OUT_PATH": "{path}"}}"#),
            &[("SIGNED_OUT_PATH", "config_path_invalid")],
        );
    }
}
