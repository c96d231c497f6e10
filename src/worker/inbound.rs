//! A request of the Fetch API as the gate reads it.

use edgeward_gate::http::{Body, BodyError, Headers, Request};
use js_sys::Array;
use wasm_bindgen::JsCast;
use worker::Result;

/// Method, URL and header fields, as the runtime gives them.
///
/// # Errors
/// None that a real request can cause; a field that cannot be read ends the request, because the
/// gate must see them all.
pub(crate) fn request(request: &web_sys::Request) -> Result<Request> {
    let mut headers = Headers::new();
    for entry in request.headers().entries() {
        let entry: Array = entry?.unchecked_into();
        let (name, value) = (entry.get(0).as_string(), entry.get(1).as_string());
        headers.append(&name.ok_or(UNREADABLE)?, value.ok_or(UNREADABLE)?);
    }
    Ok(Request {
        method: request.method(),
        url: request.url(),
        headers,
    })
}

const UNREADABLE: &str = "a header field is not text";

/// The body of a request, read only if the gate asks for it.
pub(crate) struct RequestBody<'a>(&'a web_sys::Request);

impl<'a> RequestBody<'a> {
    pub(crate) const fn of(request: &'a web_sys::Request) -> Self {
        Self(request)
    }
}

impl Body for RequestBody<'_> {
    async fn read(&mut self, limit: usize) -> core::result::Result<Vec<u8>, BodyError> {
        edgeward_web::read_body(self.0, limit)
            .await
            .map_err(|_| BodyError)
    }
}
