//! edgeward's signature verifier in pure Rust, on the cryptography of the `jwt-simple` crate.
//!
//! For hosts without native cryptography (a page on plain http has no `crypto.subtle`) and for
//! callers who cannot await. Only the keys of `jwt-simple` are used, never its reading of tokens:
//! its checks of claims differ from edgeward's, and core has made them before a verifier is asked.
#![forbid(unsafe_code)]

mod ecdsa;
mod ed25519;
mod rsa;

use edgeward::Verifier;
use edgeward_core::alg::Alg;
use edgeward_core::error::SignatureError;
use edgeward_core::jwk::{Jwk, KeyMaterial};

/// Verifies every algorithm of [`Alg`] without a host.
#[derive(Debug, Clone, Copy, Default)]
pub struct JwtSimpleVerifier;

impl JwtSimpleVerifier {
    /// Whether `signature` is `key`'s signature of `signing_input` by `alg`, at once.
    ///
    /// # Errors
    /// [`SignatureError::InvalidSignature`] if it is not, [`SignatureError::InvalidKey`] if the key
    /// is not one of `alg`, or is none at all (a point off its curve).
    pub fn verify_now(
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
        let digest = || alg.hash().digest(signing_input);
        let valid = match key.material() {
            KeyMaterial::Hmac(_) => return Err(SignatureError::InvalidKey),
            KeyMaterial::Rsa(key) => rsa::verify(alg, key, &digest(), signature)?,
            KeyMaterial::Ec(key) => ecdsa::verify(key, &digest(), signature)?,
            KeyMaterial::Ed25519(key) => ed25519::verify(key, signing_input, signature)?,
        };
        if valid {
            Ok(())
        } else {
            Err(SignatureError::InvalidSignature)
        }
    }
}

impl Verifier for JwtSimpleVerifier {
    async fn verify(
        &self,
        alg: Alg,
        key: &Jwk,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        self.verify_now(alg, key, signing_input, signature)
    }
}
