//! JSON Web Signatures in compact serialization (RFC 7515 §7.1), from text to verified bytes.
//!
//! 1. [`CompactJws::parse`]: limits, strict base64url and JSON, no header parameter that changes how
//!    the token must be read.
//! 2. [`CompactJws::select`]: the one key of the issuer that the token can be verified with.
//! 3. A verifier, which lives outside core, is asked about the [`SelectedJws`].
//! 4. [`SelectedJws::conclude`]: its verdict makes a [`VerifiedJws`], or an error.

mod header;
mod signature;

pub use header::JoseHeader;

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use crate::alg::{Alg, AlgSet};
use crate::base64url;
use crate::error::{Part, SignatureError, TokenError, VerifyError};
use crate::json;
use crate::jwk::{Jwk, KeySet};
use crate::limits;
use crate::text::{cut, cut_last};

/// A well-formed token. Nothing in it can be trusted yet.
///
/// `Debug` shows the header's names, and nothing of the payload or the signature.
#[derive(Clone)]
pub struct CompactJws<'a> {
    signing_input: Cow<'a, str>,
    header: JoseHeader,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

impl<'a> CompactJws<'a> {
    /// Parses a token.
    ///
    /// The payload can be any bytes, none too: what they mean is not for the signature to say.
    ///
    /// # Errors
    ///
    /// A token over its limits, before anything of it is decoded; one that has not three segments,
    /// each strict base64url; a header that is not one strict JSON object, or that has no `alg` that
    /// edgeward verifies, a forbidden parameter, or a `kid` or `typ` of the wrong type or size; an
    /// empty signature.
    pub fn parse(token: &'a str) -> Result<Self, TokenError> {
        if token.len() > limits::TOKEN {
            return Err(TokenError::TooLong {
                limit: limits::TOKEN,
            });
        }
        let (signing_input, header, payload, signature) = segments(token)?;
        if header.len() > limits::JOSE_HEADER {
            return Err(TokenError::TooLong {
                limit: limits::JOSE_HEADER,
            });
        }
        if signature.len() > ENCODED_SIGNATURE {
            return Err(TokenError::TooLong {
                limit: limits::SIGNATURE,
            });
        }
        let header = JoseHeader::parse(&decode(header, Part::Header)?)?;
        let payload = decode(payload, Part::Payload)?;
        let signature = decode(signature, Part::Signature)?;
        if signature.is_empty() {
            return Err(TokenError::InvalidSignature);
        }
        Ok(Self {
            signing_input: signing_input.into(),
            header,
            payload,
            signature,
        })
    }

    /// The same token, which lives as long as it likes: where a verdict has to be waited for.
    #[must_use]
    pub fn into_owned(self) -> CompactJws<'static> {
        CompactJws {
            signing_input: String::from(self.signing_input).into(),
            header: self.header,
            payload: self.payload,
            signature: self.signature,
        }
    }

    /// The header, unverified: good for choosing a key, and for nothing else.
    #[must_use]
    pub const fn unverified_header(&self) -> &JoseHeader {
        &self.header
    }

    /// The payload, unverified: good for finding out which issuer a token claims to be from, and for
    /// nothing else.
    #[must_use]
    pub fn unverified_payload(&self) -> &[u8] {
        &self.payload
    }

    /// Selects the key to verify with.
    ///
    /// With a `kid`, it is the key of that `kid`; without, the only key that fits. The header's `alg`
    /// must be allowed here and by the key: it never widens what either allows.
    ///
    /// # Errors
    ///
    /// An algorithm that is not allowed; no key, or several; a signature that no key of that kind
    /// makes.
    pub fn select(self, keys: &KeySet, allowed: AlgSet) -> Result<SelectedJws<'a>, TokenError> {
        let alg = self.header.alg();
        if !allowed.contains(alg) {
            return Err(TokenError::AlgNotAllowed(alg));
        }
        let key = keys.select(alg, self.header.kid())?;
        if !signature::is_well_formed(alg, &key, &self.signature) {
            return Err(TokenError::InvalidSignature);
        }
        Ok(SelectedJws { jws: self, key })
    }
}

impl fmt::Debug for CompactJws<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CompactJws")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

/// A token and the key that must verify it: the question to a verifier.
#[derive(Clone, Debug)]
pub struct SelectedJws<'a> {
    jws: CompactJws<'a>,
    key: Arc<Jwk>,
}

impl SelectedJws<'_> {
    /// The algorithm, which the key [fits](Jwk::fits).
    #[must_use]
    pub const fn alg(&self) -> Alg {
        self.jws.header.alg()
    }

    /// The key.
    #[must_use]
    pub fn key(&self) -> &Jwk {
        &self.key
    }

    /// What is signed: the encoded header and payload with the dot between them.
    #[must_use]
    pub fn signing_input(&self) -> &str {
        &self.jws.signing_input
    }

    /// The signature. It has the length that the key and the algorithm call for; both halves of an
    /// ECDSA signature are within the order of the group.
    #[must_use]
    pub fn signature(&self) -> &[u8] {
        &self.jws.signature
    }

    /// The verdict on an HMAC, which needs nobody's cryptography; `None` for every other algorithm.
    #[must_use]
    pub fn hmac_verdict(&self) -> Option<Result<(), SignatureError>> {
        let signing_input = self.signing_input().as_bytes();
        self.key
            .verify_hmac(self.alg(), signing_input, self.signature())
    }

    /// Takes in the verifier's verdict about exactly this question.
    ///
    /// # Errors
    ///
    /// The verdict, if it is not `Ok`.
    pub fn conclude(self, verdict: Result<(), SignatureError>) -> Result<VerifiedJws, VerifyError> {
        verdict?;
        Ok(VerifiedJws {
            header: self.jws.header,
            payload: self.jws.payload,
        })
    }
}

/// A token whose signature is verified. What it claims is not validated yet.
#[derive(Clone)]
pub struct VerifiedJws {
    header: JoseHeader,
    payload: Vec<u8>,
}

impl VerifiedJws {
    /// The header.
    #[must_use]
    pub const fn header(&self) -> &JoseHeader {
        &self.header
    }

    /// The payload.
    #[must_use]
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// The payload as a JWT Claims Set (RFC 7519 §4).
    ///
    /// # Errors
    ///
    /// [`TokenError::Json`] unless it is one strict JSON object.
    pub fn claims_object(&self) -> Result<json::Object, TokenError> {
        json::parse_object(&self.payload).map_err(|error| TokenError::Json(Part::Payload, error))
    }
}

impl fmt::Debug for VerifiedJws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifiedJws")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

/// The longest signature, as base64url.
const ENCODED_SIGNATURE: usize = (limits::SIGNATURE * 4).div_ceil(3);

/// The signing input, the header, the payload and the signature, all still encoded.
fn segments(token: &str) -> Result<(&str, &str, &str, &str), TokenError> {
    let (signing_input, signature) = cut_last(token, b'.').ok_or(TokenError::NotCompactJws)?;
    let (header, payload) = cut(signing_input, b'.').ok_or(TokenError::NotCompactJws)?;
    // No more than the four dots of a JWE are ever looked for.
    match payload.bytes().filter(|&byte| byte == b'.').take(3).count() {
        0 => Ok((signing_input, header, payload, signature)),
        2 => Err(TokenError::Encrypted),
        _ => Err(TokenError::NotCompactJws),
    }
}

fn decode(segment: &str, part: Part) -> Result<Vec<u8>, TokenError> {
    base64url::decode(segment).map_err(|_| TokenError::Base64url(part))
}

#[cfg(test)]
mod tests;
