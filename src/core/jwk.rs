//! JSON Web Keys (RFC 7517, RFC 7518 §6, RFC 8037 §2), usable ones only.
//!
//! The type of a key decides which algorithms it can be asked about; neither a token's header nor
//! any text does. A public key can therefore never be taken for an HMAC secret.

mod ec;
mod ed25519;
mod hmac;
mod parse;
mod public;
mod rsa;
mod set;
mod uint;

pub use ec::{Curve, EcKey};
pub use ed25519::Ed25519Key;
pub(crate) use ed25519::is_scalar as is_ed25519_scalar;
pub use hmac::HmacKey;
pub use rsa::RsaKey;
pub use set::{KeySet, SymmetricKeys};

use alloc::string::String;

use crate::alg::{Alg, AlgSet};
use crate::digest::{self, constant_time_eq};
use crate::error::{KeyError, SignatureError};
use crate::json::Value;

/// One key for verification, checked.
#[derive(Clone, Debug)]
pub struct Jwk {
    kid: Option<String>,
    alg: Option<Alg>,
    material: KeyMaterial,
    fingerprint: Option<[u8; 32]>,
}

/// What a key is made of.
#[derive(Clone, Debug)]
pub enum KeyMaterial {
    /// `kty` RSA.
    Rsa(RsaKey),
    /// `kty` EC.
    Ec(EcKey),
    /// `kty` OKP, `crv` Ed25519.
    Ed25519(Ed25519Key),
    /// `kty` oct, or a secret from the configuration.
    Hmac(HmacKey),
}

impl Jwk {
    /// Parses one key of a set.
    ///
    /// # Errors
    ///
    /// Why the key is not used.
    pub fn parse(element: &Value, symmetric: SymmetricKeys) -> Result<Self, KeyError> {
        let object = element.as_object().ok_or(KeyError::NotAnObject)?;
        if symmetric == SymmetricKeys::Refuse && parse::is_symmetric(object) {
            return Err(KeyError::Symmetric);
        }
        parse::key(object)
    }

    fn new(kid: Option<String>, alg: Option<Alg>, material: KeyMaterial) -> Self {
        let fingerprint = material.fingerprint();
        Self {
            kid,
            alg,
            material,
            fingerprint,
        }
    }

    /// The key's `kid`.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// The key's `alg`: the one algorithm that it is for.
    #[must_use]
    pub const fn alg(&self) -> Option<Alg> {
        self.alg
    }

    /// What the key is made of.
    #[must_use]
    pub const fn material(&self) -> &KeyMaterial {
        &self.material
    }

    /// Whether the key can be asked about signatures of `alg`: its type allows it, and its own `alg`,
    /// if there is one, is the same.
    #[must_use]
    pub fn fits(&self, alg: Alg) -> bool {
        self.alg.is_none_or(|own| own == alg) && self.material.algs().contains(alg)
    }

    /// Whether `signature` is this key's HMAC of `signing_input`; `None` where the key is another kind.
    /// The comparison takes the same time wherever the first difference is.
    #[must_use]
    pub fn verify_hmac(
        &self,
        alg: Alg,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Option<Result<(), SignatureError>> {
        let KeyMaterial::Hmac(key) = &self.material else {
            return None;
        };
        if !self.fits(alg) {
            return Some(Err(SignatureError::InvalidKey));
        }
        let mac = key.mac(alg.hash(), signing_input);
        let is_equal = constant_time_eq(&mac, signature);
        Some(
            is_equal
                .then_some(())
                .ok_or(SignatureError::InvalidSignature),
        )
    }

    /// The key as a JWK for a host's cryptography, as JSON: its public members and no others, since
    /// `alg`, `use` and `key_ops` are judged already and hosts differ in what they make of them. `None`
    /// for a symmetric key.
    #[must_use]
    pub fn public_jwk(&self) -> Option<String> {
        public::jwk(&self.material)
    }

    /// A name for the public material: its JWK thumbprint with SHA-256 (RFC 7638). Verifiers can
    /// cache imported keys under it, together with the algorithm. A symmetric key has none.
    #[must_use]
    pub const fn fingerprint(&self) -> Option<[u8; 32]> {
        self.fingerprint
    }
}

/// What an RSA key can be asked about.
const RSA: AlgSet = AlgSet::EMPTY
    .with(Alg::Rs256)
    .with(Alg::Rs384)
    .with(Alg::Rs512)
    .with(Alg::Ps256)
    .with(Alg::Ps384)
    .with(Alg::Ps512);

impl KeyMaterial {
    /// The algorithms that go with the type, and for HMAC with the length, of the key.
    #[must_use]
    pub fn algs(&self) -> AlgSet {
        match self {
            Self::Rsa(_) => RSA,
            Self::Ec(key) => AlgSet::EMPTY.with(key.curve().alg()),
            Self::Ed25519(_) => AlgSet::EMPTY.with(Alg::EdDsa).with(Alg::Ed25519),
            Self::Hmac(key) => key.algs(),
        }
    }

    /// Whether a signature by this key can have this form (RFC 7518 §3, RFC 8032 §5.1.6). Hosts differ
    /// in what they make of another one.
    #[must_use]
    pub fn fits_signature(&self, signature: &[u8]) -> bool {
        match self {
            // RFC 8017 §5.2.2, step 1: a number less than the modulus. Deno takes greater ones.
            Self::Rsa(key) => signature.len() == key.n().len() && signature < key.n(),
            Self::Ec(key) => signature.len() == key.x().len().saturating_mul(2),
            Self::Ed25519(_) => signature.len() == 64,
            Self::Hmac(key) => key
                .algs()
                .iter()
                .any(|alg| signature.len() == alg.hash().output_len()),
        }
    }

    /// The name of the type (RFC 7517 §4.1).
    const fn kty(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "RSA",
            Self::Ec(_) => "EC",
            Self::Ed25519(_) => "OKP",
            Self::Hmac(_) => "oct",
        }
    }

    fn fingerprint(&self) -> Option<[u8; 32]> {
        public::jwk(self).map(|jwk| digest::sha256(jwk.as_bytes()))
    }
}

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
