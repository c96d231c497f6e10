//! A token that nobody verifies.

use edgeward_core::error::{Part, TokenError};
use edgeward_core::json::{self, JsonError, Members, Object, Value};
use edgeward_core::jws::CompactJws;
use wasm_bindgen::prelude::*;

/// Whether edgeward can read a token at all: `null`, or `code` and `reason` why not. Nothing is
/// verified.
#[wasm_bindgen(js_name = inspectToken)]
pub fn inspect_token(token: &str) -> String {
    match readable(token) {
        Ok(()) => Value::Null.to_string(),
        Err(error) => refusal(&error),
    }
}

fn readable(token: &str) -> Result<(), TokenError> {
    let jws = CompactJws::parse(token)?;
    let claims = json::parse_object(jws.unverified_payload());
    claims.map_err(|error| TokenError::Json(Part::Payload, error))?;
    Ok(())
}

fn refusal(error: &TokenError) -> String {
    let mut object = Object::new();
    object.insert("code", error.code());
    object.insert("reason", error.to_string());
    Value::from(object).to_string()
}

/// Reads a JSON object strictly: the object itself in `value`, as JavaScript can parse it; or `reason`
/// why not, and the byte `at` which, where that says anything.
#[wasm_bindgen(js_name = readJson)]
pub fn read_json(text: &[u8]) -> String {
    Members::object(|it| match json::parse_object(text) {
        Ok(object) => it.json("value", &object.for_doubles()),
        Err(error) => {
            it.text("reason", &error.to_string());
            if let JsonError::Syntax { at } | JsonError::Escape { at } = error {
                it.number("at", at as u64);
            }
        }
    })
}
