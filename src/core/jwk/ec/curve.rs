//! The curves of RFC 7518 §6.2.1.1, with the parameters of NIST SP 800-186 §3.2.1.

use crate::alg::Alg;
use crate::jwk::uint::Uint;

/// A curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Curve {
    /// P-256, for ES256.
    P256,
    /// P-384, for ES384.
    P384,
    /// P-521, for ES512. 521 is no slip: the field has 521 bits.
    P521,
}

impl Curve {
    /// The curve of this `crv` name.
    #[must_use]
    pub fn parse(crv: &str) -> Option<Self> {
        [Self::P256, Self::P384, Self::P521]
            .iter()
            .copied()
            .find(|curve| curve.as_str() == crv)
    }

    /// The registered `crv` name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }

    /// The length of a coordinate, and of each half of a signature, in bytes.
    #[must_use]
    pub const fn field_len(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }

    /// The one algorithm that JOSE has for the curve (RFC 7518 §3.4).
    #[must_use]
    pub const fn alg(self) -> Alg {
        match self {
            Self::P256 => Alg::Es256,
            Self::P384 => Alg::Es384,
            Self::P521 => Alg::Es512,
        }
    }

    /// Whether x and y, big-endian, are reduced and y² = x³ − 3x + b. The groups have prime order, so
    /// every such point is a good one; the point at infinity has no coordinates.
    pub(super) fn contains(self, x: &[u8], y: &[u8]) -> bool {
        let p = self.prime();
        let (x, y) = (Uint::from_be_bytes(x), Uint::from_be_bytes(y));
        if !x.is_less_than(p) || !y.is_less_than(p) {
            return false;
        }
        let three = Uint::from_limbs([3, 0, 0, 0, 0, 0, 0, 0, 0]);
        let x_squared_minus_3 = x.mul_mod(x, p).sub_mod(three, p);
        let right = x_squared_minus_3.mul_mod(x, p).add_mod(*self.b(), p);
        y.mul_mod(y, p) == right
    }

    /// Whether `scalar`, big-endian, is from 1 to the order of the group minus 1, as both halves of a
    /// signature must be (FIPS 186-5 §6.4.2).
    pub(crate) fn is_scalar(self, scalar: &[u8]) -> bool {
        let scalar = Uint::from_be_bytes(scalar);
        scalar != Uint::ZERO && scalar.is_less_than(self.order())
    }

    const fn prime(self) -> &'static Uint {
        const ONES: u64 = u64::MAX;
        match self {
            Self::P256 => {
                const { &Uint::from_limbs([ONES, 0xffff_ffff, 0, 0xffff_ffff_0000_0001, 0, 0, 0, 0, 0]) }
            }
            Self::P384 => {
                const {
                    &Uint::from_limbs([
                        0xffff_ffff,
                        0xffff_ffff_0000_0000,
                        ONES - 1,
                        ONES,
                        ONES,
                        ONES,
                        0,
                        0,
                        0,
                    ])
                }
            }
            Self::P521 => {
                const { &Uint::from_limbs([ONES, ONES, ONES, ONES, ONES, ONES, ONES, ONES, 0x1ff]) }
            }
        }
    }

    const fn b(self) -> &'static Uint {
        match self {
            Self::P256 => {
                const {
                    &Uint::from_limbs([
                        0x3bce_3c3e_27d2_604b,
                        0x651d_06b0_cc53_b0f6,
                        0xb3eb_bd55_7698_86bc,
                        0x5ac6_35d8_aa3a_93e7,
                        0,
                        0,
                        0,
                        0,
                        0,
                    ])
                }
            }
            Self::P384 => {
                const {
                    &Uint::from_limbs([
                        0x2a85_c8ed_d3ec_2aef,
                        0xc656_398d_8a2e_d19d,
                        0x0314_088f_5013_875a,
                        0x181d_9c6e_fe81_4112,
                        0x988e_056b_e3f8_2d19,
                        0xb331_2fa7_e23e_e7e4,
                        0,
                        0,
                        0,
                    ])
                }
            }
            Self::P521 => {
                const {
                    &Uint::from_limbs([
                        0xef45_1fd4_6b50_3f00,
                        0x3573_df88_3d2c_34f1,
                        0x1652_c0bd_3bb1_bf07,
                        0x5619_3951_ec7e_937b,
                        0xb8b4_8991_8ef1_09e1,
                        0xa2da_725b_99b3_15f3,
                        0x929a_21a0_b685_40ee,
                        0x953e_b961_8e1c_9a1f,
                        0x51,
                    ])
                }
            }
        }
    }

    const fn order(self) -> &'static Uint {
        const ONES: u64 = u64::MAX;
        match self {
            Self::P256 => {
                const {
                    &Uint::from_limbs([
                        0xf3b9_cac2_fc63_2551,
                        0xbce6_faad_a717_9e84,
                        ONES,
                        0xffff_ffff_0000_0000,
                        0,
                        0,
                        0,
                        0,
                        0,
                    ])
                }
            }
            Self::P384 => {
                const {
                    &Uint::from_limbs([
                        0xecec_196a_ccc5_2973,
                        0x581a_0db2_48b0_a77a,
                        0xc763_4d81_f437_2ddf,
                        ONES,
                        ONES,
                        ONES,
                        0,
                        0,
                        0,
                    ])
                }
            }
            Self::P521 => {
                const {
                    &Uint::from_limbs([
                        0xbb6f_b71e_9138_6409,
                        0x3bb5_c9b8_899c_47ae,
                        0x7fcc_0148_f709_a5d0,
                        0x5186_8783_bf2f_966b,
                        ONES - 5,
                        ONES,
                        ONES,
                        ONES,
                        0x1ff,
                    ])
                }
            }
        }
    }
}
