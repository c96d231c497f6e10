//! The way out: here it is over already, now at the provider too.

use edgeward::{Endpoint, Error};
use edgeward_core::json::Value;
use edgeward_core::logout::EndSessionRequest;
use edgeward_core::token::TokenTypeHint;

use super::Shared;
use super::change::SIGNED_OUT;
use super::sign_in::milliseconds;
use crate::argument::{Arguments, redirect_uri};
use crate::error::Failure;

impl Shared {
    /// Ends the session here: this one, and every one that began before now.
    pub(super) fn sign_out(&self) -> Value {
        self.state.borrow_mut().ended.sign_out(milliseconds());
        self.end(SIGNED_OUT)
    }

    /// Revokes what was ended, and says where the person goes to sign out at the provider; nothing
    /// where it has no such address. `postLogoutRedirectUri` and `uiLocales` are arguments.
    pub(super) async fn leave(&self, arguments: &Arguments) -> Result<Value, Failure> {
        let left = self.state.borrow_mut().leaving.take();
        let mut request = EndSessionRequest::new(self.client.client_id()?);
        if let Some(record) = left {
            request = request.id_token_hint(&record.id_token);
            if let Some(token) = &record.refresh_token {
                // A provider that cannot revoke, or is down, keeps nobody from signing out.
                let hint = Some(TokenTypeHint::RefreshToken);
                let _ = self.client.revoke_token(token, hint).await;
            }
        }
        if let Some(uri) = arguments.parsed("postLogoutRedirectUri", redirect_uri)? {
            request = request.post_logout_redirect_uri(&uri);
        }
        if let Some(locales) = arguments.text("uiLocales") {
            request = request.ui_locales(locales);
        }
        match self.client.end_session_url(&request).await {
            Err(Error::NoEndpoint(Endpoint::EndSession)) => Ok(Value::Null),
            url => Ok(url?.into()),
        }
    }
}
