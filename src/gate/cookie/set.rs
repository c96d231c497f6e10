//! Setting and clearing a cookie (RFC 6265bis §4.1).

use super::name::is_base64url;
use super::{COOKIE, CookieError, CookieName};

/// Which requests from other sites carry the cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameSite {
    /// Navigations with a safe method only.
    Lax,
    /// All. Only for a sign-in whose answer the provider posts (`response_mode=form_post`).
    None,
}

impl SameSite {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Lax => "Lax",
            Self::None => "None",
        }
    }
}

/// The value of one Set-Cookie header: a name and attributes from a fixed set, a base64url value.
///
/// An answer that has one is `no-store`.
#[derive(Clone, PartialEq, Eq)]
pub struct SetCookie {
    name: CookieName,
    text: String,
}

impl SetCookie {
    /// Sets the cookie for `max_age` seconds.
    pub(crate) fn new(
        name: CookieName,
        value: &str,
        max_age: u64,
        same_site: SameSite,
    ) -> Result<Self, CookieError> {
        if !value.bytes().all(is_base64url) {
            return Err(CookieError::InvalidValue);
        }
        let text = text(&name, value, max_age, same_site);
        if text.len() > COOKIE {
            return Err(CookieError::CookieTooLarge);
        }
        Ok(Self { name, text })
    }

    /// Sets the cookie to a constant, which is base64url and short.
    pub(super) fn constant(
        name: CookieName,
        value: &'static str,
        max_age: u64,
        same_site: SameSite,
    ) -> Self {
        let text = text(&name, value, max_age, same_site);
        Self { name, text }
    }

    /// Clears the cookie: with the same name, path and flags, for otherwise a browser keeps it.
    pub(crate) fn clear(name: CookieName, same_site: SameSite) -> Self {
        let text = text(&name, "", 0, same_site);
        Self { name, text }
    }

    /// Most characters of a value that this cookie has room for.
    pub(crate) fn room(name: &CookieName, max_age: u64, same_site: SameSite) -> usize {
        COOKIE.saturating_sub(text(name, "", max_age, same_site).len())
    }

    /// The name of the cookie that is set or cleared.
    #[must_use]
    pub const fn name(&self) -> &CookieName {
        &self.name
    }

    /// The header's value. It carries a sealed text: it belongs in no log.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl std::fmt::Debug for SetCookie {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SetCookie({})", self.name)
    }
}

fn text(name: &CookieName, value: &str, max_age: u64, same_site: SameSite) -> String {
    let same_site = same_site.as_str();
    format!("{name}={value}; Max-Age={max_age}; Path=/; Secure; HttpOnly; SameSite={same_site}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_attribute_is_there() {
        let set = SetCookie::new(CookieName::session(), "aZ09-_", 60, SameSite::Lax).unwrap();
        assert_eq!(
            set.as_str(),
            "__Host-edgeward-session=aZ09-_; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Lax"
        );
        let flow = CookieName::flow("state");
        let set = SetCookie::new(flow, "a", 60, SameSite::None).unwrap();
        assert!(
            set.as_str()
                .ends_with("; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=None")
        );
    }

    #[test]
    fn clearing_names_what_setting_named() {
        let clear = SetCookie::clear(CookieName::session(), SameSite::Lax);
        assert_eq!(
            clear.as_str(),
            "__Host-edgeward-session=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax"
        );
        assert_eq!(clear.name(), &CookieName::session());
    }

    #[test]
    fn nothing_is_injected_through_a_value() {
        for value in [
            "a;b",
            "a; Domain=evil.example",
            "a,b",
            "a\r\nSet-Cookie: x=y",
            "a\rb",
            "a\nb",
            "a b",
            "a\0",
            "\"a\"",
            "a=",
            "a.b",
            "a%3b",
            "é",
            "a\\b",
        ] {
            let refused = SetCookie::new(CookieName::session(), value, 60, SameSite::Lax);
            assert_eq!(refused.unwrap_err(), CookieError::InvalidValue, "{value:?}");
        }
    }

    #[test]
    fn a_cookie_of_4096_bytes_is_set_and_a_longer_one_refused() {
        let name = CookieName::session_chunk(3);
        let room = SetCookie::room(&name, 86_400, SameSite::Lax);
        let value = "x".repeat(room);
        let set = SetCookie::new(name.clone(), &value, 86_400, SameSite::Lax).unwrap();
        assert_eq!(set.as_str().len(), COOKIE);
        let refused = SetCookie::new(name, &format!("{value}x"), 86_400, SameSite::Lax);
        assert_eq!(refused.unwrap_err(), CookieError::CookieTooLarge);
    }

    #[test]
    fn debug_shows_no_value() {
        let set = SetCookie::new(CookieName::session(), "topsecret", 60, SameSite::Lax).unwrap();
        assert_eq!(format!("{set:?}"), "SetCookie(__Host-edgeward-session)");
    }

    proptest! {
        #[test]
        fn whatever_is_set_has_six_parts(value in "[ -~]{0,6}|.*", state: String, age: u64) {
            let name = CookieName::flow(&state);
            if let Ok(set) = SetCookie::new(name, &value, age, SameSite::Lax) {
                prop_assert_eq!(set.as_str().split(';').count(), 6);
                prop_assert!(set.as_str().bytes().all(|byte| (b' '..=b'~').contains(&byte)));
            }
        }
    }
}
