//! A route-by-role gate: a request comes in, an action goes out.
//!
//! No host types: the time (`now`, whole seconds since 1970) and random bytes are arguments.
#![forbid(unsafe_code)]

pub mod config;
pub mod cookie;
pub mod flow;
pub mod return_target;
pub mod seal;
pub mod session;
pub mod sign_out;
pub mod stamps;

mod wire;
