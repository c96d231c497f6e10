//! A request as the gate reads it.

use edgeward_gate::http::{Body, BodyError, Headers, Request};
use wasm_bindgen::JsValue;

/// A request from its parts. No field's name or value holds a line feed (RFC 9110 §5.5), so one
/// stands between them.
///
/// # Errors
/// Another number of lines than `count`, which no host makes: a field that could hold a line feed could
/// hide others from the gate.
pub(crate) fn parse(
    method: String,
    url: String,
    fields: &str,
    count: usize,
) -> Result<Request, JsValue> {
    let lines: Vec<&str> = if count == 0 {
        Vec::new()
    } else {
        fields.split('\n').collect()
    };
    let (pairs, rest) = lines.as_chunks::<2>();
    if lines.len() != count || !rest.is_empty() {
        return Err("a header field is malformed".into());
    }
    let mut headers = Headers::new();
    for &[name, value] in pairs {
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
