//! The gate of the npm package. Its surface is private: `src/npm/js/gate` is what people call.
#![allow(
    clippy::missing_errors_doc,
    clippy::needless_pass_by_value,
    reason = "a private surface: each method throws what TypeScript documents, and owns its texts"
)]

mod inspect;

pub use inspect::{check, explain, inspect_keys, inspect_token, read_json};
