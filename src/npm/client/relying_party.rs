//! `RelyingParty`: what TypeScript's `Client` holds.

use std::rc::Rc;

use edgeward::{Error, Party, whole_seconds};
use wasm_bindgen::prelude::*;

use crate::argument::Arguments;
use crate::calls::{self, Call};
use crate::error::Failure;
use crate::options;
use crate::policy::Policy;
use crate::verification::Verification;

/// A relying party of one issuer.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RelyingParty(Rc<Party>);

#[wasm_bindgen]
impl RelyingParty {
    /// The relying party that `options`, a JSON object, describe.
    ///
    /// # Errors
    /// Everything that is wrong with them, at once.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str, hmac_secret: Option<Vec<u8>>) -> Result<RelyingParty, JsValue> {
        let options = options::parse(options, hmac_secret.as_deref())?;
        Ok(Self(Rc::new(Party::new(options))))
    }

    /// Answers one of the `calls`; its arguments are a JSON object, beside them it may get bytes. Nothing
    /// comes back where the provider's metadata must be there first: then it is called again.
    ///
    /// `is_provided` says that they are as good as they can be had.
    pub fn call(
        &self,
        name: &str,
        arguments: &str,
        bytes: &[u8],
        now: f64,
        is_provided: bool,
    ) -> Result<Option<String>, JsValue> {
        let call = Call {
            party: &self.0,
            arguments: Arguments::parse(arguments)?,
            bytes,
            now: seconds(now)?,
            is_provided,
        };
        match calls::answer(name, &call) {
            Ok(json) => Ok(Some(json.0)),
            Err(Failure::Early) => Ok(None),
            Err(failure) => Err(failure.into()),
        }
    }

    /// Begins to look at a token. `kind` says what for: 0 an access token, 1 an ID Token, 2 any JWS;
    /// `policy`, a JSON object, says what more it must be. `waits` says whether new keys can be waited
    /// for.
    pub fn open(
        &self,
        token: String,
        kind: u32,
        policy: Option<String>,
        waits: bool,
    ) -> Result<Verification, JsValue> {
        let policy = Policy::parse(&self.0, kind, policy.as_deref())?;
        Verification::new(&self.0, token, policy, waits)
    }
}

/// The time that the host tells.
pub(crate) fn seconds(now: f64) -> Result<u64, Failure> {
    whole_seconds(now).ok_or_else(|| Error::NoClock.into())
}
