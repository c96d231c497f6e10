//! What can go wrong for a relying party, by who is at fault.

use edgeward_core::error::{
    CallbackError, Error as CoreError, ErrorResponse, ProviderError, SignatureError, TokenError,
    TokenRefusal, VerifyError,
};
use edgeward_core::text::{Gaps, Say};
use edgeward_core::token::NoClientAuth;
use edgeward_core::{codes, displayed};

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

impl Say for Error {
    fn sentence(&self) -> &'static str {
        match self {
            Self::Token(error) => error.sentence(),
            Self::Callback(error) => error.sentence(),
            Self::Refused(refusal) => refusal.sentence(),
            Self::Provider(error) => error.sentence(),
            Self::Status(..) => "the provider's {} answered with status {}",
            Self::MediaType(_) => "the provider's {} did not answer with JSON",
            Self::Transport(..) => "{} ({})",
            Self::NoEndpoint(_) => "the provider's metadata names no {}",
            Self::Unavailable(_) => {
                "the provider's {} could not be fetched and is not tried again for some seconds"
            }
            Self::ClientAuth(error) => error.sentence(),
            Self::Verifier(error) => error.sentence(),
            Self::NotConfigured(_) => "the client is not configured with {}",
            Self::NoClock => "the host cannot tell the time",
            Self::NoRandomness => RngError.sentence(),
            Self::Signing => SigningError.sentence(),
        }
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        match self {
            Self::Token(error) => error.fill(gaps),
            Self::Callback(error) => error.fill(gaps),
            Self::Refused(refusal) => refusal.fill(gaps),
            Self::Provider(error) => error.fill(gaps),
            Self::Status(endpoint, status) => {
                gaps.text(endpoint.as_str());
                gaps.number((*status).into());
            }
            Self::MediaType(endpoint)
            | Self::NoEndpoint(endpoint)
            | Self::Unavailable(endpoint) => {
                gaps.text(endpoint.as_str());
            }
            Self::Transport(endpoint, error) => {
                gaps.say(error);
                gaps.text(endpoint.as_str());
            }
            Self::ClientAuth(error) => error.fill(gaps),
            Self::Verifier(error) => error.fill(gaps),
            Self::NotConfigured(what) => gaps.text(what),
            Self::NoClock | Self::NoRandomness | Self::Signing => {}
        }
    }
}

displayed!(Error);

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_which_part_of_the_provider_is_meant() {
        for (error, text) in [
            (
                Error::Status(Endpoint::Token, 503),
                "the provider's token endpoint answered with status 503",
            ),
            (
                Error::MediaType(Endpoint::JwkSet),
                "the provider's JWK Set did not answer with JSON",
            ),
            (
                Error::Transport(Endpoint::UserInfo, TransportError::TimedOut),
                "the provider did not answer in time (userinfo endpoint)",
            ),
            (
                Error::NoEndpoint(Endpoint::EndSession),
                "the provider's metadata names no end-session endpoint",
            ),
            (
                Error::Unavailable(Endpoint::Metadata),
                "the provider's metadata document could not be fetched and is not tried again for \
                 some seconds",
            ),
            (
                Error::NotConfigured("a client id"),
                "the client is not configured with a client id",
            ),
            (
                Error::from(TokenError::ClaimMissing("sub")),
                "the claim `sub` is missing",
            ),
            (
                Error::ClientAuth(NoClientAuth::CredentialMissing(
                    edgeward_core::token::ClientAuthMethod::PrivateKeyJwt,
                )),
                "`private_key_jwt` needs a client key",
            ),
        ] {
            assert_eq!(error.to_string(), text);
        }
    }
}
