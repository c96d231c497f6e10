//! The relying party of the npm package. Its surface is private: `src/npm/js` is what people call.
//!
//! Values cross as text, because one string is cheaper than many objects: JSON in, JSON out, and an
//! error is JSON too (`error`). Functions of the host come in one object (`host`). Nothing here
//! panics on any input, and every method takes `&self`, so that a call in the middle of another is
//! no fault.

#![allow(
    clippy::missing_errors_doc,
    clippy::needless_pass_by_value,
    reason = "a private surface: each method throws what TypeScript documents, and owns its texts"
)]

mod argument;
mod authorization;
mod callback;
mod calls;
mod error;
mod host;
mod keys;
mod options;
mod relying_party;
mod session;
mod start;
mod synchronous;
mod tokens;
mod user;
mod verify_jws;

pub use relying_party::RelyingParty;
pub use session::Session;
pub use verify_jws::verify_jws;

#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
