use edgeward_core::alg::{Alg, AlgSet};
use edgeward_core::jwk::SymmetricKeys;

use super::*;

const SECRET_32: &str = "0123456789abcdef0123456789abcdef";

#[test]
fn an_audience_is_compulsory_unless_the_preset_brings_one() {
    assert_wrong(
        r#"{"AUDIENCE": null}"#,
        &[("AUDIENCE", "config_key_missing")],
    );
    assert_wrong(r#"{"AUDIENCE": []}"#, &[("AUDIENCE", "config_empty")]);
    assert_wrong(r#"{"AUDIENCE": ""}"#, &[("AUDIENCE", "config_empty")]);
    let signward = config(r#"{"AUDIENCE": null, "PROVIDER": "signward"}"#);
    assert!(format!("{:?}", signward.tokens.access_tokens).contains("\"idserver-api\""));
    let own = config(r#"{"AUDIENCE": ["a", "b"], "PROVIDER": "signward"}"#);
    let policy = format!("{:?}", own.tokens.access_tokens);
    assert!(
        policy.contains(r#"["a", "b"]"#) && !policy.contains("idserver-api"),
        "{policy}"
    );
}

#[test]
fn the_policy_takes_type_tolerance_and_client_from_the_configuration() {
    let policy = |changes: &str| format!("{:?}", config(changes).tokens.access_tokens);
    let strict = policy(r#"{"TOKEN_TYPE": "at+jwt", "CLOCK_TOLERANCE": 7}"#);
    assert!(strict.contains("token_type: AtJwt,"), "{strict}");
    assert!(
        strict.contains("ClockTolerance(7)") && strict.contains("Some(\"app\")"),
        "{strict}"
    );
    assert!(policy(r#"{"TOKEN_TYPE": "any"}"#).contains("token_type: AtJwtOrJwt"));
    assert!(policy(r#"{"PROVIDER": "cognito"}"#).contains("ClientIdIfAbsent"));
    assert_wrong(
        r#"{"TOKEN_TYPE": "jwt"}"#,
        &[("TOKEN_TYPE", "config_not_one_of")],
    );
}

#[test]
fn algorithms_are_the_asymmetric_ones_unless_there_is_a_symmetric_key() {
    let set = |changes: &str| config(changes).tokens.algorithms;
    assert_eq!(set("{}"), AlgSet::ASYMMETRIC);
    assert_eq!(set(r#"{"DANGER_SYMMETRIC_JWKS": true}"#), AlgSet::ALL);
    let secret = format!(r#"{{"HMAC_SECRET": "{SECRET_32}"}}"#);
    assert_eq!(set(&secret), AlgSet::ASYMMETRIC.with(Alg::Hs256));
    let long = format!(r#"{{"HMAC_SECRET": "{SECRET_32}{SECRET_32}"}}"#);
    assert_eq!(set(&long), AlgSet::ALL);
    assert_eq!(
        set(r#"{"ALGORITHMS": ["ES256"]}"#),
        AlgSet::EMPTY.with(Alg::Es256)
    );
}

#[test]
fn unknown_algorithms_are_refused() {
    for name in ["none", "None", "rs256", "ES256K", "HS1"] {
        let changes = format!(r#"{{"ALGORITHMS": ["RS256", "{name}"]}}"#);
        assert_wrong(&changes, &[("ALGORITHMS[1]", "config_not_one_of")]);
    }
    assert_wrong(r#"{"ALGORITHMS": []}"#, &[("ALGORITHMS", "config_empty")]);
}

#[test]
fn symmetric_algorithms_need_a_key_that_is_long_enough() {
    assert_wrong(
        r#"{"ALGORITHMS": ["RS256", "HS256"]}"#,
        &[("ALGORITHMS[1]", "config_symmetric_without_key")],
    );
    let hs512 = format!(r#"{{"ALGORITHMS": ["HS512"], "HMAC_SECRET": "{SECRET_32}"}}"#);
    assert_wrong(&hs512, &[("HMAC_SECRET", "config_secret_short")]);
    let short = SECRET_32.get(1..).unwrap();
    for algorithms in ["", r#""ALGORITHMS": ["HS256"],"#] {
        let changes = format!(r#"{{{algorithms} "HMAC_SECRET": "{short}"}}"#);
        assert_wrong(&changes, &[("HMAC_SECRET", "config_secret_short")]);
    }
    let hs256 = format!(r#"{{"ALGORITHMS": ["HS256"], "HMAC_SECRET": "{SECRET_32}"}}"#);
    let tokens = config(&hs256).tokens;
    assert_eq!(tokens.algorithms, AlgSet::EMPTY.with(Alg::Hs256));
    assert_eq!(tokens.hmac_key.unwrap().expose(), SECRET_32.as_bytes());
}

#[test]
fn a_symmetric_key_that_nothing_uses_is_a_contradiction() {
    let unused = format!(r#"{{"ALGORITHMS": ["RS256"], "HMAC_SECRET": "{SECRET_32}"}}"#);
    assert_wrong(&unused, &[("HMAC_SECRET", "config_symmetric_key_unused")]);
    assert_wrong(
        r#"{"ALGORITHMS": ["RS256"], "DANGER_SYMMETRIC_JWKS": true}"#,
        &[("DANGER_SYMMETRIC_JWKS", "config_symmetric_key_unused")],
    );
    let both = format!(r#"{{"DANGER_SYMMETRIC_JWKS": true, "HMAC_SECRET": "{SECRET_32}"}}"#);
    assert_wrong(
        &both,
        &[("DANGER_SYMMETRIC_JWKS", "config_two_symmetric_keys")],
    );
}

#[test]
fn keys_of_the_published_set_are_symmetric_only_when_it_is_written_out() {
    assert_eq!(config("{}").tokens.symmetric_jwks, SymmetricKeys::Refuse);
    let danger = config(r#"{"DANGER_SYMMETRIC_JWKS": true, "ALGORITHMS": ["HS256"]}"#);
    assert_eq!(danger.tokens.symmetric_jwks, SymmetricKeys::DangerAccept);
}

#[test]
fn a_missing_audience_is_listed_beside_a_broken_authority() {
    assert_wrong(
        r#"{"AUTHORITY": "nonsense", "AUDIENCE": null}"#,
        &[
            ("AUTHORITY", "config_url_invalid"),
            ("AUDIENCE", "config_key_missing"),
        ],
    );
}
