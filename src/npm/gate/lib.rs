//! The gate of the npm package. Its surface is private: `src/npm/js/gate` is what people call.
//!
//! How a request crosses is in `edgeward-handler`. Nothing here panics on any input.
#![allow(
    clippy::missing_errors_doc,
    clippy::needless_pass_by_value,
    reason = "a private surface: each method throws what TypeScript documents, and owns its texts"
)]

mod config;
mod inspect;
mod request_gate;

use edgeward_allocator as _;

pub use edgeward_handler::{answer_fields, origin_unreachable, upgrade_unsupported};
pub use inspect::{check, explain, inspect_keys, inspect_token, read_json};
pub use request_gate::RequestGate;
