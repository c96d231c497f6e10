//! Sign-out, here and at the provider (OpenID Connect RP-Initiated Logout 1.0).
//!
//! No other site can sign anybody out: a POST must come from a page of this origin, and a GET only
//! counts where the browser says that a page of this origin navigated; everybody else is asked.

use edgeward::Host;
use edgeward_core::authorization::State;
use edgeward_core::form::FormFields;
use edgeward_core::logout::EndSessionRequest;
use edgeward_core::route::Method;
use edgeward_core::secret::Secret;
use edgeward_core::url::{Http, HttpsUrl};

use crate::Gate;
use crate::answers::{Next, Page, Problem};
use crate::cookie::{Cookies, SetCookie};
use crate::cross_origin::Origins;
use crate::gate::refuse;
use crate::http::{Answer, Request};
use crate::log::Entry;
use crate::return_target::ReturnTarget;
use crate::seal::KeyRing;
use crate::session::{OpenedSession, Session};
use crate::sign_out::SignOut;
use crate::target::Target;

impl<H: Host> Gate<H> {
    /// `GET` or `POST /auth/logout`.
    pub(crate) async fn logout(
        &self,
        keys: &KeyRing,
        request: &Request,
        target: &Target<'_>,
        entry: &mut Entry,
    ) -> Answer {
        if target.method == Method::Get && !is_own_navigation(request) {
            entry.decision = "ask";
            return self.ask_to_sign_out().await;
        }
        let origins = Origins { own: &target.origin, listed: &[] };
        let shows_origin = request.headers.has("origin") || request.headers.has("sec-fetch-site");
        if target.method == Method::Post && (!shows_origin || origins.is_foreign(request)) {
            return refuse(entry, &FOREIGN);
        }
        entry.decision = "signed_out";
        let mut cookies = Session::clear();
        cookies.push(SetCookie::forget_just_signed_in());
        let location = match self.provider_sign_out(keys, request, target).await {
            Ok((url, cookie)) => {
                cookies.push(cookie);
                url
            }
            // The session here is over all the same.
            Err(code) => {
                entry.aside = Some(code);
                self.after_sign_out().as_str().to_owned()
            }
        };
        Answer::see_other(location).with_cookies(cookies.into_iter().map(SetCookie::into_string))
    }

    /// `GET /auth/signed-out`, the registered address: the provider must bring this browser's `state`
    /// back, or somebody else sent the person here.
    pub(crate) fn signed_out(
        &self,
        keys: &KeyRing,
        request: &Request,
        target: &Target<'_>,
        entry: &mut Entry,
    ) -> Answer {
        entry.decision = "signed_out";
        let Some(query) = target.query else { return signed_out_page() };
        let returned = self.returned(keys, request, target, query);
        let clear = SignOut::clear().into_string();
        match returned {
            Some(sign_out) if sign_out.return_to == self.signed_out_path() => {
                signed_out_page().with_cookies([clear])
            }
            Some(sign_out) => {
                Answer::see_other(sign_out.return_to.as_str()).with_cookies([clear])
            }
            None => {
                entry.decision = "refuse";
                entry.reason = Some("sign_out_state_mismatch");
                STATE.answer()
            }
        }
    }

    fn returned(
        &self,
        keys: &KeyRing,
        request: &Request,
        target: &Target<'_>,
        query: &str,
    ) -> Option<SignOut> {
        let fields = FormFields::parse(query.as_bytes()).ok()?;
        let state = fields.single("state").ok()??;
        let cookies = Cookies::parse(request.headers.all("cookie")).ok()?;
        SignOut::open(keys, &target.origin, &cookies, state, self.client.now().ok()?)
    }

    async fn provider_sign_out(
        &self,
        keys: &KeyRing,
        request: &Request,
        target: &Target<'_>,
    ) -> Result<(String, SetCookie), &'static str> {
        let now = self.client.now().map_err(|error| error.code())?;
        let cookies = Cookies::parse(request.headers.all("cookie")).map_err(|it| it.code())?;
        let session = match Session::open(keys, &target.origin, &cookies, now) {
            OpenedSession::Session(session) => session,
            OpenedSession::Absent | OpenedSession::Refused => return Err("session_absent"),
        };
        let sign_out = SignOut {
            state: State::from_random(self.client.random().map_err(|error| error.code())?),
            return_to: self.after_sign_out(),
            created_at: now,
        };
        let nonce = self.client.random().map_err(|error| error.code())?;
        let cookie = sign_out.seal(keys, &target.origin, nonce).map_err(|error| error.code())?;
        let back = format!("{}{}", target.origin, self.signed_out_path().as_str());
        let back = HttpsUrl::parse(&back, Http::DangerAllow).map_err(|_| "public_url_invalid")?;
        let end_session = EndSessionRequest {
            id_token_hint: session.id_token.as_ref().map(Secret::expose),
            client_id: self.client.options().client_id.as_deref(),
            post_logout_redirect_uri: Some(&back),
            state: Some(&sign_out.state),
            ui_locales: None,
        };
        let url = self.client.end_session_url(&end_session).await.map_err(|error| error.code())?;
        Ok((url, cookie))
    }

    /// Where the person lands at last.
    fn after_sign_out(&self) -> ReturnTarget {
        self.config.signed_out_path.clone().unwrap_or_else(|| self.signed_out_path())
    }

    fn signed_out_path(&self) -> ReturnTarget {
        ReturnTarget::parse(&format!("{}/signed-out", self.config.auth_path)).unwrap_or_default()
    }

    async fn ask_to_sign_out(&self) -> Answer {
        // The form's answer redirects to the provider, and `form-action` covers redirects.
        let metadata = self.client.discovery().await.ok();
        let provider = metadata.as_ref().and_then(|it| it.end_session_endpoint());
        let path = format!("{}/logout", self.config.auth_path);
        Page {
            status: 200,
            title: "Sign out?",
            text: "You will be signed out of this site and at the identity provider.",
            code: None,
            next: Next::Post("Sign out", &path, provider.map(HttpsUrl::origin)),
        }
        .answer()
    }
}

/// Whether a page of this origin navigated here: a link was followed or a form was sent. Only the
/// browser can set these fields.
fn is_own_navigation(request: &Request) -> bool {
    let is = |name, value| request.headers.get(name).is_some_and(|it| it == value);
    is("sec-fetch-site", "same-origin") && is("sec-fetch-mode", "navigate") && is("sec-fetch-dest", "document")
}

fn signed_out_page() -> Answer {
    Page {
        status: 200,
        title: "You are signed out",
        text: "You can close this page now.",
        code: None,
        next: Next::Link("To the start page", "/"),
    }
    .answer()
}

const FOREIGN: Problem = Problem {
    status: 403,
    code: "cross_origin_request",
    detail: "sign-out takes a POST from a page of this origin only",
};

const STATE: Page<'static> = Page {
    status: 400,
    title: "This sign-out was not yours",
    text: "The address does not belong to a sign-out that this browser began.",
    code: Some("sign_out_state_mismatch"),
    next: Next::Link("To the start page", "/"),
};
