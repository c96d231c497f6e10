//! The callback is at fault: what came to the redirect URI ends this sign-in.

use super::ErrorResponse;
use crate::codes;
use crate::displayed;
use crate::form::{DuplicateField, FormError};
use crate::text::{Gaps, Say};

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

impl Say for CallbackError {
    fn sentence(&self) -> &'static str {
        match self {
            Self::Form(_) => "the callback is refused: {}",
            Self::DuplicateParameter(_) => "the callback has `{}` more than once",
            Self::FrontChannelToken(_) => "the callback has `{}`, though only a code was asked for",
            Self::StateMissing => "the callback has no `state`",
            Self::StateMismatch => {
                "`state` of the callback is not the one of this browser's sign-in"
            }
            Self::IssuerMissing => {
                "the callback has no `iss`, which the provider's metadata promises"
            }
            Self::IssuerMismatch => "`iss` of the callback is not the issuer of this sign-in",
            Self::Refused(_) => "the provider refused the sign-in: {}",
            Self::ErrorInvalid => "`error` of the callback is malformed",
            Self::CodeMissing => "the callback has no `code`",
            Self::CodeInvalid => "`code` of the callback is malformed",
        }
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        match self {
            Self::Form(error) => gaps.say(error),
            Self::DuplicateParameter(name) | Self::FrontChannelToken(name) => gaps.text(name),
            Self::Refused(response) => gaps.say(response),
            _ => {}
        }
    }
}

displayed!(CallbackError);

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
