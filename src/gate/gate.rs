//! The gate: every request walks the same way, in this order.
//!
//! 1. **Target.** The host is one that the gate answers for, the path has one canonical spelling, the
//!    method is known: or 421, 400, 501 before anything else is looked at.
//! 2. **Own endpoints.** Everything under the sign-in prefix is the gate's and never the origin's.
//! 3. **Preflights** of listed origins are answered here; others reach public routes only.
//! 4. **Route.** The most specific one applies; what no route names needs a sign-in.
//! 5. **Credential.** A bearer token, else a session cookie. A token that is present and bad is 401 on
//!    every route, public ones too.
//! 6. **Authorization** by the route's requirement.
//! 7. **Forward**, with the identity in headers that nobody else can set.

use std::cell::RefCell;

use edgeward::{Client, Host};
use edgeward_core::challenge::Challenge;
use edgeward_core::decision::Decision;
use edgeward_core::route::{Access, Matched, Refusal};

use crate::answers::{Asker, Problem, forbidden, sign_in_needed};
use crate::config::GateConfig;
use crate::cookie::Cookies;
use crate::cross_origin::{Origins, is_preflight, is_safe, preflight_answer, readable_by};
use crate::http::{Action, Answer, Body, Forward, Request};
use crate::identity;
use crate::log::Entry;
use crate::return_target::ReturnTarget;
use crate::seal::KeyRing;
use crate::stamps::Stamps;
use crate::target::Target;
use crate::walk::{Principal, Walk};

/// The gate of one configuration, made once per isolate.
///
/// Its state holds nothing of any user: the provider's documents, and digests with time stamps.
#[derive(Debug)]
pub struct Gate<H> {
    pub(crate) config: GateConfig,
    pub(crate) client: Client<H>,
    pub(crate) keys: Option<KeyRing>,
    /// States that were redeemed in this isolate.
    pub(crate) redeemed: RefCell<Stamps>,
    /// Refreshes that were begun in this isolate.
    pub(crate) refreshes: RefCell<Stamps>,
}

/// What becomes of a request.
#[derive(Debug)]
pub struct Outcome {
    /// What the host does.
    pub action: Action,
    /// The line for the log, JSON.
    pub log: String,
}

impl<H: Host> Gate<H> {
    /// Decides what becomes of a request.
    pub async fn handle(&self, request: &Request, body: &mut impl Body) -> Outcome {
        let mut entry = Entry::default();
        let action = match self.decide(request, body, &mut entry).await {
            Ok(action) => action,
            Err(answer) => Action::Answer(answer),
        };
        if let Action::Answer(answer) = &action {
            entry.status = Some(answer.status);
        }
        Outcome { action, log: entry.line(self.config.log_subject) }
    }

    /// The way of a request. An early answer is an `Err`, so that `?` ends the way.
    async fn decide(
        &self,
        request: &Request,
        body: &mut impl Body,
        entry: &mut Entry,
    ) -> Result<Action, Answer> {
        let asker = Asker::of(request);
        let target = Target::parse(request, &self.config.public_origins)
            .map_err(|problem| refuse(entry, &problem))?;
        entry.method = Some(target.method.as_str());
        if let Some(endpoint) = self.endpoint(&target) {
            return Ok(Action::Answer(self.own(endpoint, request, &target, body, entry).await));
        }
        let origins = Origins { own: &target.origin, listed: &self.config.cors_origins };
        let reader = origins.reader(request);
        if let (true, Some(reader)) = (is_preflight(request), &reader) {
            entry.decision = "preflight";
            return Err(preflight_answer(reader, request));
        }
        let matched = self
            .config
            .routes
            .lookup(&target.path, target.method, &target.host)
            .map_err(|refusal| refuse_route(entry, refusal))?;
        entry.route = Some(matched.route.map_or("(none)", |it| it.pattern.as_str()).to_owned());
        self.pass(request, &target, matched, asker, origins, entry)
            .await
            .map(Action::Forward)
            .map_err(|answer| readable_by(reader.as_deref(), answer))
    }

    /// Steps 5 to 7, for a request that a route applies to.
    async fn pass(
        &self,
        request: &Request,
        target: &Target<'_>,
        matched: Matched<'_>,
        asker: Asker,
        origins: Origins<'_>,
        entry: &mut Entry,
    ) -> Result<Forward, Answer> {
        let walk = self.walk(request, target).await;
        entry.aside = walk.aside();
        let (principal, cookies) = match walk {
            Walk::Known { principal, cookies, .. } => (Some(principal), cookies),
            Walk::Anonymous { cookies, .. } => (None, cookies),
            Walk::Refused { challenge, code, .. } => {
                entry.decision = "challenge";
                entry.reason = Some(code);
                return Err(challenged(&challenge, code));
            }
            Walk::Unavailable { code, .. } => return Err(refuse(entry, &unavailable(code))),
        };
        if let Some(principal) = &principal {
            entry.credential = Some(principal.by);
            entry.subject = Some(principal.user.user_id().to_owned());
            let rides_on_cookie = principal.by == identity::Credential::Session;
            if rides_on_cookie && !is_safe(request) && origins.is_foreign(request) {
                return Err(refuse(entry, &FOREIGN).with_cookies(cookies));
            }
        }
        match matched.access.authorize(principal.as_ref().map(|it| &it.user)) {
            Decision::Allow => {
                entry.decision = "allow";
                Ok(self.forward(request, target, matched.access, principal, cookies, origins))
            }
            Decision::Challenge(challenge) => {
                entry.decision = "challenge";
                let answer = self.ask_to_sign_in(request, target, asker, &challenge, entry).await;
                Err(answer.with_cookies(cookies))
            }
            Decision::Forbid(missing) => {
                entry.decision = "forbid";
                entry.reason = Some("role_or_scope_missing");
                Err(forbidden(&missing, asker).with_cookies(cookies))
            }
        }
    }

    /// The way to sign in for a person, a challenge for a program.
    ///
    /// Whoever has just signed in and is nobody all the same would go round in circles: the browser
    /// does not keep the session, or the provider ends it at once.
    async fn ask_to_sign_in(
        &self,
        request: &Request,
        target: &Target<'_>,
        asker: Asker,
        challenge: &Challenge,
        entry: &mut Entry,
    ) -> Answer {
        let (Asker::Navigation, Some(keys)) = (asker, &self.keys) else {
            entry.reason = Some("credentials_missing");
            return sign_in_needed(challenge, asker);
        };
        let return_to = target.path_and_query();
        let cookies = Cookies::parse(request.headers.all("cookie"));
        if cookies.is_ok_and(|cookies| cookies.has_just_signed_in()) {
            entry.reason = Some("session_not_kept");
            let return_to = ReturnTarget::parse(&return_to).unwrap_or_default();
            return self.sign_in_failed(400, "session_not_kept", &return_to, NOT_KEPT);
        }
        self.begin_sign_in(keys, request, target, &return_to, entry).await
    }

    fn forward(
        &self,
        request: &Request,
        target: &Target<'_>,
        access: &Access,
        principal: Option<Principal>,
        cookies: Vec<String>,
        origins: Origins<'_>,
    ) -> Forward {
        let mut remove = identity::removed(&request.headers);
        let mut set = vec![
            ("x-forwarded-host", target.host.as_str().to_owned()),
            ("x-forwarded-proto", target.origin.split(':').next().unwrap_or("https").to_owned()),
        ];
        if let Some(header) = request.headers.get("cookie") {
            match crate::cookie::forwarded_cookie_header(header) {
                Some(kept) if kept == header => {}
                Some(kept) => set.push(("cookie", kept)),
                None => remove.push("cookie".into()),
            }
        }
        let bearer = principal.as_ref().is_some_and(|it| it.by == identity::Credential::Bearer);
        if bearer && !self.config.forward_authorization {
            remove.push("authorization".into());
        }
        let tells = !matches!(access, Access::Public);
        let private = tells && principal.is_some() || matches!(access, Access::Requires(_));
        if let Some(principal) = principal.filter(|_| tells) {
            let issuer = self.config.client.issuer.as_str();
            set.extend(identity::headers(&principal.user, issuer, principal.by));
            if let (true, Some(token)) = (self.config.forward_access_token, principal.access_token) {
                set.push(("authorization", format!("Bearer {}", token.expose())));
            }
        }
        Forward {
            path_and_query: target.path_and_query(),
            remove,
            set,
            cookies,
            private,
            allow_origin: origins.reader(request),
        }
    }
}

/// The answer for a problem, which is what the log line gives as the reason.
pub(crate) fn refuse(entry: &mut Entry, problem: &Problem) -> Answer {
    entry.decision = "refuse";
    entry.reason = Some(problem.code);
    problem.answer()
}

fn refuse_route(entry: &mut Entry, refusal: Refusal) -> Answer {
    match refusal {
        Refusal::MethodNotAllowed(methods) => {
            refuse(entry, &METHOD_NOT_ALLOWED).with("allow", methods.to_string())
        }
        other => refuse(entry, &Problem { code: other.code(), ..AMBIGUOUS }),
    }
}

/// A bad bearer token: which fault it has is said by a constant code and nothing else.
pub(crate) fn challenged(challenge: &Challenge, code: &'static str) -> Answer {
    let problem = Problem {
        status: challenge.status(),
        code,
        detail: "the access token in `Authorization` was refused: get a new one, or send none",
    };
    problem.answer().with("www-authenticate", challenge.header_value(None))
}

/// Nothing is said about the token, because nothing could be found out.
pub(crate) const fn unavailable(code: &'static str) -> Problem {
    Problem {
        status: 503,
        code,
        detail: "the identity provider cannot be asked at the moment: try again in some seconds",
    }
}

const NOT_KEPT: &str = "You signed in a moment ago, but there is no session now. Perhaps the browser \
                        does not keep cookies for this site, or the identity provider ended it.";

const FOREIGN: Problem = Problem {
    status: 403,
    code: "cross_origin_request",
    detail: "a page of another origin sent this request with the session's cookie: list the origin \
             in `CORS_ORIGINS` if it may",
};

const METHOD_NOT_ALLOWED: Problem = Problem {
    status: 405,
    code: "method_not_allowed",
    detail: "the routes name this path for other methods only",
};

const AMBIGUOUS: Problem = Problem {
    status: 400,
    code: "path_ambiguous",
    detail: "origins could read the path as that of another route: send it in its canonical form",
};
