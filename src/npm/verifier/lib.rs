//! The pure-Rust verifier as a WebAssembly module of its own.
//!
//! It is loaded where the host has no cryptography, or lacks an algorithm, and for the synchronous
//! calls. The relying party's module has already chosen the key and the algorithm.

use edgeward_core::alg::Alg;
use edgeward_core::jwk::KeySet;
use edgeward_jwt_simple::JwtSimpleVerifier;
use wasm_bindgen::prelude::*;

/// Whether `signature` is the signature of `signing_input` by `alg` and the public key `jwk`, which
/// is JSON. Whatever cannot be looked at is no.
#[wasm_bindgen]
#[must_use]
pub fn verify(alg: &str, jwk: &str, signing_input: &[u8], signature: &[u8]) -> bool {
    let Some(alg) = Alg::parse(alg) else {
        return false;
    };
    let document = format!(r#"{{"keys":[{jwk}]}}"#);
    let Ok(keys) = KeySet::from_static(document.as_bytes()) else {
        return false;
    };
    keys.iter().next().is_some_and(|key| {
        JwtSimpleVerifier
            .verify_now(alg, key, signing_input, signature)
            .is_ok()
    })
}
