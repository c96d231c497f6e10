//! The Worker's environment as the JSON object that the gate's configuration is read from.

use edgeward_core::json;
use js_sys::{Array, JSON, Object};
use wasm_bindgen::{JsCast, JsValue};
use worker::Env;

/// What stands for a binding that is no plain value (a service, a KV namespace, assets).
const BINDING: &str = r#"{"$binding":true}"#;

/// `[vars]` and secrets as they are, bindings as `{"$binding": true}`.
///
/// `None` where the environment is not an object of JSON values, which no deployment makes.
pub(crate) fn as_json(env: &Env) -> Option<json::Object> {
    let env: &JsValue = env.as_ref();
    let mut object = json::Object::new();
    for entry in Object::entries(env.unchecked_ref()) {
        let entry: Array = entry.unchecked_into();
        let text = if is_plain(&entry.get(1)) {
            String::from(JSON::stringify(&entry.get(1)).ok()?)
        } else {
            BINDING.to_owned()
        };
        object.insert(
            entry.get(0).as_string()?,
            json::parse(text.as_bytes()).ok()?,
        );
    }
    Some(object)
}

/// A value that `[vars]` can hold: text, number, boolean, array, table.
fn is_plain(value: &JsValue) -> bool {
    if !value.is_object() {
        return !value.is_function();
    }
    let prototype = JsValue::from(Object::get_prototype_of(value));
    let plain = JsValue::from(Object::get_prototype_of(&Object::new()));
    Array::is_array(value) || prototype.is_null() || prototype == plain
}
