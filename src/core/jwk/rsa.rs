//! RSA public keys (RFC 7518 §6.3).

mod roca;

use alloc::vec::Vec;

use crate::error::KeyError;

/// Shortest modulus (RFC 7518 §3.3), in bits.
const MIN_BITS: usize = 2048;

/// Longest modulus, in bits. A verification takes time that grows with its square.
const MAX_BITS: usize = 8192;

/// A modulus and an exponent that verification can rely on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RsaKey {
    n: Vec<u8>,
    e: Vec<u8>,
}

impl RsaKey {
    /// The key of modulus `n` and public exponent `e`, both big-endian.
    pub(super) fn new(n: Vec<u8>, e: Vec<u8>) -> Result<Self, KeyError> {
        let n = without_sign_octet(n).ok_or(KeyError::MemberInvalid("n"))?;
        let e = without_sign_octet(e).ok_or(KeyError::MemberInvalid("e"))?;
        if !(MIN_BITS..=MAX_BITS).contains(&bits(&n)) {
            return Err(KeyError::RsaModulusSize);
        }
        let exponent = exponent(&e).ok_or(KeyError::RsaExponent)?;
        if exponent < 3 || exponent % 2 == 0 {
            return Err(KeyError::RsaExponent);
        }
        if n.last().is_none_or(|last| last % 2 == 0) || roca::has_fingerprint(&n) {
            return Err(KeyError::RsaModulusWeak);
        }
        Ok(Self { n, e })
    }

    /// The modulus, big-endian, without leading zeros.
    #[must_use]
    pub fn n(&self) -> &[u8] {
        &self.n
    }

    /// The public exponent, big-endian, without leading zeros; at most 4 bytes.
    #[must_use]
    pub fn e(&self) -> &[u8] {
        &self.e
    }
}

/// RFC 7518 §2 wants the fewest octets. One zero octet before a topmost bit that is set is taken all
/// the same: some providers write two's complement, and the number is no other. None for the rest.
fn without_sign_octet(mut octets: Vec<u8>) -> Option<Vec<u8>> {
    match *octets {
        [] | [0] => None,
        [0, next, ..] if next < 0x80 => None,
        [0, ..] => {
            octets.remove(0);
            Some(octets)
        }
        _ => Some(octets),
    }
}

fn bits(octets: &[u8]) -> usize {
    octets.first().map_or(0, |first| {
        octets
            .len()
            .saturating_mul(8)
            .saturating_sub(first.leading_zeros() as usize)
    })
}

/// The exponent, if it is under 2^32; 2^32 itself is even.
fn exponent(octets: &[u8]) -> Option<u32> {
    if octets.len() > 4 {
        return None;
    }
    Some(
        octets
            .iter()
            .fold(0, |value, &octet| value << 8 | u32::from(octet)),
    )
}
