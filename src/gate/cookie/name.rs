//! The fixed set of names.

use edgeward_core::{base64url, digest};
use std::fmt;

/// What all names start with.
pub(super) const PREFIX: &str = "__Host-edgeward-";

const FLOW: &str = "__Host-edgeward-flow-";
const SIGN_OUT: &str = "__Host-edgeward-sign-out";

const JUST_SIGNED_IN: &str = "__Host-edgeward-signed-in";

/// Characters of the digest that name a flow cookie: 96 bits, so that no two sign-ins meet.
const FLOW_DIGEST: usize = 16;

/// The name of one of the gate's own cookies. There is no other way to make one than from this set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CookieName(String);

impl CookieName {
    /// The session's name.
    pub(crate) const SESSION: &'static str = "__Host-edgeward-session";

    /// The session's cookie, or the first chunk of it.
    #[must_use]
    pub fn session() -> Self {
        Self(Self::SESSION.into())
    }

    /// A chunk of the session: the first one is 0 and has the session's own name.
    pub(crate) fn session_chunk(index: usize) -> Self {
        if index == 0 {
            Self::session()
        } else {
            Self(format!("{}.{index}", Self::SESSION))
        }
    }

    /// The cookie of the sign-in with this `state`: each sign-in has its own, so that those in
    /// several tabs all finish.
    #[must_use]
    pub fn flow(state: &str) -> Self {
        let digest = base64url::encode(&digest::sha256(state.as_bytes()));
        Self(
            FLOW.chars()
                .chain(digest.chars().take(FLOW_DIGEST))
                .collect(),
        )
    }

    /// The cookie of a sign-out under way.
    #[must_use]
    pub fn sign_out() -> Self {
        Self(SIGN_OUT.into())
    }

    /// The mark of a browser that has just signed in.
    pub(crate) fn just_signed_in() -> Self {
        Self(JUST_SIGNED_IN.into())
    }

    /// The flow cookie's name that a browser sent, if it is one that [`flow`](Self::flow) makes.
    pub(crate) fn parse_flow(text: &str) -> Option<Self> {
        let digest = text.strip_prefix(FLOW)?;
        let made_here = digest.len() == FLOW_DIGEST && digest.bytes().all(is_base64url);
        made_here.then(|| Self(text.into()))
    }

    /// The name as it stands in headers.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CookieName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether the byte is of the base64url alphabet (RFC 4648 §5).
pub(super) const fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_names_start_with_the_prefix() {
        for name in [
            CookieName::session(),
            CookieName::session_chunk(3),
            CookieName::flow("state"),
            CookieName::sign_out(),
            CookieName::just_signed_in(),
        ] {
            assert!(name.as_str().starts_with(PREFIX), "{name}");
        }
    }

    #[test]
    fn a_flow_name_is_read_back_and_depends_on_the_state() {
        let name = CookieName::flow("state");
        assert_eq!(name.as_str().len(), FLOW.len() + FLOW_DIGEST);
        assert_eq!(CookieName::parse_flow(name.as_str()), Some(name.clone()));
        assert_ne!(CookieName::flow("State"), name);
    }

    #[test]
    fn no_other_text_is_a_flow_name() {
        for text in [
            "",
            "__Host-edgeward-flow-",
            "__Host-edgeward-flow-0123456789abcde",
            "__Host-edgeward-flow-0123456789abcdefg",
            "__Host-edgeward-flow-0123456789abcde;",
            "__Host-edgeward-flow-0123456789abcde=",
            "__Host-edgeward-flow-0123456789abcd\r\n",
            "__Host-edgeward-flow-0123456789abcdé",
            "__host-edgeward-flow-0123456789abcdef",
            "__Host-edgeward-session",
        ] {
            assert_eq!(CookieName::parse_flow(text), None, "{text:?}");
        }
    }
}
