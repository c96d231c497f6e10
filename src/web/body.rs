//! The body of an answer, counted while it streams in.

use edgeward::TransportError;
use js_sys::ArrayBuffer;
use js_sys::futures::JsFuture;
use wasm_bindgen::{JsCast, JsValue};

use crate::sys::{Response, StreamReader};

/// The whole body of a `Request` or `Response` of the Fetch API, if it has at most `max_bytes`.
///
/// # Errors
/// `TooLarge` over the limit; `Unreachable` if it does not arrive whole or was read before.
pub async fn read_body(message: &JsValue, max_bytes: usize) -> Result<Vec<u8>, TransportError> {
    read(message.unchecked_ref(), max_bytes).await
}

/// The whole body if it has at most `max_bytes`, counted after content decoding, which is the
/// host's.
pub(crate) async fn read(response: &Response, max_bytes: usize) -> Result<Vec<u8>, TransportError> {
    let Some(stream) = response.body() else {
        return Ok(Vec::new());
    };
    let reader = stream.reader().map_err(|_| TransportError::Unreachable)?;
    let read = chunks(&reader, max_bytes).await;
    if read.is_err() {
        cancel(&reader);
    }
    read
}

async fn chunks(reader: &StreamReader, max_bytes: usize) -> Result<Vec<u8>, TransportError> {
    let mut body = Vec::new();
    loop {
        let chunk = reader
            .read()
            .map_err(|_| TransportError::Unreachable)?
            .await
            .map_err(|_| TransportError::Unreachable)?;
        let Some(bytes) = chunk.value() else {
            return if chunk.done() {
                Ok(body)
            } else {
                Err(TransportError::Unreachable)
            };
        };
        // A stream that somebody else made can bring anything.
        if !ArrayBuffer::is_view(&bytes) {
            return Err(TransportError::Unreachable);
        }
        // Counted before it is copied: nothing over the limit enters wasm memory.
        let length = usize::try_from(bytes.length()).map_err(|_| TransportError::TooLarge)?;
        if length > max_bytes.saturating_sub(body.len()) {
            return Err(TransportError::TooLarge);
        }
        body.extend_from_slice(&bytes.to_vec());
    }
}

/// Tells the host that no more is wanted. Its answer is of no interest, but a promise that nobody
/// listens to ends a Node process when it is rejected.
fn cancel(reader: &StreamReader) {
    if let Ok(cancelled) = reader.cancel() {
        drop(JsFuture::from(cancelled));
    }
}
