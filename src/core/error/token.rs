//! The token is at fault: the answer to its bearer is `invalid_token` (RFC 6750 §3.1).

use core::fmt;

use crate::alg::Alg;
use crate::json::JsonError;

/// Why a token is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenError {
    /// Longer than [`limits::TOKEN`](crate::limits::TOKEN), or its header or signature over theirs.
    TooLong {
        /// The limit in bytes.
        limit: usize,
    },
    /// Not three segments (RFC 7515 §7.1); JSON serializations and everything else.
    NotCompactJws,
    /// Five segments: a JWE. Encrypted tokens are not accepted, whatever they wrap.
    Encrypted,
    /// A segment that is not strict base64url (RFC 7515 §2: no padding, no line breaks).
    Base64url(Part),
    /// A segment that is not strict JSON, or not a JSON object.
    Json(Part, JsonError),
    /// `alg` is missing or not a string.
    AlgMissing,
    /// `alg` names nothing that edgeward verifies; `none` in any letter case is here.
    AlgUnsupported,
    /// `alg` is known, but not allowed by the configuration.
    AlgNotAllowed(Alg),
    /// The header has a parameter that changes how the token must be read, and that edgeward does
    /// not read: `crit`, `b64`, `zip`, `enc` (RFC 7515 §4.1.11, RFC 7797, RFC 7516).
    HeaderForbidden(&'static str),
    /// A header parameter of the wrong type or size.
    HeaderInvalid(&'static str),
    /// No key of the issuer has this `kid` and fits the algorithm.
    NoMatchingKey,
    /// Without a `kid`, more than one key fits: picking one would be a guess.
    AmbiguousKey,
    /// The signature does not fit.
    InvalidSignature,
    /// `typ` is not what the policy expects (RFC 8725 §3.11).
    TypMismatch,
    /// A token of another kind than the expected one: an ID Token or a logout token where an access
    /// token is needed, or the other way round.
    WrongKind,
    /// A required claim is missing.
    ClaimMissing(ClaimName),
    /// A claim has the wrong JSON type or is outside its range.
    ClaimInvalid(ClaimName),
    /// `iss` is not byte for byte the configured issuer.
    IssuerMismatch,
    /// `aud` does not name the expected audience, or an ID Token names one that is not trusted.
    AudienceMismatch,
    /// `azp` is missing where it is needed, or is not the client (OIDC Core §3.1.3.7).
    AuthorizedPartyMismatch,
    /// `exp` has passed.
    Expired {
        /// When it expired, in seconds since 1970.
        exp: u64,
        /// The time of validation.
        now: u64,
    },
    /// `nbf` is still to come.
    NotYetValid {
        /// When it becomes valid.
        nbf: u64,
        /// The time of validation.
        now: u64,
    },
    /// `iat` is in the future by more than the tolerance.
    IssuedInTheFuture {
        /// When it says that it was issued.
        iat: u64,
        /// The time of validation.
        now: u64,
    },
    /// The sign-in is longer ago than `max_age` allows.
    AuthenticationTooOld {
        /// When the person signed in.
        auth_time: u64,
        /// The time of validation.
        now: u64,
    },
    /// `nonce` is not the one that this sign-in sent.
    NonceMismatch,
    /// `at_hash` does not fit the access token.
    AccessTokenHashMismatch,
    /// `sub` differs from the one it must equal (userinfo, a refreshed ID Token).
    SubjectMismatch,
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

/// The name of a claim, as registered.
pub type ClaimName = &'static str;

impl TokenError {
    /// A stable identifier, in `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "token_too_long",
            Self::NotCompactJws => "token_not_compact_jws",
            Self::Encrypted => "token_encrypted",
            Self::Base64url(_) => "token_base64url_invalid",
            Self::Json(..) => "token_json_invalid",
            Self::AlgMissing => "token_alg_missing",
            Self::AlgUnsupported => "token_alg_unsupported",
            Self::AlgNotAllowed(_) => "token_alg_not_allowed",
            Self::HeaderForbidden(_) => "token_header_forbidden",
            Self::HeaderInvalid(_) => "token_header_invalid",
            Self::NoMatchingKey => "token_key_unknown",
            Self::AmbiguousKey => "token_key_ambiguous",
            Self::InvalidSignature => "token_signature_invalid",
            Self::TypMismatch => "token_typ_mismatch",
            Self::WrongKind => "token_wrong_kind",
            Self::ClaimMissing(_) => "token_claim_missing",
            Self::ClaimInvalid(_) => "token_claim_invalid",
            Self::IssuerMismatch => "token_issuer_mismatch",
            Self::AudienceMismatch => "token_audience_mismatch",
            Self::AuthorizedPartyMismatch => "token_azp_mismatch",
            Self::Expired { .. } => "token_expired",
            Self::NotYetValid { .. } => "token_not_yet_valid",
            Self::IssuedInTheFuture { .. } => "token_issued_in_the_future",
            Self::AuthenticationTooOld { .. } => "token_authentication_too_old",
            Self::NonceMismatch => "token_nonce_mismatch",
            Self::AccessTokenHashMismatch => "token_at_hash_mismatch",
            Self::SubjectMismatch => "token_subject_mismatch",
        }
    }
}

impl TokenError {
    /// The claim that is at fault, if one is.
    #[must_use]
    pub const fn claim(&self) -> Option<ClaimName> {
        match self {
            Self::ClaimMissing(name) | Self::ClaimInvalid(name) => Some(name),
            Self::IssuerMismatch => Some("iss"),
            Self::AudienceMismatch => Some("aud"),
            Self::AuthorizedPartyMismatch => Some("azp"),
            Self::Expired { .. } => Some("exp"),
            Self::NotYetValid { .. } => Some("nbf"),
            Self::IssuedInTheFuture { .. } => Some("iat"),
            Self::AuthenticationTooOld { .. } => Some("auth_time"),
            Self::NonceMismatch => Some("nonce"),
            Self::AccessTokenHashMismatch => Some("at_hash"),
            Self::SubjectMismatch => Some("sub"),
            _ => None,
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Header => "header",
            Self::Payload => "payload",
            Self::Signature => "signature",
        })
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { limit } => write!(f, "the token is over the limit of {limit} bytes"),
            Self::NotCompactJws => f.write_str("the token is not a JWS in compact serialization"),
            Self::Encrypted => f.write_str("the token is encrypted, which is not accepted"),
            Self::Base64url(part) => write!(f, "the token's {part} is not strict base64url"),
            Self::Json(part, error) => write!(f, "the token's {part} is refused: {error}"),
            Self::AlgMissing => f.write_str("the header names no `alg`"),
            Self::AlgUnsupported => f.write_str("the header's `alg` is not supported"),
            Self::AlgNotAllowed(alg) => {
                write!(
                    f,
                    "`alg` {} is not allowed by the configuration",
                    alg.as_str()
                )
            }
            Self::HeaderForbidden(name) => write!(f, "the header parameter `{name}` is refused"),
            Self::HeaderInvalid(name) => {
                write!(
                    f,
                    "the header parameter `{name}` has the wrong type or size"
                )
            }
            Self::NoMatchingKey => f.write_str("no key of the issuer fits the token's header"),
            Self::AmbiguousKey => {
                f.write_str("the token names no `kid` and several keys of the issuer fit")
            }
            Self::InvalidSignature => f.write_str("the signature is invalid"),
            Self::TypMismatch => f.write_str("`typ` is not the expected one"),
            Self::WrongKind => f.write_str("the token is of another kind than the expected one"),
            Self::ClaimMissing(name) => write!(f, "the claim `{name}` is missing"),
            Self::ClaimInvalid(name) => write!(f, "the claim `{name}` is invalid"),
            Self::IssuerMismatch => f.write_str("`iss` is not the configured issuer"),
            Self::AudienceMismatch => f.write_str("`aud` does not name the expected audience"),
            Self::AuthorizedPartyMismatch => f.write_str("`azp` is not this client"),
            Self::Expired { exp, now } => write!(f, "expired at {exp}, it is {now}"),
            Self::NotYetValid { nbf, now } => write!(f, "not valid before {nbf}, it is {now}"),
            Self::IssuedInTheFuture { iat, now } => write!(f, "issued at {iat}, it is {now}"),
            Self::AuthenticationTooOld { auth_time, now } => {
                write!(
                    f,
                    "the person signed in at {auth_time}, too long ago at {now}"
                )
            }
            Self::NonceMismatch => f.write_str("`nonce` is not the one of this sign-in"),
            Self::AccessTokenHashMismatch => f.write_str("`at_hash` does not fit the access token"),
            Self::SubjectMismatch => f.write_str("`sub` is not the expected one"),
        }
    }
}

impl core::error::Error for TokenError {}
