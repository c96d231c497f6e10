//! The gate: every request walks the same way, in this order.
//!
//! 1. **Target.** The host is one that the gate answers for, the path has one canonical spelling, the
//!    method is known: or 421, 400, 501 before anything else is looked at.
//! 2. **Preflights** of listed origins are answered here; others are requests like any other.
//! 3. **Own endpoints.** Everything under the sign-in prefix is the gate's and never the origin's.
//! 4. **Route.** The most specific one applies; what no route names needs a sign-in.
//! 5. **Credential.** A bearer token, else a session cookie. A token that is present and bad is 401 on
//!    every route, public ones too.
//! 6. **Authorization** by the route's requirement.
//! 7. **Forward**, with the identity in headers that nobody else can set.

use std::cell::RefCell;

use edgeward::{Client, Host};
use edgeward_core::challenge::Challenge;
use edgeward_core::decision::Decision;
use edgeward_core::return_target::ReturnTarget;
use edgeward_core::route::{Access, Matched};

use crate::answers::{
    Asker, FOREIGN_ORIGIN, RETRY_AFTER, UNLISTED_PREFLIGHT, bad_bearer, forbidden, sign_in_needed,
    unavailable, unreadable_cookies, unrouted,
};
use crate::config::{GateConfig, Site};
use crate::cookie::{Cookies, SetCookie};
use crate::cross_origin::{Origins, is_preflight, is_safe, preflight_answer, readable_by};
use crate::endpoints::Visit;
use crate::http::{Action, Answer, Body, Forward, Request};
use crate::identity::Credential;
use crate::log::Entry;
use crate::stamps::Stamps;
use crate::target::Target;
use crate::walk::{Principal, Walk};
use crate::{admission, options};

/// Most stamps of either kind in one isolate.
const STAMPS: usize = 4096;

/// Seconds that a refresh is left to the request that began it.
const REFRESHING: u64 = 30;

/// Seconds that a refusal is remembered: longer than a session is refreshed before its tokens expire.
const REFUSED: u64 = 300;

/// The gate of one configuration, made once per isolate.
///
/// Its state: the provider's documents, who the tokens are about that were found good lately, and digests
/// with time stamps.
#[derive(Debug)]
pub struct Gate<H> {
    pub(crate) config: GateConfig,
    pub(crate) client: Client<H>,
    /// States that were redeemed in this isolate.
    pub(crate) redeemed: RefCell<Stamps>,
    /// Refreshes that were begun in this isolate.
    pub(crate) refreshes: RefCell<Stamps>,
    /// Refreshes that the provider refused for good.
    pub(crate) refused: RefCell<Stamps>,
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
    /// A gate on this host.
    #[must_use]
    pub fn new(config: GateConfig, host: H) -> Self {
        let client = Client::new(host, options::of(&config));
        let redeemed = RefCell::new(Stamps::new(STAMPS, crate::flow::FLOW_LIFETIME));
        let refreshes = RefCell::new(Stamps::new(STAMPS, REFRESHING));
        let refused = RefCell::new(Stamps::new(STAMPS, REFUSED));
        Self {
            config,
            client,
            redeemed,
            refreshes,
            refused,
        }
    }

    /// The configuration.
    #[must_use]
    pub const fn config(&self) -> &GateConfig {
        &self.config
    }

    /// The way to https for a request that came over http to a site whose address is https.
    ///
    /// Only for a host whose URLs say how the request really came: behind a server that ends TLS it
    /// would go round in circles.
    #[must_use]
    pub fn to_https(&self, request: &Request) -> Option<Answer> {
        let is_https = |site: &Site| site.origin.as_str().starts_with("https://");
        if !request.url.starts_with("http://") || !self.config.sites.iter().any(is_https) {
            return None;
        }
        let target = Target::parse(request, &self.config).ok()?;
        let location = format!("{}{}", target.origin(), target.path_and_query());
        let moves = target.origin().starts_with("https://");
        moves.then(|| Answer::new(308).with("location", location))
    }

    /// Decides what becomes of a request.
    pub async fn handle(&self, request: &Request, body: &mut impl Body) -> Outcome {
        let mut entry = Entry::default();
        let action = match self.decide(request, body, &mut entry).await {
            Ok(forward) => Action::Forward(forward),
            Err(answer) => {
                entry.status = Some(answer.status);
                Action::Answer(answer)
            }
        };
        Outcome {
            action,
            log: entry.line(self.config.log_subject),
        }
    }

    /// The way of a request. An answer of the gate's own is an `Err`, so that `?` ends the way.
    async fn decide(
        &self,
        request: &Request,
        body: &mut impl Body,
        entry: &mut Entry,
    ) -> Result<Forward, Answer> {
        let target =
            Target::parse(request, &self.config).map_err(|problem| entry.refuse(&problem))?;
        entry.method = Some(target.method.as_str());
        let origins = Origins {
            own: target.origin(),
            listed: &self.config.cors_origins,
        };
        let reader = origins.reader(request);
        if let (true, Some(reader)) = (is_preflight(request), reader) {
            entry.decision = "preflight";
            return Err(preflight_answer(reader, request));
        }
        let visit = self.visit(request, &target);
        if let Some((visit, endpoint)) = visit.and_then(|it| Some((it, it.endpoint()?))) {
            return Err(self.own(endpoint, visit, body, entry).await);
        }
        let routes = &self.config.routes;
        let matched = routes
            .lookup(&target.path, target.method, &target.host)
            .map_err(|refusal| readable_by(reader, unrouted(refusal, entry)))?;
        entry.route = Some(
            matched
                .route
                .map_or("(none)", |it| it.pattern.as_str())
                .to_owned(),
        );
        // On the others the origin may have CORS rules of its own.
        if is_preflight(request) && matches!(matched.access, Access::Requires(_)) {
            return Err(entry.refuse(&UNLISTED_PREFLIGHT));
        }
        self.pass(request, &target, matched, origins, entry)
            .await
            .map_err(|answer| readable_by(reader, answer))
    }

    /// Steps 5 to 7, for a request that a route applies to.
    async fn pass(
        &self,
        request: &Request,
        target: &Target<'_>,
        matched: Matched<'_>,
        origins: Origins<'_>,
        entry: &mut Entry,
    ) -> Result<Forward, Answer> {
        let (principal, cookies) = self.identify(request, target, entry).await?;
        let rides_on_cookie = principal
            .as_ref()
            .is_some_and(|it| it.by == Credential::Session);
        if rides_on_cookie && !is_safe(request) && origins.is_foreign(request) {
            return Err(entry.refuse(&FOREIGN_ORIGIN).with_cookies(cookies));
        }
        match matched
            .access
            .authorize(principal.as_ref().map(|it| &it.user))
        {
            Decision::Allow => {
                entry.decision = "allow";
                let reader = origins.reader(request).map(str::to_owned);
                let admitted = admission::Admitted {
                    access: matched.access,
                    principal,
                    cookies,
                };
                Ok(admitted.forward(request, target, &self.config, reader))
            }
            Decision::Challenge(challenge) => {
                entry.decision = "challenge";
                let answer = self
                    .ask_to_sign_in(request, target, &challenge, entry)
                    .await;
                Err(answer.with_cookies(cookies))
            }
            Decision::Forbid(missing) => {
                entry.decision = "forbid";
                entry.reason = Some("role_or_scope_missing");
                Err(forbidden(&missing, Asker::of(request)).with_cookies(cookies))
            }
        }
    }

    /// Step 5: who is asking, and the cookies that are set or cleared for it.
    pub(crate) async fn identify(
        &self,
        request: &Request,
        target: &Target<'_>,
        entry: &mut Entry,
    ) -> Result<(Option<Principal>, Vec<SetCookie>), Answer> {
        match self.walk(request, target).await {
            Walk::Known {
                principal,
                cookies,
                aside,
            } => {
                entry.aside = aside;
                entry.credential = Some(principal.by);
                entry.subject = Some(principal.user.user_id().to_owned());
                Ok((Some(*principal), cookies))
            }
            Walk::Anonymous { cookies, aside } => {
                entry.aside = aside;
                Ok((None, cookies))
            }
            Walk::Refused { challenge, code } => {
                entry.decision = "challenge";
                entry.reason = Some(code);
                Err(bad_bearer(&challenge, code))
            }
            Walk::Unreadable(error) => Err(unreadable_cookies(error, Asker::of(request), entry)),
            Walk::Unavailable { code } => Err(entry
                .refuse(&unavailable(code))
                .with("retry-after", RETRY_AFTER)),
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
        challenge: &Challenge,
        entry: &mut Entry,
    ) -> Answer {
        let asker = Asker::of(request);
        let visit = self.visit(request, target);
        let (Asker::Navigation, Some(visit)) = (asker, visit) else {
            entry.reason = Some("credentials_missing");
            let login = visit.map(|it| it.login_path(&ReturnTarget::default()));
            return sign_in_needed(challenge, asker, login.as_deref());
        };
        let return_to = target.path_and_query();
        let cookies = Cookies::parse(request.headers.all("cookie"));
        if cookies.is_ok_and(|cookies| cookies.has_just_signed_in()) {
            entry.reason = Some("session_not_kept");
            let return_to = ReturnTarget::parse(&return_to).unwrap_or_default();
            return visit.sign_in_failed(400, "session_not_kept", &return_to, NOT_KEPT);
        }
        self.begin_sign_in(visit, &return_to, entry).await
    }

    /// The request as a visit to a site where people sign in, if it is one.
    fn visit<'a>(&'a self, request: &'a Request, target: &'a Target<'a>) -> Option<Visit<'a>> {
        let (sign_in, site) = (self.config.sign_in.as_ref()?, target.site?);
        Some(Visit {
            request,
            target,
            sign_in,
            site,
        })
    }
}

const NOT_KEPT: &str = "You signed in a moment ago, but there is no session now. Perhaps the \
                        browser does not keep cookies for this site, or the identity provider \
                        ended it.";
