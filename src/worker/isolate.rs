//! What one isolate keeps between requests: the gate, or why there is none.
//!
//! Nothing of any user is in here.

use std::cell::OnceCell;
use std::rc::Rc;

use edgeward_gate::config::GateConfig;
use edgeward_gate::http::Answer;
use edgeward_gate::{Gate, unconfigured};
use edgeward_web::WebHost;
use worker::Env;

type Built = Result<Rc<Gate<WebHost>>, Answer>;

thread_local! {
    static GATE: OnceCell<Built> = const { OnceCell::new() };
}

/// The gate, built by the isolate's first request.
///
/// # Errors
/// The answer to every request while the configuration has problems: all of them, with their cures.
pub(crate) fn gate(env: &Env) -> Built {
    GATE.with(|cell| cell.get_or_init(|| build(env)).clone())
}

fn build(env: &Env) -> Built {
    let vars = crate::environment::as_json(env).unwrap_or_default();
    match GateConfig::parse(&vars) {
        Ok(config) => Ok(Rc::new(Gate::new(config, WebHost::new()))),
        Err(errors) => {
            worker::console_error!("{errors}");
            Err(unconfigured(&errors))
        }
    }
}
