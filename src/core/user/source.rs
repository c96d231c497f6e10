//! Where a token keeps roles: a claim, or a member inside one.

use alloc::string::String;
use alloc::vec::Vec;

use crate::displayed;
use crate::json::{Object, Value};
use crate::text::{Say, pieces};

/// The place of a role list in the claims.
///
/// In configuration it is one string. A claim of exactly that name counts first, so that
/// `https://example.com/roles` and `cognito:groups` need no escape; if there is none, the string is
/// a path with dots, as in `realm_access.roles`. For a path whose names have dots in them there is
/// [`RoleSource::from_path`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleSource {
    claim: Option<String>,
    path: Vec<String>,
}

impl RoleSource {
    /// Parses the string of a configuration, of at most 256 bytes.
    ///
    /// # Errors
    /// An empty string, white space or control characters in it, or a string that is too long.
    pub fn parse(text: &str) -> Result<Self, InvalidRoleSource> {
        let valid = (1..=256).contains(&text.len())
            && !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if !valid {
            return Err(InvalidRoleSource);
        }
        let mut path = Vec::new();
        for name in pieces(text, b'.') {
            path.push(name.into());
        }
        Ok(Self {
            claim: Some(text.into()),
            path,
        })
    }

    /// The member at the end of `path`, whatever characters its names have.
    #[must_use]
    pub fn from_path(path: &[&str]) -> Self {
        Self {
            claim: None,
            path: path.iter().copied().map(String::from).collect(),
        }
    }

    /// The roles at this place. A single string is a list of one. What is neither a string nor in
    /// an array of strings names no role: whoever has no role gets in nowhere by mistake.
    #[must_use]
    pub fn roles<'a>(&self, claims: &'a Object) -> Vec<&'a str> {
        let mut roles = Vec::new();
        self.add_roles(claims, &mut roles);
        roles
    }

    pub(super) fn add_roles<'a>(&self, claims: &'a Object, roles: &mut Vec<&'a str>) {
        let found = match self.find(claims) {
            Some(Value::Array(found)) => found.as_slice(),
            Some(role) => core::slice::from_ref(role),
            None => &[],
        };
        for role in found {
            match role {
                Value::String(role) if !role.is_empty() => roles.push(role),
                _ => {}
            }
        }
    }

    fn find<'a>(&self, claims: &'a Object) -> Option<&'a Value> {
        if let Some(value) = self.claim.as_deref().and_then(|name| claims.get(name)) {
            return Some(value);
        }
        let (first, rest) = self.path.split_first()?;
        rest.iter().try_fold(claims.get(first)?, |value, name| {
            value.as_object()?.get(name)
        })
    }
}

/// A role source that is empty, too long, or has white space in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidRoleSource;

impl Say for InvalidRoleSource {
    fn sentence(&self) -> &'static str {
        "a role source is the name of a claim, or a path like `realm_access.roles`"
    }
}

displayed!(InvalidRoleSource);

impl core::error::Error for InvalidRoleSource {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::tests::object;
    use alloc::format;

    fn roles(source: &str, claims: &str) -> String {
        RoleSource::parse(source)
            .unwrap()
            .roles(&object(claims))
            .join("|")
    }

    #[test]
    fn a_claim_is_found_by_its_whole_name_first() {
        let claims = r#"{"https://example.com/roles":["a"],"x.y":["b"],"x":{"y":["c"]}}"#;
        assert_eq!(roles("https://example.com/roles", claims), "a");
        assert_eq!(roles("x.y", claims), "b");
        assert_eq!(roles("x.y", r#"{"x":{"y":["c"]}}"#), "c");
    }

    #[test]
    fn a_path_ends_where_the_claims_do() {
        let claims = r#"{"a":{"b":{"c":["r"]}}}"#;
        assert_eq!(roles("a.b.c", claims), "r");
        for path in ["a", "a.b", "a.b.c.d", "a.x.c", "b.c", "a..c", ".", "a.b.c."] {
            assert_eq!(roles(path, claims), "", "{path}");
        }
    }

    #[test]
    fn names_with_dots_are_reached_by_a_list() {
        let source = RoleSource::from_path(&["resource_access", "my.app", "roles"]);
        let claims = object(r#"{"resource_access":{"my.app":{"roles":["r"]}}}"#);
        assert_eq!(source.roles(&claims), ["r"]);
        let whole = object(r#"{"resource_access.my.app.roles":["r"]}"#);
        assert!(source.roles(&whole).is_empty());
        assert!(RoleSource::from_path(&[]).roles(&whole).is_empty());
    }

    #[test]
    fn one_string_is_a_list_of_one_and_is_not_split() {
        assert_eq!(roles("r", r#"{"r":"admin"}"#), "admin");
        assert_eq!(roles("r", r#"{"r":"admin editor"}"#), "admin editor");
    }

    #[test]
    fn what_is_no_string_names_no_role() {
        for value in [
            "7",
            "true",
            "null",
            "{}",
            r#"{"admin":true}"#,
            "[]",
            r#"[["admin"]]"#,
            "\"\"",
        ] {
            assert_eq!(roles("r", &format!(r#"{{"r":{value}}}"#)), "", "{value}");
        }
        assert_eq!(roles("r", r#"{"r":["a",7,"","b"]}"#), "a|b");
    }

    #[test]
    fn a_source_is_a_short_name_without_white_space() {
        assert!(RoleSource::parse(&"r".repeat(256)).is_ok());
        for bad in ["", " ", "a b", "a\n", &"r".repeat(257)] {
            assert_eq!(RoleSource::parse(bad), Err(InvalidRoleSource), "{bad:?}");
        }
    }
}
