//! A key as the JWK that SubtleCrypto imports.

use edgeward_core::base64url::encode;
use edgeward_core::jwk::KeyMaterial;
use wasm_bindgen::JsValue;

/// The key as an object. `None` for a symmetric key.
pub(crate) fn jwk(material: &KeyMaterial) -> Option<JsValue> {
    js_sys::JSON::parse(&public_jwk(material)?).ok()
}

/// The key as JSON, with its own members and no others: core has judged `alg`, `use` and `key_ops`
/// already, and hosts differ in what they make of them. `None` for a symmetric key.
#[must_use]
pub fn public_jwk(material: &KeyMaterial) -> Option<String> {
    // What base64url writes needs no escaping.
    Some(match material {
        KeyMaterial::Hmac(_) => return None,
        KeyMaterial::Rsa(key) => {
            format!(
                r#"{{"kty":"RSA","n":"{}","e":"{}"}}"#,
                encode(key.n()),
                encode(key.e())
            )
        }
        KeyMaterial::Ec(key) => {
            let curve = key.curve().as_str();
            let (x, y) = (encode(key.x()), encode(key.y()));
            format!(r#"{{"kty":"EC","crv":"{curve}","x":"{x}","y":"{y}"}}"#)
        }
        KeyMaterial::Ed25519(key) => {
            format!(
                r#"{{"kty":"OKP","crv":"Ed25519","x":"{}"}}"#,
                encode(key.x())
            )
        }
    })
}
