//! Ed25519 (RFC 8032 §5.1.7).
//!
//! Strict: `jwt-simple` refuses a key that is not canonical or of small order, and the crate below
//! it a signature whose `R` is either or whose `S` is not below the order of the group.

use edgeward_core::error::SignatureError;
use edgeward_core::jwk::Ed25519Key;
use jwt_simple::algorithms::{Ed25519PublicKey, EdDSAPublicKeyLike};

/// Whether `signature` is `key`'s over `message`.
pub(crate) fn verify(
    key: &Ed25519Key,
    message: &[u8],
    signature: &[u8],
) -> Result<bool, SignatureError> {
    let key = Ed25519PublicKey::from_bytes(key.x()).map_err(|_| SignatureError::InvalidKey)?;
    let Ok(signature) = signature.try_into() else {
        return Ok(false);
    };
    Ok(key
        .public_key()
        .as_ref()
        .verify(message, &signature)
        .is_ok())
}
