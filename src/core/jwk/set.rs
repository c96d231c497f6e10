//! JWK Sets (RFC 7517 §5), and which key of one a token is verified with.

use alloc::sync::Arc;
use alloc::vec;
use alloc::vec::Vec;

use super::{HmacKey, Jwk, KeyMaterial, parse};
use crate::alg::Alg;
use crate::error::{Document, KeyError, KeySetFault, ProviderError, TokenError};
use crate::json::{self, Value};
use crate::limits;

/// Whether symmetric keys of a fetched JWK Set are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymmetricKeys {
    /// No: whoever can read the document could make tokens.
    Refuse,
    /// Yes, though whoever can read the document can make tokens. Some providers leave no choice.
    DangerAccept,
}

/// The keys of one issuer that can be used, at least one.
#[derive(Clone, Debug)]
pub struct KeySet {
    keys: Vec<Arc<Jwk>>,
    skipped: Vec<KeyError>,
    /// The set is one secret from the configuration, which no `kid` was given with.
    unnamed_secret: bool,
}

impl KeySet {
    /// Parses a document that was fetched from the issuer.
    ///
    /// A key that cannot be used is [skipped](KeySet::skipped).
    ///
    /// # Errors
    ///
    /// A document over [`limits::JWK_SET`], not strict JSON, without a `keys` array, with over
    /// [`limits::KEYS`] keys, with symmetric keys beside others, with one `kid` for two keys that
    /// could be used or for one that could be used and one of its type that could not, or without a
    /// key that can be used.
    pub fn parse(document: &[u8], symmetric: SymmetricKeys) -> Result<Self, ProviderError> {
        if document.len() > limits::JWK_SET {
            return Err(ProviderError::TooLong(Document::JwkSet, limits::JWK_SET));
        }
        let object = json::parse_object(document)
            .map_err(|error| ProviderError::Json(Document::JwkSet, error))?;
        let elements = object
            .get("keys")
            .ok_or(ProviderError::MemberMissing(Document::JwkSet, "keys"))?
            .as_array()
            .ok_or(ProviderError::MemberInvalid(Document::JwkSet, "keys"))?;
        if elements.len() > limits::KEYS {
            return Err(ProviderError::KeySetInvalid(KeySetFault::TooManyKeys));
        }
        refuse_mixture(elements)?;
        let mut set = Self {
            keys: Vec::new(),
            skipped: Vec::new(),
            unnamed_secret: false,
        };
        let mut unusable = Vec::new();
        for element in elements {
            match Jwk::parse(element, symmetric) {
                Ok(key) => set.add(key)?,
                Err(error) => {
                    set.skipped.push(error);
                    unusable.extend(parse::verification_name(element));
                }
            }
        }
        // Which of the two a token means, nobody can say.
        if unusable.into_iter().any(|name| set.has(name)) {
            return Err(ProviderError::KeySetInvalid(KeySetFault::DuplicateKid));
        }
        if !set.keys.is_empty() {
            Ok(set)
        } else if set.skipped.contains(&KeyError::Symmetric) {
            Err(ProviderError::OnlySymmetricKeys)
        } else {
            Err(ProviderError::NoUsableKey)
        }
    }

    /// Parses a document of the configuration, whose symmetric keys are therefore used.
    ///
    /// # Errors
    ///
    /// As [`KeySet::parse`].
    pub fn from_static(document: &[u8]) -> Result<Self, ProviderError> {
        Self::parse(document, SymmetricKeys::DangerAccept)
    }

    /// The set of one secret from the configuration. As it was given without a `kid` and there is
    /// nothing to choose from, it is selected whatever `kid` a token has.
    #[must_use]
    pub fn from_hmac_secret(key: HmacKey) -> Self {
        let key = Jwk::new(None, None, KeyMaterial::Hmac(key));
        Self {
            keys: vec![Arc::new(key)],
            skipped: Vec::new(),
            unnamed_secret: true,
        }
    }

    /// The keys.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Jwk> {
        self.keys.iter().map(Arc::as_ref)
    }

    /// Why keys of the document are not in the set, one reason for each.
    #[must_use]
    pub fn skipped(&self) -> &[KeyError] {
        &self.skipped
    }

    /// Whether a token with this `kid` has a key here: if not, the issuer may have a newer set.
    #[must_use]
    pub fn contains_kid(&self, kid: &str) -> bool {
        self.unnamed_secret || self.named(kid).is_some()
    }

    /// Selects the key for a token: with a `kid`, the key that has it; without, the only one that
    /// fits.
    pub(crate) fn select(&self, alg: Alg, kid: Option<&str>) -> Result<Arc<Jwk>, TokenError> {
        if let Some(kid) = kid.filter(|_| !self.unnamed_secret) {
            return self
                .named(kid)
                .filter(|key| key.fits(alg))
                .cloned()
                .ok_or(TokenError::NoMatchingKey);
        }
        let mut fitting = self.keys.iter().filter(|key| key.fits(alg));
        match (fitting.next(), fitting.next()) {
            (Some(key), None) => Ok(Arc::clone(key)),
            (Some(_), Some(_)) => Err(TokenError::AmbiguousKey),
            (None, _) => Err(TokenError::NoMatchingKey),
        }
    }

    fn named(&self, kid: &str) -> Option<&Arc<Jwk>> {
        self.keys.iter().find(|key| key.kid() == Some(kid))
    }

    fn has(&self, (kid, kty): (&str, &str)) -> bool {
        self.named(kid)
            .is_some_and(|key| key.material().kty() == kty)
    }

    fn add(&mut self, key: Jwk) -> Result<(), ProviderError> {
        if key.kid().is_some_and(|kid| self.named(kid).is_some()) {
            return Err(ProviderError::KeySetInvalid(KeySetFault::DuplicateKid));
        }
        self.keys.push(Arc::new(key));
        Ok(())
    }
}

/// A set has symmetric keys or others, by their own word, whether they can be used or not.
fn refuse_mixture(elements: &[Value]) -> Result<(), ProviderError> {
    let symmetric = elements
        .iter()
        .filter(|element| element.as_object().is_some_and(parse::is_symmetric))
        .count();
    if symmetric == 0 || symmetric == elements.len() {
        Ok(())
    } else {
        Err(ProviderError::KeySetInvalid(KeySetFault::MixedKeys))
    }
}

#[cfg(test)]
mod tests;
