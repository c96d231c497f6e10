//! edgeward's seams on what every Web-interoperable runtime has: `fetch`, SubtleCrypto, `Date`,
//! timers and `getRandomValues`.
//!
//! The same code runs in workers, browsers, Deno, Bun and Node: nothing here asks for a `window`,
//! and what a runtime lacks is an error or a miss, never a panic.

mod body;
mod clock;
mod host;
mod rng;
mod signer;
mod start;
mod store;
mod sys;
mod timer;
mod transport;
mod verifier;
mod webcrypto;

pub use body::read_body;
pub use clock::WebClock;
pub use host::WebHost;
pub use rng::WebRng;
pub use signer::{InvalidPrivateKey, WebSigner};
pub use start::{Started, start};
pub use store::CacheStore;
pub use transport::WebTransport;
pub use verifier::WebVerifier;
