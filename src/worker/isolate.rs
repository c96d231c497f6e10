//! What one isolate keeps between requests: the gate, or why there is none.
//!
//! Nothing of any user is in here.

use std::cell::OnceCell;
use std::rc::Rc;

use edgeward_gate::config::{ConfigErrors, GateConfig};
use edgeward_gate::http::Answer;
use edgeward_gate::{Gate, unconfigured};
use edgeward_web::{CacheStore, WebHost, WebSigner};
use worker::Env;

/// The gate on what a Worker has: its fetch, its crypto, the data centre's cache.
pub(crate) type WorkerGate = Gate<WebHost<CacheStore, Option<WebSigner>>>;

type Built = Result<Rc<WorkerGate>, Answer>;

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
    let config = GateConfig::parse(&vars).map_err(|errors| refuse(&errors))?;
    let store = CacheStore::new(config.provider.issuer.as_str());
    let host = WebHost::new(store, signer(&config));
    Ok(Rc::new(Gate::new(config, host)))
}

fn refuse(errors: &ConfigErrors) -> Answer {
    worker::console_error!("{errors}");
    unconfigured(errors)
}

/// The client's private key. The configuration has looked at it already, and what this runtime
/// cannot sign with is said when a sign-in needs it.
fn signer(config: &GateConfig) -> Option<WebSigner> {
    WebSigner::from_jwk(config.client_private_key()?).ok()
}
