//! What can go wrong for a relying party, by who is at fault.

use core::fmt;

use edgeward_core::codes;
use edgeward_core::error::{
    CallbackError, Error as CoreError, ErrorResponse, ProviderError, SignatureError, TokenError,
    TokenRefusal, VerifyError,
};
use edgeward_core::text::Decimal;
use edgeward_core::token::NoClientAuth;

use crate::{RngError, SigningError, TransportError};

codes! {
    /// Everything that the client refuses or fails at.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum Error {
        /// The provider answered with a status that has no meaning here.
        Status(Endpoint, u16) => "provider_status_unexpected",
        /// The provider answered with another media type than JSON.
        MediaType(Endpoint) => "provider_media_type_unexpected",
        /// The provider's metadata names no such endpoint.
        NoEndpoint(Endpoint) => "provider_endpoint_missing",
        /// The documents needed are not there, and it is too early to fetch again.
        Unavailable(Endpoint) => "provider_unavailable",
        /// No method of client authentication can be chosen.
        ClientAuth(NoClientAuth) => "client_authentication_impossible",
        /// The signature could not be verified here, whatever it is.
        Verifier(SignatureError) => "verifier_unavailable",
        /// The client is not configured for this.
        NotConfigured(&'static str) => "client_not_configured",
        /// The host cannot tell the time.
        NoClock => "clock_unavailable",
        /// The host has no secure randomness.
        NoRandomness => "randomness_unavailable",
        /// The client's private key cannot sign.
        Signing => "client_key_cannot_sign",
        ;
        /// The token, and so its bearer, is at fault.
        Token(TokenError),
        /// The authorization response is at fault: another sign-in's, forged, or the provider's refusal.
        Callback(CallbackError),
        /// The provider's token endpoint refused (RFC 6749 §5.2).
        Refused(TokenRefusal),
        /// The provider sent something that it must not send.
        Provider(ProviderError),
        /// There is no whole answer of the provider.
        Transport(Endpoint, TransportError),
    }
}

/// Which part of the provider is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// The metadata document.
    Metadata,
    /// The JWK Set document.
    JwkSet,
    /// The authorization endpoint.
    Authorization,
    /// The token endpoint.
    Token,
    /// The userinfo endpoint.
    UserInfo,
    /// The end-session endpoint.
    EndSession,
    /// The revocation endpoint.
    Revocation,
}

impl Endpoint {
    /// Its name in prose.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Metadata => "metadata document",
            Self::JwkSet => "JWK Set",
            Self::Authorization => "authorization endpoint",
            Self::Token => "token endpoint",
            Self::UserInfo => "userinfo endpoint",
            Self::EndSession => "end-session endpoint",
            Self::Revocation => "revocation endpoint",
        }
    }
}

impl Error {
    /// Whether the provider has looked at the refresh token or the code and says no for good:
    /// `invalid_grant`, `interaction_required` and the like (RFC 6749 §5.2).
    ///
    /// A broken answer, an overload, and `invalid_client`, which is the operator's fault and not the
    /// person's, are none of that.
    #[must_use]
    pub fn is_final_refusal(&self) -> bool {
        const PASSING: [&str; 3] = ["invalid_client", "server_error", "temporarily_unavailable"];
        let Self::Refused(refusal) = self else {
            return false;
        };
        let error = refusal.response().map(ErrorResponse::error);
        (400..429).contains(&refusal.status())
            && error.is_some_and(|error| !PASSING.contains(&error))
    }

    /// Whether the token itself is at fault, rather than anything that was needed to look at it.
    #[must_use]
    pub const fn is_token(&self) -> bool {
        matches!(self, Self::Token(_))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Token(error) => error.fmt(f),
            Self::Callback(error) => error.fmt(f),
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Provider(error) => error.fmt(f),
            Self::Status(endpoint, status) => {
                write!(
                    f,
                    "the provider's {} answered with status {}",
                    endpoint.as_str(),
                    Decimal((*status).into())
                )
            }
            Self::MediaType(endpoint) => {
                write!(
                    f,
                    "the provider's {} did not answer with JSON",
                    endpoint.as_str()
                )
            }
            Self::Transport(endpoint, error) => write!(f, "{error} ({})", endpoint.as_str()),
            Self::NoEndpoint(endpoint) => {
                write!(f, "the provider's metadata names no {}", endpoint.as_str())
            }
            Self::Unavailable(endpoint) => write!(
                f,
                "the provider's {} could not be fetched and is not tried again for some seconds",
                endpoint.as_str()
            ),
            Self::ClientAuth(error) => error.fmt(f),
            Self::Verifier(error) => error.fmt(f),
            Self::NotConfigured(what) => write!(f, "the client is not configured with {what}"),
            Self::NoClock => f.write_str("the host cannot tell the time"),
            Self::NoRandomness => RngError.fmt(f),
            Self::Signing => SigningError.fmt(f),
        }
    }
}

impl core::error::Error for Error {}

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

impl From<CoreError> for Error {
    fn from(error: CoreError) -> Self {
        match error {
            CoreError::Token(error) => Self::Token(error),
            CoreError::Provider(error) => Self::Provider(error),
            CoreError::Callback(error) => Self::Callback(error),
            _ => Self::NotConfigured("this part of the standard"),
        }
    }
}

impl From<VerifyError> for Error {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Token(error) => Self::Token(error),
            VerifyError::Verifier(error) => Self::Verifier(error),
        }
    }
}

impl From<RngError> for Error {
    fn from(_: RngError) -> Self {
        Self::NoRandomness
    }
}

impl From<SigningError> for Error {
    fn from(_: SigningError) -> Self {
        Self::Signing
    }
}
