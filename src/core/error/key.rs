//! A key is at fault: it is skipped when it is one of a set, and refused when it is configured.

use crate::displayed;
use crate::text::{Gaps, Say};

/// Why a key is not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// An element of `keys` that is not a JSON object.
    NotAnObject,
    /// `kty` or `crv` names nothing that edgeward verifies with.
    UnsupportedType,
    /// A member that the key type needs is missing.
    MemberMissing(&'static str),
    /// A member has the wrong JSON type, size or encoding.
    MemberInvalid(&'static str),
    /// A member of a private key is there: the key is not secret any more (RFC 7517 §9.2).
    PrivateMember(&'static str),
    /// `use` or `key_ops` says that the key is for something other than signatures.
    NotForVerification,
    /// `alg` names an algorithm that does not go with the key type.
    AlgMismatch,
    /// The RSA modulus is shorter than 2048 or longer than 8192 bits.
    RsaModulusSize,
    /// The RSA modulus is even, or has the pattern of the weak generator CVE-2017-15361 (ROCA).
    RsaModulusWeak,
    /// The RSA public exponent is even, under 3 or over 2^32.
    RsaExponent,
    /// The point is not on the curve.
    NotOnCurve,
    /// The Ed25519 point has a small order: any signature could fit.
    SmallOrder,
    /// The HMAC key is shorter than its hash (RFC 7518 §3.2).
    TooShort {
        /// The least length in bytes.
        min: usize,
    },
    /// A symmetric key in a document that others can read.
    Symmetric,
}

impl KeyError {
    /// A stable identifier, in `snake_case`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotAnObject => "key_not_an_object",
            Self::UnsupportedType => "key_type_unsupported",
            Self::MemberMissing(_) => "key_member_missing",
            Self::MemberInvalid(_) => "key_member_invalid",
            Self::PrivateMember(_) => "key_private_member",
            Self::NotForVerification => "key_not_for_verification",
            Self::AlgMismatch => "key_alg_mismatch",
            Self::RsaModulusSize => "key_rsa_modulus_size",
            Self::RsaModulusWeak => "key_rsa_modulus_weak",
            Self::RsaExponent => "key_rsa_exponent",
            Self::NotOnCurve => "key_not_on_curve",
            Self::SmallOrder => "key_small_order",
            Self::TooShort { .. } => "key_too_short",
            Self::Symmetric => "key_symmetric",
        }
    }
}

impl Say for KeyError {
    fn sentence(&self) -> &'static str {
        match self {
            Self::NotAnObject => "the key is not a JSON object",
            Self::UnsupportedType => "`kty` or `crv` is not supported",
            Self::MemberMissing(_) => "the key has no `{}`",
            Self::MemberInvalid(_) => "`{}` of the key is invalid",
            Self::PrivateMember(_) => "the key has `{}`, which belongs to private keys",
            Self::NotForVerification => "`use` or `key_ops` does not let the key verify signatures",
            Self::AlgMismatch => "`alg` does not go with the key's type",
            Self::RsaModulusSize => "the RSA modulus is not of 2048 to 8192 bits",
            Self::RsaModulusWeak => "the RSA modulus is weak",
            Self::RsaExponent => "the RSA exponent is not an odd number from 3 to 2^32",
            Self::NotOnCurve => "the point is not on the curve",
            Self::SmallOrder => "the point has a small order",
            Self::TooShort { .. } => "the key is shorter than {} bytes",
            Self::Symmetric => "a symmetric key must not be published",
        }
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        match self {
            Self::MemberMissing(name) | Self::MemberInvalid(name) | Self::PrivateMember(name) => {
                gaps.text(name);
            }
            Self::TooShort { min } => gaps.number(*min as u64),
            _ => {}
        }
    }
}

displayed!(KeyError);

impl core::error::Error for KeyError {}
