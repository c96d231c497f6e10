//! What the command line asks: a configuration, a request, a key set and a token looked at, and
//! nothing served. JSON goes in and comes out.

mod keys;
mod review;
mod routes;
mod token;

pub use keys::inspect_keys;
pub use review::check;
pub use routes::explain;
pub use token::{inspect_token, read_json};

use edgeward_core::json::{self, Object, Value};
use wasm_bindgen::JsValue;

/// A JSON object that came in.
fn object(text: &str) -> Result<Object, JsValue> {
    json::parse_object(text.as_bytes()).map_err(|error| JsValue::from_str(&error.to_string()))
}

/// A list of texts.
fn texts<T: AsRef<str>>(items: impl IntoIterator<Item = T>) -> Value {
    let items = items.into_iter().map(|item| Value::from(item.as_ref()));
    Value::from(items.collect::<Vec<_>>())
}

/// A list of positions.
fn number(position: usize) -> Value {
    Value::from(position as u64)
}
