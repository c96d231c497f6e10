//! A sign-out under way (OpenID Connect RP-Initiated Logout 1.0 §3): what the provider's redirect back
//! must know again, sealed in a cookie for ten minutes.

use crate::cookie::{CookieError, CookieName, Cookies, SameSite, SetCookie};
use crate::seal::{Context, CookieKind, KeyRing};
use crate::wire::{Reader, Writer};
use edgeward_core::authorization::State;
use edgeward_core::return_target::ReturnTarget;

/// How long a sign-out may take, in seconds.
pub const SIGN_OUT_LIFETIME: u64 = 600;

/// Version of the record.
const VERSION: u8 = 1;

/// One sign-out, from the end-session request to the redirect back.
#[derive(Debug, Clone)]
pub struct SignOut {
    /// Binds the redirect back to this browser.
    pub state: State,
    /// Where the person goes on.
    pub return_to: ReturnTarget,
    /// When it began.
    pub created_at: u64,
}

impl SignOut {
    /// Seals the sign-out into its cookie. `origin` is the gate's public origin; `nonce` is fresh and
    /// random.
    ///
    /// # Errors
    /// [`CookieError::CookieTooLarge`], which its limits rule out.
    pub fn seal(
        &self,
        keys: &KeyRing,
        origin: &str,
        nonce: [u8; 24],
    ) -> Result<SetCookie, CookieError> {
        let mut writer = Writer::new(VERSION);
        writer.text(self.state.expose());
        writer.text(self.return_to.as_str());
        writer.number(self.created_at);
        let name = CookieName::sign_out();
        let context = Context {
            name: name.as_str(),
            origin,
        };
        let expires_at = self.created_at.saturating_add(SIGN_OUT_LIFETIME);
        let text = keys
            .seal(
                CookieKind::SignOut,
                context,
                &writer.finish(),
                expires_at,
                nonce,
            )
            .map_err(|_| CookieError::CookieTooLarge)?;
        SetCookie::new(name, &text, SIGN_OUT_LIFETIME, SameSite::Lax)
    }

    /// Opens the sign-out that began with `state`, which is what the redirect back was given, or the one
    /// under way where the provider brings no `state` back. `None` when this browser did not begin it
    /// here within the last ten minutes.
    #[must_use]
    pub fn open(
        keys: &KeyRing,
        origin: &str,
        cookies: &Cookies<'_>,
        state: Option<&str>,
        now: u64,
    ) -> Option<Self> {
        let name = CookieName::sign_out();
        let text = cookies.value(name.as_str())?;
        let context = Context {
            name: name.as_str(),
            origin,
        };
        let record = keys.open(CookieKind::SignOut, context, text, now).ok()?;
        let mut reader = Reader::new(&record, VERSION)?;
        let sign_out = Self {
            state: State::parse(&reader.text()?).ok()?,
            return_to: ReturnTarget::parse(&reader.text()?)?,
            created_at: reader.number()?,
        };
        reader.end()?;
        let is_it = state.is_none_or(|state| sign_out.state.is(state));
        is_it.then_some(sign_out)
    }

    /// Whether the browser has such a cookie, whatever is in it.
    #[must_use]
    pub fn is_under_way(cookies: &Cookies<'_>) -> bool {
        cookies.value(CookieName::sign_out().as_str()).is_some()
    }

    /// Clears the cookie.
    #[must_use]
    pub fn clear() -> SetCookie {
        SetCookie::clear(CookieName::sign_out(), SameSite::Lax)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use edgeward_core::secret::Secret;

    const NOW: u64 = 1_700_000_000;
    const ORIGIN: &str = "https://gate.example";

    fn keys() -> KeyRing {
        KeyRing::new(&[Secret::new("k".repeat(32))]).unwrap()
    }

    fn header() -> String {
        let sign_out = SignOut {
            state: State::from_random([1; 32]),
            return_to: ReturnTarget::parse("/bye?x=1").unwrap(),
            created_at: NOW,
        };
        let set = sign_out.seal(&keys(), ORIGIN, [7; 24]).unwrap();
        set.as_str().split(';').next().unwrap().to_owned()
    }

    fn open(origin: &str, state: &State, now: u64) -> Option<SignOut> {
        let header = header();
        let cookies = Cookies::parse([header.as_str()]).unwrap();
        SignOut::open(&keys(), origin, &cookies, Some(state.expose()), now)
    }

    #[test]
    fn without_a_state_it_is_the_one_under_way() {
        let header = header();
        let cookies = Cookies::parse([header.as_str()]).unwrap();
        let open = |origin, now| SignOut::open(&keys(), origin, &cookies, None, now);
        assert!(open(ORIGIN, NOW).is_some());
        assert!(open(ORIGIN, NOW + 600).is_none());
        assert!(open("https://other.example", NOW).is_none());
        let none = Cookies::default();
        assert!(SignOut::open(&keys(), ORIGIN, &none, None, NOW).is_none());
    }

    #[test]
    fn a_sign_out_is_found_again_for_ten_minutes() {
        let state = State::from_random([1; 32]);
        let sign_out = open(ORIGIN, &state, NOW + 599).unwrap();
        assert_eq!(sign_out.return_to.as_str(), "/bye?x=1");
        assert_eq!(sign_out.created_at, NOW);
        assert!(open(ORIGIN, &state, NOW + 600).is_none());
    }

    #[test]
    fn another_state_or_origin_finds_nothing() {
        let state = State::from_random([1; 32]);
        assert!(open(ORIGIN, &State::from_random([2; 32]), NOW).is_none());
        assert!(open("https://other.example", &state, NOW).is_none());
    }

    #[test]
    fn clearing_names_the_same_cookie() {
        assert_eq!(SignOut::clear().name(), &CookieName::sign_out());
    }
}
