//! Any document where a provider's keys are expected.

use edgeward_core::alg::Alg;
use edgeward_core::jwk::{KeyMaterial, KeySet, SymmetricKeys};
use edgeward_core::limits;
use edgeward_jwt_simple::JwtSimpleVerifier;
use serde_json::Value;

/// Parses the set, and asks the verifier about each key. Another JSON reader agrees about what the
/// document is; no key is private, symmetric where that is refused, or there twice.
pub fn jwk_set(bytes: &[u8]) {
    let dangerous = KeySet::parse(bytes, SymmetricKeys::DangerAccept);
    let Ok(keys) = KeySet::parse(bytes, SymmetricKeys::Refuse) else {
        return;
    };
    assert!(dangerous.is_ok(), "the wider option refuses more");
    assert!(bytes.len() <= limits::JWK_SET);
    let theirs: Value = serde_json::from_slice(bytes).expect("the set is JSON");
    let elements = theirs["keys"].as_array().expect("keys is an array");
    assert!(keys.iter().len() > 0 && elements.len() <= limits::KEYS);
    assert_eq!(keys.iter().len() + keys.skipped().len(), elements.len());

    let mut kids: Vec<_> = keys.iter().filter_map(|key| key.kid()).collect();
    kids.sort_unstable();
    assert!(kids.windows(2).all(|pair| pair[0] != pair[1]), "twice");
    for key in keys.iter() {
        assert!(!matches!(key.material(), KeyMaterial::Hmac(_)));
        if let Some(kid) = key.kid() {
            assert!(kid.len() <= limits::KID && keys.contains_kid(kid));
        }
        if let KeyMaterial::Rsa(rsa) = key.material() {
            let bits =
                rsa.n().len() * 8 - rsa.n().first().map_or(0, |it| it.leading_zeros()) as usize;
            assert!((2048..=8192).contains(&bits), "{bits} bits");
        }
        for alg in Alg::ALL {
            if !key.fits(alg) {
                continue;
            }
            assert!(!alg.is_symmetric());
            // A verifier takes each key as it is, or says that it is none; nothing verifies.
            for length in [64, 96, 132, 256] {
                let verdict = JwtSimpleVerifier.verify_now(alg, key, b"a.b", &vec![1; length]);
                assert!(verdict.is_err(), "{alg:?}");
            }
        }
    }
}
