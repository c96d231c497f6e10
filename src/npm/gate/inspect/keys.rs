//! A provider's key set, key by key.

use edgeward_core::alg::Alg;
use edgeward_core::json::{Object, Value};
use edgeward_core::jwk::{Jwk, SymmetricKeys};
use wasm_bindgen::prelude::*;

use super::{object, texts};

/// Looks at each key of a JWK Set: a list of `kid` and `kty` as far as they are there, and either
/// `algs`, or `code` and `reason` why the key is skipped. Empty where the document is no key set.
#[wasm_bindgen(js_name = inspectKeys)]
pub fn inspect_keys(document: &str, danger_symmetric: bool) -> Result<String, JsValue> {
    let symmetric = if danger_symmetric {
        SymmetricKeys::DangerAccept
    } else {
        SymmetricKeys::Refuse
    };
    let document = object(document)?;
    let keys = document.get("keys").and_then(Value::as_array);
    let keys = keys.unwrap_or_default().iter();
    let found: Vec<_> = keys.map(|it| Value::from(key(it, symmetric))).collect();
    Ok(Value::from(found).to_string())
}

fn key(element: &Value, symmetric: SymmetricKeys) -> Object {
    let mut found = Object::new();
    for name in ["kid", "kty"] {
        let member = element.as_object().and_then(|it| it.get(name));
        if let Some(text) = member.and_then(Value::as_str) {
            found.insert(name, text);
        }
    }
    match Jwk::parse(element, symmetric) {
        Ok(key) => {
            let algs = Alg::ALL.into_iter().filter(|alg| key.fits(*alg));
            found.insert("algs", texts(algs.map(Alg::as_str)));
        }
        Err(error) => {
            found.insert("code", error.code());
            found.insert("reason", error.to_string());
        }
    }
    found
}
