//! A configuration.

use edgeward_core::json::{Object, Value};
use edgeward_gate::config::{ConfigProblem, Note, PendingSecret, Review};
use wasm_bindgen::prelude::*;

use super::object;

/// Looks at a configuration: `[vars]` as a JSON object, and the secrets as one where they are at hand.
/// `problems` and `notes` are lists of `key`, `code`, `reason` and `cure`, `pending` those secrets that
/// are still to be set.
#[wasm_bindgen]
pub fn check(vars: &str, secrets: Option<String>) -> Result<String, JsValue> {
    let vars = object(vars)?;
    let secrets = secrets.as_deref().map(object).transpose()?;
    let review = Review::of(&vars, secrets.as_ref());
    let mut found = Object::new();
    found.insert(
        "problems",
        review.problems.iter().map(problem).collect::<Vec<_>>(),
    );
    found.insert("notes", review.notes.iter().map(note).collect::<Vec<_>>());
    found.insert(
        "pending",
        review.pending.iter().map(pending).collect::<Vec<_>>(),
    );
    Ok(Value::from(found).to_string())
}

fn problem(problem: &ConfigProblem) -> Value {
    let reason = problem.fault().to_string();
    finding(problem.key(), problem.code(), &reason, problem.cure())
}

fn note(note: &Note) -> Value {
    finding(&note.key(), note.code(), &note.to_string(), &note.cure())
}

fn finding(key: &str, code: &str, reason: &str, cure: &str) -> Value {
    let mut object = Object::new();
    object.insert("key", key);
    object.insert("code", code);
    object.insert("reason", reason);
    object.insert("cure", cure);
    object.into()
}

fn pending(secret: &PendingSecret) -> Value {
    let mut object = Object::new();
    object.insert("key", secret.name());
    object.insert("needed", secret.is_needed());
    object.insert("help", secret.help());
    object.insert("command", secret.command());
    object.into()
}
