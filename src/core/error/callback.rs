//! The callback is at fault: what came to the redirect URI ends this sign-in.

use core::fmt;

use super::ErrorResponse;
use crate::codes;
use crate::form::{DuplicateField, FormError};

codes! {
    /// Why an authorization response is refused.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum CallbackError {
        /// The query or the posted form cannot be read.
        Form(FormError) => "callback_form_invalid",
        /// A parameter is there more than once (RFC 6749 §3.1).
        DuplicateParameter(&'static str) => "callback_parameter_duplicate",
        /// A token, or a response as a token, in the front channel. Only a code was asked for.
        FrontChannelToken(&'static str) => "callback_front_channel_token",
        /// `state` is missing.
        StateMissing => "callback_state_missing",
        /// `state` is not the one of this browser's sign-in.
        StateMismatch => "callback_state_mismatch",
        /// `iss` is missing, though the provider's metadata promises it (RFC 9207 §2.4).
        IssuerMissing => "callback_issuer_missing",
        /// `iss` is not the issuer that this sign-in went to.
        IssuerMismatch => "callback_issuer_mismatch",
        /// The provider refused, in its own words.
        Refused(ErrorResponse) => "callback_refused",
        /// `error` is no error code of RFC 6749 §4.1.2.1.
        ErrorInvalid => "callback_error_invalid",
        /// Neither `error` nor `code` is there.
        CodeMissing => "callback_code_missing",
        /// `code` is empty, too long or not printable ASCII.
        CodeInvalid => "callback_code_invalid",
    }
}

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(error) => write!(f, "the callback is refused: {error}"),
            Self::DuplicateParameter(name) => {
                write!(f, "the callback has `{name}` more than once")
            }
            Self::FrontChannelToken(name) => {
                write!(
                    f,
                    "the callback has `{name}`, though only a code was asked for"
                )
            }
            Self::StateMissing => f.write_str("the callback has no `state`"),
            Self::StateMismatch => {
                f.write_str("`state` of the callback is not the one of this browser's sign-in")
            }
            Self::IssuerMissing => {
                f.write_str("the callback has no `iss`, which the provider's metadata promises")
            }
            Self::IssuerMismatch => {
                f.write_str("`iss` of the callback is not the issuer of this sign-in")
            }
            Self::Refused(response) => write!(f, "the provider refused the sign-in: {response}"),
            Self::ErrorInvalid => f.write_str("`error` of the callback is malformed"),
            Self::CodeMissing => f.write_str("the callback has no `code`"),
            Self::CodeInvalid => f.write_str("`code` of the callback is malformed"),
        }
    }
}

impl core::error::Error for CallbackError {}

impl From<FormError> for CallbackError {
    fn from(error: FormError) -> Self {
        Self::Form(error)
    }
}

impl From<DuplicateField> for CallbackError {
    fn from(duplicate: DuplicateField) -> Self {
        Self::DuplicateParameter(duplicate.name)
    }
}
