//! What a provider says when it says no: `error` and `error_description`, which the callback and
//! the token endpoint share (RFC 6749 §4.1.2.1 and §5.2).

use alloc::string::String;

use crate::displayed;
use crate::text::{Gaps, Say};

/// The longest error code. The longest registered ones have about 30 bytes.
const LONGEST_ERROR: usize = 64;

/// The longest description that is kept, in characters.
const LONGEST_DESCRIPTION: usize = 512;

/// An error response. The description is for people, and safe to print in ASCII text; in HTML it
/// is escaped like everything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorResponse {
    error: String,
    description: Option<String>,
}

impl ErrorResponse {
    /// Takes `error` strictly: 1 to 64 characters of RFC 6749's set. Programs decide by it, so a
    /// malformed one is none.
    ///
    /// `description` is only ever read by people. It is cut at 512 characters, a line break or tab
    /// becomes a space, and whatever else the standard forbids becomes `'` (a quotation mark) or
    /// `?`: providers do put line breaks and translations there, and the text helps.
    #[must_use]
    pub fn parse(error: &str, description: Option<&str>) -> Option<Self> {
        let valid = (1..=LONGEST_ERROR).contains(&error.len()) && error.chars().all(is_allowed);
        let description = description.map(clean).filter(|text| !text.is_empty());
        valid.then(|| Self {
            error: error.into(),
            description,
        })
    }

    /// The error code.
    #[must_use]
    pub fn error(&self) -> &str {
        &self.error
    }

    /// What the provider adds for people.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Whether the grant is used up, revoked or expired: the person must sign in again.
    #[must_use]
    pub fn is_invalid_grant(&self) -> bool {
        self.error == "invalid_grant"
    }
}

impl Say for ErrorResponse {
    fn sentence(&self) -> &'static str {
        match self.description {
            None => "`{}`",
            Some(_) => "`{}` ({})",
        }
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        gaps.text(&self.error);
        if let Some(description) = &self.description {
            gaps.text(description);
        }
    }
}

displayed!(ErrorResponse);

/// `%x20-21 / %x23-5B / %x5D-7E`: printable ASCII without `"` and `\`.
const fn is_allowed(character: char) -> bool {
    matches!(character, ' '..='~') && !matches!(character, '"' | '\\')
}

fn clean(description: &str) -> String {
    let character = |character| match character {
        '\t' | '\n' | '\r' => ' ',
        '"' => '\'',
        allowed if is_allowed(allowed) => allowed,
        _ => '?',
    };
    description
        .trim_ascii()
        .chars()
        .take(LONGEST_DESCRIPTION)
        .map(character)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn parse(error: &str, description: &str) -> Option<ErrorResponse> {
        ErrorResponse::parse(error, Some(description))
    }

    #[test]
    fn an_error_code_is_taken_strictly() {
        assert!(ErrorResponse::parse(&"e".repeat(64), None).is_some());
        for bad in ["", &"e".repeat(65), "a\"b", "a\\b", "a\nb", "é", "\u{7f}"] {
            assert_eq!(ErrorResponse::parse(bad, None), None, "{bad:?}");
        }
    }

    #[test]
    fn a_description_is_made_printable_and_cut() {
        let description = |text| parse("e", text).unwrap().description().map(String::from);
        assert_eq!(
            description("AADSTS50105: no\r\nTrace: 1"),
            Some("AADSTS50105: no  Trace: 1".into())
        );
        assert_eq!(
            description("é\u{1b}[31m \"x\" \\"),
            Some("??[31m 'x' ?".into())
        );
        assert_eq!(description(" \r\n"), None);
        assert_eq!(description(&"é".repeat(513)), Some("?".repeat(512)));
    }

    #[test]
    fn invalid_grant_is_told_apart() {
        assert!(parse("invalid_grant", "").unwrap().is_invalid_grant());
        assert!(!parse("invalid_granted", "").unwrap().is_invalid_grant());
        assert_eq!(
            parse("invalid_grant", "gone").unwrap().to_string(),
            "`invalid_grant` (gone)"
        );
    }
}
