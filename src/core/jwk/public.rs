//! A key as JSON, for others to import.

use alloc::format;
use alloc::string::String;

use super::KeyMaterial;
use crate::base64url::encode;

/// The public members, in the order and the form whose digest names the key (RFC 7638 §3). `None` for a
/// symmetric key.
pub(super) fn jwk(material: &KeyMaterial) -> Option<String> {
    // What base64url writes needs no escaping.
    Some(match material {
        KeyMaterial::Hmac(_) => return None,
        KeyMaterial::Rsa(key) => {
            let (n, e) = (encode(key.n()), encode(key.e()));
            format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)
        }
        KeyMaterial::Ec(key) => {
            let curve = key.curve().as_str();
            let (x, y) = (encode(key.x()), encode(key.y()));
            format!(r#"{{"crv":"{curve}","kty":"EC","x":"{x}","y":"{y}"}}"#)
        }
        KeyMaterial::Ed25519(key) => {
            let x = encode(key.x());
            format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)
        }
    })
}
