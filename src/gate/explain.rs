//! What the gate would do with a request, and why, without a request.
//!
//! It goes the way of [`Gate::handle`](crate::Gate::handle) with the same functions. What only a real
//! request shows is left out: whether its credential is good, and whether a foreign page sent it.

mod signed_in;
mod verdict;
mod why;

pub use signed_in::SignedIn;
pub use verdict::{Onward, Verdict};

use edgeward_core::route::{CanonicalPath, Host, Method, PathError, Refusal, Route};

use crate::answers::Problem;
use crate::config::GateConfig;
use crate::endpoints::{Endpoint, Visit};
use crate::http::{Headers, Request};
use crate::target::Target;

/// A request that somebody thinks of.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The method, as requests spell it.
    pub method: &'a str,
    /// The path with its query, as requests spell it.
    pub path: &'a str,
    /// The host; the first of the gate's own if none is named.
    pub host: Option<&'a str>,
}

/// What the gate would do.
#[derive(Debug, Clone)]
pub struct Explanation<'c> {
    /// The host that the request is for.
    pub host: String,
    /// The routes that name the path on this host, whatever their methods; the most specific first.
    pub naming: Vec<&'c Route>,
    /// Where the request leads.
    pub leads_to: LeadsTo<'c>,
    /// Why it leads there, in a sentence.
    pub why: String,
}

/// Where a request leads, before anybody asks who sent it.
#[derive(Debug, Clone)]
pub enum LeadsTo<'c> {
    /// It is refused, whoever asks.
    Nowhere(Refused),
    /// To an endpoint of the gate's own.
    Endpoint,
    /// To the origin, for those who may pass.
    Route {
        /// The route that applies; none where no route names the request, which needs a sign-in.
        route: Option<&'c Route>,
        /// What becomes of each who was asked about, in their order.
        verdicts: Vec<Verdict>,
    },
}

/// A refusal that does not depend on who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The HTTP status.
    pub status: u16,
    /// A stable identifier, in `snake_case`.
    pub code: &'static str,
    /// The `Allow` header of a 405.
    pub allow: Option<String>,
}

/// Says what the gate would do with this request of each of these; `None` is nobody.
#[must_use]
pub fn explain<'c>(
    config: &'c GateConfig,
    question: Question<'_>,
    askers: &[Option<SignedIn>],
) -> Explanation<'c> {
    let first = config.sites.first().map(|site| site.origin.host().as_str());
    let host = question.host.or(first).unwrap_or("localhost");
    let without_route = |leads_to, why| Explanation {
        host: host.to_owned(),
        naming: Vec::new(),
        leads_to,
        why,
    };
    if let Err(error) = Host::parse(host) {
        let refused = Refused::with(400, error.code());
        return without_route(LeadsTo::Nowhere(refused), error.to_string());
    }
    if !question.path.starts_with('/') {
        let error = PathError::NotAbsolute;
        let refused = Refused::with(400, error.code());
        return without_route(LeadsTo::Nowhere(refused), error.to_string());
    }
    let request = Request {
        method: question.method.to_owned(),
        url: format!("https://{host}{}", question.path),
        headers: Headers::default(),
    };
    let target = match Target::parse(&request, config) {
        Ok(target) => target,
        Err(problem) => {
            let why = reason(&problem, question.path);
            return without_route(LeadsTo::Nowhere(problem.into()), why);
        }
    };
    let visit = visit(&request, &target, config);
    if let Some(endpoint) = visit.and_then(|visit| visit.endpoint()) {
        let (leads_to, why) = at_endpoint(endpoint, target.method);
        return without_route(leads_to, why);
    }
    let routes = &config.routes;
    let naming: Vec<_> = routes.naming(&target.path, &target.host).collect();
    let found = routes.lookup(&target.path, target.method, &target.host);
    let why = why::why(&naming, &found, target.method);
    let leads_to = match found {
        Err(refusal) => LeadsTo::Nowhere(refusal.into()),
        Ok(matched) => {
            let verdict = |asker: &Option<SignedIn>| {
                verdict::of(matched.access, asker.as_ref(), &request, &target, config)
            };
            LeadsTo::Route {
                route: matched.route,
                verdicts: askers.iter().map(verdict).collect(),
            }
        }
    };
    Explanation {
        naming,
        ..without_route(leads_to, why)
    }
}

/// The request as a visit to a site where people sign in, if it is one.
fn visit<'a>(
    request: &'a Request,
    target: &'a Target<'a>,
    config: &'a GateConfig,
) -> Option<Visit<'a>> {
    Some(Visit {
        request,
        target,
        sign_in: config.sign_in.as_ref()?,
        site: target.site?,
    })
}

fn at_endpoint<'c>(endpoint: Endpoint, method: Method) -> (LeadsTo<'c>, String) {
    if !endpoint.methods().contains(&method) {
        let names: Vec<_> = endpoint.methods().iter().map(|it| it.as_str()).collect();
        let allow = names.join(", ");
        let why = format!("this endpoint of the gate takes only {allow}");
        let refused = Refused {
            allow: Some(allow),
            ..Refused::with(405, "method_not_allowed")
        };
        return (LeadsTo::Nowhere(refused), why);
    }
    if endpoint == Endpoint::Unknown {
        let why = "the gate keeps everything under `AUTH_PATH` for itself, and has nothing here";
        let refused = Refused::with(404, "endpoint_unknown");
        return (LeadsTo::Nowhere(refused), why.into());
    }
    let why = "the gate answers here itself: no route can be for a path under `AUTH_PATH`";
    (LeadsTo::Endpoint, why.into())
}

/// What is wrong with a target, in more words than strangers are told.
fn reason(problem: &Problem, path: &str) -> String {
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    match CanonicalPath::parse(path) {
        Err(error) if error.code() == problem.code => {
            format!("{error}, which gates and origins may read differently")
        }
        _ => problem.detail.into(),
    }
}

impl Refused {
    const fn with(status: u16, code: &'static str) -> Self {
        Self {
            status,
            code,
            allow: None,
        }
    }
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::with(problem.status, problem.code)
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        let (status, allow) = match refusal {
            Refusal::MethodNotAllowed(methods) => (405, Some(methods.to_string())),
            _ => (400, None),
        };
        Self {
            allow,
            ..Self::with(status, refusal.code())
        }
    }
}

#[cfg(test)]
mod tests;
