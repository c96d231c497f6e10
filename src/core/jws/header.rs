//! The JOSE header (RFC 7515 §4).

use crate::alg::Alg;
use crate::error::{Part, TokenError};
use crate::json::{self, Object, Value};
use crate::limits;

/// Parameters that change how the rest must be read, and that edgeward therefore refuses, whatever
/// their value: extensions that must be understood (RFC 7515 §4.1.11), the payload's encoding
/// (RFC 7797), and those of encryption (RFC 7516 §4.1).
///
/// `jwk`, `jku`, `x5u`, `x5c`, `x5t` and all others are left alone: no key comes from a token.
const FORBIDDEN: [&str; 4] = ["crit", "b64", "zip", "enc"];

/// A header that edgeward can verify under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoseHeader {
    alg: Alg,
    object: Object,
}

impl JoseHeader {
    pub(super) fn parse(text: &[u8]) -> Result<Self, TokenError> {
        let object =
            json::parse_object(text).map_err(|error| TokenError::Json(Part::Header, error))?;
        if let Some(name) = FORBIDDEN.iter().find(|name| object.contains(name)) {
            return Err(TokenError::HeaderForbidden(name));
        }
        let alg = object
            .get("alg")
            .and_then(Value::as_str)
            .ok_or(TokenError::AlgMissing)?;
        let alg = Alg::parse(alg).ok_or(TokenError::AlgUnsupported)?;
        for name in ["kid", "typ"] {
            if object
                .get(name)
                .is_some_and(|value| value.as_str().is_none())
            {
                return Err(TokenError::HeaderInvalid(name));
            }
        }
        let header = Self { alg, object };
        if header.kid().is_some_and(|kid| kid.len() > limits::KID) {
            return Err(TokenError::HeaderInvalid("kid"));
        }
        Ok(header)
    }

    /// The algorithm that the signature claims to be made with.
    #[must_use]
    pub const fn alg(&self) -> Alg {
        self.alg
    }

    /// Which key it claims to be made with; at most [`limits::KID`] bytes, otherwise any text.
    #[must_use]
    pub fn kid(&self) -> Option<&str> {
        self.text("kid")
    }

    /// What kind of token it claims to be.
    #[must_use]
    pub fn typ(&self) -> Option<&str> {
        self.text("typ")
    }

    /// The whole header.
    #[must_use]
    pub const fn object(&self) -> &Object {
        &self.object
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.object.get(name).and_then(Value::as_str)
    }
}
