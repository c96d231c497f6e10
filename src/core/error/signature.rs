//! The verdict of a verifier, which lives outside core.

use super::TokenError;
use crate::displayed;
use crate::text::{Gaps, Say};

/// Why a verifier did not say yes. It says no more than this: detail there is an oracle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureError {
    /// The signature does not fit. The token is at fault.
    InvalidSignature,
    /// This verifier does not have the algorithm.
    UnsupportedAlgorithm,
    /// This verifier cannot take the key in.
    InvalidKey,
    /// The verifier did not work at all.
    Unavailable,
}

impl SignatureError {
    /// A stable identifier, in `snake_case`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InvalidSignature => TokenError::InvalidSignature.code(),
            Self::UnsupportedAlgorithm => "verifier_algorithm_unsupported",
            Self::InvalidKey => "verifier_key_invalid",
            Self::Unavailable => "verifier_unavailable",
        }
    }
}

impl Say for SignatureError {
    fn sentence(&self) -> &'static str {
        match self {
            Self::InvalidSignature => TokenError::InvalidSignature.sentence(),
            Self::UnsupportedAlgorithm => "the verifier lacks the algorithm",
            Self::InvalidKey => "the verifier cannot use the key",
            Self::Unavailable => "the verifier is not available",
        }
    }
}

impl core::error::Error for SignatureError {}

/// Why a signature is not verified: through the token's fault, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VerifyError {
    /// The token, and so its bearer, is at fault.
    Token(TokenError),
    /// The verifier could not answer; the token may be good. Never
    /// [`SignatureError::InvalidSignature`], which is the token's.
    Verifier(SignatureError),
}

impl VerifyError {
    /// A stable identifier, in `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Token(error) => error.code(),
            Self::Verifier(error) => error.code(),
        }
    }
}

impl From<TokenError> for VerifyError {
    fn from(error: TokenError) -> Self {
        Self::Token(error)
    }
}

impl From<SignatureError> for VerifyError {
    fn from(error: SignatureError) -> Self {
        match error {
            SignatureError::InvalidSignature => Self::Token(TokenError::InvalidSignature),
            other => Self::Verifier(other),
        }
    }
}

impl Say for VerifyError {
    fn sentence(&self) -> &'static str {
        match self {
            Self::Token(error) => error.sentence(),
            Self::Verifier(error) => error.sentence(),
        }
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        match self {
            Self::Token(error) => error.fill(gaps),
            Self::Verifier(error) => error.fill(gaps),
        }
    }
}

displayed!(SignatureError, VerifyError);

impl core::error::Error for VerifyError {}
