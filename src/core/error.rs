//! What can be wrong, grouped by who is at fault.
//!
//! Every variant has a stable [`code`](Error::code); evidence is typed, and no text of a token, a
//! key or a secret is ever part of an error.

mod callback;
mod key;
mod provider;
mod refusal;
mod response;
mod signature;
mod token;

pub use callback::CallbackError;
pub use key::KeyError;
pub use provider::{Document, KeySetFault, ProviderError};
pub use refusal::TokenRefusal;
pub use response::ErrorResponse;
pub use signature::{SignatureError, VerifyError};
pub use token::{ClaimName, Part, Times, TokenError};

use crate::displayed;
use crate::text::{Gaps, Say};

/// Everything that core refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The token, and so its bearer, is at fault.
    Token(TokenError),
    /// The provider sent something that it must not send.
    Provider(ProviderError),
    /// The callback of a sign-in is at fault.
    Callback(CallbackError),
    /// The token endpoint refused.
    TokenEndpoint(TokenRefusal),
}

impl Error {
    /// A stable, greppable identifier of the outcome, in `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Token(error) => error.code(),
            Self::Provider(error) => error.code(),
            Self::Callback(error) => error.code(),
            Self::TokenEndpoint(refusal) => refusal.code(),
        }
    }
}

impl From<TokenError> for Error {
    fn from(error: TokenError) -> Self {
        Self::Token(error)
    }
}

impl From<ProviderError> for Error {
    fn from(error: ProviderError) -> Self {
        Self::Provider(error)
    }
}

impl From<CallbackError> for Error {
    fn from(error: CallbackError) -> Self {
        Self::Callback(error)
    }
}

impl From<TokenRefusal> for Error {
    fn from(refusal: TokenRefusal) -> Self {
        Self::TokenEndpoint(refusal)
    }
}

impl Say for Error {
    fn sentence(&self) -> &'static str {
        match self {
            Self::Token(error) => error.sentence(),
            Self::Provider(error) => error.sentence(),
            Self::Callback(error) => error.sentence(),
            Self::TokenEndpoint(refusal) => refusal.sentence(),
        }
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        match self {
            Self::Token(error) => error.fill(gaps),
            Self::Provider(error) => error.fill(gaps),
            Self::Callback(error) => error.fill(gaps),
            Self::TokenEndpoint(refusal) => refusal.fill(gaps),
        }
    }
}

displayed!(Error);

impl core::error::Error for Error {}

#[cfg(test)]
mod tests;
