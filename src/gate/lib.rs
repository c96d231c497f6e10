//! A route-by-role gate: a request comes in, an action goes out.
//!
//! No host types: the time (`now`, whole seconds since 1970) and random bytes are arguments.
#![forbid(unsafe_code)]

pub mod config;
pub mod cookie;
pub mod seal;
