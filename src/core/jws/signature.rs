//! What a signature must look like before a verifier is asked.
//!
//! Verifiers differ in what they refuse by themselves; CVE-2022-21449 was one that took r = s = 0.

use crate::alg::Alg;
use crate::jwk::{Jwk, KeyMaterial, is_ed25519_scalar};

/// Whether `signature` is one that a key like this could have made with `alg`.
pub(super) fn is_well_formed(alg: Alg, key: &Jwk, signature: &[u8]) -> bool {
    match key.material() {
        // RFC 7518 §3.2: the whole hash, never a truncated one.
        KeyMaterial::Hmac(_) => signature.len() == alg.hash().output_len(),
        // RFC 8017 §8.1.2 and §8.2.2: as many octets as the modulus; §5.2.2: a number less than it.
        KeyMaterial::Rsa(key) => signature.len() == key.n().len() && signature < key.n(),
        // RFC 7518 §3.4: r and s one after the other, each as long as the curve's field; not DER.
        KeyMaterial::Ec(key) => {
            let curve = key.curve();
            signature.len() == 2 * curve.field_len()
                && signature
                    .split_at_checked(curve.field_len())
                    .is_some_and(|(r, s)| curve.is_scalar(r) && curve.is_scalar(s))
        }
        // RFC 8032 §5.1.7.
        KeyMaterial::Ed25519(_) => signature
            .split_at_checked(32)
            .is_some_and(|(_, s)| is_ed25519_scalar(s)),
    }
}
