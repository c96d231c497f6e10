//! The access token: given out, renewed before it expires, and the end of the session when it cannot
//! be.

use std::rc::Rc;

use edgeward::Error;
use edgeward_core::claims::{ExpectedNonce, IdTokenPolicy, refreshed};
use edgeward_core::json::Value;
use edgeward_core::token::TokenResponse;
use edgeward_core::user::User;
use wasm_bindgen::JsValue;

use super::Shared;
use super::change::{EXPIRED, REFRESHED, with};
use super::record::Record;
use crate::argument::Arguments;
use crate::error::Failure;

impl Shared {
    /// The access token while it is valid, and whether it should be renewed first. Where `origin` is
    /// named, only if that origin gets it.
    pub(super) fn access(&self, arguments: &Arguments) -> Result<Value, Failure> {
        let mut object = Self::unchanged();
        let is_listed = arguments
            .text("origin")
            .is_none_or(|origin| self.settings.gets_token(origin));
        let state = self.state.borrow();
        let Some(record) = state.current.as_ref().filter(|_| is_listed) else {
            return Ok(object.into());
        };
        let now = self.client.now()?;
        if now < record.expires_at {
            object.insert("token", record.access_token.expose());
        }
        let renew = record.refresh_token.is_some() && (now >= record.renew_at || record.has_lapsed);
        Ok(with(object, "renew", renew))
    }

    /// Ends a session that nothing can renew, when its time has come.
    pub(super) fn expire(&self) -> Result<Value, Failure> {
        let now = self.client.now()?;
        let is_over = {
            let state = self.state.borrow();
            let current = state.current.as_ref();
            current.is_some_and(|it| it.refresh_token.is_none() && now >= it.expires_at)
        };
        Ok(if is_over {
            self.end(EXPIRED)
        } else {
            Self::unchanged().into()
        })
    }

    /// Renews the tokens, once: the page sees to it that no other tab does so meanwhile.
    ///
    /// A refusal of the refresh token, and an answer about somebody else, end the session. Anything
    /// else is told as `failure` and leaves it; the token serves until it expires.
    pub(super) async fn renew(&self) -> Result<Value, Failure> {
        let Some(before) = self.state.borrow().current.clone() else {
            return Ok(Self::unchanged().into());
        };
        let Some(refresh_token) = before.refresh_token.clone() else {
            return self.expire();
        };
        let mut kept = None;
        let outcome = match self.client.refresh_token(&refresh_token).await {
            Ok(tokens) => {
                // The old refresh token may be spent, whatever becomes of the others.
                if let Some(token) = tokens.refresh_token() {
                    kept = Some(before.next(token));
                }
                self.validated(&before, &tokens).await
            }
            Err(error) => Err(error),
        };
        // Another tab may have ended or replaced the session meanwhile: that stands.
        if !self.is_still(&before) {
            return Ok(Self::unchanged().into());
        }
        let error = match outcome {
            Ok(record) => {
                let object = self.becomes(record, REFRESHED)?;
                return Ok(with(object, "post", true));
            }
            Err(error) => error,
        };
        if is_over(&error) {
            return self.told(self.end(EXPIRED), error);
        }
        let is_new = kept.is_some() || !before.has_lapsed;
        let mut object = Self::unchanged();
        if let Some(record) = kept {
            object = self.becomes(record, REFRESHED)?;
            object.insert("post", true);
        }
        if self.client.now()? >= before.expires_at && is_new {
            if let Some(current) = &mut self.state.borrow_mut().current {
                Rc::make_mut(current).has_lapsed = true;
            }
            object.insert("change", EXPIRED);
            object.remove("user");
        }
        self.told(object.into(), error)
    }

    /// The session with these tokens.
    async fn validated(&self, before: &Record, tokens: &TokenResponse) -> Result<Record, Error> {
        let refresh_token = tokens.refresh_token().or(before.refresh_token.as_ref());
        let mut record = before.next(refresh_token.ok_or(Error::NotConfigured("a refresh token"))?);
        let now = self.client.now()?;
        let sub = record.claims.get("sub").and_then(Value::as_str);
        let sub = sub.unwrap_or_default().to_owned();
        let mut exp = record.expires_at;
        if let Some(id_token) = tokens.id_token() {
            let options = self.client.options();
            let policy = IdTokenPolicy {
                issuer: &options.issuer,
                client_id: self.client.client_id()?,
                nonce: ExpectedNonce::SkipNonce,
                // A refreshed ID Token has the `auth_time` of the sign-in (OIDC Core §12.2).
                max_age: None,
                access_token: Some(tokens.access_token().expose()),
                trusted_audiences: &[],
                clock_tolerance: options.clock_tolerance,
            };
            let token = id_token.expose();
            let claims = self.client.validate_id_token(token, &policy).await?;
            refreshed(&claims, options.issuer.as_str(), &sub)?;
            let named = User::from_claims(&claims, &options.roles);
            record.claims = self.profile(&named, tokens).await;
            record.id_token = id_token.clone();
            exp = claims.exp();
        }
        let (roles, custom_roles) = self.access_token_roles(tokens, &sub).await?;
        (record.roles, record.custom_roles) = (roles, custom_roles);
        (record.expires_at, record.renew_at) = Self::times(tokens, exp, now);
        record.access_token = tokens.access_token().clone();
        record.has_lapsed = false;
        Ok(record)
    }

    fn is_still(&self, before: &Record) -> bool {
        let state = self.state.borrow();
        let current = state.current.as_ref();
        current.is_some_and(|it| it.id == before.id && it.sequence == before.sequence)
    }

    /// The change, with the error that made it.
    fn told(&self, change: Value, error: Error) -> Result<Value, Failure> {
        let Value::Object(object) = change else {
            return Err(error.into());
        };
        let failure = JsValue::from(Failure::from(error)).as_string();
        Ok(with(object, "failure", failure.unwrap_or_default()))
    }
}

/// Whether the session is over: the provider does not renew it, or what it sent is refused. A key that
/// is not known may be so new that it could not be fetched yet.
fn is_over(error: &Error) -> bool {
    use edgeward_core::error::TokenError;
    match error {
        Error::Refused(refusal) => refusal.is_invalid_grant(),
        Error::Token(error) => *error != TokenError::NoMatchingKey,
        _ => false,
    }
}
