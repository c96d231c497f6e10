//! What can be wrong, grouped by who is at fault.
//!
//! Every variant has a stable [`code`](Error::code); evidence is typed, and no text of a token, a
//! key or a secret is ever part of an error.

mod key;
mod provider;
mod signature;
mod token;

pub use key::KeyError;
pub use provider::{Document, KeySetFault, ProviderError};
pub use signature::{SignatureError, VerifyError};
pub use token::{ClaimName, Part, TokenError};

use core::fmt;

/// Everything that core refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The token, and so its bearer, is at fault.
    Token(TokenError),
    /// The provider sent something that it must not send.
    Provider(ProviderError),
}

impl Error {
    /// A stable, greppable identifier of the outcome, in `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Token(error) => error.code(),
            Self::Provider(error) => error.code(),
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

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Token(error) => error.fmt(f),
            Self::Provider(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for Error {}
