//! A route-by-role gate: a request comes in, an action goes out.
//!
//! No host types: [`http`] is all that a host has to translate, and [`Gate::handle`] all that it has
//! to call.
#![forbid(unsafe_code)]

pub mod caching;
pub mod config;
pub mod cookie;
pub mod explain;
pub mod flow;
pub mod http;
pub mod seal;
pub mod session;
pub mod sign_out;
pub mod stamps;

mod admission;
mod answers;
mod cross_origin;
mod endpoints;
mod gate;
mod identity;
mod log;
mod options;
mod session_tokens;
mod session_walk;
mod target;
mod walk;
mod wire;

pub use answers::{Next, Page, Problem, UPGRADE_UNSUPPORTED, origin_unreachable, unconfigured};
pub use gate::{Gate, Outcome};
