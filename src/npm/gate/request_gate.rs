//! `RequestGate`: what TypeScript's `Gate` holds.

use std::rc::Rc;

use edgeward::{NoStore, Seams};
use edgeward_gate::Gate;
use edgeward_handler::{decide, parse};
use edgeward_web::{Started, WebClock, WebRng, WebSigner, WebTransport, WebVerifier};
use js_sys::Function;
use wasm_bindgen::prelude::*;

use crate::config;

type NpmHost = Seams<WebTransport, WebVerifier, WebClock, WebRng, NoStore, Option<WebSigner>>;

/// The gate of one configuration.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RequestGate {
    gate: Rc<Gate<NpmHost>>,
}

#[wasm_bindgen]
impl RequestGate {
    /// The gate that `vars`, a JSON object, describe.
    ///
    /// `has_origin` says that a function of the caller's stands for the origin, and `fetch` asks the
    /// provider in place of the runtime's.
    ///
    /// # Errors
    /// Everything that is wrong with the configuration, at once.
    #[wasm_bindgen(constructor)]
    pub fn new(
        vars: &str,
        has_origin: bool,
        fetch: Option<Function>,
    ) -> Result<RequestGate, JsValue> {
        let config = config::parse(vars, has_origin)?;
        let host = Seams {
            transport: fetch.map_or_else(WebTransport::default, WebTransport::with_fetch),
            verifier: WebVerifier::default(),
            clock: WebClock,
            rng: WebRng,
            store: NoStore,
            signer: config
                .client_private_key()
                .and_then(|jwk| WebSigner::from_jwk(jwk).ok()),
        };
        let gate = Rc::new(Gate::new(config, host));
        Ok(Self { gate })
    }

    /// Decides what becomes of a request: as TypeScript reads it, or a promise of it.
    ///
    /// `text` is the request in `lines` lines, as `edgeward_handler::parse` reads them.
    /// `message` has the request's stream in `body`, which is looked at only if the gate reads it.
    pub fn handle(&self, text: &[u8], lines: usize, message: JsValue) -> Started {
        decide(&self.gate, parse(text, lines)?, message)
    }
}
