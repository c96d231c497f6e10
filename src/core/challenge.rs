//! `WWW-Authenticate` for bearer tokens (RFC 6750 §3).

use alloc::string::String;

use crate::displayed;
use crate::text::Say;

/// Why a request is challenged.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Challenge {
    /// The request has no credential. The challenge then names no error (RFC 6750 §3.1).
    NoCredentials,
    /// The credential is not one bearer token in one header.
    InvalidRequest,
    /// The token is expired, forged, for somebody else or malformed. Which of them is for the log.
    InvalidToken,
    /// The token is good, but not enough.
    InsufficientScope {
        /// The scopes that are missing, separated by spaces; may be empty.
        scope: String,
    },
}

impl Challenge {
    /// The HTTP status that goes with it.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::InvalidRequest => 400,
            Self::NoCredentials | Self::InvalidToken => 401,
            Self::InsufficientScope { .. } => 403,
        }
    }

    /// The registered error code, if there is an error.
    #[must_use]
    pub const fn error(&self) -> Option<&'static str> {
        match self {
            Self::NoCredentials => None,
            Self::InvalidRequest => Some("invalid_request"),
            Self::InvalidToken => Some("invalid_token"),
            Self::InsufficientScope { .. } => Some("insufficient_scope"),
        }
    }

    /// The value of `WWW-Authenticate`. Without a realm the parameter is left out.
    #[must_use]
    pub fn header_value(&self, realm: Option<&Realm>) -> String {
        let mut value = String::from("Bearer");
        let mut separator = " ";
        let mut push = |name: &str, text: &str| {
            value.push_str(separator);
            separator = ", ";
            value.push_str(name);
            value.push_str("=\"");
            value.extend(text.chars().filter(|c| is_quotable(*c)));
            value.push('"');
        };
        if let Some(realm) = realm {
            push("realm", &realm.0);
        }
        if let Some(error) = self.error() {
            push("error", error);
            push("error_description", self.description());
        }
        match self {
            Self::InsufficientScope { scope } if !scope.is_empty() => push("scope", scope),
            _ => {}
        }
        value
    }

    /// Constant text: nothing of the request comes back.
    const fn description(&self) -> &'static str {
        match self {
            Self::NoCredentials => "no credential was sent",
            Self::InvalidRequest => "send one bearer token in one Authorization header",
            Self::InvalidToken => "the access token is not valid here",
            Self::InsufficientScope { .. } => "the access token does not grant this",
        }
    }
}

/// The protection space that a challenge names (RFC 9110 §11.5): a short text of printable ASCII
/// without `"` and `\`, so that it never needs escaping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Realm(String);

impl Realm {
    /// Parses a realm.
    ///
    /// # Errors
    ///
    /// [`RealmError`] when it is empty, over 128 bytes long, or has another character.
    pub fn parse(text: &str) -> Result<Self, RealmError> {
        if text.is_empty() || text.len() > 128 || !text.chars().all(is_quotable) {
            return Err(RealmError);
        }
        Ok(Self(text.into()))
    }
}

/// The realm is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RealmError;

impl Say for RealmError {
    fn sentence(&self) -> &'static str {
        "a realm is 1 to 128 characters of printable ASCII without `\"` and `\\`"
    }
}

displayed!(RealmError);

impl core::error::Error for RealmError {}

/// What stands in a quoted string as it is (RFC 9110 §5.6.4), and all that RFC 6750 §3 allows.
const fn is_quotable(c: char) -> bool {
    matches!(c, ' '..='~') && c != '"' && c != '\\'
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn without_credentials_there_is_no_error() {
        assert_eq!(Challenge::NoCredentials.header_value(None), "Bearer");
        let realm = Realm::parse("app.example").unwrap();
        assert_eq!(
            Challenge::NoCredentials.header_value(Some(&realm)),
            "Bearer realm=\"app.example\""
        );
    }

    #[test]
    fn errors_have_their_registered_code_and_status() {
        let scope = || String::from("api:read api:write");
        let cases = [
            (Challenge::InvalidRequest, 400, "invalid_request"),
            (Challenge::InvalidToken, 401, "invalid_token"),
            (
                Challenge::InsufficientScope { scope: scope() },
                403,
                "insufficient_scope",
            ),
        ];
        for (challenge, status, error) in cases {
            assert_eq!(challenge.status(), status);
            let start = format!("Bearer error=\"{error}\", error_description=\"");
            assert!(challenge.header_value(None).starts_with(&start));
        }
    }

    #[test]
    fn only_missing_scopes_are_named() {
        let value = |scope: &str| {
            Challenge::InsufficientScope {
                scope: scope.into(),
            }
            .header_value(None)
        };
        assert!(value("a b").ends_with(", scope=\"a b\""));
        assert!(!value("").contains(", scope="));
        assert!(
            !Challenge::InvalidToken
                .header_value(None)
                .contains("scope=")
        );
    }

    #[test]
    fn nothing_breaks_out_of_the_quotes_or_the_line() {
        let scope = "a\", error=\"x\\\r\nSet-Cookie: y\u{e9}\u{0}".into();
        let value = Challenge::InsufficientScope { scope }.header_value(None);
        assert!(
            value.ends_with("scope=\"a, error=xSet-Cookie: y\""),
            "{value}"
        );
        for realm in ["", "a\"b", "a\\b", "a\nb", "é", &"a".repeat(129)] {
            assert_eq!(Realm::parse(realm), Err(RealmError), "{realm:?}");
        }
    }
}
