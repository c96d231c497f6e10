//! The two documents: what each is called, and its limits.

use edgeward_core::limits;

use crate::error::Endpoint;

/// Which document is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The provider's metadata, at the issuer's well-known address or a configured one.
    Metadata,
    /// The provider's keys.
    Keys,
}

impl Source {
    /// What it is called in errors.
    #[must_use]
    pub const fn endpoint(self) -> Endpoint {
        match self {
            Self::Metadata => Endpoint::Metadata,
            Self::Keys => Endpoint::JwkSet,
        }
    }

    /// What it is called in the store.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::Keys => "jwks",
        }
    }

    /// Most bytes of it.
    pub(crate) const fn max_bytes(self) -> usize {
        match self {
            Self::Metadata => limits::METADATA,
            Self::Keys => limits::JWK_SET,
        }
    }

    /// Seconds that it is fresh when the provider does not say. Endpoints move rarely; a removed key
    /// stops by then.
    pub(crate) const fn fresh(self) -> u64 {
        match self {
            Self::Metadata => 60 * 60,
            Self::Keys => 10 * 60,
        }
    }
}
