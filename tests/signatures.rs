//! The contract of a verifier, natively: `vectors/signatures.json` against the pure-Rust one.
//!
//! `e2e/contract.test.mjs` puts the same question to the host's verifier, and to both in wasm.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what a test relies on may fail the test"
)]

use std::collections::HashMap;

use edgeward_core::alg::Alg;
use edgeward_core::base64url;
use edgeward_core::jwk::KeySet;
use edgeward_jwt_simple::JwtSimpleVerifier;
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    keys: HashMap<String, serde_json::Value>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    alg: String,
    key: String,
    signed: String,
    signature: String,
    verdict: String,
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("vectors/signatures.json")).unwrap()
}

fn verdict(case: &Case, keys: &HashMap<String, serde_json::Value>) -> &'static str {
    let document = format!(r#"{{"keys":[{}]}}"#, keys[&case.key]);
    let keys = KeySet::from_static(document.as_bytes()).unwrap();
    let verdict = JwtSimpleVerifier.verify_now(
        Alg::parse(&case.alg).unwrap(),
        keys.iter().next().unwrap(),
        case.signed.as_bytes(),
        &base64url::decode(&case.signature).unwrap(),
    );
    verdict.map_or_else(|error| error.code(), |()| "valid")
}

#[test]
fn the_pure_rust_verifier_says_what_the_vectors_say() {
    let vectors = vectors();
    let wrong: Vec<String> = vectors
        .cases
        .iter()
        .map(|case| (case, verdict(case, &vectors.keys)))
        .filter(|(case, verdict)| case.verdict != *verdict)
        .map(|(case, verdict)| format!("{}: {verdict}, not {}", case.name, case.verdict))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_vectors_hold_valid_and_invalid_signatures_of_every_algorithm() {
    let cases = vectors().cases;
    for alg in Alg::ALL {
        for verdict in ["valid", "token_signature_invalid"] {
            let found = |case: &&Case| case.alg == alg.as_str() && case.verdict == verdict;
            assert!(cases.iter().any(|case| found(&case)), "{alg} {verdict}");
        }
    }
}
