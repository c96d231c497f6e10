//! The credential walk: the same for every route.
//!
//! 1. `Authorization` is there: it must be one good bearer token, or the request is refused. It is
//!    never taken for anonymous, and no cookie is looked at.
//! 2. Else the session cookie: opened, refreshed if its tokens are about to expire, or nobody.

use edgeward::Host;
use edgeward_core::bearer::bearer_token;
use edgeward_core::challenge::Challenge;
use edgeward_core::secret::Secret;
use edgeward_core::user::User;

use crate::Gate;
use crate::cookie::{CookieError, Cookies, SetCookie};
use crate::http::Request;
use crate::identity::Credential;
use crate::target::Target;

/// Who is asking, as far as the walk could find out.
#[derive(Debug)]
pub(crate) enum Walk {
    /// Somebody.
    Known {
        principal: Box<Principal>,
        cookies: Vec<SetCookie>,
        aside: Option<&'static str>,
    },
    /// Nobody. Cookies that are of no use any more are cleared.
    Anonymous {
        cookies: Vec<SetCookie>,
        aside: Option<&'static str>,
    },
    /// A credential that is present and bad.
    Refused {
        challenge: Challenge,
        code: &'static str,
    },
    /// A Cookie header that cannot be read, and would not be by the origin either.
    Unreadable(CookieError),
    /// The credential could not be looked at.
    Unavailable { code: &'static str },
}

/// Somebody who showed who they are.
#[derive(Debug)]
pub(crate) struct Principal {
    pub(crate) user: User,
    pub(crate) by: Credential,
    /// The session's access token, if the configuration has it forwarded.
    pub(crate) access_token: Option<Secret>,
}

impl<H: Host> Gate<H> {
    /// Walks.
    pub(crate) async fn walk(&self, request: &Request, target: &Target<'_>) -> Walk {
        if request.headers.has("authorization") {
            return self.walk_bearer(request).await;
        }
        let Some(sign_in) = &self.config.sign_in else {
            return Walk::Anonymous {
                cookies: Vec::new(),
                aside: None,
            };
        };
        match Cookies::parse(request.headers.all("cookie")) {
            Ok(cookies) => self.walk_session(sign_in, &cookies, target).await,
            Err(error) => Walk::Unreadable(error),
        }
    }

    async fn walk_bearer(&self, request: &Request) -> Walk {
        let mut values = request.headers.all("authorization");
        let token = match (values.next().and_then(bearer_token), values.next()) {
            (Some(token), None) => token,
            _ => {
                let (challenge, code) = (Challenge::InvalidRequest, "authorization_malformed");
                return Walk::Refused { challenge, code };
            }
        };
        match self.client.validate_token(token).await {
            Ok(user) => {
                let principal = Principal {
                    user,
                    by: Credential::Bearer,
                    access_token: None,
                };
                Walk::Known {
                    principal: Box::new(principal),
                    cookies: Vec::new(),
                    aside: None,
                }
            }
            Err(error) if error.is_token() => Walk::Refused {
                challenge: Challenge::InvalidToken,
                code: error.code(),
            },
            Err(error) => Walk::Unavailable { code: error.code() },
        }
    }
}
