//! Signing by the host, with the client's private key.

use core::cell::RefCell;
use core::fmt;
use std::rc::Rc;

use edgeward::{Signer, SigningError};
use edgeward_core::alg::Alg;
use edgeward_core::json::{self, Object, Value};
use edgeward_core::secret::Secret;
use js_sys::Uint8Array;

use crate::webcrypto::{self, HostKey};

/// Signs with a private key given as a JWK (RFC 7517), which the host imports at the first use.
///
/// It serves `private_key_jwt`, so the key is of type RSA, EC or OKP (Ed25519); a shared secret is
/// never one.
#[derive(Debug)]
pub struct WebSigner {
    alg: Alg,
    kid: Option<String>,
    /// The key's own members only: hosts differ in what they make of `use` and `key_ops`.
    jwk: Secret,
    // Filled once; no borrow lives across an await.
    key: RefCell<Option<Rc<HostKey>>>,
}

impl WebSigner {
    /// The signer of this JWK, as JSON. Where the key has no `alg`, it signs with the algorithm of
    /// its curve, and an RSA key with RS256.
    ///
    /// # Errors
    /// [`InvalidPrivateKey`] if the text is no such JWK. Whether its numbers make a key shows only
    /// when it first signs.
    pub fn from_jwk(jwk: &Secret) -> Result<Self, InvalidPrivateKey> {
        let jwk = json::parse_object(jwk.expose().as_bytes()).map_err(|_| InvalidPrivateKey)?;
        let (members, algs) = shape(&jwk).ok_or(InvalidPrivateKey)?;
        let alg = match jwk.get("alg") {
            None => algs.first().copied(),
            Some(name) => name
                .as_str()
                .and_then(Alg::parse)
                .filter(|alg| algs.contains(alg)),
        };
        let kid = match jwk.get("kid") {
            None => None,
            Some(kid) => Some(kid.as_str().ok_or(InvalidPrivateKey)?.into()),
        };
        let mut own = Object::new();
        for &name in members {
            own.insert(
                name,
                jwk.get(name)
                    .and_then(Value::as_str)
                    .ok_or(InvalidPrivateKey)?,
            );
        }
        Ok(Self {
            alg: alg.ok_or(InvalidPrivateKey)?,
            kid,
            jwk: Secret::new(own.to_string()),
            key: RefCell::default(),
        })
    }

    async fn imported(&self) -> Result<Rc<HostKey>, SigningError> {
        let known = self.key.borrow().clone();
        if let Some(key) = known {
            return Ok(key);
        }
        let subtle = webcrypto::subtle().ok_or(SigningError)?;
        let jwk = js_sys::JSON::parse(self.jwk.expose()).map_err(|_| SigningError)?;
        let imported = HostKey::import(subtle, self.alg, &jwk, "sign").await;
        let key = Rc::new(imported.map_err(|_| SigningError)?);
        self.key.replace(Some(Rc::clone(&key)));
        Ok(key)
    }
}

impl Signer for WebSigner {
    fn key(&self) -> Option<(Alg, Option<&str>)> {
        Some((self.alg, self.kid.as_deref()))
    }

    async fn sign(&self, signing_input: &[u8]) -> Result<Vec<u8>, SigningError> {
        let key = self.imported().await?;
        // What the host returns is in JWS form already: r || s for ECDSA (RFC 7518 §3.4).
        let signature = key
            .subtle
            .sign(&key.parameters, &key.key, signing_input)
            .map_err(|_| SigningError)?
            .await
            .map_err(|_| SigningError)?;
        Ok(Uint8Array::new(&signature).to_vec())
    }
}

/// The members that make up a private key of this type, and the algorithms that it can sign with,
/// the usual one first.
fn shape(jwk: &Object) -> Option<(&'static [&'static str], &'static [Alg])> {
    let text = |name| jwk.get(name).and_then(Value::as_str);
    const EC: &[&str] = &["kty", "crv", "x", "y", "d"];
    Some(match (text("kty")?, text("crv")) {
        // SubtleCrypto wants all of RFC 7518 §6.3.2.
        ("RSA", None) => (&["kty", "n", "e", "d", "p", "q", "dp", "dq", "qi"], RSA),
        ("EC", Some("P-256")) => (EC, &[Alg::Es256]),
        ("EC", Some("P-384")) => (EC, &[Alg::Es384]),
        ("EC", Some("P-521")) => (EC, &[Alg::Es512]),
        ("OKP", Some("Ed25519")) => (&["kty", "crv", "x", "d"], &[Alg::EdDsa, Alg::Ed25519]),
        _ => return None,
    })
}

const RSA: &[Alg] = &[
    Alg::Rs256,
    Alg::Rs384,
    Alg::Rs512,
    Alg::Ps256,
    Alg::Ps384,
    Alg::Ps512,
];

/// The text is not the JWK of a private key that can sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidPrivateKey;

impl fmt::Display for InvalidPrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "the private key must be one JWK as JSON, of `kty` RSA, EC or OKP (`crv` Ed25519), \
             with all its private members and, if any, an `alg` that goes with its type",
        )
    }
}

impl core::error::Error for InvalidPrivateKey {}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(jwk: &str) -> Result<WebSigner, InvalidPrivateKey> {
        WebSigner::from_jwk(&Secret::from(jwk))
    }

    const P256: &str = r#""kty":"EC","crv":"P-256","x":"eA","y":"eQ","d":"c2VjcmV0""#;

    #[test]
    fn the_algorithm_is_the_one_named_or_that_of_the_type() {
        let ed25519 = r#""kty":"OKP","crv":"Ed25519","x":"eA","d":"ZA""#;
        let rsa =
            r#""kty":"RSA","n":"a","e":"a","d":"a","p":"a","q":"a","dp":"a","dq":"a","qi":"a""#;
        for (members, alg) in [
            (P256.to_owned(), Alg::Es256),
            (ed25519.to_owned(), Alg::EdDsa),
            (format!(r#"{ed25519},"alg":"Ed25519""#), Alg::Ed25519),
            (rsa.to_owned(), Alg::Rs256),
            (format!(r#"{rsa},"alg":"PS384""#), Alg::Ps384),
        ] {
            let signer = signer(&format!("{{{members}}}")).unwrap();
            assert_eq!(signer.key(), Some((alg, None)));
        }
    }

    #[test]
    fn the_kid_goes_along_and_other_members_do_not() {
        let signer = signer(&format!(r#"{{{P256},"kid":"2026","use":"enc"}}"#)).unwrap();
        assert_eq!(signer.key(), Some((Alg::Es256, Some("2026"))));
        assert_eq!(signer.jwk.expose(), format!("{{{P256}}}"));
    }

    #[test]
    fn what_cannot_sign_is_refused() {
        for jwk in [
            "",
            "{}",
            r#"{"kty":"oct","k":"c2VjcmV0"}"#,
            r#"{"kty":"EC","crv":"P-256","x":"eA","y":"eQ"}"#,
            r#"{"kty":"EC","crv":"secp256k1","x":"eA","y":"eQ","d":"ZA"}"#,
            &format!(r#"{{{P256},"alg":"RS256"}}"#),
            &format!(r#"{{{P256},"alg":"HS256"}}"#),
            &format!(r#"{{{P256},"alg":7}}"#),
            &format!(r#"{{{P256},"kid":7}}"#),
            &format!(r#"{{{P256},"d":"again"}}"#),
        ] {
            assert_eq!(signer(jwk).err(), Some(InvalidPrivateKey), "{jwk}");
        }
    }

    #[test]
    fn debug_shows_nothing_of_the_key() {
        assert!(!format!("{:?}", signer(&format!("{{{P256}}}")).unwrap()).contains("c2VjcmV0"));
    }
}
