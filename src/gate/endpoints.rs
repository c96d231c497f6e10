//! The gate's own endpoints, under the sign-in prefix (`/auth` unless configured):
//!
//! | Path | Method | What it does |
//! |---|---|---|
//! | `/auth/login` | GET | begins a sign-in; `return_to` names a local path |
//! | `/auth/callback` | GET, POST | ends a sign-in (query or form_post) |
//! | `/auth/logout` | GET | signs out if this site's own page asked, else asks the person |
//! | `/auth/logout` | POST | signs out |
//! | `/auth/signed-out` | GET | where the provider returns people to |
//! | `/auth/me` | GET | who is signed in, as JSON |

mod callback;
mod login;
mod logout;
mod me;

use edgeward::Host;
use edgeward_core::route::Method;

use crate::Gate;
use crate::answers::Problem;
use crate::config::{SignInConfig, Site};
use crate::http::{Answer, Body, Request};
use crate::log::Entry;
use crate::target::Target;

/// A request to a site where people sign in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visit<'a> {
    pub(crate) request: &'a Request,
    pub(crate) target: &'a Target<'a>,
    pub(crate) sign_in: &'a SignInConfig,
    pub(crate) site: &'a Site,
}

/// One of the gate's own endpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    Login,
    Callback,
    Logout,
    SignedOut,
    Me,
    /// Below the prefix, but nothing: never the origin's.
    Unknown,
}

impl Visit<'_> {
    /// The gate's own endpoint at this path. Letter case does not count for the prefix, so that
    /// nothing below it ever goes on.
    pub(crate) fn endpoint(&self) -> Option<Endpoint> {
        let prefix = &self.sign_in.auth_path;
        let (head, rest) = self.target.path.as_str().split_at_checked(prefix.len())?;
        if !head.eq_ignore_ascii_case(prefix) || !(rest.is_empty() || rest.starts_with('/')) {
            return None;
        }
        Some(match rest {
            "/login" => Endpoint::Login,
            "/callback" => Endpoint::Callback,
            "/logout" => Endpoint::Logout,
            "/signed-out" => Endpoint::SignedOut,
            "/me" => Endpoint::Me,
            _ => Endpoint::Unknown,
        })
    }

    /// The path of an endpoint, by its name.
    pub(crate) fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.sign_in.auth_path)
    }

    /// The site's origin, which the cookies are sealed for.
    pub(crate) fn origin(&self) -> &str {
        self.site.origin.as_str()
    }
}

impl Endpoint {
    pub(crate) const fn methods(self) -> &'static [Method] {
        match self {
            Self::Callback | Self::Logout => &[Method::Get, Method::Post],
            _ => &[Method::Get, Method::Head],
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Login => "(login)",
            Self::Callback => "(callback)",
            Self::Logout => "(logout)",
            Self::SignedOut => "(signed-out)",
            Self::Me => "(me)",
            Self::Unknown => "(auth)",
        }
    }
}

impl<H: Host> Gate<H> {
    /// Answers at an endpoint of the gate's own.
    pub(crate) async fn own(
        &self,
        endpoint: Endpoint,
        visit: Visit<'_>,
        body: &mut impl Body,
        entry: &mut Entry,
    ) -> Answer {
        entry.route = Some(endpoint.name().to_owned());
        if !endpoint.methods().contains(&visit.target.method) {
            let allowed: Vec<&str> = endpoint.methods().iter().map(|it| it.as_str()).collect();
            return entry.refuse(&METHOD).with("allow", allowed.join(", "));
        }
        match endpoint {
            Endpoint::Login => self.login(visit, entry).await,
            Endpoint::Callback => self.callback(visit, body, entry).await,
            Endpoint::Logout => self.logout(visit, entry).await,
            Endpoint::SignedOut => self.signed_out(visit, entry),
            Endpoint::Me => self.me(visit, entry).await,
            Endpoint::Unknown => entry.refuse(&UNKNOWN),
        }
    }
}

const UNKNOWN: Problem = Problem {
    status: 404,
    code: "endpoint_unknown",
    detail: "there is nothing at this path below the gate's own prefix",
};

const METHOD: Problem = Problem {
    status: 405,
    code: "method_not_allowed",
    detail: "this endpoint takes other methods only",
};
