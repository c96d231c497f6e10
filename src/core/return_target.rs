//! Where a person goes on after signing in or out: always a place of the same origin.

use alloc::string::String;

use crate::route::canonical;
use crate::text::concat;

/// Longest target, in bytes: the gate keeps it in a sealed cookie.
const TARGET: usize = 1024;

/// A local path, with the query and fragment that came with it. The default is `/`.
///
/// 1. It is at most 1,024 bytes of printable ASCII without a backslash.
/// 2. Its path is a [`CanonicalPath`](crate::route::CanonicalPath): one `/` at the start and no
///    second one after it, no dot segments, and nothing encoded that would read so after decoding it
///    once or more often. What the gate would answer with 400 is no place to send a person to.
///
/// So no browser, and no proxy that decodes or tidies a URL on the way, finds another host in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnTarget(String);

impl ReturnTarget {
    /// Parses a target that a stranger may have written. On `None`, go on to
    /// [`ReturnTarget::default`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
        if text.len() > TARGET || !text.bytes().all(plain) {
            return None;
        }
        let end = text.bytes().position(|byte| matches!(byte, b'?' | b'#'));
        let (path, rest) = text.split_at_checked(end.unwrap_or(text.len()))?;
        let path = canonical(path, |_| {}).ok()?;
        let target = concat(&[&path, rest]);
        (target.len() <= TARGET).then_some(Self(target))
    }

    /// Whether the path is `prefix` or below it: a person who is sent back to `/auth/login` would go
    /// round in a circle, and `/auth/logout` would sign out again. Letter case does not count.
    #[must_use]
    pub fn is_under(&self, prefix: &str) -> bool {
        let path = self.0.split(['?', '#']).next().unwrap_or_default();
        let start = path.get(..prefix.len());
        let rest = path.get(prefix.len()..).unwrap_or_default();
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
            && (rest.is_empty() || rest.starts_with('/'))
    }

    /// The target as a relative reference, fit for a `Location` header.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ReturnTarget {
    fn default() -> Self {
        Self("/".into())
    }
}

#[cfg(test)]
mod tests;
