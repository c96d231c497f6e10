//! Symmetric keys (RFC 7518 §3.2, §6.4).

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;

use crate::alg::{Alg, AlgSet};
use crate::digest::{Hash, HmacSha256};
use crate::error::KeyError;

/// A secret that signer and verifier share. It never prints.
#[derive(Clone)]
pub struct HmacKey {
    secret: Vec<u8>,
    /// For HS256, which nearly all of them are for. Boxed: keys of other kinds are an eighth of it.
    sha256: Box<HmacSha256>,
}

impl HmacKey {
    /// Shortest key, in bytes: the hash of HS256. HS384 takes 48, HS512 64.
    pub const MIN_LEN: usize = 32;

    /// Takes in a secret from the configuration. A text is given as its UTF-8 bytes.
    ///
    /// # Errors
    ///
    /// [`KeyError::TooShort`] under [`HmacKey::MIN_LEN`] bytes.
    pub fn from_secret(secret: &[u8]) -> Result<Self, KeyError> {
        if secret.len() < Self::MIN_LEN {
            return Err(KeyError::TooShort { min: Self::MIN_LEN });
        }
        Ok(Self {
            secret: secret.into(),
            sha256: Box::new(HmacSha256::new(secret)),
        })
    }

    /// The secret itself. Whoever calls this answers for where it goes.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.secret
    }

    /// The HMAC of `bytes`.
    pub(super) fn mac(&self, hash: Hash, bytes: &[u8]) -> Vec<u8> {
        match hash {
            Hash::Sha256 => self.sha256.mac(bytes).into(),
            Hash::Sha384 | Hash::Sha512 => hash.hmac(&self.secret, bytes),
        }
    }

    /// The algorithms whose hash is not longer than the key.
    pub(super) fn algs(&self) -> AlgSet {
        let long_enough = |alg: &Alg| self.secret.len() >= alg.hash().output_len();
        AlgSet::SYMMETRIC.iter().filter(long_enough).collect()
    }
}

impl fmt::Debug for HmacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HmacKey([redacted])")
    }
}
