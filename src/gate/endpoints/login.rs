//! A sign-in begins.

use edgeward::{AuthorizeOptions, Host};
use edgeward_core::authorization::ResponseMode;
use edgeward_core::form::{self, FormFields};
use edgeward_core::return_target::ReturnTarget;

use super::Visit;
use crate::Gate;
use crate::answers::{Asker, Next, Page, unreadable_cookies};
use crate::config::SignInConfig;
use crate::cookie::{Cookies, SameSite};
use crate::flow::{Flow, surplus_flows};
use crate::http::Answer;
use crate::log::Entry;

impl<H: Host> Gate<H> {
    /// `GET /auth/login?return_to=/path`.
    pub(crate) async fn login(&self, visit: Visit<'_>, entry: &mut Entry) -> Answer {
        let fields = FormFields::parse(visit.target.query.unwrap_or_default().as_bytes()).ok();
        let return_to = fields
            .as_ref()
            .and_then(|it| it.single("return_to").ok().flatten());
        self.begin_sign_in(visit, return_to.unwrap_or("/"), entry)
            .await
    }

    /// Sends a person to the provider. Where they return to is a path of this site, and none of the
    /// gate's own endpoints.
    pub(crate) async fn begin_sign_in(
        &self,
        visit: Visit<'_>,
        return_to: &str,
        entry: &mut Entry,
    ) -> Answer {
        let return_to = ReturnTarget::parse(return_to)
            .filter(|it| !it.is_under(&visit.sign_in.auth_path))
            .unwrap_or_default();
        let request = visit.request;
        // Not the provider's fault: of a sign-in without its cookies no answer could be redeemed.
        let cookies = match Cookies::parse(request.headers.all("cookie")) {
            Ok(cookies) => cookies,
            Err(error) => return unreadable_cookies(error, Asker::of(request), entry),
        };
        match self.try_begin(visit, &cookies, &return_to).await {
            Ok(answer) => {
                entry.decision = "sign_in";
                answer
            }
            Err(code) => {
                entry.decision = "refuse";
                entry.reason = Some(code);
                visit.sign_in_failed(503, code, &return_to, PROVIDER_DOWN)
            }
        }
    }

    async fn try_begin(
        &self,
        visit: Visit<'_>,
        cookies: &Cookies<'_>,
        return_to: &ReturnTarget,
    ) -> Result<Answer, &'static str> {
        let (keys, origin) = (&visit.sign_in.key_ring, visit.origin());
        let options = visit.authorize_options();
        let sign_in = self
            .client
            .authorize_url_with_pkce(&options)
            .await
            .map_err(|it| it.code())?;
        let now = self.client.now().map_err(|error| error.code())?;
        let nonce = self.client.random().map_err(|error| error.code())?;
        let flow = Flow {
            state: sign_in.state,
            nonce: sign_in.nonce,
            code_verifier: sign_in.code_verifier,
            return_to: return_to.clone(),
            issuer: self.client.options().issuer.as_str().to_owned(),
            redirect_uri: visit.site.redirect_uri.as_str().to_owned(),
            created_at: now,
        };
        let same_site = flow_same_site(visit.sign_in);
        let cookie = flow
            .seal(keys, origin, same_site, nonce)
            .map_err(|error| error.code())?;
        let surplus = surplus_flows(keys, origin, cookies, same_site, now);
        Ok(Answer::see_other(sign_in.url)
            .with_cookies(surplus)
            .with_cookies([cookie]))
    }
}

impl Visit<'_> {
    /// The page for a sign-in that did not succeed, with the way to try again.
    pub(crate) fn sign_in_failed(
        &self,
        status: u16,
        code: &'static str,
        return_to: &ReturnTarget,
        text: &str,
    ) -> Answer {
        let login = self.login_path(return_to);
        let next = Next::Link("Try again", &login);
        Page {
            status,
            title: "You are not signed in",
            text,
            code: Some(code),
            next,
        }
        .answer()
    }

    /// Where a person signs in and then goes on to `return_to`.
    pub(crate) fn login_path(&self, return_to: &ReturnTarget) -> String {
        let query = form::encode([("return_to", return_to.as_str())]);
        format!("{}?{query}", self.path("login"))
    }

    fn authorize_options(&self) -> AuthorizeOptions<'_> {
        let params = &self.sign_in.login_params;
        let mode = self.sign_in.response_mode;
        AuthorizeOptions {
            response_mode: (mode != ResponseMode::default()).then_some(mode),
            prompt: params.prompt.clone(),
            max_age: params.max_age,
            ui_locales: params.ui_locales.as_deref(),
            acr_values: params.acr_values.as_deref(),
            extra: &params.extra,
            ..AuthorizeOptions::new(&self.site.redirect_uri)
        }
    }
}

/// A posted response comes from the provider's site: only `None` lets the cookie come with it.
pub(super) const fn flow_same_site(sign_in: &SignInConfig) -> SameSite {
    match sign_in.response_mode {
        ResponseMode::FormPost => SameSite::None,
        ResponseMode::Query => SameSite::Lax,
    }
}

const PROVIDER_DOWN: &str =
    "The identity provider cannot be reached at the moment. Please try again in a few seconds.";
