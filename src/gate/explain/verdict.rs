//! What becomes of somebody, or of nobody, on a route.

use edgeward_core::decision::{Decision, Forbidden};
use edgeward_core::route::{Access, Method};

use super::SignedIn;
use crate::admission::Admitted;
use crate::config::GateConfig;
use crate::http::Request;
use crate::target::Target;

/// What becomes of somebody, or of nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The request goes on to the origin.
    Allow(Onward),
    /// Nobody is signed in, and somebody must be.
    Challenge {
        /// Whether a browser that navigates is sent to sign in. Programs get 401 in any case.
        sends_to_sign_in: bool,
        /// The `WWW-Authenticate` header of the 401.
        www_authenticate: String,
    },
    /// 403: this is missing.
    Forbid(Forbidden),
}

/// A request as the origin gets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Onward {
    /// The path with its query.
    pub path_and_query: String,
    /// The header fields that the gate sets.
    pub headers: Vec<&'static str>,
    /// Those that it sets where the provider says so much of the person.
    pub headers_if_known: Vec<&'static str>,
}

pub(super) fn of(
    access: &Access,
    asker: Option<&SignedIn>,
    request: &Request,
    target: &Target<'_>,
    config: &GateConfig,
) -> Verdict {
    match access.authorize(asker.map(|it| it.user(false)).as_ref()) {
        Decision::Allow => Verdict::Allow(onward(access, asker, request, target, config)),
        Decision::Challenge(challenge) => Verdict::Challenge {
            sends_to_sign_in: super::visit(request, target, config).is_some()
                && matches!(target.method, Method::Get | Method::Head),
            www_authenticate: challenge.header_value(None),
        },
        Decision::Forbid(missing) => Verdict::Forbid(missing),
    }
}

fn onward(
    access: &Access,
    asker: Option<&SignedIn>,
    request: &Request,
    target: &Target<'_>,
    config: &GateConfig,
) -> Onward {
    let names = |well_known| -> Vec<_> {
        let admitted = Admitted {
            access,
            principal: asker.map(|it| it.principal(config, well_known)),
            cookies: Vec::new(),
        };
        let forward = admitted.forward(request, target, config, None);
        forward.set.into_iter().map(|(name, _)| name).collect()
    };
    let headers = names(false);
    let mut headers_if_known = names(true);
    headers_if_known.retain(|name| !headers.contains(name));
    Onward {
        path_and_query: target.path_and_query(),
        headers,
        headers_if_known,
    }
}
