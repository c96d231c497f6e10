//! A sign-in begins.

use edgeward::{AuthorizeOptions, Host};
use edgeward_core::authorization::{Prompt, ResponseMode};
use edgeward_core::form::{self, FormFields};
use edgeward_core::url::{Http, HttpsUrl};

use crate::Gate;
use crate::answers::{Next, Page};
use crate::cookie::{Cookies, SameSite, SetCookie};
use crate::flow::{Flow, surplus_flows};
use crate::http::{Answer, Request};
use crate::log::Entry;
use crate::return_target::ReturnTarget;
use crate::seal::KeyRing;
use crate::target::Target;

impl<H: Host> Gate<H> {
    /// `GET /auth/login?return_to=/path`.
    pub(crate) async fn login(
        &self,
        keys: &KeyRing,
        request: &Request,
        target: &Target<'_>,
        entry: &mut Entry,
    ) -> Answer {
        let fields = FormFields::parse(target.query.unwrap_or_default().as_bytes()).ok();
        let return_to = fields
            .as_ref()
            .and_then(|fields| fields.single("return_to").ok().flatten())
            .unwrap_or("/");
        self.begin_sign_in(keys, request, target, return_to, entry).await
    }

    /// Sends a person to the provider. Where they return to is a path of this gate, and none of its
    /// own endpoints.
    pub(crate) async fn begin_sign_in(
        &self,
        keys: &KeyRing,
        request: &Request,
        target: &Target<'_>,
        return_to: &str,
        entry: &mut Entry,
    ) -> Answer {
        let return_to = ReturnTarget::parse(return_to)
            .filter(|it| !it.is_under(&self.config.auth_path))
            .unwrap_or_default();
        match self.try_begin(keys, request, target, &return_to).await {
            Ok(answer) => {
                entry.decision = "sign_in";
                answer
            }
            Err(code) => {
                entry.decision = "refuse";
                entry.reason = Some(code);
                self.sign_in_failed(503, code, &return_to, PROVIDER_DOWN)
            }
        }
    }

    async fn try_begin(
        &self,
        keys: &KeyRing,
        request: &Request,
        target: &Target<'_>,
        return_to: &ReturnTarget,
    ) -> Result<Answer, &'static str> {
        let origin = target.origin.as_str();
        let redirect_uri = self.redirect_uri(origin).ok_or("public_url_invalid")?;
        let options = self.authorize_options(&redirect_uri);
        let sign_in =
            self.client.authorize_url_with_pkce(&options).await.map_err(|error| error.code())?;
        let now = self.client.now().map_err(|error| error.code())?;
        let nonce = self.client.random().map_err(|error| error.code())?;
        let flow = Flow {
            state: sign_in.state,
            nonce: sign_in.nonce,
            code_verifier: sign_in.code_verifier,
            return_to: return_to.clone(),
            issuer: self.client.options().issuer.as_str().to_owned(),
            redirect_uri: redirect_uri.as_str().to_owned(),
            created_at: now,
        };
        let same_site = self.flow_same_site();
        let cookie = flow.seal(keys, origin, same_site, nonce).map_err(|error| error.code())?;
        let cookies = Cookies::parse(request.headers.all("cookie")).map_err(|it| it.code())?;
        let surplus = surplus_flows(keys, origin, &cookies, same_site, now);
        let cookies = surplus.into_iter().chain([cookie]).map(SetCookie::into_string);
        Ok(Answer::see_other(sign_in.url).with_cookies(cookies))
    }

    /// The redirection endpoint of this origin, as registered at the provider.
    pub(crate) fn redirect_uri(&self, origin: &str) -> Option<HttpsUrl> {
        let text = format!("{origin}{}/callback", self.config.auth_path);
        HttpsUrl::parse(&text, Http::DangerAllow).ok()
    }

    /// A posted response comes from the provider's site: only `None` lets the cookie come with it.
    pub(crate) const fn flow_same_site(&self) -> SameSite {
        match self.config.response_mode {
            ResponseMode::FormPost => SameSite::None,
            ResponseMode::Query => SameSite::Lax,
        }
    }

    /// The page for a sign-in that did not succeed, with the way to try again.
    pub(crate) fn sign_in_failed(
        &self,
        status: u16,
        code: &'static str,
        return_to: &ReturnTarget,
        text: &str,
    ) -> Answer {
        let query = form::encode([("return_to", return_to.as_str())]);
        let login = format!("{}/login?{query}", self.config.auth_path);
        Page {
            status,
            title: "You are not signed in",
            text,
            code: Some(code),
            next: Next::Link("Try again", &login),
        }
        .answer()
    }

    fn authorize_options<'a>(&'a self, redirect_uri: &'a HttpsUrl) -> AuthorizeOptions<'a> {
        let params = &self.config.login_params;
        AuthorizeOptions {
            response_mode: Some(self.config.response_mode)
                .filter(|mode| *mode != ResponseMode::Query),
            prompt: params.prompt.clone(),
            max_age: params.max_age,
            login_hint: params.login_hint.as_deref(),
            ui_locales: params.ui_locales.as_deref(),
            acr_values: params.acr_values.as_deref(),
            extra: &params.extra,
            ..AuthorizeOptions::new(redirect_uri)
        }
    }
}

const PROVIDER_DOWN: &str =
    "The identity provider cannot be reached at the moment. Please try again in a few seconds.";
