//! All seams of a Web-interoperable runtime together.

use edgeward::{Host, NoSigner, NoStore, Signer, Store};

use crate::{WebClock, WebRng, WebTransport, WebVerifier};

/// What a client needs, from the runtime that it runs on.
///
/// It keeps imported keys: make one for the life of the isolate, not one a request.
#[derive(Debug, Default)]
pub struct WebHost<S = NoStore, K = NoSigner> {
    transport: WebTransport,
    verifier: WebVerifier,
    clock: WebClock,
    rng: WebRng,
    store: S,
    signer: K,
}

impl<S: Store, K: Signer> WebHost<S, K> {
    /// A host with a second cache and a private key, or with [`NoStore`] and [`NoSigner`].
    #[must_use]
    pub fn new(store: S, signer: K) -> Self {
        Self {
            transport: WebTransport::default(),
            verifier: WebVerifier::default(),
            clock: WebClock,
            rng: WebRng,
            store,
            signer,
        }
    }
}

impl<S: Store, K: Signer> Host for WebHost<S, K> {
    type Transport = WebTransport;
    type Verifier = WebVerifier;
    type Clock = WebClock;
    type Rng = WebRng;
    type Store = S;
    type Signer = K;

    fn transport(&self) -> &WebTransport {
        &self.transport
    }

    fn verifier(&self) -> &WebVerifier {
        &self.verifier
    }

    fn clock(&self) -> &WebClock {
        &self.clock
    }

    fn rng(&self) -> &WebRng {
        &self.rng
    }

    fn store(&self) -> &S {
        &self.store
    }

    fn signer(&self) -> &K {
        &self.signer
    }
}
