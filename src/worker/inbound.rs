//! A request of the Fetch API as the gate reads it.

use edgeward_gate::http::{Body, BodyError, Headers, Request};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use worker::{Error, Result};

/// Method, URL and header fields, as the runtime gives them.
///
/// # Errors
/// None that a real request can cause.
pub(crate) fn request(request: &web_sys::Request) -> Result<Request> {
    let mut headers = Headers::new();
    for entry in request.headers().entries().into_iter().flatten() {
        let entry: Array = entry?.unchecked_into();
        let (name, value) = (entry.get(0).as_string(), entry.get(1).as_string());
        match (name, value) {
            (Some(name), Some(value)) => headers.append(&name, value),
            _ => return Err(Error::RustError("a header field is not text".into())),
        }
    }
    Ok(Request { method: request.method(), url: request.url(), headers })
}
