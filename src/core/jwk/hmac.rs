//! Symmetric keys (RFC 7518 §3.2, §6.4).

use alloc::vec::Vec;
use core::fmt;

use crate::alg::{Alg, AlgSet};
use crate::error::KeyError;

/// A secret that signer and verifier share. It never prints.
#[derive(Clone)]
pub struct HmacKey(Vec<u8>);

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
        Ok(Self(secret.into()))
    }

    /// The secret itself. Whoever calls this answers for where it goes.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// The algorithms whose hash is not longer than the key.
    pub(super) fn algs(&self) -> AlgSet {
        let long_enough = |alg: &Alg| self.0.len() >= alg.hash().output_len();
        AlgSet::SYMMETRIC.iter().filter(long_enough).collect()
    }
}

impl fmt::Debug for HmacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HmacKey([redacted])")
    }
}
