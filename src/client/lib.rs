//! An OpenID Connect relying party, generic over the host that it runs on.
//!
//! [`Party`] knows and decides, and never waits: documents and their freshness, one token's
//! [`Verification`] step by step, requests and what their answers say. [`Client`] waits for it:
//! discovery, the key cache, the token and userinfo endpoints, and the whole walk from a token to a
//! user. Everything it needs from outside comes through six seams: [`Transport`], [`Verifier`],
//! [`Clock`], [`Rng`], [`Store`] and [`Signer`], bundled as a [`Host`]. None of them asks for `Send`:
//! at the edge one isolate is one thread. The npm package waits for the same [`Party`] in TypeScript.
#![forbid(unsafe_code)]

mod client;
mod documents;
mod error;
mod exchange;
mod freshness;
mod host;
mod media_type;
mod options;
mod party;
mod pending;
mod provide;
mod seams;
mod seen_tokens;
mod sign_in;
mod token_endpoint;
mod userinfo;
mod validate;
mod verification;

pub use client::Client;
pub use documents::Source;
pub use edgeward_core as core;
pub use error::{Endpoint, Error};
pub use freshness::{Need, Next};
pub use host::{Host, Seams};
pub use options::Options;
pub use party::Party;
pub use pending::Pending;
pub use seams::clock::{Clock, whole_seconds};
pub use seams::rng::{Rng, RngError};
pub use seams::signer::{NoSigner, Signer, SigningError};
pub use seams::store::{NoStore, Store};
pub use seams::transport::{HttpRequest, HttpResponse, Method, Transport, TransportError};
pub use seams::verifier::Verifier;
pub use sign_in::{AuthorizeOptions, SignIn};
pub use verification::{Step, Verification};
