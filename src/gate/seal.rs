//! Sealing of cookies: what the browser carries, only the gate can read or make.
//!
//! XChaCha20-Poly1305 with a random nonce of 24 bytes. Every cookie kind has its own key, derived by
//! HKDF-SHA256 (RFC 5869) from a master key of the configuration, so that a cookie of one kind never
//! opens in the place of another. The format's version, the kind, the cookie's name and the public
//! origin are authenticated with it, and the expiry is inside.

mod key_ring;

pub use key_ring::{KeyRing, KeyRingError};

use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use edgeward_core::base64url;
use std::fmt;

/// Version of the sealed form: version byte, nonce, then ciphertext and tag of expiry and content.
const VERSION: u8 = 1;

/// Bytes of a nonce.
const NONCE: usize = 24;

/// Bytes that sealing adds: version, nonce, expiry and tag.
const OVERHEAD: usize = 1 + NONCE + 8 + 16;

/// Longest sealed text that is opened, in characters: all chunks of a session.
const SEALED: usize = 16 * 1024;

/// What a cookie is for. Each kind has a key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CookieKind {
    /// A signed-in browser.
    Session,
    /// A sign-in under way.
    Flow,
    /// A sign-out under way.
    SignOut,
}

impl CookieKind {
    /// All kinds, in the order of their keys.
    pub const ALL: [Self; 3] = [Self::Session, Self::Flow, Self::SignOut];

    /// The label that derives the kind's key, with the version of the sealed form.
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Session => b"edgeward cookie session v1",
            Self::Flow => b"edgeward cookie flow v1",
            Self::SignOut => b"edgeward cookie sign-out v1",
        }
    }
}

/// Where a sealed text belongs: it opens nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context<'a> {
    /// The cookie's name; of a cookie in chunks, the first one's.
    pub name: &'a str,
    /// The public origin, such as `https://app.example.com`.
    pub origin: &'a str,
}

/// The text could not be sealed or opened. On purpose it does not say why: a reason would help a
/// forger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealError;

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the sealed text was refused")
    }
}

impl std::error::Error for SealError {}

impl KeyRing {
    /// Seals `content` until `expires_at` with the first master key, as base64url.
    ///
    /// `nonce` is fresh from a cryptographically secure source, every time.
    ///
    /// # Errors
    /// When `content` is larger than the cipher takes, far above what any cookie holds.
    pub fn seal(
        &self,
        kind: CookieKind,
        context: Context<'_>,
        content: &[u8],
        expires_at: u64,
        nonce: [u8; NONCE],
    ) -> Result<String, SealError> {
        let mut inside = expires_at.to_be_bytes().to_vec();
        inside.extend_from_slice(content);
        let aad = associated_data(kind, context);
        let key = self.keys(kind).next().ok_or(SealError)?;
        let ciphertext = XChaCha20Poly1305::new(&(*key).into())
            .encrypt(
                &nonce.into(),
                Payload {
                    msg: &inside,
                    aad: &aad,
                },
            )
            .map_err(|_| SealError)?;
        let mut sealed = vec![VERSION];
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&ciphertext);
        Ok(base64url::encode(&sealed))
    }

    /// Opens what [`seal`](Self::seal) made with any of the master keys, for the same kind and
    /// context, while `now` is before the expiry.
    ///
    /// # Errors
    /// [`SealError`] for everything else.
    pub fn open(
        &self,
        kind: CookieKind,
        context: Context<'_>,
        text: &str,
        now: u64,
    ) -> Result<Vec<u8>, SealError> {
        if text.len() > SEALED {
            return Err(SealError);
        }
        let sealed = base64url::decode(text).map_err(|_| SealError)?;
        let (&[VERSION], rest) = sealed.split_first_chunk().ok_or(SealError)? else {
            return Err(SealError);
        };
        let (nonce, ciphertext) = rest.split_first_chunk::<NONCE>().ok_or(SealError)?;
        let aad = associated_data(kind, context);
        // Each key works on a copy of its own, which is dropped when the tag is wrong: no caller ever
        // gets bytes that were not authenticated.
        let inside = self
            .keys(kind)
            .find_map(|key| {
                let payload = Payload {
                    msg: ciphertext,
                    aad: &aad,
                };
                XChaCha20Poly1305::new(&(*key).into())
                    .decrypt(&(*nonce).into(), payload)
                    .ok()
            })
            .ok_or(SealError)?;
        let (expires_at, content) = inside.split_first_chunk().ok_or(SealError)?;
        if now >= u64::from_be_bytes(*expires_at) {
            return Err(SealError);
        }
        Ok(content.to_vec())
    }
}

/// How many characters the sealed text of `content` bytes has.
pub(crate) const fn sealed_len(content: usize) -> usize {
    content
        .saturating_add(OVERHEAD)
        .saturating_mul(4)
        .div_ceil(3)
}

/// Version, kind, name and origin, each with its length, so that no two contexts share their bytes.
fn associated_data(kind: CookieKind, context: Context<'_>) -> Vec<u8> {
    let mut aad = vec![VERSION];
    for part in [
        kind.label(),
        context.name.as_bytes(),
        context.origin.as_bytes(),
    ] {
        aad.extend_from_slice(&(part.len() as u64).to_be_bytes());
        aad.extend_from_slice(part);
    }
    aad
}

#[cfg(test)]
mod tests;
