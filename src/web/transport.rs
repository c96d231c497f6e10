//! HTTP to the provider by `fetch`.

use edgeward::{HttpRequest, HttpResponse, Method, Transport, TransportError};
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::body;
use crate::sys::{self, AbortController, Headers, RequestInit, Response};
use crate::timer::Timer;

/// Sends with the host's `fetch`, or with a function that takes and gives the same.
#[derive(Debug, Clone, Default)]
pub struct WebTransport {
    fetch: Option<Function>,
}

impl WebTransport {
    /// Sends with `fetch` in place of the host's.
    #[must_use]
    pub const fn with_fetch(fetch: Function) -> Self {
        Self { fetch: Some(fetch) }
    }

    fn fetch(&self, url: &str, init: &RequestInit) -> Result<Promise<Response>, JsValue> {
        match &self.fetch {
            None => sys::fetch(url, init),
            // What it returns need not be a promise, nor one of this realm.
            Some(fetch) => {
                let answer = fetch.call2(&JsValue::UNDEFINED, &url.into(), init)?;
                Ok(Promise::resolve(&answer).unchecked_into())
            }
        }
    }
}

impl Transport for WebTransport {
    async fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let controller = AbortController::new();
        let exchange = self.exchange(request, &controller);
        let outcome = Timer::start(request.timeout).limit(exchange).await;
        if !matches!(outcome, Some(Ok(_))) {
            // Frees the connection, which nobody reads any further.
            controller.abort();
        }
        outcome.unwrap_or(Err(TransportError::TimedOut))
    }
}

impl WebTransport {
    async fn exchange(
        &self,
        request: &HttpRequest,
        controller: &AbortController,
    ) -> Result<HttpResponse, TransportError> {
        let init = init(request, controller)?;
        let response = self
            .fetch(request.url.as_str(), &init)
            .map_err(|_| TransportError::Unreachable)?
            .await
            .map_err(|_| TransportError::Unreachable)?;
        if is_redirect(&response) {
            return Err(TransportError::Redirected);
        }
        let headers = response.headers();
        Ok(HttpResponse {
            status: response.status(),
            content_type: headers.get("content-type"),
            cache_control: headers.get("cache-control"),
            body: body::read(&response, request.max_bytes).await?,
        })
    }
}

fn init(
    request: &HttpRequest,
    controller: &AbortController,
) -> Result<RequestInit, TransportError> {
    let init = Object::new().unchecked_into::<RequestInit>();
    let headers = Headers::new();
    let set = |name, value| {
        headers
            .set(name, value)
            .map_err(|_| TransportError::Unreachable)
    };
    set("accept", request.accept)?;
    if let Some(authorization) = &request.authorization {
        set("authorization", authorization.expose())?;
    }
    if let Method::PostForm(form) = &request.method {
        init.set_method("POST");
        init.set_body(form.expose());
        set("content-type", "application/x-www-form-urlencoded")?;
    }
    init.set_headers(&headers);
    init.set_redirect("manual");
    init.set_signal(&controller.signal());
    init.set_credentials("omit");
    // Workers before the compatibility date 2024-11-11 throws at this member, which it has not.
    if has_member("cache") {
        init.set_cache("no-store");
    }
    Ok(init)
}

/// Whether the host's requests have this member.
fn has_member(member: &str) -> bool {
    sys::REQUEST_PROTOTYPE
        .with(|prototype| Reflect::has(prototype, &member.into()))
        .unwrap_or(false)
}

/// Servers' runtimes hand the redirect over, browsers hide it (Fetch §2.2.6, opaque-redirect).
fn is_redirect(response: &Response) -> bool {
    (300..400).contains(&response.status())
        || response.kind().is_some_and(|kind| kind == "opaqueredirect")
}
