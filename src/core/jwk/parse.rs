//! From a JSON object to a key, or to the reason why not.

use alloc::vec::Vec;

use super::{Curve, EcKey, Ed25519Key, HmacKey, Jwk, KeyMaterial, RsaKey};
use crate::alg::Alg;
use crate::base64url;
use crate::error::KeyError;
use crate::json::{Object, Value};
use crate::limits;

/// Members that only private keys have (RFC 7518 §6.2.2, §6.3.2), and `k`, which only `oct` has.
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Members that edgeward does not know are ignored (RFC 7517 §4); so are `x5c` and its like.
pub(super) fn key(object: &Object) -> Result<Jwk, KeyError> {
    let material = material(object)?;
    require_verification(object)?;
    let kid = text(object, "kid")?;
    if kid.is_some_and(|kid| kid.len() > limits::KID) {
        return Err(KeyError::MemberInvalid("kid"));
    }
    let alg = match text(object, "alg")? {
        Some(name) => Some(Alg::parse(name).ok_or(KeyError::AlgMismatch)?),
        None => None,
    };
    if alg.is_some_and(|alg| !material.algs().contains(alg)) {
        return Err(KeyError::AlgMismatch);
    }
    Ok(Jwk::new(kid.map(Into::into), alg, material))
}

/// Whether the object says that it is a symmetric key.
pub(super) fn is_symmetric(object: &Object) -> bool {
    object.get("kty").and_then(Value::as_str) == Some("oct")
}

/// The `kid` and the `kty` of an element, unless it says that it is for something else than to verify.
pub(super) fn verification_name(element: &Value) -> Option<(&str, &str)> {
    let object = element.as_object()?;
    let text = |name| object.get(name).and_then(Value::as_str);
    if require_verification(object) == Err(KeyError::NotForVerification) {
        return None;
    }
    Some((text("kid")?, text("kty")?))
}

fn material(object: &Object) -> Result<KeyMaterial, KeyError> {
    let kty = text(object, "kty")?.ok_or(KeyError::MemberMissing("kty"))?;
    if kty == "oct" {
        return HmacKey::from_secret(&octets(object, "k")?).map(KeyMaterial::Hmac);
    }
    if let Some(name) = PRIVATE.iter().find(|name| object.contains(name)) {
        return Err(KeyError::PrivateMember(name));
    }
    match kty {
        "RSA" => RsaKey::new(octets(object, "n")?, octets(object, "e")?).map(KeyMaterial::Rsa),
        "EC" => {
            let curve = Curve::parse(crv(object)?).ok_or(KeyError::UnsupportedType)?;
            EcKey::new(curve, octets(object, "x")?, octets(object, "y")?).map(KeyMaterial::Ec)
        }
        "OKP" if crv(object)? == "Ed25519" => {
            Ed25519Key::new(&octets(object, "x")?).map(KeyMaterial::Ed25519)
        }
        _ => Err(KeyError::UnsupportedType),
    }
}

/// `use` (RFC 7517 §4.2) and `key_ops` (§4.3), where they are there, must name verification.
fn require_verification(object: &Object) -> Result<(), KeyError> {
    if text(object, "use")?.is_some_and(|name| name != "sig") {
        return Err(KeyError::NotForVerification);
    }
    let Some(value) = object.get("key_ops") else {
        return Ok(());
    };
    let mut seen = Vec::new();
    for operation in value.as_array().ok_or(KeyError::MemberInvalid("key_ops"))? {
        let operation = operation
            .as_str()
            .ok_or(KeyError::MemberInvalid("key_ops"))?;
        if seen.contains(&operation) {
            return Err(KeyError::MemberInvalid("key_ops"));
        }
        seen.push(operation);
    }
    if seen.contains(&"verify") {
        Ok(())
    } else {
        Err(KeyError::NotForVerification)
    }
}

fn crv(object: &Object) -> Result<&str, KeyError> {
    text(object, "crv")?.ok_or(KeyError::MemberMissing("crv"))
}

fn octets(object: &Object, name: &'static str) -> Result<Vec<u8>, KeyError> {
    let text = text(object, name)?.ok_or(KeyError::MemberMissing(name))?;
    base64url::decode(text).map_err(|_| KeyError::MemberInvalid(name))
}

/// The text of a member, which may be missing but not of another type.
fn text<'o>(object: &'o Object, name: &'static str) -> Result<Option<&'o str>, KeyError> {
    match object.get(name) {
        None => Ok(None),
        Some(value) => value
            .as_str()
            .map(Some)
            .ok_or(KeyError::MemberInvalid(name)),
    }
}

#[cfg(test)]
mod tests;
