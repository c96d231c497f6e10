//! A sign-in begins, and ends.

use edgeward_core::error::CallbackError;
use edgeward_core::json::{Object, Value};

use super::Shared;
use super::change::{SIGNED_IN, with};
use super::flow::{Flow, surplus};
use super::members::list;
use super::record::Record;
use crate::argument::Arguments;
use crate::authorization::Request;
use crate::callback::Expected;
use crate::error::Failure;

impl Shared {
    /// Where the person goes, what is kept until they come back, and under which name. `returnTo`
    /// and `kept`, the flows under way, stand beside what the request says.
    pub(super) async fn begin(&self, arguments: &Arguments) -> Result<Value, Failure> {
        let request = Request::parse(arguments)?;
        let options = request.options();
        let sign_in = self.client.authorize_url_with_pkce(&options).await?;
        let (owner, now) = (self.owner()?, self.client.now()?);
        let return_to = arguments.text("returnTo").unwrap_or("/");
        let flow = Flow {
            expected: Expected {
                state: sign_in.state,
                nonce: sign_in.nonce,
                code_verifier: sign_in.code_verifier,
                redirect_uri: options.redirect_uri.clone(),
                max_age: options.max_age,
            },
            return_to: self.settings.return_target(return_to),
            began_at: now,
        };
        let mut object = Object::new();
        object.insert("url", sign_in.url);
        object.insert("state", flow.expected.state.expose());
        object.insert("flow", flow.to_text(&owner));
        let surplus = surplus(arguments.pairs("kept"), &owner, now);
        object.insert("surplus", list(&surplus));
        Ok(object.into())
    }

    /// The session that begins with `response`, the query that the person came back with, to what
    /// was kept under its state as `flow`.
    pub(super) async fn finish(&self, arguments: &Arguments) -> Result<Value, Failure> {
        let (owner, now) = (self.owner()?, self.client.now()?);
        let kept = arguments.text("flow");
        let flow = kept
            .and_then(|text| Flow::parse(text, &owner, now))
            // Nobody in this tab began it, or it was used already, or it took too long.
            .ok_or(edgeward::Error::Callback(CallbackError::StateMismatch))?;
        let response = arguments.text("response").unwrap_or_default();
        let (tokens, named) = flow.expected.redeem(&self.client, response).await?;
        let id_token = tokens
            .id_token()
            .ok_or(edgeward_core::error::TokenError::ClaimMissing("id_token"))?;
        let sub = named.user_id();
        let (roles, custom_roles) = self.access_token_roles(&tokens, sub).await?;
        let claims = self.profile(&named, &tokens).await;
        let exp = named.claims().get("exp").and_then(whole).unwrap_or(now);
        let (expires_at, renew_at) = Self::times(&tokens, exp, now);
        let record = Record {
            id: Record::new_id(self.client.random()?),
            sequence: 0,
            signed_in_at: self.sign_in_time(),
            claims,
            roles,
            custom_roles,
            access_token: tokens.access_token().clone(),
            refresh_token: tokens.refresh_token().cloned(),
            id_token: id_token.clone(),
            expires_at,
            renew_at,
            has_lapsed: false,
        };
        let mut object = self.becomes(record, SIGNED_IN)?;
        object.insert("post", true);
        Ok(with(object, "returnTo", flow.return_to.as_str()))
    }
}

impl Shared {
    /// The time of a sign-in: after everything that it takes the place of, whatever the clock did.
    fn sign_in_time(&self) -> u64 {
        let state = self.state.borrow();
        let current = state.current.as_ref().map_or(0, |it| it.signed_in_at);
        let last = current.max(state.ended.signed_out_at());
        milliseconds().max(last.saturating_add(1))
    }
}

/// A valid date in whole seconds; its fraction, if it has one, is cut off.
fn whole(date: &Value) -> Option<u64> {
    let digits = date.as_number()?.as_str();
    digits.split('.').next()?.parse().ok()
}

/// The time, only to tell what came first: a second would not do.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since 1970 fit, and a broken clock saturates"
)]
pub(super) fn milliseconds() -> u64 {
    js_sys::Date::now() as u64
}
