//! edgeward as a Cloudflare Worker: the gate on what an isolate has. `index.ts` is the Worker, and what
//! crosses between the two is in `edgeward-handler`.

use std::rc::Rc;

use edgeward_allocator as _;
use edgeward_core::json;
use edgeward_gate::config::{ConfigErrors, GateConfig};
use edgeward_gate::http::Answer;
use edgeward_gate::{Gate, unconfigured};
use edgeward_handler::{Decided, decide, parse};
use edgeward_web::{CacheStore, Started, WebHost, WebSigner};
use wasm_bindgen::prelude::*;

pub use edgeward_handler::{answer_fields, origin_unreachable};

/// The gate on what a Worker has: its fetch, its crypto, the data centre's cache.
type WorkerGate = Gate<WebHost<CacheStore, Option<WebSigner>>>;

/// What one isolate keeps between requests: the gate, or why there is none. Nothing of any user is in
/// here.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Isolate(Result<Rc<WorkerGate>, Unconfigured>);

#[derive(Debug)]
struct Unconfigured {
    answer: Answer,
    text: String,
}

#[wasm_bindgen]
impl Isolate {
    /// The gate that `vars`, a JSON object, describe.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(vars: &str) -> Self {
        // What no deployment makes is as wrong as nothing at all, and the problems say so.
        let vars = json::parse_object(vars.as_bytes()).unwrap_or_default();
        let config = GateConfig::parse(&vars).map_err(|errors| Unconfigured::by(&errors));
        Self(config.map(|it| Rc::new(gate(it))))
    }

    /// All that is wrong with the configuration, if something is.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn problems(&self) -> Option<String> {
        self.0.as_ref().err().map(|it| it.text.clone())
    }

    /// Decides what becomes of a request: as TypeScript reads it, or a promise of it.
    ///
    /// `text` is the request in `lines` lines, as `edgeward_handler::parse` reads them.
    /// `message` has the request's stream in `body`, which is looked at only if the gate reads it.
    ///
    /// # Errors
    /// None that a real request can cause.
    pub fn handle(&self, text: &[u8], lines: usize, message: JsValue) -> Started {
        let gate = match &self.0 {
            Ok(gate) => gate,
            Err(unconfigured) => return Ok(Decided::silent(&unconfigured.answer).into()),
        };
        let request = parse(text, lines)?;
        match gate.to_https(&request) {
            Some(answer) => Ok(Decided::silent(&answer).into()),
            None => decide(gate, request, message),
        }
    }
}

impl Unconfigured {
    /// The answer to every request while the configuration has problems: all of them, with their cures.
    fn by(errors: &ConfigErrors) -> Self {
        Self {
            answer: unconfigured(errors),
            text: errors.to_string(),
        }
    }
}

fn gate(config: GateConfig) -> WorkerGate {
    let store = CacheStore::new(config.provider.issuer.as_str());
    // The configuration has looked at the key already, and what this runtime cannot sign with is said
    // when a sign-in needs it.
    let key = config.client_private_key();
    let signer = key.and_then(|jwk| WebSigner::from_jwk(jwk).ok());
    Gate::new(config, WebHost::new(store, signer))
}
