//! `state` and `nonce`: what binds an answer to the request that asked for it.

use alloc::string::String;
use core::fmt;

use crate::displayed;
use crate::text::{Gaps, Say};
use crate::{base64url, digest};

/// The longest `state` or `nonce` of a caller's own making, in bytes.
const LONGEST: usize = 512;

/// The value that binds a callback to the browser that began the sign-in (RFC 6749 §10.12).
#[derive(Clone)]
pub struct State(Binding);

/// The value that binds an ID Token to its sign-in (OIDC Core §3.1.2.1).
#[derive(Clone)]
pub struct Nonce(Binding);

impl State {
    /// A state of 43 characters from 32 random bytes.
    #[must_use]
    pub fn from_random(random: [u8; 32]) -> Self {
        Self(Binding::from_random(random))
    }

    /// Takes a state that was made before. It must be unguessable, which cannot be seen here.
    ///
    /// # Errors
    /// Anything but 1 to 512 printable ASCII characters.
    pub fn parse(text: &str) -> Result<Self, InvalidBinding> {
        Binding::parse(text).map(Self)
    }

    /// The state itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0.0
    }

    /// Whether `text` is this state, in constant time.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.0.is(text)
    }
}

impl Nonce {
    /// A nonce of 43 characters from 32 random bytes.
    #[must_use]
    pub fn from_random(random: [u8; 32]) -> Self {
        Self(Binding::from_random(random))
    }

    /// Takes a nonce that was made before. It must be unguessable, which cannot be seen here.
    ///
    /// # Errors
    /// Anything but 1 to 512 printable ASCII characters.
    pub fn parse(text: &str) -> Result<Self, InvalidBinding> {
        Binding::parse(text).map(Self)
    }

    /// The nonce itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0.0
    }

    /// Whether `text` is this nonce, in constant time.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.0.is(text)
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("State([redacted])")
    }
}

impl fmt::Debug for Nonce {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nonce([redacted])")
    }
}

/// The text cannot be a `state` or a `nonce`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidBinding;

impl Say for InvalidBinding {
    fn sentence(&self) -> &'static str {
        "`state` and `nonce` have 1 to {} printable ASCII characters"
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        gaps.number(LONGEST as u64);
    }
}

displayed!(InvalidBinding);

impl core::error::Error for InvalidBinding {}

#[derive(Clone)]
struct Binding(String);

impl Binding {
    fn from_random(random: [u8; 32]) -> Self {
        Self(base64url::encode(&random))
    }

    /// The characters are VSCHAR without the space (RFC 6749 appendix A.5).
    fn parse(text: &str) -> Result<Self, InvalidBinding> {
        let valid =
            (1..=LONGEST).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic());
        valid.then(|| Self(text.into())).ok_or(InvalidBinding)
    }

    fn is(&self, text: &str) -> bool {
        digest::constant_time_eq(self.0.as_bytes(), text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn random_values_have_43_characters_and_differ() {
        let (a, b) = (State::from_random([1; 32]), State::from_random([2; 32]));
        assert_eq!(a.expose().len(), 43);
        assert!(a.is(a.expose()) && !a.is(b.expose()));
        assert_eq!(Nonce::from_random([1; 32]).expose().len(), 43);
    }

    #[test]
    fn only_the_whole_text_matches() {
        let nonce = Nonce::parse("n-0S6_WzA2Mj").unwrap();
        assert!(nonce.is("n-0S6_WzA2Mj"));
        for other in ["", "n-0S6_WzA2M", "n-0S6_WzA2Mjj", "N-0S6_WzA2Mj"] {
            assert!(!nonce.is(other), "{other}");
        }
    }

    #[test]
    fn a_value_is_short_printable_ascii() {
        assert!(State::parse(&"s".repeat(512)).is_ok());
        for bad in ["", &"s".repeat(513), "a b", "a\n", "ü", "\u{7f}"] {
            assert!(State::parse(bad).is_err(), "{bad:?}");
            assert!(Nonce::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn debug_hides_the_values() {
        assert_eq!(
            format!("{:?}", State::parse("abc").unwrap()),
            "State([redacted])"
        );
        assert_eq!(
            format!("{:?}", Nonce::parse("abc").unwrap()),
            "Nonce([redacted])"
        );
    }
}
