//! The other seams, one call each.

use edgeward::{
    Clock, HttpRequest, HttpResponse, Method, Rng, Signer, Store, Transport, TransportError,
};
use edgeward_core::base64url;
use edgeward_core::secret::Secret;
use edgeward_core::url::{Http, HttpsUrl};
use edgeward_web::{CacheStore, WebClock, WebRng, WebSigner, WebTransport};
use wasm_bindgen::prelude::*;

/// The answer to one request, or the code of the error.
#[wasm_bindgen(getter_with_clone)]
#[derive(Debug, Default)]
pub struct Answer {
    /// Why there is none.
    pub error: Option<String>,
    /// The status code.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `Cache-Control`.
    pub cache_control: Option<String>,
    /// The body.
    pub body: Vec<u8>,
}

/// Sends a request: a form where there is one, and with this `Authorization` if any.
///
/// # Errors
/// The URL is none.
#[wasm_bindgen]
pub async fn send(
    url: String,
    form: Option<String>,
    authorization: Option<String>,
    max_bytes: usize,
    timeout: u32,
) -> Result<Answer, JsError> {
    let request = HttpRequest {
        method: form.map_or(Method::Get, |form| Method::PostForm(Secret::new(form))),
        url: HttpsUrl::parse(&url, Http::DangerAllow)?,
        accept: "application/json",
        authorization: authorization.map(Secret::new),
        max_bytes,
        timeout,
    };
    Ok(answer(WebTransport::default().send(&request).await))
}

fn answer(outcome: Result<HttpResponse, TransportError>) -> Answer {
    match outcome {
        Err(error) => Answer {
            error: Some(error.code().into()),
            ..Answer::default()
        },
        Ok(response) => Answer {
            error: None,
            status: response.status,
            content_type: response.content_type,
            cache_control: response.cache_control,
            body: response.body,
        },
    }
}

/// The clock's time.
#[wasm_bindgen]
#[must_use]
pub fn now() -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "seconds stay far below 2^53")]
    WebClock.now().map(|seconds| seconds as f64)
}

/// Waits.
#[wasm_bindgen]
pub async fn sleep(milliseconds: u32) {
    WebClock.sleep(milliseconds).await;
}

/// Random bytes, or nothing.
#[wasm_bindgen]
#[must_use]
pub fn random(length: usize) -> Option<Vec<u8>> {
    let mut bytes = vec![0; length];
    WebRng.fill(&mut bytes).ok().map(|()| bytes)
}

/// Reads from the cache of this name.
#[wasm_bindgen(js_name = readCache)]
pub async fn read_cache(name: String, key: String) -> Option<Vec<u8>> {
    CacheStore::new(&name).read(&key).await
}

/// Writes to the cache of this name.
#[wasm_bindgen(js_name = writeCache)]
pub async fn write_cache(name: String, key: String, value: Vec<u8>, ttl: u32) {
    CacheStore::new(&name).write(&key, &value, ttl.into()).await;
}

/// Signs with a private JWK: the algorithm and the signature.
///
/// # Errors
/// The key is none, or the host cannot sign with it.
#[wasm_bindgen]
pub async fn sign(jwk: String, signing_input: String) -> Result<Vec<String>, JsError> {
    let signer = WebSigner::from_jwk(&Secret::new(jwk))?;
    let (alg, _) = signer.key().ok_or_else(|| JsError::new("no key"))?;
    let signature = signer.sign(signing_input.as_bytes()).await?;
    Ok(vec![alg.as_str().into(), base64url::encode(&signature)])
}
