//! The seams without a machine under them: nothing waits, nothing is random, the provider is a value.

use std::cell::Cell;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use edgeward::{
    Clock, HttpRequest, HttpResponse, NoStore, Rng, RngError, Seams, Transport, TransportError,
};
use edgeward_core::alg::Alg;
use edgeward_core::authorization::Nonce;
use edgeward_core::base64url;
use edgeward_jwt_simple::JwtSimpleVerifier;

use crate::{ISSUER, NOW, SECRET};

/// What the provider answers to a request; none is no connection.
pub(crate) type Provider = fn(&HttpRequest) -> Option<HttpResponse>;

/// A host with this provider.
pub(crate) type Host<T> = Seams<T, JwtSimpleVerifier, Noon, Counter>;

/// A host, with everything but the provider fixed.
pub(crate) fn host<T: Transport>(transport: T) -> Host<T> {
    Seams {
        transport,
        verifier: JwtSimpleVerifier,
        clock: Noon,
        rng: Counter::default(),
        store: NoStore,
        signer: edgeward::NoSigner,
    }
}

/// Runs what never waits.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    // A document that another request fetches is looked for again some times, each after a sleep.
    for _ in 0..1_000 {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
    panic!("something waits, and nothing here ever wakes it");
}

/// A provider that answers from a function.
pub(crate) struct Answering(pub(crate) Provider);

impl Transport for Answering {
    async fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let answer = (self.0)(request).ok_or(TransportError::Unreachable)?;
        if answer.body.len() > request.max_bytes {
            return Err(TransportError::TooLarge);
        }
        Ok(answer)
    }
}

/// It is always the same second.
pub(crate) struct Noon;

impl Clock for Noon {
    fn now(&self) -> Option<u64> {
        Some(NOW)
    }

    async fn sleep(&self, _milliseconds: u32) {}
}

/// Bytes that are never the same twice, and the same in each run.
#[derive(Default)]
pub(crate) struct Counter(Cell<u64>);

impl Rng for Counter {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RngError> {
        for byte in bytes {
            let next = self.0.get().wrapping_mul(6_364_136_223_846_793_005);
            self.0.set(next.wrapping_add(1_442_695_040_888_963_407));
            *byte = (self.0.get() >> 56) as u8;
        }
        Ok(())
    }
}

/// A token with this header and payload, signed with [`SECRET`].
pub(crate) fn signed(header: &[u8], payload: &[u8]) -> String {
    let [header, payload] = [header, payload].map(base64url::encode);
    let input = format!("{header}.{payload}");
    let signature = Alg::Hs256.hash().hmac(SECRET, input.as_bytes());
    format!("{input}.{}", base64url::encode(&signature))
}

/// A JSON answer with this status.
pub(crate) fn answer(status: u16, body: impl Into<Vec<u8>>) -> HttpResponse {
    HttpResponse {
        status,
        content_type: Some("application/json".into()),
        cache_control: None,
        body: body.into(),
    }
}

/// Metadata, keys and tokens of a provider that does what it should.
pub(crate) fn honest(request: &HttpRequest) -> Option<HttpResponse> {
    match request.url.path() {
        "/.well-known/openid-configuration" => Some(answer(200, metadata())),
        "/jwks" => Some(answer(200, include_str!("seeds/jwk_set/mixed.json"))),
        "/token" => Some(answer(400, r#"{"error":"invalid_grant"}"#)),
        _ => None,
    }
}

/// The metadata of [`ISSUER`].
pub(crate) fn metadata() -> String {
    format!(
        r#"{{"issuer":"{ISSUER}","jwks_uri":"{ISSUER}/jwks","authorization_endpoint":"{ISSUER}/auth","token_endpoint":"{ISSUER}/token","userinfo_endpoint":"{ISSUER}/me","end_session_endpoint":"{ISSUER}/end"}}"#
    )
}

/// The nonce that ID Tokens must name.
pub(crate) fn nonce() -> Nonce {
    Nonce::parse("the-nonce-of-this-sign-in").expect("it is long enough")
}
