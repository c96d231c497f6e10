//! `RelyingParty`: what TypeScript's `Client` holds.

use std::rc::Rc;

use edgeward::{Error, Party, whole_seconds};
use wasm_bindgen::prelude::*;

use crate::argument::Arguments;
use crate::calls::{self, Call};
use crate::error::Failure;
use crate::options;
use crate::policy::Policy;
use crate::told::told;
use crate::verification::Verification;

/// A relying party of one issuer.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RelyingParty(Rc<Party>);

#[wasm_bindgen]
impl RelyingParty {
    /// Answers the one of the `calls` that has this number; its arguments are a JSON object, beside them it
    /// may get bytes. Nothing comes back where the provider's metadata must be there first: then it is
    /// called again.
    ///
    /// `is_provided` says that they are as good as they can be had.
    pub fn call(
        &self,
        number: u32,
        arguments: &str,
        bytes: &[u8],
        now: f64,
        is_provided: bool,
    ) -> Option<String> {
        let answer = || {
            let call = Call {
                party: &self.0,
                arguments: Arguments::parse(arguments)?,
                bytes,
                now: seconds(now)?,
                is_provided,
            };
            Ok(calls::answer(number, &call)?.0)
        };
        told(answer())
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
    ) -> Option<Verification> {
        let opened = Policy::parse(&self.0, kind, policy.as_deref())
            .and_then(|policy| Verification::new(&self.0, token, policy, waits));
        told(opened)
    }
}

/// The relying party that `options`, a JSON object, describe; or else everything that is wrong with them, at
/// once.
#[wasm_bindgen(js_name = relyingParty)]
#[must_use]
pub fn relying_party(options: &str, hmac_secret: Option<Box<[u8]>>) -> Option<RelyingParty> {
    let options = told(options::parse(options, hmac_secret.as_deref()))?;
    Some(RelyingParty(Rc::new(Party::new(options))))
}

/// The time that the host tells.
pub(crate) fn seconds(now: f64) -> Result<u64, Failure> {
    whole_seconds(now).ok_or_else(|| Error::NoClock.into())
}

/// The id of the client, which not every call needs.
pub(crate) fn client_id(party: &Party) -> Result<&str, Failure> {
    Ok(party.client_id()?)
}
