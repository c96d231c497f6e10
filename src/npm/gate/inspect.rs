//! A configuration looked at without serving it: what the command line asks.

use edgeward_core::json::{self, Object, Value};
use edgeward_gate::config::GateConfig;
use wasm_bindgen::prelude::*;

/// Every problem of a configuration, `[vars]` and secrets as a JSON object: a JSON list of `key`,
/// `code`, `fault` and `cure`. Empty where nothing is wrong.
#[wasm_bindgen]
pub fn check(vars: &str) -> Result<String, JsValue> {
    let vars = json::parse_object(vars.as_bytes())
        .map_err(|error| JsValue::from_str(&error.to_string()))?;
    let problems = match GateConfig::parse(&vars) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(problem).collect(),
    };
    Ok(Value::from(problems).to_string())
}

fn problem(problem: &edgeward_gate::config::ConfigProblem) -> Value {
    let mut object = Object::new();
    object.insert("key", problem.key());
    object.insert("code", problem.code());
    object.insert("fault", problem.fault().to_string());
    object.insert("cure", problem.cure());
    object.into()
}
