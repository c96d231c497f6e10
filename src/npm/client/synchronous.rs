//! Validation without waiting: `validateTokenSync`.

use std::rc::Rc;

use edgeward::{Client, Error};
use edgeward_core::claims::AccessTokenPolicy;
use edgeward_core::error::TokenError;
use edgeward_core::json::Value;
use edgeward_core::user::User;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::error::Failure;
use crate::host::NpmHost;
use crate::relying_party::{RelyingParty, access_token_policy, not_ready};
use crate::start::Answer;
use crate::user;

/// Makes ready what a synchronous call needs: the keys, and a verifier for each of them.
pub(crate) async fn prepare_sync(client: &Client<NpmHost>) -> Result<Value, Failure> {
    let keys = client.known_keys().await?;
    let needs_pure = keys
        .iter()
        .any(|keys| keys.iter().any(|key| key.fingerprint().is_some()));
    let verifier = &client.host().verifier;
    if needs_pure && !verifier.is_synchronous() {
        verifier.load_pure().await.map_err(Error::Verifier)?;
    }
    Ok(Value::Null)
}

#[wasm_bindgen]
impl RelyingParty {
    /// Validates an access token at once, or says that what it takes is not here.
    ///
    /// Keys that should be renewed are fetched in the background meanwhile.
    ///
    /// # Errors
    /// Those of `validateToken`, and `not_ready`.
    #[wasm_bindgen(js_name = validateTokenSync)]
    pub fn validate_token_sync(&self, token: String, policy: Option<String>) -> Answer {
        let client = self.client();
        let own = access_token_policy(client, policy.as_deref())?;
        let policy = match &own {
            Some(policy) => policy,
            None => client.access_token_policy().map_err(Failure::from)?,
        };
        match self.validate_now(&token, policy) {
            Ok(user) => Ok(JsValue::from_str(
                &Value::from(user::object(&user)).to_string(),
            )),
            Err(error) => {
                if let Error::Verifier(_) | Error::Unavailable(_) = error {
                    self.in_background(token);
                    return Err(not_ready().into());
                }
                if error == Error::Token(TokenError::NoMatchingKey) {
                    self.in_background(token);
                }
                Err(Failure::from(error).into())
            }
        }
    }
}

impl RelyingParty {
    fn validate_now(&self, token: &str, policy: &AccessTokenPolicy) -> Result<User, Error> {
        let client = self.client();
        let verifier = &client.host().verifier;
        let (jws, is_stale) = client.verify_jws_now(token, |alg, key, input, signature| {
            verifier.verify_now(alg, key, input, signature)
        })?;
        if is_stale {
            self.in_background(token.to_owned());
        }
        let claims = policy.validate(&jws, client.now()?)?;
        Ok(User::from_claims(&claims, &client.options().roles))
    }

    /// Lets the asynchronous way look at the token, which fetches keys by its rules. Its verdict is
    /// nobody's: the synchronous call has its own.
    fn in_background(&self, token: String) {
        let client = Rc::clone(self.client());
        spawn_local(async move {
            let _ = client.verify_jws(&token).await;
        });
    }
}
