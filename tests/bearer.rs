//! Bearer credentials and challenges, natively: `vectors/bearer.json`.
//!
//! `e2e/guard.test.mjs` puts the same questions to the npm package's TypeScript.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test relies on may fail the test"
)]

use edgeward_core::bearer::bearer_token;
use edgeward_core::challenge::{Challenge, Realm};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    credentials: Vec<Credential>,
    challenges: Vec<Header>,
}

#[derive(Deserialize)]
struct Credential {
    authorization: String,
    token: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    error: Option<String>,
    realm: Option<String>,
    scope: Option<String>,
    value: String,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("vectors/bearer.json")).unwrap()
}

#[test]
fn a_bearer_credential_is_one_scheme_and_one_token() {
    for Credential {
        authorization,
        token,
    } in vectors().credentials
    {
        let read = bearer_token(&authorization);
        assert_eq!(read, token.as_deref(), "{authorization:?}");
    }
}

#[test]
fn a_challenge_says_what_it_must_and_no_more() {
    for header in vectors().challenges {
        let challenge = match header.error.as_deref() {
            None => Challenge::NoCredentials,
            Some("invalid_request") => Challenge::InvalidRequest,
            Some("invalid_token") => Challenge::InvalidToken,
            Some("insufficient_scope") => Challenge::InsufficientScope {
                scope: header.scope.unwrap(),
            },
            Some(other) => panic!("{other}"),
        };
        let realm = header.realm.map(|realm| Realm::parse(&realm).unwrap());
        assert_eq!(challenge.header_value(realm.as_ref()), header.value);
    }
}
