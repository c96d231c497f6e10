use alloc::format;
use alloc::string::String;
use alloc::vec;

use super::super::samples::{BASE_POINTS, ec, ed25519, hex, object, oct, rsa, with, without};
use super::*;

fn refused(object: &Object) -> KeyError {
    match key(object) {
        Ok(_) => panic!("accepted: {object}"),
        Err(error) => error,
    }
}

fn b64(octets: &[u8]) -> String {
    base64url::encode(octets)
}

/// An odd number of this many bits that is no power of 65537 modulo 3.
fn modulus(bits: usize) -> Vec<u8> {
    let mut octets = vec![0; bits.div_ceil(8)];
    octets[0] = 1 << ((bits - 1) % 8);
    let last = octets.len() - 1;
    octets[last] |= 1;
    if octets.iter().map(|&octet| u32::from(octet)).sum::<u32>() % 3 != 0 {
        octets[last] |= 2;
    }
    octets
}

fn rsa_with(n: &[u8], e: &[u8]) -> Object {
    with(with(rsa(), "n", b64(n)), "e", b64(e))
}

#[test]
fn moduli_of_2048_to_8192_bits_are_taken() {
    for (bits, verdict) in [
        (1024, Err(KeyError::RsaModulusSize)),
        (2047, Err(KeyError::RsaModulusSize)),
        (2048, Ok(())),
        (2049, Ok(())),
        (4096, Ok(())),
        (8192, Ok(())),
        (8193, Err(KeyError::RsaModulusSize)),
        (16384, Err(KeyError::RsaModulusSize)),
    ] {
        let result = key(&rsa_with(&modulus(bits), &[1, 0, 1])).map(|_| ());
        assert_eq!(result, verdict, "{bits}");
    }
}

#[test]
fn exponents_are_odd_and_from_3_to_below_2_to_the_32() {
    let n = modulus(2048);
    for (e, good) in [
        (&[1][..], false),
        (&[2], false),
        (&[3], true),
        (&[4], false),
        (&[17], true),
        (&[1, 0, 1], true),
        (&[1, 0, 0], false),
        (&[0xff, 0xff, 0xff, 0xff], true),
        (&[1, 0, 0, 0, 0], false),
        (&[1, 0, 0, 0, 3], false),
    ] {
        let result = key(&rsa_with(&n, e)).map(|_| ());
        assert_eq!(
            result,
            if good {
                Ok(())
            } else {
                Err(KeyError::RsaExponent)
            },
            "{e:?}"
        );
    }
}

#[test]
fn an_even_modulus_is_refused() {
    let mut n = modulus(2048);
    n[255] ^= 1;
    assert_eq!(refused(&rsa_with(&n, &[1, 0, 1])), KeyError::RsaModulusWeak);
}

#[test]
fn a_modulus_with_the_roca_fingerprint_is_refused_and_its_neighbours_are_not() {
    // 65537^128 is a power of 65537 modulo every number.
    let mut n = vec![1_u8];
    for _ in 0..128 {
        // · 65537 = the number shifted by two octets, plus itself.
        n.extend([0, 0]);
        let mut carry = 0;
        for index in (0..n.len()).rev() {
            let below = if index >= 2 { n[index - 2] } else { 0 };
            let sum = u16::from(n[index]) + u16::from(below) + carry;
            n[index] = sum.to_be_bytes()[1];
            carry = sum >> 8;
        }
        if carry > 0 {
            n.insert(0, 1);
        }
    }
    assert_eq!(n.len(), 257);
    assert_eq!(refused(&rsa_with(&n, &[1, 0, 1])), KeyError::RsaModulusWeak);
    for change in [2, 4, 6, 8] {
        let mut neighbour = n.clone();
        neighbour[256] ^= change;
        assert!(key(&rsa_with(&neighbour, &[1, 0, 1])).is_ok(), "{change}");
    }
}

#[test]
fn one_sign_octet_before_a_number_is_dropped_and_other_leading_zeros_are_refused() {
    let n = modulus(2048);
    let padded = [&[0], &n[..]].concat();
    let taken = key(&rsa_with(&padded, &[1, 0, 1])).unwrap();
    let KeyMaterial::Rsa(taken_key) = taken.material() else {
        panic!("not RSA")
    };
    assert_eq!((taken_key.n(), taken_key.e()), (&n[..], &[1, 0, 1][..]));
    let plain = key(&rsa_with(&n, &[1, 0, 1])).unwrap();
    assert_eq!(taken.fingerprint(), plain.fingerprint());

    let twice = [&[0, 0], &n[..]].concat();
    assert_eq!(
        refused(&rsa_with(&twice, &[1, 0, 1])),
        KeyError::MemberInvalid("n")
    );
    let needless = [&[0], &modulus(2047)[..]].concat();
    assert_eq!(
        refused(&rsa_with(&needless, &[1, 0, 1])),
        KeyError::MemberInvalid("n")
    );
    assert_eq!(
        refused(&rsa_with(&n, &[0, 1, 0, 1])),
        KeyError::MemberInvalid("e")
    );
    assert_eq!(refused(&rsa_with(&n, &[])), KeyError::MemberInvalid("e"));
    assert_eq!(refused(&rsa_with(&n, &[0])), KeyError::MemberInvalid("e"));
    assert_eq!(
        refused(&rsa_with(&[], &[1, 0, 1])),
        KeyError::MemberInvalid("n")
    );
}

#[test]
fn points_are_on_their_curve() {
    for (crv, x, y) in BASE_POINTS {
        assert!(key(&ec(crv)).is_ok(), "{crv}");
        let (x, y) = (hex(x), hex(y));
        let point = |x: &[u8], y: &[u8]| with(with(ec(crv), "x", b64(x)), "y", b64(y));
        for byte in [0, x.len() / 2, x.len() - 1] {
            let mut off = y.clone();
            off[byte] ^= 1;
            assert_eq!(refused(&point(&x, &off)), KeyError::NotOnCurve, "{crv}");
            let mut off = x.clone();
            off[byte] ^= 1;
            assert_eq!(refused(&point(&off, &y)), KeyError::NotOnCurve, "{crv}");
        }
        assert_eq!(refused(&point(&y, &x)), KeyError::NotOnCurve, "{crv}");
        let zero = vec![0; x.len()];
        assert_eq!(refused(&point(&zero, &zero)), KeyError::NotOnCurve, "{crv}");
        let ones = vec![0xff; x.len()];
        assert_eq!(refused(&point(&ones, &ones)), KeyError::NotOnCurve, "{crv}");
    }
}

#[test]
fn points_with_unreduced_coordinates_are_refused() {
    // On P-256 the point with x = 5 exists; so does, for a lenient reader, x = 5 + p.
    let x = hex("0000000000000000000000000000000000000000000000000000000000000005");
    let y = hex("459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc");
    let unreduced = hex("ffffffff00000001000000000000000000000001000000000000000000000004");
    let point = |x: &[u8]| with(with(ec("P-256"), "x", b64(x)), "y", b64(&y));
    assert!(key(&point(&x)).is_ok());
    assert_eq!(refused(&point(&unreduced)), KeyError::NotOnCurve);
}

#[test]
fn coordinates_have_exactly_the_length_of_the_field() {
    for (crv, x, y) in BASE_POINTS {
        for (name, value) in [("x", x), ("y", y)] {
            let value = hex(value);
            let longer = [&[0], &value[..]].concat();
            for wrong in [&value[1..], &value[..value.len() - 1], &longer, &[]] {
                let key = with(ec(crv), name, b64(wrong));
                assert_eq!(refused(&key), KeyError::MemberInvalid(name), "{crv}");
            }
        }
    }
}

#[test]
fn a_point_of_one_curve_is_not_taken_for_another() {
    for (crv, ..) in BASE_POINTS {
        for (other, ..) in BASE_POINTS.into_iter().filter(|(other, ..)| *other != crv) {
            assert_eq!(
                refused(&with(ec(crv), "crv", other)),
                KeyError::MemberInvalid("x")
            );
        }
    }
}

#[test]
fn ed25519_points_of_small_order_or_unreduced_are_refused() {
    let prime = "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f";
    for (encoded, error) in [
        ("00".repeat(32), KeyError::SmallOrder),
        (format!("01{}", "00".repeat(31)), KeyError::SmallOrder),
        (prime.replace("ed", "ec"), KeyError::SmallOrder),
        (
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05".into(),
            KeyError::SmallOrder,
        ),
        (
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a".into(),
            KeyError::SmallOrder,
        ),
        (prime.into(), KeyError::MemberInvalid("x")),
        (prime.replace("ed", "ee"), KeyError::MemberInvalid("x")),
        ("ff".repeat(32), KeyError::MemberInvalid("x")),
    ] {
        let mut octets = hex(&encoded);
        for sign in [0, 0x80] {
            octets[31] = octets[31] & 0x7f | sign;
            assert_eq!(
                refused(&with(ed25519(), "x", b64(&octets))),
                error,
                "{encoded} {sign}"
            );
        }
    }
    // Reduced, and of another order: both neighbours of the refused range.
    for good in [format!("03{}", "00".repeat(31)), prime.replace("ed", "ea")] {
        assert!(
            key(&with(ed25519(), "x", b64(&hex(&good)))).is_ok(),
            "{good}"
        );
    }
}

#[test]
fn ed25519_keys_have_32_bytes() {
    for len in [0, 31, 33, 64] {
        let key = with(ed25519(), "x", b64(&vec![7; len]));
        assert_eq!(refused(&key), KeyError::MemberInvalid("x"), "{len}");
    }
}

#[test]
fn symmetric_keys_have_32_bytes_or_more() {
    for len in [0, 1, 16, 31] {
        assert_eq!(refused(&oct(len)), KeyError::TooShort { min: 32 }, "{len}");
    }
    assert!(key(&oct(32)).is_ok());
    assert!(key(&oct(1000)).is_ok());
    // Long enough in general, not for its `alg` (RFC 7518 §3.2).
    for (len, alg) in [(47, "HS384"), (63, "HS512")] {
        assert_eq!(refused(&with(oct(len), "alg", alg)), KeyError::AlgMismatch);
        assert!(key(&with(oct(len + 1), "alg", alg)).is_ok());
    }
}

#[test]
fn private_members_refuse_public_keys() {
    for name in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
        for object in [rsa(), ec("P-256"), ed25519()] {
            assert_eq!(
                refused(&with(object, name, "AQ")),
                KeyError::PrivateMember(name)
            );
        }
    }
    assert_eq!(
        refused(&with(rsa(), "d", Value::Null)),
        KeyError::PrivateMember("d")
    );
}

#[test]
fn use_and_key_ops_are_honoured() {
    let list = |names: &[&str]| Value::from(Vec::from_iter(names.iter().copied().map(Value::from)));
    for object in [rsa(), ec("P-521"), ed25519(), oct(32)] {
        assert!(key(&with(object.clone(), "use", "sig")).is_ok());
        for wrong in ["enc", "SIG", "", "sig "] {
            let key = with(object.clone(), "use", wrong);
            assert_eq!(refused(&key), KeyError::NotForVerification);
        }
        let wrong = with(object.clone(), "use", list(&["sig"]));
        assert_eq!(refused(&wrong), KeyError::MemberInvalid("use"));

        for good in [&["verify"][..], &["sign", "verify"], &["verify", "x"]] {
            assert!(key(&with(object.clone(), "key_ops", list(good))).is_ok());
        }
        for wrong in [&[][..], &["sign"], &["encrypt", "wrapKey"], &["Verify"]] {
            let key = with(object.clone(), "key_ops", list(wrong));
            assert_eq!(refused(&key), KeyError::NotForVerification);
        }
        for invalid in [
            list(&["verify", "verify"]),
            "verify".into(),
            vec![Value::from(1)].into(),
            Value::Null,
        ] {
            let key = with(object.clone(), "key_ops", invalid);
            assert_eq!(refused(&key), KeyError::MemberInvalid("key_ops"));
        }
        let both = with(with(object, "use", "enc"), "key_ops", list(&["verify"]));
        assert_eq!(refused(&both), KeyError::NotForVerification);
    }
}

#[test]
fn unknown_types_are_refused() {
    for text in [
        r#"{"kty":"AKP","alg":"ML-DSA-44","pub":"AA"}"#,
        r#"{"kty":"rsa","n":"AQ","e":"AQ"}"#,
        r#"{"kty":"EC","crv":"secp256k1","x":"AA","y":"AA"}"#,
        r#"{"kty":"EC","crv":"p-256","x":"AA","y":"AA"}"#,
        r#"{"kty":"OKP","crv":"Ed448","x":"AA"}"#,
        r#"{"kty":"OKP","crv":"X25519","x":"AA"}"#,
        r#"{"kty":""}"#,
    ] {
        assert_eq!(refused(&object(text)), KeyError::UnsupportedType, "{text}");
    }
}

#[test]
fn missing_and_mistyped_members_are_named() {
    for (object, names) in [
        (rsa(), &["kty", "n", "e"][..]),
        (ec("P-256"), &["kty", "crv", "x", "y"]),
        (ed25519(), &["kty", "crv", "x"]),
        (oct(32), &["kty", "k"]),
    ] {
        for name in names {
            let error = refused(&without(object.clone(), name));
            assert_eq!(error, KeyError::MemberMissing(name));
            for value in [Value::Null, 1.into(), true.into(), Value::Array(vec![])] {
                let error = refused(&with(object.clone(), name, value));
                assert_eq!(error, KeyError::MemberInvalid(name));
            }
        }
        for name in ["kid", "alg", "use"] {
            let error = refused(&with(object.clone(), name, 1));
            assert_eq!(error, KeyError::MemberInvalid(name));
        }
    }
}

#[test]
fn numbers_are_strict_base64url() {
    for (object, name) in [
        (rsa(), "n"),
        (ec("P-256"), "x"),
        (ed25519(), "x"),
        (oct(32), "k"),
    ] {
        let good = object
            .get(name)
            .and_then(Value::as_str)
            .map(String::from)
            .unwrap();
        for wrong in [
            format!("{good}="),
            format!("{good}\n"),
            format!(" {good}"),
            "+/+/".into(),
        ] {
            let key = with(object.clone(), name, wrong);
            assert_eq!(refused(&key), KeyError::MemberInvalid(name));
        }
    }
}

#[test]
fn algorithms_outside_the_list_refuse_the_key() {
    for (object, alg) in [
        (rsa(), "RSA-OAEP"),
        (rsa(), "none"),
        (rsa(), ""),
        (rsa(), "rs256"),
        (ec("P-256"), "ES521"),
        (ec("P-256"), "ECDH-ES"),
        (oct(32), "A256GCM"),
        (oct(32), "A256KW"),
    ] {
        assert_eq!(
            refused(&with(object, "alg", alg)),
            KeyError::AlgMismatch,
            "{alg}"
        );
    }
}

#[test]
fn a_kid_has_at_most_256_bytes() {
    let longest = "k".repeat(256);
    assert_eq!(
        key(&with(rsa(), "kid", &*longest)).unwrap().kid(),
        Some(&*longest)
    );
    let longer = with(rsa(), "kid", "k".repeat(257));
    assert_eq!(refused(&longer), KeyError::MemberInvalid("kid"));
}

#[test]
fn other_members_are_ignored() {
    let text = r#"{"x5u":"https://evil.example/","x5c":["x"],"x5t":1,"ext":true,"iat":{}}"#;
    let extra = object(text);
    let object = extra
        .iter()
        .fold(rsa(), |key, (name, value)| with(key, name, value.clone()));
    assert!(key(&object).is_ok());
}

#[test]
fn debug_does_not_show_a_secret() {
    let secret = b"hunter2-hunter2-".repeat(2);
    let key = key(&with(oct(32), "k", b64(&secret))).unwrap();
    assert!(format!("{key:?}").contains("HmacKey([redacted])"));
    assert!(!format!("{key:?}").contains(&format!("{}", secret[0])));
}
