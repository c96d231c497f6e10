//! Signatures alone: any payload, and no claim is looked at.

use std::rc::Rc;

use edgeward::{Error, Verifier};
use edgeward_core::alg::{Alg, AlgSet};
use edgeward_core::error::ProviderError;
use edgeward_core::json::Value;
use edgeward_core::jwk::KeySet;
use edgeward_core::jws::{CompactJws, VerifiedJws};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use crate::argument::Arguments;
use crate::error::{Class, Failure};
use crate::host::{HostObject, NpmVerifier, seams};
use crate::relying_party::RelyingParty;
use crate::start::{Answer, start};

/// Verifies a compact JWS by these keys, a JWK Set as JSON: the header as JSON and the payload. Of the
/// arguments, `algorithms` is read.
///
/// # Errors
/// The keys or algorithms are none, or the JWS is refused.
#[wasm_bindgen(js_name = verifyJws)]
pub fn verify_jws(token: String, jwks: &str, arguments: &str, host: &HostObject) -> Answer {
    let keys = KeySet::from_static(jwks.as_bytes()).map_err(|error| key_set(&error))?;
    let allowed = allowed(arguments, AlgSet::ALL)?;
    let verifier = seams(host).verifier;
    start(Box::pin(async move {
        let verified = verify(&token, &keys, allowed, &verifier).await;
        parts(verified.map_err(Failure::from))
    }))
}

#[wasm_bindgen]
impl RelyingParty {
    /// Verifies a compact JWS by the provider's keys.
    #[wasm_bindgen(js_name = verifyJws)]
    pub fn verify_jws(&self, token: String, arguments: &str) -> Answer {
        let client = Rc::clone(self.client());
        let allowed = allowed(arguments, client.options().algorithms)?;
        start(Box::pin(async move {
            let verified = client.verify_jws(&token).await.map_err(Failure::from);
            parts(verified.and_then(|verified| {
                let alg = verified.header().alg();
                let refused = edgeward_core::error::TokenError::AlgNotAllowed(alg);
                allowed
                    .contains(alg)
                    .then_some(verified)
                    .ok_or_else(|| refused.into())
            }))
        }))
    }
}

async fn verify(
    token: &str,
    keys: &KeySet,
    allowed: AlgSet,
    verifier: &NpmVerifier,
) -> Result<VerifiedJws, Error> {
    let selected = CompactJws::parse(token)?.select(keys, allowed)?;
    let signing_input = selected.signing_input().as_bytes();
    let (alg, key, signature) = (selected.alg(), selected.key(), selected.signature());
    let verdict = verifier.verify(alg, key, signing_input, signature).await;
    Ok(selected.conclude(verdict)?)
}

fn parts(verified: Result<VerifiedJws, Failure>) -> Answer {
    let verified = verified?;
    let header = Value::from(verified.header().object().for_doubles()).to_string();
    Ok(Array::of2(
        &JsValue::from_str(&header),
        &Uint8Array::new_from_slice(verified.payload()),
    )
    .into())
}

/// The algorithms that the arguments name, or the own ones where they name none.
fn allowed(arguments: &str, own: AlgSet) -> Result<AlgSet, Failure> {
    let Some(names) = Arguments::parse(arguments)?.texts("algorithms") else {
        return Ok(own);
    };
    let parse = |name: &String| {
        Alg::parse(name).ok_or_else(|| {
            let known: Vec<_> = Alg::ALL.iter().map(|alg| alg.as_str()).collect();
            Failure::argument(
                "algorithms",
                &format_args!("must name some of {}", known.join(", ")),
            )
        })
    };
    names.iter().map(parse).collect()
}

/// Keys that the caller gave: they are the configuration.
fn key_set(error: &ProviderError) -> Failure {
    Failure::new(Class::Config, error.code(), &format!("`jwks`: {error}"))
}
