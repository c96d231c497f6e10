//! RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 8017 §8).
//!
//! The keys of `jwt-simple` stop at 4,096 bits and know one exponent, so the keys here are those of
//! the crate below it.

use edgeward_core::alg::Alg;
use edgeward_core::error::SignatureError;
use edgeward_core::jwk::RsaKey;
use superboring::reexports::hmac_sha256::Hash as Sha256;
use superboring::reexports::hmac_sha512::{Hash as Sha512, sha384::Hash as Sha384};
use superboring::reexports::rsa::signature::hazmat::PrehashVerifier;
use superboring::reexports::rsa::{BigUint, RsaPublicKey, pkcs1v15, pss};

/// The longest modulus, in bits; core admits none that is longer either.
const MAX_BITS: usize = 8192;

/// Whether `signature` is `key`'s over `digest`.
pub(crate) fn verify(
    alg: Alg,
    key: &RsaKey,
    digest: &[u8],
    signature: &[u8],
) -> Result<bool, SignatureError> {
    let [n, e] = [key.n(), key.e()].map(BigUint::from_bytes_be);
    let key =
        RsaPublicKey::new_with_max_size(n, e, MAX_BITS).map_err(|_| SignatureError::InvalidKey)?;
    // The salt of PSS is as long as the digest (RFC 7518 §3.5), as is this crate's by default.
    Ok(match alg {
        Alg::Rs256 => holds(
            &pkcs1v15::VerifyingKey::<Sha256>::new(key),
            digest,
            signature,
        ),
        Alg::Rs384 => holds(
            &pkcs1v15::VerifyingKey::<Sha384>::new(key),
            digest,
            signature,
        ),
        Alg::Rs512 => holds(
            &pkcs1v15::VerifyingKey::<Sha512>::new(key),
            digest,
            signature,
        ),
        Alg::Ps256 => holds(&pss::VerifyingKey::<Sha256>::new(key), digest, signature),
        Alg::Ps384 => holds(&pss::VerifyingKey::<Sha384>::new(key), digest, signature),
        Alg::Ps512 => holds(&pss::VerifyingKey::<Sha512>::new(key), digest, signature),
        _ => return Err(SignatureError::InvalidKey),
    })
}

fn holds<S>(key: &impl PrehashVerifier<S>, digest: &[u8], signature: &[u8]) -> bool
where
    S: for<'a> TryFrom<&'a [u8]>,
{
    S::try_from(signature).is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
}
