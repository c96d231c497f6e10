//! The verdict of a verifier, which lives outside core.

use core::fmt;

use super::TokenError;

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

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidSignature => TokenError::InvalidSignature.fmt(f),
            Self::UnsupportedAlgorithm => f.write_str("the verifier lacks the algorithm"),
            Self::InvalidKey => f.write_str("the verifier cannot use the key"),
            Self::Unavailable => f.write_str("the verifier is not available"),
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

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Token(error) => error.fmt(f),
            Self::Verifier(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for VerifyError {}
