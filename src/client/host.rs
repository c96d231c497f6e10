//! The five seams as one type parameter.

use crate::{Clock, NoSigner, NoStore, Rng, Signer, Store, Transport, Verifier};

/// Everything that a client needs from outside.
#[allow(
    missing_docs,
    reason = "each member is named after the trait that documents it"
)]
pub trait Host {
    type Transport: Transport;
    type Verifier: Verifier;
    type Clock: Clock;
    type Rng: Rng;
    type Store: Store;
    type Signer: Signer;

    fn transport(&self) -> &Self::Transport;
    fn verifier(&self) -> &Self::Verifier;
    fn clock(&self) -> &Self::Clock;
    fn rng(&self) -> &Self::Rng;
    fn store(&self) -> &Self::Store;
    fn signer(&self) -> &Self::Signer;
}

/// A host put together from parts.
#[derive(Debug, Clone)]
#[allow(
    missing_docs,
    reason = "each field is named after the trait that documents it"
)]
pub struct Seams<T, V, C, R, S = NoStore, K = NoSigner> {
    pub transport: T,
    pub verifier: V,
    pub clock: C,
    pub rng: R,
    pub store: S,
    pub signer: K,
}

impl<T, V, C, R, S, K> Host for Seams<T, V, C, R, S, K>
where
    T: Transport,
    V: Verifier,
    C: Clock,
    R: Rng,
    S: Store,
    K: Signer,
{
    type Transport = T;
    type Verifier = V;
    type Clock = C;
    type Rng = R;
    type Store = S;
    type Signer = K;

    fn transport(&self) -> &T {
        &self.transport
    }

    fn verifier(&self) -> &V {
        &self.verifier
    }

    fn clock(&self) -> &C {
        &self.clock
    }

    fn rng(&self) -> &R {
        &self.rng
    }

    fn store(&self) -> &S {
        &self.store
    }

    fn signer(&self) -> &K {
        &self.signer
    }
}
