//! What the client needs from its host, one trait a file.

pub(crate) mod clock;
pub(crate) mod rng;
pub(crate) mod signer;
pub(crate) mod store;
pub(crate) mod transport;
pub(crate) mod verifier;
