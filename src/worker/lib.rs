//! edgeward as a Cloudflare Worker: the gate of `edgeward-gate` on the `worker` crate.
//!
//! One request: `isolate` holds the gate that the first request built from the environment,
//! `inbound` turns the request into what the gate reads, `forward` and `outbound` do what the
//! gate says.

mod environment;
mod forward;
mod inbound;
mod isolate;
mod outbound;

use std::rc::Rc;

use edgeward_gate::Outcome;
use edgeward_gate::http::{Action, Request};
use futures_channel::oneshot;
use worker::{Context, Env, Error, Result, event};

/// Answers a request, or lets it through to the origin.
#[event(fetch)]
async fn fetch(request: web_sys::Request, env: Env, context: Context) -> Result<web_sys::Response> {
    let gate = match isolate::gate(&env) {
        Ok(gate) => gate,
        Err(answer) => return outbound::response(&answer, &request.method()),
    };
    let seen = Rc::new(inbound::request(&request)?);
    if let Some(answer) = gate.to_https(&seen) {
        return outbound::response(&answer, &request.method());
    }
    let outcome = decide(
        Rc::clone(&gate),
        Rc::clone(&seen),
        Clone::clone(&request),
        &context,
    )
    .await?;
    worker::console_log!("{}", outcome.log);
    match outcome.action {
        Action::Answer(answer) => outbound::response(&answer, &request.method()),
        Action::Forward(forward) => {
            forward::to_origin(gate.config(), &seen, &request, &env, &forward).await
        }
    }
}

/// Asks the gate, and sees it through even when the client goes away meanwhile: others wait for the
/// keys that this request may have begun to fetch, and a refresh token may be spent by then.
async fn decide(
    gate: Rc<isolate::WorkerGate>,
    seen: Rc<Request>,
    request: web_sys::Request,
    context: &Context,
) -> Result<Outcome> {
    let (tell, told) = oneshot::channel();
    context.wait_until(async move {
        let mut body = inbound::RequestBody::of(&request);
        // Nobody is left to be told when the client is gone.
        let _ = tell.send(gate.handle(&seen, &mut body).await);
    });
    told.await
        .map_err(|_| Error::RustError("the gate gave no answer".into()))
}
