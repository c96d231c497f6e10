//! What hosts leave open about Ed25519, closed.
//!
//! With a key of small order one signature holds for every message, and hosts disagree whether they
//! take such a key, or an encoding that is not the shortest (Web Cryptography leaves it to them).

/// Whether `point` is encoded canonically and not of small order.
pub(crate) fn is_strong(point: &[u8]) -> bool {
    let Ok(point) = <[u8; 32]>::try_from(point) else {
        return false;
    };
    // The top bit is the sign of x; without it these are the little-endian bytes of y.
    let mut y = point;
    if let Some(last) = y.last_mut() {
        *last &= 0x7f;
    }
    is_below(&y, &P) && !SMALL_ORDER.contains(&y)
}

/// Whether `signature` is a point as above, then a number below the order of the group
/// (RFC 8032 §5.1.7, step 1).
pub(crate) fn is_well_formed(signature: &[u8]) -> bool {
    let Ok(signature) = <&[u8; 64]>::try_from(signature) else {
        return false;
    };
    let (r, s) = signature.split_at(32);
    is_strong(r) && <&[u8; 32]>::try_from(s).is_ok_and(|s| is_below(s, &L))
}

/// Compares little-endian numbers.
fn is_below(a: &[u8; 32], b: &[u8; 32]) -> bool {
    a.iter().rev().lt(b.iter().rev())
}

/// The prime of the field, 2^255 - 19.
const P: [u8; 32] = little_endian(0x7fff_ffff_ffff_ffff_ffff_ffff_ffff_ffff, u128::MAX - 18);

/// The order of the group, 2^252 + 27742317777372353535851937790883648493.
const L: [u8; 32] = little_endian(
    0x1000_0000_0000_0000_0000_0000_0000_0000,
    0x14de_f9de_a2f7_9cd6_5812_631a_5cf5_d3ed,
);

/// The `y` of the points of order 1, 2, 4 and 8. (`x` and `-x` share one `y`.)
const SMALL_ORDER: [[u8; 32]; 5] = [
    little_endian(0, 1),
    little_endian(0x7fff_ffff_ffff_ffff_ffff_ffff_ffff_ffff, u128::MAX - 19),
    little_endian(0, 0),
    little_endian(
        0x05fc_536d_8802_38b1_3933_c6d3_05ac_dfd5,
        0xf098_eff2_89f4_c345_b027_b2c2_8f95_e826,
    ),
    little_endian(
        0x7a03_ac92_77fd_c74e_c6cc_392c_fa53_202a,
        0x0f67_100d_760b_3cba_4fd8_4d3d_706a_17c7,
    ),
];

const fn little_endian(high: u128, low: u128) -> [u8; 32] {
    let (high, low) = (high.to_le_bytes(), low.to_le_bytes());
    let mut bytes = [0; 32];
    let (first, second) = bytes.split_at_mut(16);
    first.copy_from_slice(&low);
    second.copy_from_slice(&high);
    bytes
}
