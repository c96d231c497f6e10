//! `Verification`: a token on its way from text to what it says.

use std::rc::Rc;

use edgeward::{Error, Need, Party, Step};
use edgeward_core::alg::AlgSet;
use edgeward_core::base64url;
use edgeward_core::error::{ProviderError, SignatureError, TokenError};
use edgeward_core::json::Members;
use edgeward_core::jwk::KeySet;
use edgeward_core::jws::SelectedJws;
use edgeward_core::text::said;
use edgeward_core::user::UserView;
use wasm_bindgen::prelude::*;

use crate::argument::Arguments;
use crate::error::{Class, Failure};
use crate::policy::{Policy, algorithms};
use crate::relying_party::seconds;
use crate::told::told;
use crate::user;

/// A token that is being looked at. Every step says what comes next: 0 it is verified, 1 a verifier must
/// be asked, 2 the keys must be provided, 3 and more that newer keys must be: than those of this
/// generation, counted from 3.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Verification {
    party: Option<Rc<Party>>,
    policy: Policy,
    inner: edgeward::Verification,
}

/// Begins to verify a compact JWS by these keys, a JWK Set as JSON. Of the arguments, `algorithms` is
/// read.
#[wasm_bindgen(js_name = verifyJws)]
#[must_use]
pub fn verify_jws(token: String, jwks: &str, arguments: &str) -> Option<Verification> {
    told(by_keys(token, jwks, arguments))
}

fn by_keys(token: String, jwks: &str, arguments: &str) -> Result<Verification, Failure> {
    let keys = KeySet::from_static(jwks.as_bytes()).map_err(|error| key_set(&error))?;
    let allowed = algorithms(&Arguments::parse(arguments)?, AlgSet::ALL)?;
    let inner = edgeward::Verification::by_keys(token, &keys, allowed)?;
    Ok(Verification {
        party: None,
        policy: Policy::Jws(allowed),
        inner,
    })
}

/// The text that is in a segment of a token; none where there is no text in it.
#[wasm_bindgen(js_name = textOf)]
#[must_use]
pub fn text_of(segment: &str) -> String {
    let bytes = base64url::decode(segment).unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

#[wasm_bindgen]
impl Verification {
    /// What comes next.
    pub fn step(&mut self, now: f64) -> Option<u32> {
        told(self.stepped(now))
    }

    /// Whether the keys should be fetched again.
    #[wasm_bindgen(getter, js_name = keysAreStale)]
    pub fn keys_are_stale(&self) -> bool {
        self.inner.keys_are_stale()
    }

    /// The number of the key that is asked and the algorithm, which nothing else of the relying party
    /// has.
    #[wasm_bindgen(getter, js_name = keyNumber)]
    #[allow(clippy::cast_precision_loss, reason = "below 2^42")]
    pub fn key_number(&self) -> f64 {
        self.inner.key_number().map_or(f64::NAN, |it| it as f64)
    }

    /// The name of the algorithm.
    #[wasm_bindgen(getter)]
    pub fn alg(&self) -> Option<String> {
        Some(self.inner.asked()?.alg().as_str().into())
    }

    /// The public key, as a JWK.
    #[wasm_bindgen(getter)]
    pub fn jwk(&self) -> Option<String> {
        self.inner.asked()?.key().public_jwk()
    }

    /// Where in the module's memory stands what is signed, and 2^32 times how long it is. It stays there
    /// until the verdict is taken in.
    #[wasm_bindgen(getter, js_name = signingInput)]
    pub fn signing_input(&self) -> f64 {
        place(self.inner.asked().map(|it| it.signing_input().as_bytes()))
    }

    /// The same for the signature, which stays as long.
    #[wasm_bindgen(getter)]
    pub fn signature(&self) -> f64 {
        place(self.inner.asked().map(SelectedJws::signature))
    }

    /// Takes in a verdict, and says what comes next: 0 the signature is wrong, 1 it is right, 2 nobody
    /// could tell, 3 the key is refused.
    pub fn conclude(&mut self, verdict: u32) -> Option<u32> {
        let step = self.inner.conclude(match verdict {
            0 => Err(SignatureError::InvalidSignature),
            1 => Ok(()),
            3 => Err(SignatureError::InvalidKey),
            _ => Err(SignatureError::Unavailable),
        });
        told(next(step))
    }

    /// What the verified token says, as JSON: its `user`, without claims that can be read from the token as
    /// they are, and `until` when the same question has the same answer, in seconds.
    pub fn outcome(&self, now: f64) -> Option<String> {
        told(self.concluded(now))
    }

    /// The verified JWS: its header as JSON, a line feed, and the payload.
    pub fn parts(&self) -> Option<Vec<u8>> {
        told(self.verified())
    }
}

impl Verification {
    pub(crate) fn new(
        party: &Rc<Party>,
        token: String,
        policy: Policy,
        waits: bool,
    ) -> Result<Self, Failure> {
        let inner = edgeward::Verification::new(token)?;
        Ok(Self {
            party: Some(Rc::clone(party)),
            policy,
            inner: if waits { inner } else { inner.at_once() },
        })
    }

    fn stepped(&mut self, now: f64) -> Result<u32, Failure> {
        let step = match &self.party {
            Some(party) => self.inner.step(party, seconds(now)?),
            None => self.inner.known_step(),
        };
        next(step)
    }

    fn concluded(&self, now: f64) -> Result<String, Failure> {
        let now = seconds(now)?;
        let party = self.party.as_ref().ok_or_else(unverified)?;
        let claims = self.policy.claims(party, self.inner.verified()?, now)?;
        let user = UserView::of(&claims, &party.options().roles);
        Ok(Members::object(|it| {
            it.inner("user", |it| user::beside_claims(it, &user));
            if let Some(until) = self.inner.serves_until(party, now, claims.exp()) {
                it.number("until", until);
            }
        }))
    }

    fn verified(&self) -> Result<Vec<u8>, Failure> {
        let jws = self.inner.verified()?;
        let alg = jws.header().alg();
        if !matches!(self.policy, Policy::Jws(allowed) if allowed.contains(alg)) {
            return Err(TokenError::AlgNotAllowed(alg).into());
        }
        let header = jws.header().object().for_doubles();
        let mut parts = header.into_bytes();
        parts.push(b'\n');
        parts.extend_from_slice(jws.payload());
        Ok(parts)
    }
}

fn next(step: Result<Step, Error>) -> Result<u32, Failure> {
    match step? {
        Step::Verified => Ok(0),
        Step::Ask => Ok(1),
        Step::Provide(Need::Known) => Ok(2),
        Step::Provide(Need::NewerThan(generation)) => Ok(generation.saturating_add(3)),
    }
}

/// Where bytes are, and how many, in one number for JavaScript.
fn place(bytes: Option<&[u8]>) -> f64 {
    let bytes = bytes.unwrap_or_default();
    bytes.as_ptr().addr() as f64 + bytes.len() as f64 * 4_294_967_296.0
}

/// Keys that the caller gave say nothing of claims.
fn unverified() -> Failure {
    Error::Verifier(SignatureError::Unavailable).into()
}

/// Keys that the caller gave: they are the configuration.
fn key_set(error: &ProviderError) -> Failure {
    Failure::named(Class::Config, error.code(), "jwks", &said(error))
}
