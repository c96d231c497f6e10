use super::samples::{ec, ed25519, oct, rsa, with};
use super::*;
use alloc::vec;

fn key(object: &crate::json::Object) -> Jwk {
    parse::key(object).unwrap()
}

#[test]
fn the_type_of_a_key_decides_its_algorithms() {
    let rsa_algs = [
        Alg::Rs256,
        Alg::Rs384,
        Alg::Rs512,
        Alg::Ps256,
        Alg::Ps384,
        Alg::Ps512,
    ];
    for (object, algs) in [
        (rsa(), &rsa_algs[..]),
        (ec("P-256"), &[Alg::Es256]),
        (ec("P-384"), &[Alg::Es384]),
        (ec("P-521"), &[Alg::Es512]),
        (ed25519(), &[Alg::EdDsa, Alg::Ed25519]),
        (oct(32), &[Alg::Hs256]),
        (oct(47), &[Alg::Hs256]),
        (oct(48), &[Alg::Hs256, Alg::Hs384]),
        (oct(63), &[Alg::Hs256, Alg::Hs384]),
        (oct(64), &[Alg::Hs256, Alg::Hs384, Alg::Hs512]),
    ] {
        let key = key(&object);
        for alg in Alg::ALL {
            assert_eq!(key.fits(alg), algs.contains(&alg), "{object:?} {alg}");
        }
    }
}

#[test]
fn the_alg_of_a_key_leaves_that_one_algorithm() {
    for object in [
        rsa(),
        ec("P-256"),
        ec("P-384"),
        ec("P-521"),
        ed25519(),
        oct(64),
    ] {
        for own in Alg::ALL {
            match parse::key(&with(object.clone(), "alg", own.as_str())) {
                Ok(key) => {
                    assert!(
                        Alg::ALL
                            .into_iter()
                            .all(|alg| key.fits(alg) == (alg == own))
                    );
                    assert_eq!(key.alg(), Some(own));
                }
                Err(error) => {
                    assert_eq!(error, crate::error::KeyError::AlgMismatch);
                    assert!(!key(&object).fits(own));
                }
            }
        }
    }
}

#[test]
fn the_fingerprint_is_the_thumbprint_of_the_rfcs() {
    let fingerprint = |object| crate::base64url::encode(&key(&object).fingerprint().unwrap());
    // RFC 7638 §3.1 and RFC 8037 §A.3.
    assert_eq!(
        fingerprint(rsa()),
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    );
    assert_eq!(
        fingerprint(ed25519()),
        "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    );
    // RFC 7638 §3.2: members in lexicographic order, hashed here by hand.
    let p256 = ec("P-256");
    let member = |name| p256.get(name).and_then(crate::json::Value::as_str).unwrap();
    let text = alloc::format!(
        r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#,
        member("x"),
        member("y")
    );
    assert_eq!(
        key(&p256).fingerprint(),
        Some(crate::digest::sha256(text.as_bytes()))
    );
    assert_eq!(key(&oct(32)).fingerprint(), None);
}

#[test]
fn the_fingerprint_depends_on_the_material_only() {
    let named = with(with(rsa(), "kid", "a"), "alg", "RS256");
    assert_eq!(key(&named).fingerprint(), key(&rsa()).fingerprint());
}

#[test]
fn a_signature_has_the_length_that_its_key_calls_for() {
    for (object, lengths) in [
        (rsa(), &[256_usize][..]),
        (ec("P-256"), &[64]),
        (ec("P-384"), &[96]),
        (ec("P-521"), &[132]),
        (ed25519(), &[64]),
        (oct(32), &[32]),
        (oct(48), &[32, 48]),
        (oct(64), &[32, 48, 64]),
    ] {
        let key = key(&object);
        for length in 0..300 {
            let fits = key.material().fits_signature(&vec![1; length]);
            assert_eq!(fits, lengths.contains(&length), "{object:?} {length}");
        }
    }
}

#[test]
fn an_rsa_signature_is_a_number_below_the_modulus() {
    let key = key(&rsa());
    let KeyMaterial::Rsa(public) = key.material() else {
        panic!("{key:?}");
    };
    let modulus = public.n().to_vec();
    let mut below = modulus.clone();
    *below.last_mut().unwrap() -= 1;
    assert!(key.material().fits_signature(&below));
    assert!(!key.material().fits_signature(&modulus));
    assert!(!key.material().fits_signature(&[0xff; 256]));
}

#[test]
fn a_point_is_handed_out_as_it_was_read() {
    for crv in ["P-256", "P-384", "P-521"] {
        let object = ec(crv);
        let coordinate = |name| {
            let text = object.get(name).unwrap().as_str().unwrap();
            crate::base64url::decode(text).unwrap()
        };
        let key = key(&object);
        let KeyMaterial::Ec(point) = key.material() else {
            panic!("{key:?}");
        };
        assert_eq!(point.x(), coordinate("x"), "{crv}");
        assert_eq!(point.y(), coordinate("y"), "{crv}");
    }
    let KeyMaterial::Ed25519(point) = key(&ed25519()).material().clone() else {
        panic!("another type");
    };
    let object = ed25519();
    let x = object.get("x").unwrap().as_str().unwrap();
    assert_eq!(crate::base64url::encode(point.x()), x);
}

#[test]
fn a_symmetric_key_verifies_its_own_hmac_and_nothing_else() {
    let key = key(&oct(64));
    for alg in [Alg::Hs256, Alg::Hs384, Alg::Hs512] {
        let mac = alg.hash().hmac(&[0x5a; 64], b"a.b");
        let verify = |input: &[u8], mac: &[u8]| key.verify_hmac(alg, input, mac);
        assert_eq!(verify(b"a.b", &mac), Some(Ok(())), "{alg}");
        let invalid = Some(Err(crate::error::SignatureError::InvalidSignature));
        assert_eq!(verify(b"a.c", &mac), invalid, "{alg}");
        assert_eq!(verify(b"a.b", &mac[1..]), invalid, "{alg}");
        assert_eq!(verify(b"a.b", &[]), invalid, "{alg}");
        for bit in 0..8 {
            let mut flipped = mac.clone();
            *flipped.last_mut().unwrap() ^= 1 << bit;
            assert_eq!(verify(b"a.b", &flipped), invalid, "{alg}");
        }
    }
}

#[test]
fn an_algorithm_that_a_symmetric_key_is_not_for_is_refused_before_its_hmac() {
    let mac = |alg: Alg| alg.hash().hmac(&[0x5a; 32], b"a.b");
    let invalid = Some(Err(crate::error::SignatureError::InvalidKey));
    // Too short for it, and of another kind.
    for alg in [Alg::Hs512, Alg::Rs256, Alg::EdDsa] {
        assert_eq!(key(&oct(32)).verify_hmac(alg, b"a.b", &mac(alg)), invalid);
    }
    for object in [rsa(), ec("P-256"), ed25519()] {
        let verdict = key(&object).verify_hmac(Alg::Hs256, b"a.b", &mac(Alg::Hs256));
        assert_eq!(verdict, None, "{object:?}");
    }
}

#[test]
fn the_public_jwk_is_the_same_key_without_anything_else() {
    for object in [rsa(), ec("P-256"), ec("P-384"), ec("P-521"), ed25519()] {
        let decorated = with(with(object.clone(), "kid", "k"), "use", "sig");
        let text = key(&decorated).public_jwk().unwrap();
        let public = crate::json::parse_object(text.as_bytes()).unwrap();
        assert_eq!(public.len(), object.len());
        for (name, value) in object.iter() {
            assert_eq!(public.get(name), Some(value), "{name}");
        }
    }
    assert_eq!(key(&oct(32)).public_jwk(), None);
}
