//! A key as JSON, for others to import.

use alloc::string::String;

use super::KeyMaterial;
use crate::base64url::encode;
use crate::text::concat;

/// The public members, in the order and the form whose digest names the key (RFC 7638 §3). `None` for a
/// symmetric key.
pub(super) fn jwk(material: &KeyMaterial) -> Option<String> {
    // What base64url writes needs no escaping.
    Some(match material {
        KeyMaterial::Hmac(_) => return None,
        KeyMaterial::Rsa(key) => {
            let (n, e) = (encode(key.n()), encode(key.e()));
            concat(&[r#"{"e":""#, &e, r#"","kty":"RSA","n":""#, &n, r#""}"#])
        }
        KeyMaterial::Ec(key) => {
            let curve = key.curve().as_str();
            let (x, y) = (encode(key.x()), encode(key.y()));
            concat(&[
                r#"{"crv":""#,
                curve,
                r#"","kty":"EC","x":""#,
                &x,
                r#"","y":""#,
                &y,
                r#""}"#,
            ])
        }
        KeyMaterial::Ed25519(key) => {
            let x = encode(key.x());
            concat(&[r#"{"crv":"Ed25519","kty":"OKP","x":""#, &x, r#""}"#])
        }
    })
}
