//! The provider is at fault: what it sent is not what the standards let it send.

use core::fmt;

use crate::json::JsonError;

/// What a provider's document or answer is refused for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProviderError {
    /// A document that is not strict JSON, or not a JSON object.
    Json(Document, JsonError),
    /// A member of a document is missing.
    MemberMissing(Document, &'static str),
    /// A member of a document has the wrong type, or is a URL that may not be used.
    MemberInvalid(Document, &'static str),
    /// The metadata's `issuer` is not byte for byte the configured one (OIDC Discovery §4.3).
    IssuerMismatch,
    /// The key set holds no usable key.
    NoUsableKey,
    /// The key set mixes symmetric and public keys, or repeats a `kid`.
    KeySetInvalid,
}

/// Which document of the provider is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Document {
    /// Authorization server metadata (RFC 8414, OIDC Discovery).
    Metadata,
    /// The JWK Set (RFC 7517 §5).
    JwkSet,
    /// The answer of the token endpoint (RFC 6749 §5).
    TokenResponse,
    /// The answer of the userinfo endpoint (OIDC Core §5.3.2).
    UserInfo,
}
