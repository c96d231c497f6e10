//! The token endpoint said no.

use super::ErrorResponse;
use crate::displayed;
use crate::text::{Gaps, Say};

/// A token endpoint's answer other than 200 (RFC 6749 §5.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRefusal {
    status: u16,
    response: Option<ErrorResponse>,
}

impl TokenRefusal {
    /// A refusal with this HTTP status. `response` is none when the body was no error response.
    #[must_use]
    pub const fn new(status: u16, response: Option<ErrorResponse>) -> Self {
        Self { status, response }
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// What the provider said, if it said it in the standard's form.
    #[must_use]
    pub const fn response(&self) -> Option<&ErrorResponse> {
        self.response.as_ref()
    }

    /// Whether the code or refresh token is used up, revoked or expired. Anything else, a broken
    /// answer too, can be the provider's bad day.
    #[must_use]
    pub fn is_invalid_grant(&self) -> bool {
        self.response
            .as_ref()
            .is_some_and(ErrorResponse::is_invalid_grant)
    }

    /// The one code, with what it means.
    pub const CODES: &'static [(&'static str, &'static str)] =
        &[("token_endpoint_refused", " The token endpoint said no.\n")];

    /// A stable identifier, in `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "token_endpoint_refused"
    }
}

impl Say for TokenRefusal {
    fn sentence(&self) -> &'static str {
        match self.response {
            None => "the token endpoint answered with status {}",
            Some(_) => "the token endpoint answered with status {}: {}",
        }
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        gaps.number(self.status.into());
        if let Some(response) = &self.response {
            gaps.say(response);
        }
    }
}

displayed!(TokenRefusal);

impl core::error::Error for TokenRefusal {}
