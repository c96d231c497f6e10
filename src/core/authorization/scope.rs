//! `scope`: a list of names with single spaces between them (RFC 6749 §3.3).

use alloc::string::String;

use crate::displayed;
use crate::text::{Say, concat, pieces};

/// A well-formed, non-empty scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope(String);

impl Scope {
    /// Parses a scope of at most 1,024 bytes.
    ///
    /// # Errors
    /// Anything but names of printable ASCII without `"` and `\`, with one space between them.
    pub fn parse(text: &str) -> Result<Self, InvalidScope> {
        let valid = text.len() <= 1024 && pieces(text, b' ').all(is_scope_token);
        valid.then(|| Self(text.into())).ok_or(InvalidScope)
    }

    /// The same scope with `openid` in it, which makes a request one of OpenID Connect
    /// (OIDC Core §3.1.2.1).
    #[must_use]
    pub fn with_openid(&self) -> Self {
        let missing = if self.contains("openid") {
            ""
        } else {
            "openid "
        };
        Self(concat(&[missing, &self.0]))
    }

    /// Whether `name` is one of the names, letter case included.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.iter().any(|scope| scope == name)
    }

    /// The names.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        pieces(&self.0, b' ')
    }

    /// The scope as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Scope {
    /// `openid`.
    fn default() -> Self {
        Self("openid".into())
    }
}

/// The text is not a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidScope;

impl Say for InvalidScope {
    fn sentence(&self) -> &'static str {
        "a scope is names of printable ASCII with single spaces between them"
    }
}

displayed!(InvalidScope);

impl core::error::Error for InvalidScope {}

fn is_scope_token(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|b| matches!(b, 0x21 | 0x23..=0x5b | 0x5d..=0x7e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn names_have_single_spaces_between_them() {
        let scope = Scope::parse("openid profile api:read").unwrap();
        assert!(scope.iter().eq(["openid", "profile", "api:read"]));
        assert!(scope.contains("profile") && !scope.contains("Profile") && !scope.contains("api"));
        for bad in [
            "", " ", "a  b", " a", "a ", "a\tb", "a\"b", "a\\b", "ü", "a\nb",
        ] {
            assert_eq!(Scope::parse(bad), Err(InvalidScope), "{bad:?}");
        }
    }

    #[test]
    fn the_length_limit_is_exact() {
        assert!(Scope::parse(&"s".repeat(1024)).is_ok());
        assert!(Scope::parse(&"s".repeat(1025)).is_err());
    }

    #[test]
    fn openid_is_added_once() {
        let with_openid = |text| {
            Scope::parse(text)
                .unwrap()
                .with_openid()
                .as_str()
                .to_string()
        };
        assert_eq!(with_openid("email"), "openid email");
        assert_eq!(with_openid("email openid"), "email openid");
        assert_eq!(with_openid("openid2"), "openid openid2");
        assert_eq!(Scope::default().as_str(), "openid");
    }
}
