//! Sign-out, here and at the provider (OpenID Connect RP-Initiated Logout 1.0).
//!
//! No other site can sign anybody out: a POST must come from a page of this origin, and a GET only
//! counts where the browser says that a page of this origin navigated; everybody else is asked.

use edgeward::Host;
use edgeward_core::authorization::State;
use edgeward_core::form::FormFields;
use edgeward_core::logout::EndSessionRequest;
use edgeward_core::return_target::ReturnTarget;
use edgeward_core::route::Method;
use edgeward_core::token::TokenTypeHint;
use edgeward_core::url::{Http, HttpsUrl};

use super::Visit;
use crate::Gate;
use crate::answers::{Next, Page, Problem};
use crate::cookie::{Cookies, SetCookie};
use crate::cross_origin::Origins;
use crate::http::{Answer, Request};
use crate::log::Entry;
use crate::session::{OpenedSession, Session};
use crate::sign_out::SignOut;

impl<H: Host> Gate<H> {
    /// `GET` or `POST /auth/logout`.
    pub(crate) async fn logout(&self, visit: Visit<'_>, entry: &mut Entry) -> Answer {
        let request = visit.request;
        if visit.target.method == Method::Get && !is_own_navigation(request) {
            entry.decision = "ask";
            return self.ask_to_sign_out(visit).await;
        }
        let origins = Origins {
            own: visit.origin(),
            listed: &[],
        };
        let shows_origin = request.headers.has("origin") || request.headers.has("sec-fetch-site");
        if visit.target.method == Method::Post && (!shows_origin || origins.is_foreign(request)) {
            return entry.refuse(&FOREIGN);
        }
        entry.decision = "signed_out";
        let mut cookies = Session::clear();
        cookies.push(SetCookie::forget_just_signed_in());
        let location = match self.provider_sign_out(visit).await {
            Ok((url, cookie)) => {
                cookies.push(cookie);
                url
            }
            // The session here is over all the same.
            Err(code) => {
                entry.aside = Some(code);
                visit.after_sign_out().as_str().to_owned()
            }
        };
        Answer::see_other(location).with_cookies(cookies)
    }

    /// `GET /auth/signed-out`, the registered address: the provider must bring this browser's `state`
    /// back, if it is one that brings any, or somebody else sent the person here.
    pub(crate) fn signed_out(&self, visit: Visit<'_>, entry: &mut Entry) -> Answer {
        entry.decision = "signed_out";
        let cookies = Cookies::parse(visit.request.headers.all("cookie")).unwrap_or_default();
        let query = match visit.target.query {
            Some(query) => query,
            // Nobody waits for an answer of the provider: this is the page, and no answer.
            None if !SignOut::is_under_way(&cookies) => return SIGNED_OUT.answer(),
            None => "",
        };
        match self.returned(visit, &cookies, query) {
            Some(sign_out) if sign_out.return_to == visit.signed_out_page() => {
                SIGNED_OUT.answer().with_cookies([SignOut::clear()])
            }
            Some(sign_out) => {
                Answer::see_other(sign_out.return_to.as_str()).with_cookies([SignOut::clear()])
            }
            None => {
                entry.decision = "refuse";
                entry.reason = STATE_MISMATCH.code;
                STATE_MISMATCH.answer().with_cookies([SignOut::clear()])
            }
        }
    }

    fn returned(&self, visit: Visit<'_>, cookies: &Cookies<'_>, query: &str) -> Option<SignOut> {
        let fields = FormFields::parse(query.as_bytes()).ok()?;
        let state = fields.single("state").ok()?;
        if state.is_none() && self.client.options().provider.has_standard_sign_out() {
            return None;
        }
        let now = self.client.now().ok()?;
        SignOut::open(&visit.sign_in.key_ring, visit.origin(), cookies, state, now)
    }

    /// The end-session request, and the cookie that knows its answer again.
    async fn provider_sign_out(
        &self,
        visit: Visit<'_>,
    ) -> Result<(String, SetCookie), &'static str> {
        let (keys, origin) = (&visit.sign_in.key_ring, visit.origin());
        let now = self.client.now().map_err(|error| error.code())?;
        let cookies =
            Cookies::parse(visit.request.headers.all("cookie")).map_err(|it| it.code())?;
        let session = match Session::open(keys, origin, &cookies, now) {
            OpenedSession::Session(session) => session,
            OpenedSession::Absent | OpenedSession::Refused => return Err("session_absent"),
        };
        if let Some(token) = &session.refresh_token {
            // A copy of the session's cookie must not go on renewing itself. A provider that cannot
            // revoke, or does not answer, keeps nobody from signing out.
            let _ = self
                .client
                .revoke_token(token, Some(TokenTypeHint::RefreshToken))
                .await;
        }
        let state = State::from_random(self.client.random().map_err(|error| error.code())?);
        let return_to = visit.after_sign_out();
        let back = format!("{origin}{}", visit.signed_out_page().as_str());
        let back = HttpsUrl::parse(&back, Http::DangerAllow).map_err(|_| "public_url_invalid")?;
        let mut request = EndSessionRequest::new(&visit.sign_in.client_id);
        request.post_logout_redirect_uri(&back);
        request.state(&state);
        if let Some(id_token) = &session.id_token {
            request.id_token_hint(id_token);
        }
        let url = self
            .client
            .end_session_url(&request)
            .await
            .map_err(|error| error.code())?;
        let nonce = self.client.random().map_err(|error| error.code())?;
        let sign_out = SignOut {
            state,
            return_to,
            created_at: now,
        };
        let cookie = sign_out
            .seal(keys, origin, nonce)
            .map_err(|error| error.code())?;
        Ok((url, cookie))
    }

    async fn ask_to_sign_out(&self, visit: Visit<'_>) -> Answer {
        // The form's answer redirects to the provider, and `form-action` covers redirects.
        let metadata = self.client.discovery().await.ok();
        let provider = metadata.as_ref().and_then(|it| it.end_session_endpoint());
        let provider = provider.map(HttpsUrl::origin);
        Page {
            status: 200,
            title: "Sign out?",
            text: "You will be signed out of this site and at the identity provider.",
            code: None,
            next: Next::Post("Sign out", &visit.path("logout"), provider),
        }
        .answer()
    }
}

impl Visit<'_> {
    /// Where the person lands at last.
    fn after_sign_out(&self) -> ReturnTarget {
        let configured = self.sign_in.signed_out_path.as_ref();
        configured
            .and_then(|path| ReturnTarget::parse(path.as_str()))
            .unwrap_or_else(|| self.signed_out_page())
    }

    /// The address that is registered at the provider.
    fn signed_out_page(&self) -> ReturnTarget {
        ReturnTarget::parse(&self.path("signed-out")).unwrap_or_default()
    }
}

/// Whether a page of this origin navigated here: a link was followed or a form was sent. Only the
/// browser can set these fields.
fn is_own_navigation(request: &Request) -> bool {
    let is = |name, value| request.headers.get(name).is_some_and(|it| it == value);
    is("sec-fetch-site", "same-origin")
        && is("sec-fetch-mode", "navigate")
        && is("sec-fetch-dest", "document")
}

const SIGNED_OUT: Page<'static> = Page {
    status: 200,
    title: "You are signed out",
    text: "You can close this page now.",
    code: None,
    next: Next::Link("To the start page", "/"),
};

const FOREIGN: Problem = Problem {
    status: 403,
    code: "cross_origin_request",
    detail: "sign-out takes a POST from a page of this origin only",
};

const STATE_MISMATCH: Page<'static> = Page {
    status: 400,
    title: "This sign-out was not yours",
    text: "The address does not belong to a sign-out that this browser began.",
    code: Some("sign_out_state_mismatch"),
    next: Next::Link("To the start page", "/"),
};
