//! Ed25519 public keys (RFC 8037 §2, RFC 8032 §5.1).

use super::uint::Uint;
use crate::error::KeyError;

/// An encoded point of Ed25519, reduced and not of small order.
///
/// Whether the encoding is that of a point at all is left to the verifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ed25519Key([u8; 32]);

impl Ed25519Key {
    pub(super) fn new(x: &[u8]) -> Result<Self, KeyError> {
        let encoded: [u8; 32] = x.try_into().map_err(|_| KeyError::MemberInvalid("x"))?;
        let y = little_endian(encoded);
        if !y.is_less_than(&PRIME) {
            return Err(KeyError::MemberInvalid("x"));
        }
        // Of each of these y there is a point with either sign: eight in all.
        if SMALL_ORDER.contains(&y) {
            return Err(KeyError::SmallOrder);
        }
        Ok(Self(encoded))
    }

    /// The public key as RFC 8032 §5.1.2 encodes it; JWK calls it `x`.
    #[must_use]
    pub const fn x(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Whether the second half of a signature, little-endian, is less than the order of the group: else
/// there would be a second signature for each (RFC 8032 §5.1.7).
pub(crate) fn is_scalar(scalar: &[u8]) -> bool {
    let Ok(mut bytes) = <[u8; 32]>::try_from(scalar) else {
        return false;
    };
    bytes.reverse();
    Uint::from_be_bytes(&bytes).is_less_than(&ORDER)
}

/// The y coordinate: all but the topmost bit, which is the sign of x.
fn little_endian(mut encoded: [u8; 32]) -> Uint {
    encoded.reverse();
    let [first, ..] = &mut encoded;
    *first &= 0x7f;
    Uint::from_be_bytes(&encoded)
}

const ONES: u64 = u64::MAX;

/// 2^255 − 19.
const PRIME: Uint = Uint::from_limbs([ONES - 18, ONES, ONES, ONES >> 1, 0, 0, 0, 0, 0]);

/// 2^252 + 27742317777372353535851937790883648493.
const ORDER: Uint = Uint::from_limbs([
    0x5812_631a_5cf5_d3ed,
    0x14de_f9de_a2f7_9cd6,
    0,
    0x1000_0000_0000_0000,
    0,
    0,
    0,
    0,
    0,
]);

/// y of the points of order 4, 1, 2, 8 and 8.
const SMALL_ORDER: [Uint; 5] = [
    Uint::ZERO,
    Uint::from_limbs([1, 0, 0, 0, 0, 0, 0, 0, 0]),
    Uint::from_limbs([ONES - 19, ONES, ONES, ONES >> 1, 0, 0, 0, 0, 0]),
    Uint::from_limbs([
        0xb027_b2c2_8f95_e826,
        0xf098_eff2_89f4_c345,
        0x3933_c6d3_05ac_dfd5,
        0x05fc_536d_8802_38b1,
        0,
        0,
        0,
        0,
        0,
    ]),
    Uint::from_limbs([
        0x4fd8_4d3d_706a_17c7,
        0x0f67_100d_760b_3cba,
        0xc6cc_392c_fa53_202a,
        0x7a03_ac92_77fd_c74e,
        0,
        0,
        0,
        0,
        0,
    ]),
];
