//! What edgeward does with hostile bytes: one function per fuzzing target.
//!
//! Each takes any bytes, gives them to the code that a stranger can reach with them, and asserts what
//! must hold whatever they are. `libfuzzer/` lets libFuzzer choose the bytes (`cargo xtask fuzz`);
//! `replay.rs` goes through `seeds/` and small changes of them in every test run.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a panic is the finding"
)]

mod callback;
mod claims;
mod config;
mod cookie_header;
mod discovery;
mod gate;
mod host;
mod json;
mod jwk_set;
mod origins;
mod path;
mod provider_answer;
mod return_target;
mod session_cookie;
mod token;
mod token_response;

pub use callback::callback;
pub use claims::claims;
pub use config::config;
pub use cookie_header::cookie_header;
pub use discovery::discovery;
pub use gate::gate;
pub use json::json;
pub use jwk_set::jwk_set;
pub use path::path;
pub use provider_answer::provider_answer;
pub use return_target::return_target;
pub use session_cookie::session_cookie;
pub use token::token;
pub use token_response::token_response;

/// A target takes any bytes and returns; a panic is a finding.
pub type Target = fn(&[u8]);

/// The targets by name. `seeds/` has a folder for each.
pub const TARGETS: [(&str, Target); 14] = [
    ("token", token),
    ("claims", claims),
    ("jwk_set", jwk_set),
    ("discovery", discovery),
    ("token_response", token_response),
    ("provider_answer", provider_answer),
    ("json", json),
    ("cookie_header", cookie_header),
    ("session_cookie", session_cookie),
    ("callback", callback),
    ("path", path),
    ("return_target", return_target),
    ("gate", gate),
    ("config", config),
];

/// The issuer of everything here.
const ISSUER: &str = "https://idp.example";

/// The client that signs people in.
const CLIENT: &str = "app";

/// The audience of access tokens.
const AUDIENCE: &str = "https://api.example";

/// The time, in seconds since 1970.
const NOW: u64 = 1_700_000_000;

/// The key of symmetric tokens.
const SECRET: &[u8; 32] = b"a secret of thirty-two bytes, so";
