//! Signature verification by the host.

mod keys;

use edgeward::Verifier;
use edgeward_core::alg::Alg;
use edgeward_core::error::SignatureError;
use edgeward_core::jwk::Jwk;
use std::rc::Rc;

use crate::webcrypto::{self, HostKey, Refusal, refusal};
use keys::Keys;

/// Verifies RSA, EC and Ed25519 with SubtleCrypto, and HMAC here, which is faster than to ask.
///
/// Keys that the host has imported are kept for the next token.
#[derive(Debug, Default)]
pub struct WebVerifier {
    keys: Keys,
}

impl Verifier for WebVerifier {
    async fn verify(
        &self,
        alg: Alg,
        key: &Jwk,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        if let Some(verdict) = key.verify_hmac(alg, signing_input, signature) {
            return verdict;
        }
        if !key.fits(alg) {
            return Err(SignatureError::InvalidKey);
        }
        // The form first: hosts differ in what they do about a wrong one.
        if !key.material().fits_signature(signature) {
            return Err(SignatureError::InvalidSignature);
        }
        let host_key = self.imported(alg, key).await?;
        valid(ask(&host_key, signing_input, signature).await?)
    }
}

impl WebVerifier {
    async fn imported(&self, alg: Alg, key: &Jwk) -> Result<Rc<HostKey>, SignatureError> {
        let fingerprint = key.fingerprint().ok_or(SignatureError::InvalidKey)?;
        if let Some(host_key) = self.keys.find(alg, &fingerprint) {
            return Ok(host_key);
        }
        let subtle = webcrypto::subtle().ok_or(SignatureError::Unavailable)?;
        let jwk = key.public_jwk().ok_or(SignatureError::InvalidKey)?;
        let jwk = js_sys::JSON::parse(&jwk).map_err(|_| SignatureError::InvalidKey)?;
        let imported = HostKey::import(subtle, alg, &jwk, "verify").await;
        let host_key = Rc::new(imported.map_err(|refusal| match refusal {
            Refusal::Unsupported => SignatureError::UnsupportedAlgorithm,
            Refusal::Failed => SignatureError::InvalidKey,
        })?);
        self.keys.keep(alg, fingerprint, &host_key);
        Ok(host_key)
    }
}

async fn ask(
    host_key: &HostKey,
    signing_input: &[u8],
    signature: &[u8],
) -> Result<bool, SignatureError> {
    let asked = host_key.subtle.verify(
        &host_key.parameters,
        &host_key.key,
        signature,
        signing_input,
    );
    let answer = match asked {
        Ok(asked) => asked.await,
        Err(error) => Err(error),
    };
    match answer {
        Ok(answer) => Ok(answer.value_of()),
        Err(error) => Err(match refusal(&error) {
            Refusal::Unsupported => SignatureError::UnsupportedAlgorithm,
            Refusal::Failed => SignatureError::Unavailable,
        }),
    }
}

const fn valid(valid: bool) -> Result<(), SignatureError> {
    if valid {
        Ok(())
    } else {
        Err(SignatureError::InvalidSignature)
    }
}
