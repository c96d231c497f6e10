//! The relying party of the npm package. Its surface is private: `src/npm/js` is what people call.
//!
//! It decides, and nothing in it waits: TypeScript fetches documents, asks for verdicts and tells the
//! time, and comes back with what it got. Values cross as text, because one string is cheaper than many
//! objects: JSON in, JSON out, and an error is JSON too (`error`). Nothing here panics on any input.
//!
//! What is exported, and in which types, `src/npm/js/glue.ts` calls: a type that is new here is to be read
//! and written there.

#![allow(
    clippy::missing_errors_doc,
    clippy::needless_pass_by_value,
    reason = "a private surface: each function says what TypeScript documents, and owns its texts"
)]

mod answer;
mod argument;
mod authorization;
mod callback;
mod calls;
mod documents;
mod error;
mod options;
mod page;
mod policy;
mod relying_party;
mod tokens;
mod told;
mod user;
mod verification;

use edgeward_allocator as _;

pub use relying_party::{RelyingParty, relying_party};
pub use told::failure;
pub use verification::{Verification, text_of, verify_jws};
