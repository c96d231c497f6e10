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
use crate::gate::refuse;
use crate::http::{Answer, Body, Request};
use crate::log::Entry;
use crate::target::Target;

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

impl Endpoint {
    const fn methods(self) -> &'static [Method] {
        match self {
            Self::Login | Self::SignedOut | Self::Me | Self::Unknown => &[Method::Get, Method::Head],
            Self::Callback => &[Method::Get, Method::Post],
            Self::Logout => &[Method::Get, Method::Post],
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
    /// The gate's own endpoint at this path. Matched as origins might read the path, so that nothing
    /// below the prefix ever goes on.
    pub(crate) fn endpoint(&self, target: &Target<'_>) -> Option<Endpoint> {
        let path = target.path.as_str();
        let rest = strip_prefix_ignoring_case(path, &self.config.auth_path)?;
        match rest {
            "/login" => Some(Endpoint::Login),
            "/callback" => Some(Endpoint::Callback),
            "/logout" => Some(Endpoint::Logout),
            "/signed-out" => Some(Endpoint::SignedOut),
            "/me" => Some(Endpoint::Me),
            rest => (rest.is_empty() || rest.starts_with('/')).then_some(Endpoint::Unknown),
        }
    }

    /// Answers at an endpoint of the gate's own.
    pub(crate) async fn own(
        &self,
        endpoint: Endpoint,
        request: &Request,
        target: &Target<'_>,
        body: &mut impl Body,
        entry: &mut Entry,
    ) -> Answer {
        entry.route = Some(endpoint.name().to_owned());
        if !endpoint.methods().contains(&target.method) {
            let allowed: Vec<&str> = endpoint.methods().iter().map(|it| it.as_str()).collect();
            return refuse(entry, &METHOD).with("allow", allowed.join(", "));
        }
        match (endpoint, &self.keys) {
            (Endpoint::Me, _) => self.me(request, target, entry).await,
            (Endpoint::Login, Some(keys)) => self.login(keys, request, target, entry).await,
            (Endpoint::Callback, Some(keys)) => {
                self.callback(keys, request, target, body, entry).await
            }
            (Endpoint::Logout, Some(keys)) => self.logout(keys, request, target, entry).await,
            (Endpoint::SignedOut, Some(keys)) => self.signed_out(keys, request, target, entry),
            // Nothing there, or sign-in is off.
            (_, _) => refuse(entry, &UNKNOWN),
        }
    }
}

fn strip_prefix_ignoring_case<'a>(path: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = path.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
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
