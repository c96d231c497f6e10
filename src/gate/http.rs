//! HTTP as the gate sees it: a request without its body comes in, an [`Action`] goes out.

mod action;
mod headers;
mod request;

pub use action::{Action, Answer, Forward};
pub use headers::Headers;
pub use request::{Body, BodyError, Request};
