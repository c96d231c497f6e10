//! A request that goes on to the origin, and its answer that comes back.

use edgeward_gate::caching::Keeping;
use edgeward_gate::config::{GateConfig, Origin};
use edgeward_gate::http::{Forward, Request};
use edgeward_gate::origin_unreachable;
use js_sys::Promise;
use js_sys::futures::JsFuture;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use worker::{Env, Result};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = fetch)]
    fn global_fetch(request: &web_sys::Request, init: &web_sys::RequestInit) -> Promise;

    /// A service binding.
    type Fetcher;

    #[wasm_bindgen(method, js_name = fetch)]
    fn fetch(this: &Fetcher, request: &web_sys::Request, init: &web_sys::RequestInit) -> Promise;
}

/// The origin's answer to the forwarded request, streamed both ways.
///
/// # Errors
/// None: an origin that cannot be reached is a 502.
pub(crate) async fn to_origin(
    config: &GateConfig,
    seen: &Request,
    request: &web_sys::Request,
    env: &Env,
    forward: &Forward,
) -> Result<web_sys::Response> {
    let outgoing = outgoing(config, seen, request, forward)?;
    let init = web_sys::RequestInit::new();
    if forward.private {
        // Nothing that is for one person comes from, or goes to, a cache that others share.
        init.set_cache(web_sys::RequestCache::NoStore);
    }
    let promise = match &config.origin {
        Origin::Binding => {
            let binding = js_sys::Reflect::get(env.as_ref(), &JsValue::from_str("ORIGIN"))?;
            binding.unchecked_into::<Fetcher>().fetch(&outgoing, &init)
        }
        Origin::Url(_) | Origin::Zone => global_fetch(&outgoing, &init),
    };
    match JsFuture::from(promise).await {
        Ok(response) => answered(response.unchecked_into(), forward),
        Err(_) => crate::outbound::response(&origin_unreachable(forward), &request.method()),
    }
}

/// The request as the origin gets it. Made from the incoming one, so that method, body and its known
/// length stay; the incoming one does not follow redirects, and so neither does this.
fn outgoing(
    config: &GateConfig,
    seen: &Request,
    request: &web_sys::Request,
    forward: &Forward,
) -> Result<web_sys::Request> {
    let url = config.origin.url(seen, forward);
    let outgoing = web_sys::Request::new_with_str_and_init(
        &url,
        request.unchecked_ref::<web_sys::RequestInit>(),
    )?;
    let headers = outgoing.headers();
    for name in &forward.remove {
        headers.delete(name)?;
    }
    for (name, value) in &forward.set {
        headers.set(name, value)?;
    }
    Ok(outgoing)
}

/// The origin's answer with what the gate adds to it. Rebuilt from the original, so that status,
/// stream, WebSocket and every `Set-Cookie` stay as they are.
fn answered(response: web_sys::Response, forward: &Forward) -> Result<web_sys::Response> {
    if !forward.private && forward.cookies.is_empty() && forward.vary.is_empty() {
        return Ok(response);
    }
    let rebuilt = web_sys::Response::new_with_opt_readable_stream_and_init(
        response.body().as_ref(),
        response.unchecked_ref::<web_sys::ResponseInit>(),
    )?;
    let headers = rebuilt.headers();
    let cache_control = headers.get("cache-control")?;
    let vary = headers.get("vary")?;
    for (name, value) in Keeping::from(forward).fields(cache_control.as_deref(), vary.as_deref()) {
        match value {
            Some(value) => headers.set(name, &value)?,
            None => headers.delete(name)?,
        }
    }
    for cookie in &forward.cookies {
        headers.append("set-cookie", cookie.as_str())?;
    }
    if let Some(origin) = &forward.allow_origin {
        headers.set("access-control-allow-origin", origin)?;
        headers.set("access-control-allow-credentials", "true")?;
    }
    Ok(rebuilt)
}
