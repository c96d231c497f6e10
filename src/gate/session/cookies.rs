//! The session in cookies: one sealed text, cut into as few of them as it needs.
//!
//! 1. The text is sealed as a whole, so chunks of two sessions, or in another order, do not open.
//! 2. The first cookie's value starts with how many there are, one digit; the others are numbered.
//!    When more, fewer or others are there, or one is there twice, there is no session.
//! 3. Every answer that sets a session also clears the chunks that it does not use. The browser may
//!    hold some that the request did not show, as after a callback that another site posted.

use super::Session;
use crate::cookie::{CookieName, Cookies, SameSite, SetCookie};
use crate::seal::{Context, CookieKind, KeyRing, sealed_len};
use std::fmt;

/// Most cookies of one session: 16 KiB with all attributes.
const CHUNKS: usize = 4;

/// What the browser's cookies say about a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpenedSession {
    /// There are none.
    Absent,
    /// There are some, but they make no session: tampered with, mixed, ended, or sealed with a key
    /// that is gone. The person is anonymous; clear them with [`Session::clear`].
    Refused,
    /// A session that has not ended.
    Session(Box<Session>),
}

impl Session {
    /// Seals the session into its cookies, and clears the ones that it does not need.
    ///
    /// `origin` is the gate's public origin; `nonce` is fresh and random. The ID Token is left out
    /// when there is no room for it.
    ///
    /// # Errors
    /// [`SessionTooLarge`] when it does not fit even so.
    pub fn seal(
        &self,
        keys: &KeyRing,
        origin: &str,
        now: u64,
        nonce: [u8; 24],
    ) -> Result<Vec<SetCookie>, SessionTooLarge> {
        let max_age = self.ends_at.saturating_sub(now);
        let names: Vec<_> = (0..CHUNKS).map(CookieName::session_chunk).collect();
        let room = |name: &CookieName| SetCookie::room(name, max_age, SameSite::Lax);
        // One character is the count.
        let all = names.iter().map(room).sum::<usize>().saturating_sub(1);
        let mut record = self.record();
        if sealed_len(record.len()) > all {
            record = Self {
                id_token: None,
                ..self.clone()
            }
            .record();
        }
        if sealed_len(record.len()) > all {
            return Err(SessionTooLarge);
        }
        let text = keys
            .seal(
                CookieKind::Session,
                context(origin),
                &record,
                self.ends_at,
                nonce,
            )
            .map_err(|_| SessionTooLarge)?;
        let count = count_chunks(&text, names.iter().map(room));
        let text = format!("{count}{text}");
        let mut rest = text.as_str();
        let mut cookies = Vec::new();
        for name in names {
            let cut = room(&name).min(rest.len());
            let (value, tail) = rest.split_at_checked(cut).ok_or(SessionTooLarge)?;
            rest = tail;
            cookies.push(if value.is_empty() {
                SetCookie::clear(name, SameSite::Lax)
            } else {
                SetCookie::new(name, value, max_age, SameSite::Lax).map_err(|_| SessionTooLarge)?
            });
        }
        Ok(cookies)
    }

    /// Opens the session in the browser's cookies.
    #[must_use]
    pub fn open(keys: &KeyRing, origin: &str, cookies: &Cookies<'_>, now: u64) -> OpenedSession {
        let names: Vec<_> = (0..CHUNKS).map(CookieName::session_chunk).collect();
        let is_chunk = |text: &str| names.iter().any(|name| name.as_str() == text);
        let present = cookies.names().filter(|text| is_chunk(text)).count();
        if present == 0 {
            return OpenedSession::Absent;
        }
        joined(cookies, names.iter().take(present), present)
            .and_then(|text| {
                keys.open(CookieKind::Session, context(origin), &text, now)
                    .ok()
            })
            .and_then(|record| Self::parse(&record))
            .filter(|session| !session.has_ended(now))
            .map_or(OpenedSession::Refused, |session| {
                OpenedSession::Session(Box::new(session))
            })
    }

    /// Clears the session and every chunk that a browser may hold of it.
    #[must_use]
    pub fn clear() -> Vec<SetCookie> {
        let name = CookieName::session_chunk;
        (0..CHUNKS)
            .map(|index| SetCookie::clear(name(index), SameSite::Lax))
            .collect()
    }
}

/// The session does not fit into its cookies: the provider puts too much into its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionTooLarge;

impl SessionTooLarge {
    /// A stable, greppable identifier of the outcome, in `snake_case`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        "session_too_large"
    }
}

impl fmt::Display for SessionTooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the session does not fit into 4 cookies: have the provider put fewer claims into its \
             tokens, or do not forward the access token",
        )
    }
}

impl std::error::Error for SessionTooLarge {}

const fn context(origin: &str) -> Context<'_> {
    Context {
        name: CookieName::SESSION,
        origin,
    }
}

/// How many cookies the text with its count takes.
fn count_chunks(text: &str, rooms: impl Iterator<Item = usize>) -> usize {
    let mut left = text.len().saturating_add(1);
    rooms
        .take_while(|room| {
            let needed = left > 0;
            left = left.saturating_sub(*room);
            needed
        })
        .count()
}

/// The sealed text out of exactly these cookies, without the count, which must be `count`.
fn joined<'a>(
    cookies: &Cookies<'_>,
    names: impl Iterator<Item = &'a CookieName>,
    count: usize,
) -> Option<String> {
    let mut text = String::new();
    for name in names {
        text.push_str(cookies.value(name.as_str())?);
    }
    text.strip_prefix(&count.to_string()).map(str::to_owned)
}

#[cfg(test)]
mod tests;
