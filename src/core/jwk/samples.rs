//! Keys for tests, one of each kind.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::KeySet;
use crate::base64url;
use crate::json::{self, Object, Value};

/// RFC 7638 §3.1.
pub(crate) const RSA: &str = r#"{"kty":"RSA","e":"AQAB","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"}"#;

/// RFC 8037 §A.2.
pub(crate) const ED25519: &str =
    r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

/// The base points of the curves (NIST SP 800-186 §3.2.1), x then y.
pub(crate) const BASE_POINTS: [(&str, &str, &str); 3] = [
    (
        "P-256",
        "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
        "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
    ),
    (
        "P-384",
        "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a38\
         5502f25dbf55296c3a545e3872760ab7",
        "3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c0\
         0a60b1ce1d7e819d7a431d7c90ea0e5f",
    ),
    (
        "P-521",
        "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d\
         3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
        "011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e\
         662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
    ),
];

pub(crate) fn hex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(core::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

pub(crate) fn object(text: &str) -> Object {
    json::parse_object(text.as_bytes()).unwrap()
}

pub(crate) fn rsa() -> Object {
    object(RSA)
}

pub(crate) fn ed25519() -> Object {
    object(ED25519)
}

/// The key of a curve's base point.
pub(crate) fn ec(crv: &str) -> Object {
    let (_, x, y) = BASE_POINTS
        .into_iter()
        .find(|(name, ..)| *name == crv)
        .unwrap();
    let mut key = object(&format!(r#"{{"kty":"EC","crv":"{crv}"}}"#));
    key.insert("x", base64url::encode(&hex(x)));
    key.insert("y", base64url::encode(&hex(y)));
    key
}

/// A symmetric key of `len` bytes.
pub(crate) fn oct(len: usize) -> Object {
    let mut key = object(r#"{"kty":"oct"}"#);
    key.insert("k", base64url::encode(&vec![0x5a; len]));
    key
}

/// `key` with a member set.
pub(crate) fn with(mut key: Object, name: &str, value: impl Into<Value>) -> Object {
    key.insert(name, value);
    key
}

/// `key` with a member taken out.
pub(crate) fn without(mut key: Object, name: &str) -> Object {
    key.remove(name);
    key
}

/// The text of the JWK Set of these keys.
pub(crate) fn document(keys: impl IntoIterator<Item = Object>) -> String {
    let keys: Vec<Value> = keys.into_iter().map(Value::Object).collect();
    format!(r#"{{"keys":{}}}"#, Value::Array(keys))
}

/// The configured set of these keys.
pub(crate) fn set(keys: impl IntoIterator<Item = Object>) -> KeySet {
    KeySet::from_static(document(keys).as_bytes()).unwrap()
}
