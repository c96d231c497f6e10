//! The configuration of a gate outside Workers: the same keys, and a function for a service binding.

use edgeward_core::json::{self, Object, Value};
use edgeward_gate::config::{GateConfig, Origin};
use wasm_bindgen::JsValue;

/// The key that the caller's function stands for.
const ORIGIN: &str = "ORIGIN";

/// Parses `vars`, a JSON object; `has_origin` where a function stands for the service binding.
///
/// # Errors
/// A `ConfigError` with every problem.
pub(crate) fn parse(vars: &str, has_origin: bool) -> Result<GateConfig, JsValue> {
    let mut vars = json::parse_object(vars.as_bytes()).map_err(|error| {
        let message = format!("`config` is not what JSON can hold within the limits: {error}");
        thrown("TypeError", "argument_invalid", &message, Vec::new())
    })?;
    let mut problems = Vec::new();
    if has_origin && vars.contains(ORIGIN) {
        problems.push(problem(ORIGIN, "config_origin_twice", TWICE));
    } else if has_origin {
        let mut binding = Object::new();
        binding.insert("$binding", true);
        vars.insert(ORIGIN, binding);
    }
    let config = GateConfig::parse(&vars);
    match &config {
        Ok(config) if !has_origin && !matches!(config.origin, Origin::Url(_)) => {
            problems.push(problem(ORIGIN, "config_origin_unreachable", NO_WORKER));
        }
        Ok(_) => {}
        Err(errors) => problems.extend(errors.iter().map(|it| {
            let message = format!("{}: {}", it.fault(), it.cure());
            problem(it.key(), it.code(), &message)
        })),
    }
    match config {
        Ok(config) if problems.is_empty() => Ok(config),
        _ => Err(refused(problems)),
    }
}

const TWICE: &str = "there is the option `origin` too: leave one of them out";
const NO_WORKER: &str = "only a Worker has a zone and service bindings: write the origin's address, \
                         or pass a function as the option `origin`";

fn problem(option: &str, code: &str, message: &str) -> Object {
    let mut problem = Object::new();
    problem.insert("option", option);
    problem.insert("code", code);
    problem.insert("message", message);
    problem
}

fn refused(problems: Vec<Object>) -> JsValue {
    let plural = if problems.len() == 1 { "" } else { "s" };
    let mut message = format!("the configuration has {} problem{plural}", problems.len());
    for problem in &problems {
        let text = |name| {
            problem
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        message.push_str(&format!("\n- `{}`: {}", text("option"), text("message")));
    }
    thrown("ConfigError", "config_invalid", &message, problems)
}

/// What TypeScript's `errorFrom` makes an error object of.
fn thrown(class: &str, code: &str, message: &str, problems: Vec<Object>) -> JsValue {
    let mut thrown = Object::new();
    thrown.insert("class", class);
    thrown.insert("code", code);
    thrown.insert("message", message);
    let problems: Vec<Value> = problems.into_iter().map(Value::from).collect();
    thrown.insert("problems", problems);
    JsValue::from_str(&Value::from(thrown).to_string())
}
