//! A sign-in ends: the authorization response becomes a session.

use edgeward::{Error, Host};
use edgeward_core::authorization::{AuthorizationResponse, ExpectedCallback, ResponseMode};
use edgeward_core::digest;
use edgeward_core::error::CallbackError;
use edgeward_core::form::FormFields;
use edgeward_core::return_target::ReturnTarget;
use edgeward_core::route::Method;

use super::Visit;
use super::login::flow_same_site;
use crate::Gate;
use crate::cookie::{Cookies, SetCookie};
use crate::flow::Flow;
use crate::http::{Answer, Body, Request};
use crate::log::Entry;

/// Longest posted authorization response, in bytes.
const FORM: usize = 16 * 1024;

/// Why a sign-in ends without a session, and what is known of it by then.
struct Failure {
    status: u16,
    code: &'static str,
    text: &'static str,
    return_to: ReturnTarget,
    cookies: Vec<SetCookie>,
}

impl<H: Host> Gate<H> {
    /// `GET` or `POST /auth/callback`.
    pub(crate) async fn callback(
        &self,
        visit: Visit<'_>,
        body: &mut impl Body,
        entry: &mut Entry,
    ) -> Answer {
        match self.try_callback(visit, body, entry).await {
            Ok(answer) => {
                entry.decision = "signed_in";
                answer
            }
            Err(Failure {
                status,
                code,
                text,
                return_to,
                cookies,
            }) => {
                entry.decision = "refuse";
                entry.reason = Some(code);
                visit
                    .sign_in_failed(status, code, &return_to, text)
                    .with_cookies(cookies)
            }
        }
    }

    async fn try_callback(
        &self,
        visit: Visit<'_>,
        body: &mut impl Body,
        entry: &mut Entry,
    ) -> Result<Answer, Failure> {
        let fields = response_fields(visit, body).await?;
        let response = AuthorizationResponse::parse(&fields)?;
        let state = response
            .unverified_state()
            .ok_or(CallbackError::StateMissing)?
            .to_owned();
        let now = self.client.now()?;
        let cookies = Cookies::parse(visit.request.headers.all("cookie"))
            .map_err(|error| Failure::new(400, error.code(), FORGED))?;
        let flow = Flow::open(
            &visit.sign_in.key_ring,
            visit.origin(),
            &cookies,
            &state,
            now,
        )
        .ok_or(CallbackError::StateMismatch)?;

        // From here on the response belongs to a sign-in of this browser: its cookie has done its
        // work, whatever comes of it.
        let spent = Flow::clear(&state, flow_same_site(visit.sign_in));
        match self.redeem(visit, response, &flow, now, entry).await {
            Ok(session) => Ok(Answer::see_other(flow.return_to.as_str())
                .with_cookies(session)
                .with_cookies([spent, SetCookie::just_signed_in()])),
            Err(failure) => Err(Failure {
                return_to: flow.return_to,
                cookies: vec![spent],
                ..failure
            }),
        }
    }

    /// From a response that belongs to `flow` to the cookies of a new session.
    async fn redeem(
        &self,
        visit: Visit<'_>,
        response: AuthorizationResponse<'_>,
        flow: &Flow,
        now: u64,
        entry: &mut Entry,
    ) -> Result<Vec<SetCookie>, Failure> {
        let issuer = &self.client.options().issuer;
        let redirect_uri = &visit.site.redirect_uri;
        // A response is redeemed by the configuration that asked for it (RFC 9700 §4.4).
        if !issuer.is(&flow.issuer) || redirect_uri.as_str() != flow.redirect_uri {
            return Err(CallbackError::IssuerMismatch.into());
        }
        let metadata = self.client.discovery().await?;
        let code = response.validate(&ExpectedCallback {
            state: &flow.state,
            issuer,
            iss_parameter_required: metadata.iss_parameter_supported(),
        })?;
        let digest = digest::sha256(flow.state.expose().as_bytes());
        if !self.redeemed.borrow_mut().stamp(digest, now) {
            return Err(Failure::new(400, "callback_replayed", FORGED));
        }
        let tokens = self
            .client
            .exchange_code(&code, redirect_uri, &flow.code_verifier)
            .await?;
        let session = self
            .new_session(visit.sign_in, &tokens, &flow.nonce, now)
            .await?;
        entry.subject = Some(session.subject.clone());
        session
            .seal(
                &visit.sign_in.key_ring,
                visit.origin(),
                now,
                self.client.random()?,
            )
            .map_err(|error| Failure::new(500, error.code(), TOO_LARGE))
    }
}

/// The response's parameters, from where this configuration asked for them.
async fn response_fields(visit: Visit<'_>, body: &mut impl Body) -> Result<FormFields, Failure> {
    let text = match (visit.sign_in.response_mode, visit.target.method) {
        (ResponseMode::Query, Method::Get) => {
            visit.target.query.unwrap_or_default().as_bytes().to_vec()
        }
        (ResponseMode::FormPost, Method::Post) if is_form(visit.request) => {
            body.read(FORM)
                .await
                .map_err(|_| Failure::new(413, "callback_body_unreadable", FORGED))?
        }
        _ => return Err(Failure::new(400, "callback_mode_unexpected", FORGED)),
    };
    FormFields::parse(&text).map_err(|error| CallbackError::Form(error).into())
}

impl Failure {
    fn new(status: u16, code: &'static str, text: &'static str) -> Self {
        Self {
            status,
            code,
            text,
            return_to: ReturnTarget::default(),
            cookies: Vec::new(),
        }
    }
}

impl From<CallbackError> for Failure {
    fn from(error: CallbackError) -> Self {
        let text = if matches!(error, CallbackError::Refused(_)) {
            REFUSED
        } else {
            FORGED
        };
        Self::new(400, error.code(), text)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let code = error.code();
        match error {
            Error::Callback(error) => error.into(),
            Error::Token(_) | Error::Refused(_) | Error::Provider(_) => {
                Self::new(502, code, UNUSABLE)
            }
            _ => Self::new(503, code, DOWN),
        }
    }
}

fn is_form(request: &Request) -> bool {
    let essence = request
        .headers
        .get("content-type")
        .unwrap_or_default()
        .split(';')
        .next();
    essence.is_some_and(|it| {
        it.trim()
            .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    })
}

const REFUSED: &str = "The identity provider ended this sign-in. Perhaps it was cancelled, or your \
                       account may not use this application.";
const FORGED: &str = "This answer does not belong to a sign-in that this browser began, or it was \
                      used already, or it took longer than ten minutes.";
const UNUSABLE: &str = "The identity provider's answer could not be accepted.";
const DOWN: &str =
    "The identity provider cannot be reached at the moment. Please try again in a few seconds.";
const TOO_LARGE: &str =
    "The identity provider sent more about your account than a browser can keep.";
