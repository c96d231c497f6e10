//! One question, two verifiers.

use edgeward::Verifier;
use edgeward_core::alg::Alg;
use edgeward_core::base64url;
use edgeward_core::error::SignatureError;
use edgeward_core::jwk::{Jwk, KeySet};
use edgeward_jwt_simple::JwtSimpleVerifier;
use edgeward_web::WebVerifier;
use wasm_bindgen::prelude::*;

/// Asks the pure-Rust verifier.
#[wasm_bindgen(js_name = verifyInWasm)]
pub fn verify_in_wasm(alg: &str, jwk: &str, signed: &str, signature: &str) -> String {
    let verdict = question(alg, jwk, signature).map(|(alg, key, signature)| {
        JwtSimpleVerifier.verify_now(alg, &key, signed.as_bytes(), &signature)
    });
    word(verdict)
}

/// The host's verifier, which keeps the keys that it has imported.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct HostVerifier(WebVerifier);

#[wasm_bindgen]
impl HostVerifier {
    /// A verifier that has seen no key yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks it.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "an exported promise owns its arguments"
    )]
    pub async fn verify(
        &self,
        alg: String,
        jwk: String,
        signed: String,
        signature: String,
    ) -> String {
        word(match question(&alg, &jwk, &signature) {
            Err(code) => Err(code),
            Ok((alg, key, signature)) => Ok(self
                .0
                .verify(alg, &key, signed.as_bytes(), &signature)
                .await),
        })
    }
}

fn question(alg: &str, jwk: &str, signature: &str) -> Result<(Alg, Jwk, Vec<u8>), &'static str> {
    let alg = Alg::parse(alg).ok_or("alg")?;
    let document = format!(r#"{{"keys":[{jwk}]}}"#);
    let keys = KeySet::from_static(document.as_bytes()).map_err(|error| error.code())?;
    let key = keys.iter().next().ok_or("key")?.clone();
    let signature = base64url::decode(signature).map_err(|_| "signature")?;
    Ok((alg, key, signature))
}

fn word(verdict: Result<Result<(), SignatureError>, &'static str>) -> String {
    match verdict {
        Ok(Ok(())) => "valid",
        Ok(Err(error)) => error.code(),
        Err(code) => code,
    }
    .into()
}
