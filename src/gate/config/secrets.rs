//! Secrets that are more than a text.

use edgeward_core::base64url;
use edgeward_core::json::{self, Value};
use edgeward_core::secret::Secret;

use super::reader::Reader;
use super::{Fault, keys};
use crate::seal::KeyRing;

/// Fewest bytes of a cookie key, once decoded.
const COOKIE_KEY: usize = 32;

/// `COOKIE_KEY`: one key, or several with commas or white space between them. Base64 is taken in
/// both alphabets and with padding, because that is what the usual tools write.
pub(super) fn key_ring(reader: &mut Reader<'_>) -> Option<KeyRing> {
    let key = &keys::COOKIE_KEY;
    let secret = reader.secret(key)?;
    let texts = secret
        .expose()
        .split(|c: char| c == ',' || c.is_whitespace());
    let mut masters = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        // One spelling, so that the same key twice is seen.
        let text = text
            .trim_end_matches('=')
            .replace('+', "-")
            .replace('/', "_");
        let fault = match base64url::decode(&text) {
            Err(_) => Fault::SecretEncoding,
            Ok(bytes) if bytes.len() < COOKIE_KEY => Fault::SecretShort { least: COOKIE_KEY },
            Ok(_) => {
                masters.push(Secret::new(text));
                continue;
            }
        };
        reader.fault(key, fault);
        return None;
    }
    KeyRing::new(&masters)
        .map_err(|error| reader.fault(key, Fault::KeyRing(error)))
        .ok()
}

/// `CLIENT_PRIVATE_KEY`: a private JWK. Whether the key can sign, the host's crypto says.
pub(super) fn private_key(reader: &mut Reader<'_>) -> Option<Secret> {
    let key = &keys::CLIENT_PRIVATE_KEY;
    let secret = reader.secret(key)?;
    let fault = match json::parse_object(secret.expose().as_bytes()) {
        Err(error) => Fault::PrivateKeyJson(error),
        Ok(jwk) => {
            let member = |name: &str| jwk.get(name).and_then(Value::as_str);
            let asymmetric = matches!(member("kty"), Some("RSA" | "EC" | "OKP"));
            if asymmetric && member("d").is_some_and(|d| !d.is_empty()) {
                return Some(secret);
            }
            Fault::PrivateKey
        }
    };
    reader.fault(key, fault);
    None
}
