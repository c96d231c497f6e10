//! A sign-in under way: what the callback must know again, sealed in a cookie of its own.
//!
//! The cookie's name comes from the `state`, so sign-ins in several tabs do not overwrite each other.
//! It lives for ten minutes; the callback clears it.

mod surplus;

pub use surplus::surplus_flows;

use crate::cookie::{CookieError, CookieName, Cookies, SameSite, SetCookie};
use crate::seal::{Context, CookieKind, KeyRing};
use crate::wire::{Reader, Writer};
use edgeward_core::authorization::{Nonce, State};
use edgeward_core::pkce::CodeVerifier;
use edgeward_core::return_target::ReturnTarget;

/// How long a sign-in may take, in seconds.
pub const FLOW_LIFETIME: u64 = 600;

/// Version of the record.
const VERSION: u8 = 1;

/// One sign-in, from the authorization request to the callback.
#[derive(Debug, Clone)]
pub struct Flow {
    /// Binds the callback to this browser.
    pub state: State,
    /// Binds the ID Token to this sign-in.
    pub nonce: Nonce,
    /// The secret of PKCE.
    pub code_verifier: CodeVerifier,
    /// Where the person goes on.
    pub return_to: ReturnTarget,
    /// The issuer that was asked, byte for byte.
    pub issuer: String,
    /// The `redirect_uri` of the authorization request, to be sent again to the token endpoint.
    pub redirect_uri: String,
    /// When it began.
    pub created_at: u64,
}

impl Flow {
    /// Seals the flow into its cookie.
    ///
    /// `origin` is the gate's public origin; `same_site` is [`SameSite::None`] when the provider
    /// posts its answer; `nonce` is fresh and random.
    ///
    /// # Errors
    /// [`CookieError::CookieTooLarge`] when issuer and redirect URI are absurdly long.
    pub fn seal(
        &self,
        keys: &KeyRing,
        origin: &str,
        same_site: SameSite,
        nonce: [u8; 24],
    ) -> Result<SetCookie, CookieError> {
        let name = CookieName::flow(self.state.expose());
        let context = Context {
            name: name.as_str(),
            origin,
        };
        let expires_at = self.created_at.saturating_add(FLOW_LIFETIME);
        let text = keys
            .seal(CookieKind::Flow, context, &self.record(), expires_at, nonce)
            .map_err(|_| CookieError::CookieTooLarge)?;
        SetCookie::new(name, &text, FLOW_LIFETIME, same_site)
    }

    /// Opens the flow that began with `state`, which is what the callback was given. `None` when this
    /// browser did not begin it here within the last ten minutes.
    #[must_use]
    pub fn open(
        keys: &KeyRing,
        origin: &str,
        cookies: &Cookies<'_>,
        state: &str,
        now: u64,
    ) -> Option<Self> {
        let flow = Self::open_named(keys, origin, cookies, &CookieName::flow(state), now)?;
        flow.state.is(state).then_some(flow)
    }

    /// Clears the cookie of the flow that began with `state`.
    #[must_use]
    pub fn clear(state: &str, same_site: SameSite) -> SetCookie {
        SetCookie::clear(CookieName::flow(state), same_site)
    }

    fn open_named(
        keys: &KeyRing,
        origin: &str,
        cookies: &Cookies<'_>,
        name: &CookieName,
        now: u64,
    ) -> Option<Self> {
        let text = cookies.value(name.as_str())?;
        let context = Context {
            name: name.as_str(),
            origin,
        };
        Self::parse(&keys.open(CookieKind::Flow, context, text, now).ok()?)
    }

    fn record(&self) -> Vec<u8> {
        let mut writer = Writer::new(VERSION);
        writer.text(self.state.expose());
        writer.text(self.nonce.expose());
        writer.text(self.code_verifier.expose());
        writer.text(self.return_to.as_str());
        writer.text(&self.issuer);
        writer.text(&self.redirect_uri);
        writer.number(self.created_at);
        writer.finish()
    }

    fn parse(record: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(record, VERSION)?;
        let flow = Self {
            state: State::parse(&reader.text()?).ok()?,
            nonce: Nonce::parse(&reader.text()?).ok()?,
            code_verifier: CodeVerifier::parse(&reader.text()?).ok()?,
            return_to: ReturnTarget::parse(&reader.text()?)?,
            issuer: reader.text()?,
            redirect_uri: reader.text()?,
            created_at: reader.number()?,
        };
        reader.end()?;
        Some(flow)
    }
}

#[cfg(test)]
mod tests;
