//! The pure part of edgeward: values in, values out.
//!
//! No I/O, no clock, no randomness: the time (`now`, whole seconds since 1970) and random bytes are
//! arguments. What needs a host lives in the `edgeward` crate.
//!
//! The story of a token is a chain of types, and no constructor skips a link:
//!
//! `&str` → [`CompactJws`](jws::CompactJws) (well formed, unverified)
//! → [`VerifiedJws`](jws::VerifiedJws) (signature) → [`ValidClaims`](claims::ValidClaims) (policy)
//! → [`User`](user::User) (roles) → [`Decision`](decision::Decision).
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod alg;
pub mod authorization;
pub mod base64url;
pub mod bearer;
pub mod challenge;
pub mod claims;
mod codes;
pub mod decision;
pub mod digest;
pub mod error;
pub mod form;
pub mod json;
pub mod jwk;
pub mod jws;
pub mod limits;
pub mod logout;
pub mod metadata;
pub mod pkce;
pub mod provider;
pub mod return_target;
pub mod route;
pub mod secret;
#[doc(hidden)]
pub mod text;
pub mod token;
pub mod url;
pub mod user;
