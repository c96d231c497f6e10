//! A second cache behind the isolate's memory: the Cache API.

use edgeward::{Clock, Store};
use edgeward_core::{base64url, limits};
use js_sys::{Object, Uint8Array};
use wasm_bindgen::JsCast;

use crate::body;
use crate::clock::WebClock;
use crate::sys::{self, Cache, Headers, Response, ResponseInit};

/// Keeps bytes in the runtime's cache: in a Worker the one of the data centre, else one by name.
///
/// Whoever may write to that cache (on Workers: the other Workers of the same zone) may change what
/// is read here, so it is a place for public documents only, and they are parsed again.
#[derive(Debug, Clone)]
pub struct CacheStore {
    name: String,
}

impl CacheStore {
    /// A store whose keys lie apart from those of any other name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: base64url::encode(name.as_bytes()),
        }
    }

    /// Cache keys are URLs; no host has this one (RFC 2606 §2).
    fn url(&self, key: &str) -> String {
        let key = base64url::encode(key.as_bytes());
        format!("https://edgeward.invalid/{}/{key}", self.name)
    }

    async fn cache(&self) -> Option<Cache> {
        let opened = sys::CACHES.with(|caches| {
            let caches = caches.as_ref()?;
            match caches.default_cache() {
                Some(cache) => Some(Ok(cache)),
                None => caches
                    .open(&format!("edgeward-{}", self.name))
                    .ok()
                    .map(Err),
            }
        });
        match opened? {
            Ok(cache) => Some(cache),
            Err(opening) => opening.await.ok(),
        }
    }
}

impl Store for CacheStore {
    async fn read(&self, key: &str) -> Option<Vec<u8>> {
        let found = self.cache().await?.find(&self.url(key)).ok()?.await.ok()?;
        if !found.is_object() {
            return None;
        }
        let response: Response = found.unchecked_into();
        let expires: u64 = response.headers().get(EXPIRES)?.parse().ok()?;
        if WebClock.now()? >= expires {
            return None;
        }
        body::read(&response, limits::JWK_SET).await.ok()
    }

    async fn write(&self, key: &str, value: &[u8], ttl: u64) {
        let Some(cache) = self.cache().await else {
            return;
        };
        let Some(response) = entry(value, ttl) else {
            return;
        };
        if let Ok(written) = cache.put(&self.url(key), &response) {
            // Forgotten if it failed: the next reader asks the network.
            let _ = written.await;
        }
    }
}

/// The time at which an entry ends, in whole seconds since 1970. Only Workers heeds `max-age`.
const EXPIRES: &str = "x-edgeward-expires";

fn entry(value: &[u8], ttl: u64) -> Option<Response> {
    let expires = WebClock.now()?.checked_add(ttl)?;
    let headers = Headers::new();
    headers
        .set("cache-control", &format!("max-age={ttl}"))
        .ok()?;
    headers.set(EXPIRES, &expires.to_string()).ok()?;
    let init = Object::new().unchecked_into::<ResponseInit>();
    init.set_headers(&headers);
    Response::new(&Uint8Array::new_from_slice(value), &init).ok()
}
