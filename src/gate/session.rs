//! What a signed-in browser carries.
//!
//! The gate keeps nothing: the session is sealed into one cookie, or up to four when it is large.

mod cookies;
mod record;

pub use cookies::{OpenedSession, SessionTooLarge};

use edgeward_core::authorization::Scope;
use edgeward_core::base64url;
use edgeward_core::secret::Secret;
use std::fmt;

/// How many seconds before the tokens expire they are refreshed.
pub const REFRESH_BEFORE: u64 = 60;

/// A signed-in person and the tokens that say so.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// New at each sign-in.
    pub id: SessionId,
    /// The issuer that signed the person in, byte for byte.
    pub issuer: String,
    /// `sub` of the ID Token.
    pub subject: String,
    /// `email`.
    pub email: Option<String>,
    /// `email_verified`; `false` when the provider does not say.
    pub email_verified: bool,
    /// `name`.
    pub name: Option<String>,
    /// `given_name`.
    pub given_name: Option<String>,
    /// `family_name`.
    pub family_name: Option<String>,
    /// `tenant_id`.
    pub tenant_id: Option<String>,
    /// The roles that the ID Token names. It may be missing at a refresh, then these stay.
    pub id_token_roles: SourcedRoles,
    /// The roles that the access token names.
    pub access_token_roles: SourcedRoles,
    /// The scope that was granted.
    pub scope: Option<Scope>,
    /// When the person signed in.
    pub created_at: u64,
    /// The absolute end, whatever is refreshed: `created_at` and the configured lifetime.
    pub ends_at: u64,
    /// When the tokens expire.
    pub tokens_expire_at: u64,
    /// Renews the tokens.
    pub refresh_token: Option<Secret>,
    /// The hint for signing out at the provider. The first to go when the session grows too large.
    pub id_token: Option<Secret>,
    /// Only when it is to be forwarded to the origin.
    pub access_token: Option<Secret>,
}

impl Session {
    /// Whether the tokens are to be refreshed now, and can be.
    #[must_use]
    pub const fn needs_refresh(&self, now: u64) -> bool {
        now.saturating_add(REFRESH_BEFORE) >= self.tokens_expire_at && self.refresh_token.is_some()
    }

    /// Whether it is over: its end has come, or its tokens have expired and nothing renews them.
    #[must_use]
    pub const fn has_ended(&self, now: u64) -> bool {
        now >= self.ends_at || (now >= self.tokens_expire_at && self.refresh_token.is_none())
    }

    /// The roles in force: those of both tokens, each once.
    #[must_use]
    pub fn roles(&self) -> Vec<&str> {
        union(&self.id_token_roles.roles, &self.access_token_roles.roles)
    }

    /// The custom roles in force: those of both tokens, each once.
    #[must_use]
    pub fn custom_roles(&self) -> Vec<&str> {
        union(
            &self.id_token_roles.custom_roles,
            &self.access_token_roles.custom_roles,
        )
    }
}

/// Whose session it is belongs in no log.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Session({})", self.id)
    }
}

/// The roles that one token names. They are kept apart by token, so that a refresh which brings only
/// one of the two takes away what that one no longer names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourcedRoles {
    /// Roles of the provider.
    pub roles: Vec<String>,
    /// Roles that the tenant made.
    pub custom_roles: Vec<String>,
}

/// The identifier of a session: random, no secret, fit for a log. It opens nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionId([u8; 16]);

impl SessionId {
    /// An identifier from fresh random bytes.
    #[must_use]
    pub const fn from_random(random: [u8; 16]) -> Self {
        Self(random)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64url::encode(&self.0))
    }
}

fn union<'a>(some: &'a [String], others: &'a [String]) -> Vec<&'a str> {
    let mut union: Vec<&str> = Vec::new();
    for role in some.iter().chain(others) {
        if !union.contains(&role.as_str()) {
            union.push(role);
        }
    }
    union
}

#[cfg(test)]
mod tests {
    use super::record::tests::session;

    #[test]
    fn tokens_are_refreshed_a_minute_before_they_expire() {
        let mut session = session();
        session.tokens_expire_at = 1000;
        assert!(!session.needs_refresh(939));
        assert!(session.needs_refresh(940));
        assert!(session.needs_refresh(u64::MAX));
        session.refresh_token = None;
        assert!(!session.needs_refresh(1000));
    }

    #[test]
    fn a_session_ends_at_its_end_or_with_tokens_that_nothing_renews() {
        let mut session = session();
        (session.tokens_expire_at, session.ends_at) = (1000, 5000);
        assert!(!session.has_ended(1000));
        assert!(!session.has_ended(4999));
        assert!(session.has_ended(5000));
        session.refresh_token = None;
        assert!(!session.has_ended(999));
        assert!(session.has_ended(1000));
    }

    #[test]
    fn roles_in_force_are_those_of_both_tokens() {
        let mut session = session();
        session.id_token_roles.roles = vec!["admin".into(), "editor".into()];
        session.access_token_roles.roles = vec!["editor".into(), "billing".into()];
        session.id_token_roles.custom_roles = vec![];
        session.access_token_roles.custom_roles = vec!["x".into(), "x".into()];
        assert_eq!(session.roles(), ["admin", "editor", "billing"]);
        assert_eq!(session.custom_roles(), ["x"]);
    }

    #[test]
    fn debug_shows_nothing_of_the_person() {
        let session = session();
        assert_eq!(format!("{session:?}"), format!("Session({})", session.id));
    }
}
