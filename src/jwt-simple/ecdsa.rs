//! ECDSA on P-256, P-384 and P-521.
//!
//! The signature types take `r || s` of exactly the curve's length, each in 1..n (RFC 7518 §3.4,
//! SEC 1 §4.1.4); the key types take points on the curve only.

use edgeward_core::error::SignatureError;
use edgeward_core::jwk::{Curve, EcKey};
use jwt_simple::algorithms::{
    ECDSAP256PublicKeyLike, ECDSAP384PublicKeyLike, ES256PublicKey, ES384PublicKey,
};
use p256::ecdsa::signature::hazmat::PrehashVerifier;

/// Whether `signature` is `key`'s over `digest`.
pub(crate) fn verify(key: &EcKey, digest: &[u8], signature: &[u8]) -> Result<bool, SignatureError> {
    let point = [&[UNCOMPRESSED], key.x(), key.y()].concat();
    match key.curve() {
        Curve::P256 => {
            let key = ES256PublicKey::from_bytes(&point).map_err(|_| SignatureError::InvalidKey)?;
            Ok(holds::<p256::ecdsa::Signature>(
                key.public_key().as_ref(),
                digest,
                signature,
            ))
        }
        Curve::P384 => {
            let key = ES384PublicKey::from_bytes(&point).map_err(|_| SignatureError::InvalidKey)?;
            Ok(holds::<p384::ecdsa::Signature>(
                key.public_key().as_ref(),
                digest,
                signature,
            ))
        }
        Curve::P521 => {
            let key = p521::ecdsa::VerifyingKey::from_sec1_bytes(&point)
                .map_err(|_| SignatureError::InvalidKey)?;
            Ok(holds::<p521::ecdsa::Signature>(&key, digest, signature))
        }
    }
}

/// The tag of a point given by both coordinates (SEC 1 §2.3.4).
const UNCOMPRESSED: u8 = 4;

fn holds<S>(key: &impl PrehashVerifier<S>, digest: &[u8], signature: &[u8]) -> bool
where
    S: for<'a> TryFrom<&'a [u8]>,
{
    S::try_from(signature).is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
}
