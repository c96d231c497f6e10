//! HTTP to the provider by `fetch`.

use edgeward::{HttpRequest, HttpResponse, Method, Transport, TransportError};
use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;

use crate::body;
use crate::sys::{self, AbortController, Headers, RequestInit, Response};
use crate::timer::Timer;

/// Sends with the host's `fetch`.
#[derive(Debug, Clone, Copy, Default)]
pub struct WebTransport;

impl Transport for WebTransport {
    async fn send(&self, request: &HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        let controller = AbortController::new();
        let exchange = exchange(request, &controller);
        let outcome = Timer::start(request.timeout).limit(exchange).await;
        if !matches!(outcome, Some(Ok(_))) {
            // Frees the connection, which nobody reads any further.
            controller.abort();
        }
        outcome.unwrap_or(Err(TransportError::TimedOut))
    }
}

async fn exchange(
    request: &HttpRequest<'_>,
    controller: &AbortController,
) -> Result<HttpResponse, TransportError> {
    let init = init(request, controller)?;
    let response = sys::fetch(request.url.as_str(), &init)
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

fn init(
    request: &HttpRequest<'_>,
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
