//! What is thrown, as JSON: the TypeScript side makes the `Error` object of it.
//!
//! One function decides which class an error is of: [`Failure::of`]. Evidence is numbers and names of
//! claims; no text of a token goes out.

use core::fmt::Display;

use edgeward::{Endpoint, Error};
use edgeward_core::error::{CallbackError, Document, ErrorResponse, ProviderError, TokenError};
use edgeward_core::json::{Object, Value};
use wasm_bindgen::JsValue;

/// An error on its way out.
pub(crate) struct Failure(Object);

/// The class that an error becomes, as TypeScript calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Argument,
    Base,
    Callback,
    Config,
    Discovery,
    InvalidToken,
    TokenExchange,
    UserInfo,
}

impl Class {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Argument => "TypeError",
            Self::Base => "EdgewardError",
            Self::Callback => "CallbackError",
            Self::Config => "ConfigError",
            Self::Discovery => "DiscoveryError",
            Self::InvalidToken => "InvalidTokenError",
            Self::TokenExchange => "TokenExchangeError",
            Self::UserInfo => "UserInfoError",
        }
    }
}

impl Failure {
    /// A class, a stable code and a sentence.
    pub(crate) fn new(class: Class, code: &str, message: &str) -> Self {
        let mut object = Object::new();
        object.insert("class", class.as_str());
        object.insert("code", code);
        object.insert("message", message);
        Self(object)
    }

    /// An argument of a call is not what it must be.
    pub(crate) fn argument(name: &str, reason: &dyn Display) -> Self {
        let message = format!("`{name}`: {reason}");
        Self::new(Class::Argument, "argument_invalid", &message)
    }

    /// With one more member.
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.insert(name, value);
        self
    }

    /// Any error of the relying party.
    pub(crate) fn of(error: &Error) -> Self {
        let failure = Self::new(class(error), error.code(), &error.to_string());
        match error {
            Error::Token(error) => failure.with_evidence(error),
            Error::Refused(refusal) => failure
                .with("statusCode", u64::from(refusal.status()))
                .with_response(refusal.response()),
            Error::Status(_, status) => failure.with("statusCode", u64::from(*status)),
            Error::Callback(CallbackError::Refused(response)) => {
                failure.with_response(Some(response))
            }
            _ => failure,
        }
    }

    /// The same error as one of the userinfo endpoint, whose answer may be about somebody else.
    pub(crate) fn of_userinfo(error: &Error) -> Self {
        let failure = Self::of(error);
        match error {
            Error::Token(_) => failure.with("class", Class::UserInfo.as_str()),
            _ => failure,
        }
    }

    fn with_evidence(self, error: &TokenError) -> Self {
        let failure = match error.claim() {
            Some(claim) => self.with("claim", claim),
            None => self,
        };
        match error {
            TokenError::Expired { exp, now } => failure.with("exp", *exp).with("now", *now),
            TokenError::NotYetValid { nbf, now } => failure.with("nbf", *nbf).with("now", *now),
            TokenError::IssuedInTheFuture { iat, now } => {
                failure.with("iat", *iat).with("now", *now)
            }
            _ => failure,
        }
    }

    fn with_response(self, response: Option<&ErrorResponse>) -> Self {
        let Some(response) = response else {
            return self;
        };
        let failure = self.with("error", response.error());
        match response.description() {
            Some(description) => failure.with("description", description),
            None => failure,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::of(&error)
    }
}

impl From<TokenError> for Failure {
    fn from(error: TokenError) -> Self {
        Self::of(&Error::Token(error))
    }
}

impl From<CallbackError> for Failure {
    fn from(error: CallbackError) -> Self {
        Self::of(&Error::Callback(error))
    }
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> Self {
        Self::from_str(&failure.0.to_string())
    }
}

fn class(error: &Error) -> Class {
    match error {
        Error::Token(_) => Class::InvalidToken,
        Error::Callback(_) => Class::Callback,
        Error::Refused(_) => Class::TokenExchange,
        Error::Provider(error) => of_document(error),
        Error::Status(endpoint, _)
        | Error::MediaType(endpoint)
        | Error::Transport(endpoint, _)
        | Error::NoEndpoint(endpoint)
        | Error::Unavailable(endpoint) => of_endpoint(*endpoint),
        Error::ClientAuth(_) | Error::NotConfigured(_) | Error::Signing => Class::Config,
        _ => Class::Base,
    }
}

const fn of_endpoint(endpoint: Endpoint) -> Class {
    match endpoint {
        Endpoint::Token | Endpoint::Revocation => Class::TokenExchange,
        Endpoint::UserInfo => Class::UserInfo,
        Endpoint::Metadata | Endpoint::JwkSet | Endpoint::Authorization | Endpoint::EndSession => {
            Class::Discovery
        }
    }
}

const fn of_document(error: &ProviderError) -> Class {
    match error {
        ProviderError::Json(document, _)
        | ProviderError::MemberMissing(document, _)
        | ProviderError::MemberInvalid(document, _)
        | ProviderError::TooLong(document, _) => match document {
            Document::TokenResponse => Class::TokenExchange,
            Document::UserInfo => Class::UserInfo,
            Document::Metadata | Document::JwkSet => Class::Discovery,
        },
        _ => Class::Discovery,
    }
}
