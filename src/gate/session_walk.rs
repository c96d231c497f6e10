//! From the browser's cookies to somebody: a session is opened, and refreshed before its tokens
//! expire.
//!
//! 1. A session that does not open, or has ended, is nobody; its cookies are cleared.
//! 2. Its tokens are refreshed a minute before they expire. Of several requests that come together,
//!    one refreshes: it leaves a stamp before it asks, and the others go on with what they have.
//! 3. When the provider refuses for good, the session ends with the tokens that it has. Not before:
//!    another isolate may have refreshed with the same token, and its cookies must not be cleared.
//! 4. Tokens that are forged or about somebody else end the session at once.
//! 5. When the provider cannot be asked, the session serves until its own end.

use edgeward::{Error, Host};
use edgeward_core::digest;
use edgeward_core::user::{User, UserParts};

use crate::Gate;
use crate::config::SignInConfig;
use crate::cookie::{Cookies, SetCookie};
use crate::identity::Credential;
use crate::session::{OpenedSession, Session};
use crate::target::Target;
use crate::walk::{Principal, Walk};

impl<H: Host> Gate<H> {
    /// Walks by the session cookie.
    pub(crate) async fn walk_session(
        &self,
        sign_in: &SignInConfig,
        cookies: &Cookies<'_>,
        target: &Target<'_>,
    ) -> Walk {
        let now = match self.client.now() {
            Ok(now) => now,
            Err(error) => return Walk::Unavailable { code: error.code() },
        };
        let session = match Session::open(&sign_in.key_ring, target.origin(), cookies, now) {
            OpenedSession::Absent => {
                return Walk::Anonymous {
                    cookies: Vec::new(),
                    aside: None,
                };
            }
            OpenedSession::Refused => return ended("session_refused"),
            OpenedSession::Session(session) => *session,
        };
        if session.issuer != self.client.options().issuer.as_str() {
            return ended("session_of_another_issuer");
        }
        match refresh_digest(&session) {
            Some(digest) if session.needs_refresh(now) => {
                self.walk_refresh(sign_in, session, digest, target, now)
                    .await
            }
            _ => self.known(session, Vec::new(), None),
        }
    }

    /// Walks by a session whose tokens are about to expire, or have. `digest` is that of its refresh
    /// token.
    async fn walk_refresh(
        &self,
        sign_in: &SignInConfig,
        session: Session,
        digest: [u8; 32],
        target: &Target<'_>,
        now: u64,
    ) -> Walk {
        if self.refused.borrow().is_fresh(&digest, now) {
            return self.without_grant(session, now);
        }
        if !self.refreshes.borrow_mut().stamp(digest, now) {
            return self.known(session, Vec::new(), None);
        }
        match self.refreshed(sign_in, &session, now).await {
            Ok((session, aside)) => match self.sealed(sign_in, &session, target, now) {
                Ok(cookies) => self.known(session, cookies, aside),
                Err(code) => self.known(session, Vec::new(), Some(code)),
            },
            Err(error) if error.is_final_refusal() => {
                let _ = self.refused.borrow_mut().stamp(digest, now);
                self.without_grant(session, now)
            }
            Err(error) if error.is_token() => ended(error.code()),
            Err(error) => self.known(session, Vec::new(), Some(error.code())),
        }
    }

    /// A session that nothing renews any more.
    fn without_grant(&self, session: Session, now: u64) -> Walk {
        const CODE: &str = "session_grant_gone";
        if now < session.tokens_expire_at {
            self.known(session, Vec::new(), Some(CODE))
        } else {
            ended(CODE)
        }
    }

    fn sealed(
        &self,
        sign_in: &SignInConfig,
        session: &Session,
        target: &Target<'_>,
        now: u64,
    ) -> Result<Vec<SetCookie>, &'static str> {
        let nonce = self.client.random().map_err(|error: Error| error.code())?;
        let cookies = session.seal(&sign_in.key_ring, target.origin(), now, nonce);
        cookies.map_err(|it| it.code())
    }

    fn known(
        &self,
        session: Session,
        cookies: Vec<SetCookie>,
        aside: Option<&'static str>,
    ) -> Walk {
        let access_token = session
            .access_token
            .clone()
            .filter(|_| self.config.forward_access_token);
        let principal = Principal {
            user: user_of(session),
            by: Credential::Session,
            access_token,
        };
        Walk::Known {
            principal: Box::new(principal),
            cookies,
            aside,
        }
    }
}

/// What the refreshes of a session are stamped under: its id and its refresh token.
fn refresh_digest(session: &Session) -> Option<[u8; 32]> {
    let token = session.refresh_token.as_ref()?;
    let mut input = session.id.as_bytes().to_vec();
    input.extend_from_slice(token.expose().as_bytes());
    Some(digest::sha256(&input))
}

fn user_of(session: Session) -> User {
    let owned = |roles: Vec<&str>| roles.into_iter().map(str::to_owned).collect();
    let (roles, custom_roles) = (owned(session.roles()), owned(session.custom_roles()));
    let scopes = session
        .scope
        .iter()
        .flat_map(|scope| scope.iter())
        .map(str::to_owned)
        .collect();
    User::from_parts(UserParts {
        user_id: session.subject,
        email: session.email,
        email_verified: session.email_verified,
        name: session.name,
        given_name: session.given_name,
        family_name: session.family_name,
        tenant_id: session.tenant_id,
        roles,
        custom_roles,
        scopes,
    })
}

fn ended(code: &'static str) -> Walk {
    Walk::Anonymous {
        cookies: Session::clear(),
        aside: Some(code),
    }
}
