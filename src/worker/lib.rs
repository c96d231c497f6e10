//! edgeward as a Cloudflare Worker: the gate of `edgeward-gate` on the `worker` crate.
//!
//! One request: [`isolate`] holds the gate that the first request built from the environment,
//! [`inbound`] turns the request into what the gate reads, [`forward`] and [`outbound`] do what the
//! gate says.

mod environment;
mod forward;
mod inbound;
mod isolate;
mod outbound;

use edgeward_gate::http::Action;
use worker::{Context, Env, Result, event};

/// Answers a request, or lets it through to the origin.
#[event(fetch)]
async fn fetch(
    request: web_sys::Request,
    env: Env,
    _context: Context,
) -> Result<web_sys::Response> {
    let gate = match isolate::gate(&env) {
        Ok(gate) => gate,
        Err(answer) => return outbound::response(&answer, &request.method()),
    };
    let seen = inbound::request(&request)?;
    let outcome = gate
        .handle(&seen, &mut inbound::RequestBody::of(&request))
        .await;
    worker::console_log!("{}", outcome.log);
    match outcome.action {
        Action::Answer(answer) => outbound::response(&answer, &request.method()),
        Action::Forward(forward) => {
            forward::to_origin(gate.config(), &seen, &request, &env, &forward).await
        }
    }
}
