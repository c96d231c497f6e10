//! From a request to what becomes of it.

use std::rc::Rc;

use edgeward::Host;
use edgeward_gate::Gate;
use edgeward_gate::http::Request;
use edgeward_web::{Started, start};
use wasm_bindgen::JsValue;

use crate::action::Decided;
use crate::request::MessageBody;

/// What becomes of a request, as JavaScript reads it, or a promise of it where the gate has to wait.
///
/// `message` has the request's stream in `body`, which is looked at only if the gate reads it.
///
/// # Errors
/// None: whatever goes wrong is an answer.
pub fn decide<H: Host + 'static>(
    gate: &Rc<Gate<H>>,
    request: Request,
    message: JsValue,
) -> Started {
    let gate = Rc::clone(gate);
    start(Box::pin(async move {
        let outcome = gate.handle(&request, &mut MessageBody(message)).await;
        let origin = &gate.config().origin;
        Ok(Decided::of(&outcome, origin, &request).into())
    }))
}
