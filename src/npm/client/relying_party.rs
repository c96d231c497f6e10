//! `RelyingParty`: what TypeScript's `Client` holds.

use std::rc::Rc;

use edgeward::Client;
use edgeward_core::claims::{AccessTokenPolicy, ClockTolerance};
use edgeward_core::json::Value;
use wasm_bindgen::prelude::*;

use crate::argument::Arguments;
use crate::error::{Class, Failure};
use crate::host::{HostObject, NpmHost, seams};
use crate::start::{Answer, start};
use crate::{calls, options, user};

/// A relying party of one issuer.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RelyingParty {
    client: Rc<Client<NpmHost>>,
}

#[wasm_bindgen]
impl RelyingParty {
    /// The relying party that `options`, a JSON object, describe.
    ///
    /// # Errors
    /// Everything that is wrong with them, at once.
    #[wasm_bindgen(constructor)]
    pub fn new(
        options: &str,
        hmac_secret: Option<Vec<u8>>,
        host: &HostObject,
    ) -> Result<RelyingParty, JsValue> {
        let options = options::parse(options, hmac_secret.as_deref())?;
        let client = Rc::new(Client::new(seams(host), options));
        Ok(Self { client })
    }

    /// Answers one of the `calls`; its arguments are a JSON object.
    pub fn call(&self, name: String, arguments: String) -> Answer {
        self.work(async move |client| {
            let arguments = Arguments::parse(&arguments)?;
            calls::answer(client, &name, &arguments).await
        })
    }

    /// Validates an access token; `policy` holds what is asked beyond the options, if anything.
    #[wasm_bindgen(js_name = validateToken)]
    pub fn validate_token(&self, token: String, policy: Option<String>) -> Answer {
        self.work(async move |client| {
            let user = match access_token_policy(client, policy.as_deref())? {
                None => client.validate_token(&token).await?,
                Some(policy) => client.validate_token_by(&token, &policy).await?,
            };
            Ok(user::object(&user).into())
        })
    }
}

impl RelyingParty {
    pub(crate) const fn client(&self) -> &Rc<Client<NpmHost>> {
        &self.client
    }

    /// Starts work of the client's, whose outcome crosses as JSON text.
    pub(crate) fn work<F>(&self, work: F) -> Answer
    where
        F: AsyncFnOnce(&Client<NpmHost>) -> Result<Value, Failure> + 'static,
    {
        let client = Rc::clone(&self.client);
        start(Box::pin(async move { outcome(work(&client).await) }))
    }
}

/// How an outcome crosses: JSON text, or nothing.
pub(crate) fn outcome(outcome: Result<Value, Failure>) -> Answer {
    match outcome? {
        Value::Null => Ok(JsValue::UNDEFINED),
        value => Ok(JsValue::from_str(&value.to_string())),
    }
}

/// The client's own policy with another audience or clock tolerance; `None` where a call asks for
/// neither.
pub(crate) fn access_token_policy(
    client: &Client<NpmHost>,
    policy: Option<&str>,
) -> Result<Option<AccessTokenPolicy>, Failure> {
    let Some(text) = policy else {
        return Ok(None);
    };
    let arguments = Arguments::parse(text)?;
    let audiences = arguments.texts("audience");
    let options = client.options();
    let mut policy = match (&options.access_tokens, audiences) {
        (Some(own), None) => own.clone(),
        (Some(own), Some(audiences)) => own.clone().audiences(audiences).map_err(audience)?,
        (None, Some(audiences)) => {
            options::access_token_policy(options, audiences).map_err(audience)?
        }
        (None, None) => client.access_token_policy()?.clone(),
    };
    if let Some(seconds) = arguments.whole("clockTolerance") {
        let tolerance = ClockTolerance::new(seconds);
        policy = policy.clock_tolerance(
            tolerance.map_err(|error| Failure::argument("clockTolerance", &error))?,
        );
    }
    Ok(Some(policy))
}

fn audience(error: impl core::fmt::Display) -> Failure {
    Failure::argument("audience", &error)
}

impl From<edgeward_core::error::TokenError> for Failure {
    fn from(error: edgeward_core::error::TokenError) -> Self {
        Self::of(&edgeward::Error::Token(error))
    }
}

/// A synchronous call came too early.
pub(crate) fn not_ready() -> Failure {
    Failure::new(
        Class::Base,
        "not_ready",
        "the keys or the verifier for a synchronous call are not here yet: \
         `await client.prepareSync()` first",
    )
}
