//! Problem documents (RFC 9457).

use edgeward_core::json::Members;

use crate::http::Answer;

/// Where each code is explained.
const TYPE_BASE: &str = "https://edgeward.dev/errors/";

/// One problem as a program gets it: a stable code and constant words, never a value of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// The HTTP status code.
    pub status: u16,
    /// The stable code, `snake_case`.
    pub code: &'static str,
    /// What happened and how to mend it, in one constant sentence.
    pub detail: &'static str,
}

impl Problem {
    /// The answer: `application/problem+json`.
    #[must_use]
    pub fn answer(&self) -> Answer {
        self.answer_with(|_| {})
    }

    /// The answer with a document that says more.
    pub(super) fn answer_with(&self, more: impl FnOnce(&mut Members)) -> Answer {
        let body = Members::object(|document| {
            document.text("type", &format!("{TYPE_BASE}{}", self.code));
            document.text("title", title(self.status));
            document.number("status", self.status.into());
            document.text("code", self.code);
            document.text("detail", self.detail);
            more(document);
        });
        Answer::new(self.status).with_body("application/problem+json", body)
    }
}

/// The reason phrase of the statuses that the gate answers with (RFC 9110 §15).
const fn title(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Content Too Large",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}
