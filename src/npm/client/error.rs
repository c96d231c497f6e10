//! What is thrown, as JSON: the TypeScript side makes the `Error` object of it.
//!
//! One function decides which class an error is of: [`Failure::of`]. Evidence is numbers and names of
//! claims; no text of a token goes out.

use crate::answer::optional;
use edgeward::{Endpoint, Error};
use edgeward_core::error::{CallbackError, Document, ErrorResponse, ProviderError, TokenError};
use edgeward_core::json::Members;
use edgeward_core::text::{concat, said};

/// Why there is no answer.
pub(crate) enum Failure {
    /// The provider's metadata must be there first.
    Early,
    /// An error on its way out.
    Error(Box<Members>),
}

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
    /// A class, a stable code, a sentence: the members that every error has.
    pub(crate) fn begin(class: Class, code: &str, message: &str) -> Box<Members> {
        let mut members = Box::new(Members::begin());
        members.text("class", class.as_str());
        members.text("code", code);
        members.text("message", message);
        members
    }

    /// An argument of a call is not what it must be.
    pub(crate) fn argument(name: &str, reason: &str) -> Self {
        Self::named(Class::Argument, "argument_invalid", name, reason)
    }

    /// With the name of what is at fault.
    pub(crate) fn named(class: Class, code: &str, name: &str, reason: &str) -> Self {
        Self::Error(Self::begin(
            class,
            code,
            &concat(&["`", name, "`: ", reason]),
        ))
    }

    /// Any error of the relying party.
    pub(crate) fn of(error: &Error) -> Self {
        Self::of_class(class(error), error)
    }

    /// The same error as one of the userinfo endpoint, whose answer may be about somebody else.
    pub(crate) fn of_userinfo(error: &Error) -> Self {
        let class = match error {
            Error::Token(_) => Class::UserInfo,
            _ => class(error),
        };
        Self::of_class(class, error)
    }

    fn of_class(class: Class, error: &Error) -> Self {
        let mut it = Self::begin(class, error.code(), &said(error));
        match error {
            Error::Token(error) => evidence(&mut it, error),
            Error::Refused(refusal) => {
                it.number("statusCode", u64::from(refusal.status()));
                if let Some(said) = refusal.response() {
                    response(&mut it, said);
                }
            }
            Error::Status(_, status) => it.number("statusCode", u64::from(*status)),
            Error::Callback(CallbackError::Refused(said)) => response(&mut it, said),
            _ => {}
        }
        Self::Error(it)
    }
}

fn evidence(it: &mut Members, error: &TokenError) {
    optional(it, "claim", error.claim());
    let (name, times) = match error {
        TokenError::Expired(times) => ("exp", times),
        TokenError::NotYetValid(times) => ("nbf", times),
        TokenError::IssuedInTheFuture(times) => ("iat", times),
        _ => return,
    };
    it.number(name, times.claimed);
    it.number("now", times.now);
}

fn response(it: &mut Members, said: &ErrorResponse) {
    it.text("error", said.error());
    optional(it, "description", said.description());
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

impl Failure {
    pub(crate) fn json(self) -> Option<String> {
        match self {
            Self::Early => None,
            Self::Error(members) => Some(members.end()),
        }
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
