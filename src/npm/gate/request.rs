//! A request as the gate reads it.

use edgeward_gate::http::{Body, BodyError, Headers, Request};
use wasm_bindgen::JsValue;

/// A request from its parts. No field's name or value holds a line feed (RFC 9110 §5.5), so one
/// stands between them.
///
/// # Errors
/// Fields that do not come in pairs, which no host makes: the gate must see them all.
pub(crate) fn parse(method: String, url: String, fields: &str) -> Result<Request, JsValue> {
    let mut headers = Headers::new();
    let mut lines = fields.split('\n').filter(|_| !fields.is_empty());
    while let Some(name) = lines.next() {
        let value = lines.next().ok_or("a header field has no value")?;
        headers.append(name, value);
    }
    Ok(Request {
        method,
        url,
        headers,
    })
}

/// The body of a request or anything else that has a stream in `body`.
pub(crate) struct MessageBody(pub(crate) JsValue);

impl Body for MessageBody {
    async fn read(&mut self, limit: usize) -> Result<Vec<u8>, BodyError> {
        edgeward_web::read_body(&self.0, limit)
            .await
            .map_err(|_| BodyError)
    }
}
