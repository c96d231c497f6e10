//! The provider is at fault: what it sent is not what the standards let it send.

use crate::codes;
use crate::displayed;
use crate::json::JsonError;
use crate::limits;
use crate::text::{Gaps, Say};

codes! {
    /// What a provider's document or answer is refused for.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum ProviderError {
        /// A document that is not strict JSON, or not a JSON object.
        Json(Document, JsonError) => "provider_json_invalid",
        /// A member of a document is missing.
        MemberMissing(Document, &'static str) => "provider_member_missing",
        /// A member of a document has the wrong type, or is a URL that may not be used.
        MemberInvalid(Document, &'static str) => "provider_member_invalid",
        /// The metadata's `issuer` is not byte for byte the configured one (OIDC Discovery §4.3).
        IssuerMismatch => "provider_issuer_mismatch",
        /// A document over its limit.
        TooLong(Document, usize) => "provider_document_too_long",
        /// The metadata lists methods of PKCE without S256 (RFC 7636 §4.2).
        PkceUnsupported => "provider_pkce_unsupported",
        /// The key set holds no usable key.
        NoUsableKey => "provider_no_usable_key",
        /// Every key of the fetched key set that could be used is symmetric: whoever reads the document
        /// can make tokens.
        OnlySymmetricKeys => "provider_only_symmetric_keys",
        /// The key set as a whole cannot be trusted.
        KeySetInvalid(KeySetFault) => "provider_key_set_invalid",
    }
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

/// Why no key of a JWK Set is used, though single ones may be sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeySetFault {
    /// More keys than [`limits::KEYS`](crate::limits::KEYS).
    TooManyKeys,
    /// A symmetric key beside public ones: one of the two is where it must not be.
    MixedKeys,
    /// Two keys with one `kid`: a token's `kid` would not say which is meant.
    DuplicateKid,
}

impl Say for ProviderError {
    fn sentence(&self) -> &'static str {
        match self {
            Self::Json(..) => "the {} is refused: {}",
            Self::MemberMissing(..) => "the {} has no `{}`",
            Self::MemberInvalid(..) => "`{}` of the {} is invalid",
            Self::IssuerMismatch => "`issuer` of the metadata is not the configured issuer",
            Self::TooLong(..) => "the {} is over the limit of {} bytes",
            Self::PkceUnsupported => "the provider does not support the PKCE method `S256`",
            Self::NoUsableKey => "the key set holds no usable key",
            Self::OnlySymmetricKeys => {
                "the provider publishes only symmetric keys, with which anyone can make tokens; \
                 `danger_symmetric_jwks` accepts them all the same"
            }
            Self::KeySetInvalid(_) => "the key set {}",
        }
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        match self {
            Self::Json(document, error) => {
                gaps.say(document);
                gaps.say(error);
            }
            Self::MemberMissing(document, name) => {
                gaps.say(document);
                gaps.text(name);
            }
            Self::MemberInvalid(document, name) => {
                gaps.text(name);
                gaps.say(document);
            }
            Self::TooLong(document, limit) => {
                gaps.say(document);
                gaps.number(*limit as u64);
            }
            Self::KeySetInvalid(fault) => gaps.say(fault),
            _ => {}
        }
    }
}

impl Say for Document {
    fn sentence(&self) -> &'static str {
        match self {
            Self::Metadata => "metadata",
            Self::JwkSet => "key set",
            Self::TokenResponse => "token response",
            Self::UserInfo => "userinfo response",
        }
    }
}

impl Say for KeySetFault {
    fn sentence(&self) -> &'static str {
        match self {
            Self::TooManyKeys => "has over {} keys",
            Self::MixedKeys => "mixes symmetric and public keys",
            Self::DuplicateKid => "repeats a `kid`",
        }
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        if *self == Self::TooManyKeys {
            gaps.number(limits::KEYS as u64);
        }
    }
}

displayed!(ProviderError, Document, KeySetFault);

impl core::error::Error for ProviderError {}
