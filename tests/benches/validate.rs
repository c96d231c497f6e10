//! A token to its user, natively: edgeward with its pure-Rust verifier, and the `jsonwebtoken` crate with
//! the pure-Rust cryptography that it brings.
//!
//! `cargo xtask bench` makes the tokens and names their file in `BENCH_TOKENS`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a benchmark that cannot begin may end"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{SystemTime, UNIX_EPOCH};

use criterion::{Criterion, criterion_group, criterion_main};
use edgeward_core::alg::AlgSet;
use edgeward_core::claims::AccessTokenPolicy;
use edgeward_core::jwk::KeySet;
use edgeward_core::jws::CompactJws;
use edgeward_core::provider::Provider;
use edgeward_core::url::{Http, Issuer};
use edgeward_core::user::{RoleMapping, User};
use edgeward_jwt_simple::JwtSimpleVerifier;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, jwk::Jwk};
use serde::Deserialize;

#[derive(Deserialize)]
struct Question {
    issuer: String,
    audience: String,
    tokens: BTreeMap<String, Token>,
}

#[derive(Deserialize)]
struct Token {
    jwk: serde_json::Value,
    seen: String,
}

/// The claims that `jsonwebtoken` gives, which are not looked at.
type Claims = serde_json::Map<String, serde_json::Value>;

fn question() -> Question {
    let file = std::env::var("BENCH_TOKENS").expect("`cargo xtask bench` runs this");
    serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap()
}

fn validate(criterion: &mut Criterion) {
    let question = question();
    for (alg, token) in &question.tokens {
        let mut group = criterion.benchmark_group(alg);
        let edgeward = edgeward(&question, token);
        assert!(edgeward(&token.seen), "edgeward refuses {alg}");
        group.bench_function("edgeward", |bencher| {
            bencher.iter(|| edgeward(black_box(&token.seen)));
        });
        let other = other(&question, alg, token);
        assert!(other(&token.seen), "jsonwebtoken refuses {alg}");
        group.bench_function("jsonwebtoken", |bencher| {
            bencher.iter(|| other(black_box(&token.seen)));
        });
        group.finish();
    }
}

fn edgeward(question: &Question, token: &Token) -> impl Fn(&str) -> bool + use<> {
    let document = serde_json::json!({ "keys": [token.jwk] }).to_string();
    let keys = KeySet::from_static(document.as_bytes()).unwrap();
    let issuer = Issuer::parse(&question.issuer, Http::Refuse).unwrap();
    let policy = AccessTokenPolicy::new(issuer, vec![question.audience.clone()]).unwrap();
    let mapping = RoleMapping::of(Provider::Generic, "my-webapp");
    move |token| {
        let jws = CompactJws::parse(token).unwrap();
        let selected = jws.select(&keys, AlgSet::ALL).unwrap();
        let input = selected.signing_input().as_bytes();
        let (alg, key, signature) = (selected.alg(), selected.key(), selected.signature());
        let verdict = JwtSimpleVerifier.verify_now(alg, key, input, signature);
        let verified = selected.conclude(verdict).unwrap();
        let claims = policy.validate(&verified, now()).unwrap();
        !User::from_claims(claims, &mapping).user_id().is_empty()
    }
}

fn other(question: &Question, alg: &str, token: &Token) -> impl Fn(&str) -> bool + use<> {
    let jwk: Jwk = serde_json::from_value(token.jwk.clone()).unwrap();
    let key = DecodingKey::from_jwk(&jwk).unwrap();
    let mut validation = Validation::new(alg.parse::<Algorithm>().unwrap());
    validation.set_issuer(&[&question.issuer]);
    validation.set_audience(&[&question.audience]);
    move |token| {
        let decoded = decode::<Claims>(token, &key, &validation).unwrap();
        decoded.claims.contains_key("sub")
    }
}

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs()
}

criterion_group!(benches, validate);
criterion_main!(benches);
