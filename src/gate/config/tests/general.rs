use edgeward_core::json::{Number, Value};
use proptest::prelude::*;

use super::*;

#[test]
fn the_least_configuration_has_the_documented_defaults() {
    let config = config("{}");
    assert_eq!(config.provider.authority, config.provider.issuer);
    assert_eq!(config.log_subject, LogSubject::None);
    assert_eq!(config.http, Http::Refuse);
    assert_eq!(config.tokens.stale_keys, 3600);
    assert_eq!(config.tokens.clock_tolerance.seconds(), 60);
    assert!(!config.forward_authorization && !config.forward_access_token);
    assert!(config.cors_origins.is_empty());
    let sign_in = config.sign_in.unwrap();
    assert_eq!(sign_in.session_lifetime, 43_200);
    assert_eq!(sign_in.scope.as_str(), "openid profile email");
    assert_eq!(sign_in.auth_path, "/auth");
    assert_eq!(sign_in.signed_out_path, None);
    assert_eq!(sign_in.login_params, LoginParams::default());
}

#[test]
fn nothing_configured_lists_everything_that_is_missing() {
    let errors = GateConfig::parse(&Object::new()).unwrap_err();
    let missing: Vec<_> = errors.iter().map(ConfigProblem::key).collect();
    assert_eq!(
        missing,
        [
            "AUTHORITY",
            "AUDIENCE",
            "PUBLIC_URL",
            "ORIGIN",
            "CLIENT_ID",
            "COOKIE_KEY"
        ]
    );
    assert!(
        errors
            .iter()
            .all(|problem| problem.code() == "config_key_missing")
    );
    assert!(
        errors
            .iter()
            .all(|problem| problem.cure().contains(problem.key()))
    );
}

#[test]
fn every_problem_is_listed_at_once_with_its_key_and_the_cure() {
    let errors = GateConfig::parse(&vars(
        r#"{
            "AUDIENCE": null,
            "AUTHORITY": "http://login.example.com",
            "CLIENTID": "x",
            "CLOCK_TOLERANCE": 301,
            "ROUTES": [
                { "path": "/a", "roles": [] },
                { "path": "/b", "access": "public", "roles": ["admin"] },
                { "path": "/c", "role": ["admin"] },
                { "path": "/**/d" },
                { "path": "/e" },
                { "path": "/E" }
            ]
        }"#,
    ))
    .unwrap_err();
    let expected = "the configuration has 9 problems
- `CLIENTID`: there is no such key: did you mean `CLIENT_ID`?
- `AUTHORITY`: plain http can be read and changed on the way: write https, or set \
`DANGER_ALLOW_HTTP = true` for development
- `AUDIENCE`: is missing: write it as in `AUDIENCE = \"https://api.example.com\"`
- `CLOCK_TOLERANCE`: is out of range: write 0 to 300
- `ROUTES[0].roles`: is empty: write it as in `roles = [\"admin\", \"editor\"]`
- `ROUTES[1].access`: the route lets everybody in and asks for a requirement all the same: leave \
`access` out to ask for a sign-in, or leave the requirement out
- `ROUTES[2].role`: there is no such key: did you mean `roles`?
- `ROUTES[3].path`: `**` is not the last segment: use `*` for one segment in the middle, `**` only \
at the end
- `ROUTES[5].path`: fits the same requests as an earlier route: give one of them another path, or \
methods or hosts of its own (see `ROUTES[4]`)";
    assert_eq!(errors.to_string(), expected);
}

#[test]
fn each_key_of_the_wrong_type_says_what_it_takes_and_what_it_got() {
    for key in KEYS {
        let errors = GateConfig::parse(&vars(&format!("{{\"{}\": [1, true]}}", key.name())));
        let errors = errors.expect_err(key.name());
        let about = |problem: &&ConfigProblem| {
            problem.key().starts_with(key.name()) && problem.code() == "config_type_wrong"
        };
        assert!(
            errors.iter().any(|problem| about(&problem)),
            "{}: {errors}",
            key.name()
        );
    }
    for key in ROUTE_KEYS {
        let route = format!(r#"{{"ROUTES": [{{"path": "/x", "{}": 7}}]}}"#, key.name());
        let route = if key.name() == "path" {
            r#"{"ROUTES": [{"path": 7}]}"#.into()
        } else {
            route
        };
        let place = format!("ROUTES[0].{}", key.name());
        let found = wrong(&route);
        assert!(
            found.contains(&(place, "config_type_wrong")),
            "{}: {found:?}",
            key.name()
        );
    }
    let errors = GateConfig::parse(&vars(r#"{"SIGN_IN": "no"}"#)).unwrap_err();
    assert!(
        errors
            .to_string()
            .contains("`SIGN_IN`: takes true or false, got string")
    );
}

#[test]
fn null_is_a_value_of_the_wrong_type() {
    let mut vars = vars("{}");
    vars.insert("AUTH_PATH", json::Value::Null);
    let errors = GateConfig::parse(&vars).unwrap_err();
    assert_eq!(errors.iter().next().unwrap().key(), "AUTH_PATH");
}

#[test]
fn unknown_keys_are_refused_even_when_they_resemble_nothing() {
    assert_wrong(r#"{"DATABASE": 1}"#, &[("DATABASE", "config_key_unknown")]);
    assert_wrong(
        r#"{"audience": "x"}"#,
        &[("audience", "config_key_unknown")],
    );
    assert_wrong(
        r#"{"A\n\u001b`": 1}"#,
        &[("A\\n\\u{1b}`", "config_key_unknown")],
    );
}

#[test]
fn no_value_is_part_of_a_problem() {
    let changes = KEYS
        .map(|key| format!("\"{}\": \"m\u{e4}rker\\n{{}}\"", key.name()))
        .join(",");
    let errors = GateConfig::parse(&vars(&format!("{{{changes}}}"))).unwrap_err();
    assert!(errors.iter().len() >= 20, "{errors}");
    for text in [errors.to_string(), format!("{errors:?}")] {
        assert!(!text.contains("rker"), "{text}");
    }
}

#[test]
fn debug_shows_no_secret() {
    let config = config(
        r#"{"CLIENT_SECRET": "geheim-1", "HMAC_SECRET": "geheim-2-geheim-2-geheim-2-geheim-2"}"#,
    );
    let text = format!("{config:?}");
    assert!(
        !text.contains("geheim") && !text.contains("AAECAw"),
        "{text}"
    );
}

#[test]
fn white_space_around_a_text_is_a_slip() {
    for (key, value) in [
        ("CLIENT_ID", r#"" app""#),
        ("CLIENT_SECRET", r#""secret\n""#),
        ("AUTHORITY", r#""https://login.example.com ""#),
    ] {
        assert_wrong(
            &format!("{{\"{key}\": {value}}}"),
            &[(key, "config_character")],
        );
    }
    assert_wrong(
        r#"{"AUDIENCE": ["a", "b "]}"#,
        &[("AUDIENCE[1]", "config_character")],
    );
    assert_wrong(
        r#"{"AUDIENCE": ["a", "", "a"]}"#,
        &[
            ("AUDIENCE[1]", "config_empty"),
            ("AUDIENCE[2]", "config_repeated"),
        ],
    );
}

#[test]
fn each_key_is_described_for_the_reference() {
    for key in KEYS.into_iter().chain(ROUTE_KEYS) {
        assert!(key.help().ends_with('.'), "{}", key.name());
        assert!(key.example().contains(key.name()), "{}", key.name());
        assert_eq!(
            key.example().contains("secret put"),
            key.is_secret(),
            "{}",
            key.name()
        );
    }
}

#[test]
fn the_examples_of_the_reference_are_right() {
    let config = config(
        r#"{
            "ISSUER": "https://login.example.com/tenant", "PROVIDER": "keycloak",
            "CLIENT_SECRET": "s", "CLIENT_AUTH": "client_secret_post", "SESSION_LIFETIME": 28800,
            "SCOPES": "openid profile email offline_access", "RESPONSE_MODE": "form_post",
            "LOGIN_PARAMS": { "prompt": "select_account" }, "AUTH_PATH": "/auth",
            "SIGNED_OUT_PATH": "/", "ROLES_FROM": "realm_access.roles",
            "CUSTOM_ROLES_FROM": "custom_roles", "TOKEN_TYPE": "at+jwt",
            "ALGORITHMS": ["RS256", "ES256"], "CLOCK_TOLERANCE": 30, "STALE_KEYS": 14400,
            "FORWARD_AUTHORIZATION": true, "FORWARD_ACCESS_TOKEN": true,
            "CORS_ORIGINS": ["https://app.example.com"], "LOG_SUBJECT": "hash",
            "DANGER_ALLOW_HTTP": true,
            "ROUTES": [{
                "path": "/admin/**", "methods": ["GET", "POST"], "hosts": ["app.example.com"],
                "roles": ["admin", "editor"], "require_all": true, "include_custom": false,
                "scopes": ["api:read"]
            }, { "path": "/", "access": "public" }]
        }"#,
    );
    assert!(config.forward_authorization && config.forward_access_token);
    assert_eq!(config.log_subject, LogSubject::Hash);
    assert_eq!(
        config.provider.issuer.as_str(),
        "https://login.example.com/tenant"
    );
    assert_eq!(
        (
            config.tokens.clock_tolerance.seconds(),
            config.tokens.stale_keys
        ),
        (30, 14_400)
    );
    assert_eq!(config.sign_in.unwrap().session_lifetime, 28_800);
}

#[test]
fn numbers_keep_to_their_ranges() {
    for (key, inside, outside) in [
        ("CLOCK_TOLERANCE", ["0", "300"], ["301", "-1"]),
        ("STALE_KEYS", ["0", "86400"], ["86401", "1.5"]),
        ("SESSION_LIFETIME", ["60", "2592000"], ["59", "2592001"]),
    ] {
        for value in inside {
            config(&format!("{{\"{key}\": {value}}}"));
        }
        for value in outside {
            assert_wrong(
                &format!("{{\"{key}\": {value}}}"),
                &[(key, "config_out_of_range")],
            );
        }
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(|number| Value::from(Number::from(number))),
        "[a-z:/.*%{}]{0,12}".prop_map(Value::from),
        "https?://[a-z.]{1,12}(:[0-9]{1,5})?/?".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let name = prop_oneof![
            prop::sample::select(ROUTE_KEYS.map(Describe::name).to_vec()).prop_map(String::from),
            "[a-z]{1,6}",
        ];
        let object = prop::collection::btree_map(name, inner.clone(), 0..4).prop_map(|members| {
            let mut object = Object::new();
            members
                .into_iter()
                .for_each(|(name, value)| object.insert(name, value));
            Value::from(object)
        });
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            object
        ]
    })
}

proptest! {
    #[test]
    fn no_configuration_is_refused_without_saying_why(
        changes in prop::collection::vec((0..KEYS.len(), prop::option::of(any_value())), 0..5)
    ) {
        let mut vars = vars("{}");
        for (key, value) in changes {
            let name = KEYS[key].name();
            vars.remove(name);
            if let Some(value) = value {
                vars.insert(name, value);
            }
        }
        if let Err(errors) = GateConfig::parse(&vars) {
            prop_assert!(errors.iter().len() > 0, "{vars:?}");
        }
    }
}

#[test]
fn switches_and_numbers_may_be_text_because_secrets_and_dev_vars_are() {
    let config = config(r#"{"FORWARD_AUTHORIZATION": "true", "STALE_KEYS": "60"}"#);
    assert!(config.forward_authorization);
    assert_eq!(config.tokens.stale_keys, 60);
    for wrong in [
        r#"{"FORWARD_AUTHORIZATION": "yes"}"#,
        r#"{"FORWARD_AUTHORIZATION": "True"}"#,
        r#"{"STALE_KEYS": "1h"}"#,
        r#"{"STALE_KEYS": "-1"}"#,
    ] {
        assert!(GateConfig::parse(&vars(wrong)).is_err(), "{wrong}");
    }
    assert_wrong(
        r#"{"STALE_KEYS": ""}"#,
        &[("STALE_KEYS", "config_out_of_range")],
    );
}
