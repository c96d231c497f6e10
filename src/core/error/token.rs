//! The token is at fault: the answer to its bearer is `invalid_token` (RFC 6750 §3.1).

use alloc::boxed::Box;

use crate::alg::Alg;
use crate::codes;
use crate::displayed;
use crate::json::JsonError;
use crate::text::{Gaps, Say};

codes! {
    /// Why a token is refused.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum TokenError {
        /// The token, its header or its signature is too long ([`limits`](crate::limits)).
        TooLong {
            /// The limit in bytes.
            limit: usize,
        } => "token_too_long",
        /// Not three segments (RFC 7515 §7.1); JSON serializations and everything else.
        NotCompactJws => "token_not_compact_jws",
        /// Five segments: a JWE. Encrypted tokens are not accepted, whatever they wrap.
        Encrypted => "token_encrypted",
        /// A segment that is not strict base64url (RFC 7515 §2: no padding, no line breaks).
        Base64url(Part) => "token_base64url_invalid",
        /// A segment that is not strict JSON, or not a JSON object.
        Json(Part, JsonError) => "token_json_invalid",
        /// `alg` is missing or not a string.
        AlgMissing => "token_alg_missing",
        /// `alg` names nothing that edgeward verifies; `none` in any letter case is here.
        AlgUnsupported => "token_alg_unsupported",
        /// `alg` is known, but not allowed by the configuration.
        AlgNotAllowed(Alg) => "token_alg_not_allowed",
        /// The header has a parameter that changes how the token must be read, and that edgeward does
        /// not read: `crit`, `b64`, `zip`, `enc` (RFC 7515 §4.1.11, RFC 7797, RFC 7516).
        HeaderForbidden(&'static str) => "token_header_forbidden",
        /// A header parameter of the wrong type or size.
        HeaderInvalid(&'static str) => "token_header_invalid",
        /// No key of the issuer has this `kid` and fits the algorithm.
        NoMatchingKey => "token_key_unknown",
        /// Without a `kid`, more than one key fits: picking one would be a guess.
        AmbiguousKey => "token_key_ambiguous",
        /// The signature does not fit.
        InvalidSignature => "token_signature_invalid",
        /// `typ` is not what the policy expects (RFC 8725 §3.11).
        TypMismatch => "token_typ_mismatch",
        /// A token of another kind than the expected one: an ID Token or a logout token where an access
        /// token is needed, or the other way round.
        WrongKind => "token_wrong_kind",
        /// A required claim is missing.
        ClaimMissing(ClaimName) => "token_claim_missing",
        /// A claim has the wrong JSON type or is outside its range.
        ClaimInvalid(ClaimName) => "token_claim_invalid",
        /// `iss` is not byte for byte the configured issuer.
        IssuerMismatch => "token_issuer_mismatch",
        /// `aud` does not name the expected audience, or an ID Token names one that is not trusted.
        AudienceMismatch => "token_audience_mismatch",
        /// `azp` is missing where it is needed, or is not the client (OIDC Core §3.1.3.7).
        AuthorizedPartyMismatch => "token_azp_mismatch",
        /// `exp` has passed.
        Expired(Box<Times>) => "token_expired",
        /// `nbf` is still to come.
        NotYetValid(Box<Times>) => "token_not_yet_valid",
        /// `iat` is in the future by more than the tolerance.
        IssuedInTheFuture(Box<Times>) => "token_issued_in_the_future",
        /// The sign-in is longer ago than `max_age` allows.
        AuthenticationTooOld(Box<Times>) => "token_authentication_too_old",
        /// `nonce` is not the one that this sign-in sent.
        NonceMismatch => "token_nonce_mismatch",
        /// `at_hash` does not fit the access token.
        AccessTokenHashMismatch => "token_at_hash_mismatch",
        /// `sub` differs from the one it must equal (userinfo, a refreshed ID Token).
        SubjectMismatch => "token_subject_mismatch",
    }
}

/// A segment of the compact serialization.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The JOSE header.
    Header,
    /// The payload.
    Payload,
    /// The signature.
    Signature,
}

/// What a claim says and when it was looked at, in seconds since 1970. Boxed in an error, for each
/// result that can be one has room for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// The claim's time.
    pub claimed: u64,
    /// The time of validation.
    pub now: u64,
}

impl Times {
    pub(crate) fn boxed(claimed: u64, now: u64) -> Box<Self> {
        Box::new(Self { claimed, now })
    }
}

/// The name of a claim, as registered.
pub type ClaimName = &'static str;

impl TokenError {
    /// The claim that is at fault, if one is.
    #[must_use]
    pub const fn claim(&self) -> Option<ClaimName> {
        match self {
            Self::ClaimMissing(name) | Self::ClaimInvalid(name) => Some(name),
            Self::IssuerMismatch => Some("iss"),
            Self::AudienceMismatch => Some("aud"),
            Self::AuthorizedPartyMismatch => Some("azp"),
            Self::Expired(_) => Some("exp"),
            Self::NotYetValid(_) => Some("nbf"),
            Self::IssuedInTheFuture(_) => Some("iat"),
            Self::AuthenticationTooOld(_) => Some("auth_time"),
            Self::NonceMismatch => Some("nonce"),
            Self::AccessTokenHashMismatch => Some("at_hash"),
            Self::SubjectMismatch => Some("sub"),
            _ => None,
        }
    }
}

impl Say for Part {
    fn sentence(&self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
        }
    }
}

impl Say for TokenError {
    fn sentence(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "the token is over the limit of {} bytes",
            Self::NotCompactJws => "the token is not a JWS in compact serialization",
            Self::Encrypted => "the token is encrypted, which is not accepted",
            Self::Base64url(_) => "the token's {} is not strict base64url",
            Self::Json(..) => "the token's {} is refused: {}",
            Self::AlgMissing => "the header names no `alg`",
            Self::AlgUnsupported => "the header's `alg` is not supported",
            Self::AlgNotAllowed(_) => "`alg` {} is not allowed by the configuration",
            Self::HeaderForbidden(_) => "the header parameter `{}` is refused",
            Self::HeaderInvalid(_) => "the header parameter `{}` has the wrong type or size",
            Self::NoMatchingKey => "no key of the issuer fits the token's header",
            Self::AmbiguousKey => "the token names no `kid` and several keys of the issuer fit",
            Self::InvalidSignature => "the signature is invalid",
            Self::TypMismatch => "`typ` is not the expected one",
            Self::WrongKind => "the token is of another kind than the expected one",
            Self::ClaimMissing(_) => "the claim `{}` is missing",
            Self::ClaimInvalid(_) => "the claim `{}` is invalid",
            Self::IssuerMismatch => "`iss` is not the configured issuer",
            Self::AudienceMismatch => "`aud` does not name the expected audience",
            Self::AuthorizedPartyMismatch => "`azp` is not this client",
            Self::Expired(_) => "expired at {}, it is {}",
            Self::NotYetValid(_) => "not valid before {}, it is {}",
            Self::IssuedInTheFuture(_) => "issued at {}, it is {}",
            Self::AuthenticationTooOld(_) => "the person signed in at {}, too long ago at {}",
            Self::NonceMismatch => "`nonce` is not the one of this sign-in",
            Self::AccessTokenHashMismatch => "`at_hash` does not fit the access token",
            Self::SubjectMismatch => "`sub` is not the expected one",
        }
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        match self {
            Self::TooLong { limit } => gaps.number(*limit as u64),
            Self::Base64url(part) => gaps.say(part),
            Self::Json(part, error) => {
                gaps.say(part);
                gaps.say(error);
            }
            Self::AlgNotAllowed(alg) => gaps.text(alg.as_str()),
            Self::HeaderForbidden(name)
            | Self::HeaderInvalid(name)
            | Self::ClaimMissing(name)
            | Self::ClaimInvalid(name) => gaps.text(name),
            Self::Expired(times)
            | Self::NotYetValid(times)
            | Self::IssuedInTheFuture(times)
            | Self::AuthenticationTooOld(times) => {
                gaps.number(times.claimed);
                gaps.number(times.now);
            }
            _ => {}
        }
    }
}

displayed!(Part, TokenError);

impl core::error::Error for TokenError {}
