//! Any configuration of the gate.

use edgeward_core::json::parse_object;
use edgeward_gate::Gate;
use edgeward_gate::config::{GateConfig, Review};
use edgeward_gate::http::{Headers, Request};

use crate::host::{Answering, honest, host, now};

/// Parses the configuration, and asks a gate with it for a page. What is refused says which key it
/// is about; what is accepted serves, and has an audience.
pub fn config(bytes: &[u8]) {
    let Ok(vars) = parse_object(bytes) else {
        return;
    };
    let _ = Review::of(&vars, None);
    let config = match GateConfig::parse(&vars) {
        Ok(config) => config,
        Err(errors) => {
            let text = errors.to_string();
            assert!(errors.iter().all(|it| text.contains(it.key())));
            return;
        }
    };
    let gate = Gate::new(config, host(Answering(honest)));
    let request = Request {
        method: "GET".into(),
        url: "https://app.example/".into(),
        headers: Headers::new(),
    };
    let outcome = now(gate.handle(&request, &mut crate::gate::Form(b"")));
    assert!(outcome.log.starts_with('{'));
}
