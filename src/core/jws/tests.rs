use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::*;
use crate::alg::Alg;
use crate::json::JsonError;
use crate::jwk::samples::{ec, ed25519, oct, rsa, set, with};
use crate::jwk::{Curve, HmacKey};

fn token(header: &str, payload: &[u8], signature: &[u8]) -> String {
    let [header, payload, signature] =
        [header.as_bytes(), payload, signature].map(base64url::encode);
    format!("{header}.{payload}.{signature}")
}

fn refused(token: &str) -> TokenError {
    match CompactJws::parse(token) {
        Ok(jws) => panic!("accepted: {jws:?}"),
        Err(error) => error,
    }
}

fn refused_header(header: &str) -> TokenError {
    refused(&token(header, b"{}", &[1; 32]))
}

/// The sets of one key each, and the algorithms that their keys are for.
fn one_key_sets() -> Vec<(KeySet, Vec<Alg>)> {
    let rsa_algs = [
        Alg::Rs256,
        Alg::Rs384,
        Alg::Rs512,
        Alg::Ps256,
        Alg::Ps384,
        Alg::Ps512,
    ];
    vec![
        (set([rsa()]), rsa_algs.into()),
        (set([ec("P-256")]), vec![Alg::Es256]),
        (set([ec("P-384")]), vec![Alg::Es384]),
        (set([ec("P-521")]), vec![Alg::Es512]),
        (set([ed25519()]), vec![Alg::EdDsa, Alg::Ed25519]),
        (set([oct(32)]), vec![Alg::Hs256]),
        (set([oct(48)]), vec![Alg::Hs256, Alg::Hs384]),
        (set([oct(64)]), vec![Alg::Hs256, Alg::Hs384, Alg::Hs512]),
    ]
}

/// Bytes that look like a signature of the algorithm.
fn plausible_signature(alg: Alg) -> Vec<u8> {
    let len = match alg {
        Alg::Hs256 => 32,
        Alg::Hs384 => 48,
        Alg::Hs512 | Alg::Es256 | Alg::EdDsa | Alg::Ed25519 => 64,
        Alg::Es384 => 96,
        Alg::Es512 => 132,
        _ => 256,
    };
    vec![1; len]
}

#[test]
fn the_example_of_rfc_7515_goes_all_the_way() {
    // Appendix A.1, which has line breaks in its header.
    let text = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\
                eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
                dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let secret = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75\
                  aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    let key = HmacKey::from_secret(&base64url::decode(secret).unwrap()).unwrap();
    let keys = KeySet::from_hmac_secret(key);

    let jws = CompactJws::parse(text).unwrap();
    assert_eq!(jws.unverified_header().typ(), Some("JWT"));
    assert_eq!(jws.unverified_header().kid(), None);
    let selected = jws.select(&keys, AlgSet::ALL).unwrap();
    assert_eq!(selected.alg(), Alg::Hs256);
    assert_eq!(selected.signing_input(), text.rsplit_once('.').unwrap().0);
    let crate::jwk::KeyMaterial::Hmac(secret) = selected.key().material() else {
        panic!("not HMAC")
    };
    let signature = hmac_sha256::HMAC::mac(selected.signing_input(), secret.expose());
    assert_eq!(selected.signature(), signature);

    let verified = selected.conclude(Ok(())).unwrap();
    assert_eq!(verified.header().alg(), Alg::Hs256);
    assert!(verified.payload().starts_with(b"{\"iss\":\"joe\""));
    let claims = verified.claims_object().unwrap();
    assert_eq!(claims.get("iss").and_then(json::Value::as_str), Some("joe"));
}

#[test]
fn every_algorithm_finds_keys_of_its_own_type_only() {
    for alg in Alg::ALL {
        let header = format!(r#"{{"alg":"{alg}"}}"#);
        let token = token(&header, b"{}", &plausible_signature(alg));
        for (keys, algs) in one_key_sets() {
            let jws = CompactJws::parse(&token).unwrap();
            let result = jws
                .select(&keys, AlgSet::ALL)
                .map(|selected| selected.alg());
            let fits = algs.contains(&alg);
            let expected = if fits {
                Ok(alg)
            } else {
                Err(TokenError::NoMatchingKey)
            };
            assert_eq!(result, expected, "{alg} {keys:?}");
        }
    }
}

#[test]
fn a_public_key_is_never_an_hmac_secret() {
    // Whatever the attacker takes for the secret, the token never comes to a verifier.
    for alg in [Alg::Hs256, Alg::Hs384, Alg::Hs512] {
        for key in [rsa(), ec("P-256"), ec("P-384"), ec("P-521"), ed25519()] {
            let keys = set([with(key, "kid", "k")]);
            for header in [
                format!(r#"{{"alg":"{alg}"}}"#),
                format!(r#"{{"alg":"{alg}","kid":"k"}}"#),
            ] {
                let token = token(&header, b"{}", &plausible_signature(alg));
                let jws = CompactJws::parse(&token).unwrap();
                let result = jws.clone().select(&keys, AlgSet::ALL);
                assert_eq!(result.unwrap_err(), TokenError::NoMatchingKey);
                let result = jws.select(&keys, AlgSet::ASYMMETRIC);
                assert_eq!(result.unwrap_err(), TokenError::AlgNotAllowed(alg));
            }
        }
    }
}

#[test]
fn only_allowed_algorithms_are_selected() {
    for alg in Alg::ALL {
        let header = format!(r#"{{"alg":"{alg}"}}"#);
        let token = token(&header, b"{}", &plausible_signature(alg));
        let (keys, _) = one_key_sets()
            .into_iter()
            .rfind(|(_, algs)| algs.contains(&alg))
            .unwrap();
        for allowed in Alg::ALL {
            let jws = CompactJws::parse(&token).unwrap();
            let result = jws.select(&keys, AlgSet::EMPTY.with(allowed)).map(|_| ());
            let expected = if allowed == alg {
                Ok(())
            } else {
                Err(TokenError::AlgNotAllowed(alg))
            };
            assert_eq!(result, expected, "{alg} where {allowed} is allowed");
        }
        let jws = CompactJws::parse(&token).unwrap();
        assert!(jws.select(&keys, AlgSet::EMPTY).is_err());
    }
}

#[test]
fn the_header_never_widens_what_the_key_allows() {
    let keys = set([with(with(rsa(), "kid", "r"), "alg", "RS256")]);
    for alg in Alg::ALL {
        for header in [
            format!(r#"{{"alg":"{alg}","kid":"r"}}"#),
            format!(r#"{{"alg":"{alg}"}}"#),
        ] {
            let token = token(&header, b"{}", &[1; 256]);
            let result = CompactJws::parse(&token)
                .unwrap()
                .select(&keys, AlgSet::ALL);
            assert_eq!(result.is_ok(), alg == Alg::Rs256, "{header}");
        }
    }
}

#[test]
fn none_is_refused_in_all_sixteen_letter_cases() {
    for case in 0..16_u32 {
        let name: String = "none"
            .chars()
            .enumerate()
            .map(|(index, c)| {
                if case >> index & 1 == 1 {
                    c.to_ascii_uppercase()
                } else {
                    c
                }
            })
            .collect();
        let header = format!(r#"{{"alg":"{name}"}}"#);
        for signature in [&[][..], &[1; 32]] {
            assert_eq!(
                refused(&token(&header, b"{}", signature)),
                TokenError::AlgUnsupported
            );
        }
    }
}

#[test]
fn other_algorithm_names_are_refused() {
    for name in [
        "", "hs256", "RS256 ", "RS1", "ES256K", "ES521", "Ed448", "RSA-OAEP", "\\u0000",
    ] {
        let header = format!(r#"{{"alg":"{name}"}}"#);
        assert_eq!(
            refused_header(&header),
            TokenError::AlgUnsupported,
            "{name}"
        );
    }
    for header in [
        "{}",
        r#"{"alg":null}"#,
        r#"{"alg":["HS256"]}"#,
        r#"{"alg":256}"#,
        r#"{"alg":{"alg":"HS256"}}"#,
        r#"{"Alg":"HS256"}"#,
        r#"{"typ":"JWT"}"#,
    ] {
        assert_eq!(refused_header(header), TokenError::AlgMissing, "{header}");
    }
}

#[test]
fn any_crit_is_refused() {
    for crit in [
        "[]",
        r#"["exp"]"#,
        r#"["b64"]"#,
        r#"["alg"]"#,
        r#"["crit"]"#,
        r#"["exp","exp"]"#,
        r#"["http://example.invalid/UNDEFINED"]"#,
        r#"[""]"#,
        "[null]",
        "[1]",
        "[[]]",
        "{}",
        r#""""#,
        r#""exp""#,
        "null",
        "true",
        "false",
        "0",
    ] {
        for header in [
            format!(r#"{{"alg":"HS256","crit":{crit}}}"#),
            format!(r#"{{"\u0063rit":{crit},"alg":"HS256","exp":1}}"#),
        ] {
            assert_eq!(
                refused_header(&header),
                TokenError::HeaderForbidden("crit"),
                "{header}"
            );
        }
    }
}

#[test]
fn parameters_that_change_the_reading_are_refused_whatever_their_value() {
    for name in ["b64", "zip", "enc"] {
        for value in ["true", "false", "null", r#""DEF""#, r#""A256GCM""#, "[]"] {
            let header = format!(r#"{{"alg":"HS256","{name}":{value}}}"#);
            assert_eq!(
                refused_header(&header),
                TokenError::HeaderForbidden(name),
                "{header}"
            );
        }
    }
}

#[test]
fn keys_and_addresses_of_keys_in_the_header_are_left_alone() {
    // A token signed with the key that it carries: that key is not even a candidate.
    let header = format!(
        r#"{{"alg":"EdDSA","jwk":{},"jku":"https://evil.example/","x5u":1,"x5c":[],"x5t":null}}"#,
        crate::jwk::samples::ED25519
    );
    let token = token(&header, b"{}", &plausible_signature(Alg::EdDsa));
    let jws = CompactJws::parse(&token).unwrap();
    assert!(jws.unverified_header().object().contains("jku"));
    assert_eq!(
        jws.select(&set([rsa()]), AlgSet::ALL).unwrap_err(),
        TokenError::NoMatchingKey
    );
}

#[test]
fn kid_and_typ_are_strings_and_a_kid_has_at_most_256_bytes() {
    for name in ["kid", "typ"] {
        for value in ["1", "null", "true", "[]", "{}", r#"["a"]"#] {
            let header = format!(r#"{{"alg":"HS256","{name}":{value}}}"#);
            assert_eq!(
                refused_header(&header),
                TokenError::HeaderInvalid(name),
                "{header}"
            );
        }
    }
    let header = |kid: &str| format!(r#"{{"alg":"HS256","kid":"{kid}","typ":"at+jwt"}}"#);
    let longest = token(&header(&"k".repeat(256)), b"{}", &[1; 32]);
    let jws = CompactJws::parse(&longest).unwrap();
    assert_eq!(jws.unverified_header().kid().map(str::len), Some(256));
    assert_eq!(jws.unverified_header().typ(), Some("at+jwt"));
    let error = refused_header(&header(&"k".repeat(257)));
    assert_eq!(error, TokenError::HeaderInvalid("kid"));
    // Bytes count, not characters.
    let error = refused_header(&header(&"é".repeat(129)));
    assert_eq!(error, TokenError::HeaderInvalid("kid"));
}

#[test]
fn a_kid_is_matched_exactly_or_not_at_all() {
    let keys = set([with(ed25519(), "kid", "a"), with(rsa(), "kid", "b")]);
    let select = |header: &str| {
        let token = token(header, b"{}", &plausible_signature(Alg::EdDsa));
        CompactJws::parse(&token)
            .unwrap()
            .select(&keys, AlgSet::ALL)
            .map(|selected| selected.key().kid().map(String::from))
    };
    assert_eq!(select(r#"{"alg":"EdDSA","kid":"a"}"#), Ok(Some("a".into())));
    assert_eq!(
        select(r#"{"alg":"EdDSA","kid":"\u0061"}"#),
        Ok(Some("a".into()))
    );
    assert_eq!(select(r#"{"alg":"EdDSA"}"#), Ok(Some("a".into())));
    for kid in ["A", "", "a ", "b", "*", "../a", "a\\u0000"] {
        let result = select(&format!(r#"{{"alg":"EdDSA","kid":"{kid}"}}"#));
        assert_eq!(result, Err(TokenError::NoMatchingKey), "{kid}");
    }
}

#[test]
fn without_a_kid_two_keys_that_fit_are_ambiguous() {
    let keys = set([with(rsa(), "kid", "a"), with(rsa(), "kid", "b")]);
    let token = token(
        r#"{"alg":"RS256"}"#,
        b"{}",
        &plausible_signature(Alg::Rs256),
    );
    let result = CompactJws::parse(&token)
        .unwrap()
        .select(&keys, AlgSet::ALL);
    assert_eq!(result.unwrap_err(), TokenError::AmbiguousKey);
}

#[test]
fn repeated_header_members_are_refused_in_every_spelling() {
    for header in [
        r#"{"alg":"HS256","alg":"HS256"}"#,
        r#"{"alg":"none","alg":"HS256"}"#,
        r#"{"alg":"HS256","\u0061lg":"none"}"#,
        r#"{"\u0061\u006C\u0067":"HS256","alg":"HS256"}"#,
        r#"{"alg":"HS256","kid":"a","kid":"b"}"#,
        r#"{"alg":"HS256","jwk":{"kty":"oct","\u006bty":"RSA"}}"#,
    ] {
        let error = TokenError::Json(Part::Header, JsonError::DuplicateMember);
        assert_eq!(refused_header(header), error, "{header}");
    }
}

#[test]
fn headers_that_are_no_json_object_are_refused() {
    for (header, error) in [
        ("", JsonError::Syntax { at: 0 }),
        ("[]", JsonError::NotAnObject),
        (r#""HS256""#, JsonError::NotAnObject),
        (r#"{"alg":"HS256"}x"#, JsonError::TrailingBytes),
        (r#"{"alg":"HS256"}{}"#, JsonError::TrailingBytes),
        ("\u{feff}{\"alg\":\"HS256\"}", JsonError::ByteOrderMark),
        (r#"{"alg":"HS256",}"#, JsonError::Syntax { at: 15 }),
    ] {
        assert_eq!(
            refused_header(header),
            TokenError::Json(Part::Header, error),
            "{header}"
        );
    }
    let [header, signature] =
        [&b"{\"alg\":\"HS256\",\"x\":\"\xff\"}"[..], &[1; 32]].map(base64url::encode);
    let error = TokenError::Json(Part::Header, JsonError::Utf8);
    assert_eq!(refused(&format!("{header}..{signature}")), error);
}

#[test]
fn only_three_segments_are_a_compact_jws() {
    let good = token(r#"{"alg":"HS256"}"#, b"{}", &[1; 32]);
    let [header, payload, signature] =
        <[&str; 3]>::try_from(Vec::from_iter(good.split('.'))).unwrap();
    assert!(CompactJws::parse(&good).is_ok());
    for text in [
        "",
        ".",
        header,
        &format!("{header}.{payload}"),
        &format!("{good}."),
        &format!("{good}.{signature}"),
        &format!("{good}....."),
        &format!("{good}.{good}"),
        &format!(r#"{{"protected":"{header}","payload":"{payload}","signature":"{signature}"}}"#),
        &format!(r#"{{"payload":"{payload}","signatures":[]}}"#),
    ] {
        assert_eq!(refused(text), TokenError::NotCompactJws, "{text}");
    }
    for text in ["....", &format!("{good}.."), &format!("{header}.a.b.c.d")] {
        assert_eq!(refused(text), TokenError::Encrypted, "{text}");
    }
}

#[test]
fn a_million_dots_and_a_megabyte_are_refused_for_their_length() {
    let limit = limits::TOKEN;
    let megabyte = "A".repeat(1 << 20);
    for text in [
        ".".repeat(1_000_000),
        format!("{megabyte}.e30.AA"),
        format!("e30.{megabyte}.AA"),
        format!("e30.e30.{megabyte}"),
    ] {
        assert_eq!(refused(&text), TokenError::TooLong { limit });
    }
    assert_eq!(refused(&".".repeat(limit)), TokenError::NotCompactJws);
}

#[test]
fn each_size_limit_lets_its_own_size_through() {
    let header = |len: usize| {
        // With base64url, 3 bytes make 4 characters.
        let mut header = String::from(r#"{"alg":"HS256"}"#);
        while base64url::encode(header.as_bytes()).len() < len {
            header.push(' ');
        }
        header
    };
    assert!(CompactJws::parse(&token(&header(2048), b"", &[1])).is_ok());
    assert_eq!(
        refused(&token(&header(2049), b"", &[1])),
        TokenError::TooLong {
            limit: limits::JOSE_HEADER
        }
    );
    assert!(CompactJws::parse(&token(r#"{"alg":"HS256"}"#, b"", &[1; 1024])).is_ok());
    assert_eq!(
        refused(&token(r#"{"alg":"HS256"}"#, b"", &[1; 1025])),
        TokenError::TooLong {
            limit: limits::SIGNATURE
        }
    );

    let empty = token(r#"{"alg":"HS256"}"#, b"", &[1; 32]);
    let (signing_input, signature) = empty.rsplit_once('.').unwrap();
    let of_len = |len: usize| {
        format!(
            "{signing_input}{}.{signature}",
            "A".repeat(len - empty.len())
        )
    };
    // The payload's own length must be one that base64url has.
    let longest = (limits::TOKEN - 3..=limits::TOKEN)
        .rfind(|len| (len - empty.len()) % 4 != 1)
        .unwrap();
    assert!(CompactJws::parse(&of_len(longest)).is_ok());
    assert_eq!(
        refused(&of_len(limits::TOKEN + 1)),
        TokenError::TooLong {
            limit: limits::TOKEN
        }
    );
}

#[test]
fn a_token_has_one_spelling() {
    let good = token(r#"{"alg":"HS256","kid":"1"}"#, br#"{"a":1}"#, &[0xff; 32]);
    assert!(CompactJws::parse(&good).is_ok());
    let segments: Vec<&str> = good.split('.').collect();
    for (index, part) in [Part::Header, Part::Payload, Part::Signature]
        .into_iter()
        .enumerate()
    {
        let segment = segments[index];
        let (start, last) = segment.split_at(segment.len() - 1);
        for spelling in [
            format!("{segment}="),
            format!("{segment}=="),
            format!(" {segment}"),
            format!("{segment}\n"),
            format!("{start} {last}"),
            format!("{segment}A"),
            format!("{start}+"),
            format!("{start}/"),
            format!("{start}é"),
            format!("{segment}?"),
        ] {
            let mut segments = segments.clone();
            segments[index] = &spelling;
            let text = segments.join(".");
            // One more character can also be a longer, still strict, segment of other bytes.
            match CompactJws::parse(&text) {
                Err(error) => {
                    let json = matches!(error, TokenError::Json(Part::Header, _));
                    assert!(
                        json || error == TokenError::Base64url(part),
                        "{text}: {error:?}"
                    );
                }
                Ok(jws) => assert!(
                    jws.payload != br#"{"a":1}"# || jws.signature != [0xff; 32],
                    "{text}"
                ),
            }
        }
    }
    // 32 bytes leave two unused bits in the last character: `8` has them zero, its neighbours not.
    assert!(good.ends_with('8'));
    for other in ["9", "-", "_"] {
        let text = format!("{}{other}", good.strip_suffix('8').unwrap());
        assert_eq!(refused(&text), TokenError::Base64url(Part::Signature));
    }
}

#[test]
fn an_empty_signature_is_refused_for_every_algorithm() {
    for alg in Alg::ALL {
        let header = format!(r#"{{"alg":"{alg}"}}"#);
        assert_eq!(
            refused(&token(&header, b"{}", b"")),
            TokenError::InvalidSignature
        );
    }
}

#[test]
fn signatures_of_another_length_are_refused_before_a_verifier_is_asked() {
    for alg in Alg::ALL {
        let (keys, _) = one_key_sets()
            .into_iter()
            .rfind(|(_, algs)| algs.contains(&alg))
            .unwrap();
        let header = format!(r#"{{"alg":"{alg}"}}"#);
        let right = plausible_signature(alg).len();
        for len in [
            1, 16, 20, 31, 32, 33, 47, 48, 49, 63, 64, 65, 96, 132, 255, 256, 257, 512,
        ] {
            let token = token(&header, b"{}", &vec![1; len]);
            let result = CompactJws::parse(&token)
                .unwrap()
                .select(&keys, AlgSet::ALL)
                .map(|_| ());
            let expected = if len == right {
                Ok(())
            } else {
                Err(TokenError::InvalidSignature)
            };
            assert_eq!(result, expected, "{alg} {len}");
        }
    }
}

#[test]
fn ecdsa_signatures_have_both_halves_within_the_order() {
    let orders = [
        (
            Curve::P256,
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        ),
        (
            Curve::P384,
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf\
             581a0db248b0a77aecec196accc52973",
        ),
        (
            Curve::P521,
            "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa\
             51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
        ),
    ];
    for (curve, order) in orders {
        let order = crate::jwk::samples::hex(order);
        let len = order.len();
        assert_eq!(len, curve.field_len());
        let zero = vec![0; len];
        let mut one = zero.clone();
        one[len - 1] = 1;
        let mut below = order.clone();
        below[len - 1] -= 1;
        let mut above = order.clone();
        above[len - 1] += 1;
        let ones = vec![0xff; len];
        let keys = set([ec(curve.as_str())]);
        let accepted = |r: &[u8], s: &[u8]| {
            let header = format!(r#"{{"alg":"{}"}}"#, curve.alg());
            let token = token(&header, b"{}", &[r, s].concat());
            CompactJws::parse(&token)
                .unwrap()
                .select(&keys, AlgSet::ALL)
                .is_ok()
        };
        for good in [&one, &below] {
            assert!(accepted(good, &one) && accepted(&one, good), "{curve:?}");
        }
        for bad in [&zero, &order, &above, &ones] {
            assert!(!accepted(bad, &one) && !accepted(&one, bad), "{curve:?}");
        }
        assert!(!accepted(&zero, &zero), "{curve:?}");
        // One octet more or less, with both numbers in range.
        assert!(!accepted(&one, &[&[0], &one[..]].concat()), "{curve:?}");
        assert!(!accepted(&one, &one[1..]), "{curve:?}");
    }
}

#[test]
fn ed25519_signatures_have_their_scalar_within_the_order() {
    let order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010";
    let keys = set([ed25519()]);
    let accepted = |scalar: &[u8]| {
        let token = token(r#"{"alg":"EdDSA"}"#, b"{}", &[&[7; 32], scalar].concat());
        CompactJws::parse(&token)
            .unwrap()
            .select(&keys, AlgSet::ALL)
            .is_ok()
    };
    let mut scalar = crate::jwk::samples::hex(order);
    assert!(!accepted(&scalar));
    scalar[0] -= 1;
    assert!(accepted(&scalar));
    scalar[0] += 2;
    assert!(!accepted(&scalar));
    scalar[31] |= 0x80;
    assert!(!accepted(&scalar));
}

#[test]
fn a_verdict_decides_and_its_blame_is_kept_apart() {
    let keys = set([oct(32)]);
    let text = token(r#"{"alg":"HS256"}"#, b"{}", &[1; 32]);
    let selected = || {
        CompactJws::parse(&text)
            .unwrap()
            .select(&keys, AlgSet::ALL)
            .unwrap()
    };
    assert!(selected().conclude(Ok(())).is_ok());
    assert_eq!(
        selected()
            .conclude(Err(SignatureError::InvalidSignature))
            .unwrap_err(),
        VerifyError::Token(TokenError::InvalidSignature)
    );
    for error in [
        SignatureError::UnsupportedAlgorithm,
        SignatureError::InvalidKey,
        SignatureError::Unavailable,
    ] {
        let result = selected().conclude(Err(error));
        assert_eq!(result.unwrap_err(), VerifyError::Verifier(error));
    }
}

#[test]
fn the_payload_may_be_anything_until_claims_are_asked_for() {
    let keys = set([oct(32)]);
    let verified = |payload: &[u8]| {
        let token = token(r#"{"alg":"HS256"}"#, payload, &[1; 32]);
        let selected = CompactJws::parse(&token)
            .unwrap()
            .select(&keys, AlgSet::ALL)
            .unwrap();
        selected.conclude(Ok(())).unwrap()
    };
    for (payload, error) in [
        (&b""[..], JsonError::Syntax { at: 0 }),
        (b"\xff\xfe", JsonError::Utf8),
        (b"[]", JsonError::NotAnObject),
        (br#"{"sub":"a","s\u0075b":"b"}"#, JsonError::DuplicateMember),
        (br#"{"x":[{"a":1,"a":1}]}"#, JsonError::DuplicateMember),
        (b"{} {}", JsonError::TrailingBytes),
    ] {
        let jws = verified(payload);
        assert_eq!(jws.payload(), payload);
        assert_eq!(
            jws.claims_object(),
            Err(TokenError::Json(Part::Payload, error))
        );
    }
}

#[test]
fn debug_shows_neither_payload_nor_signature_nor_values_of_the_header() {
    let text = token(
        r#"{"alg":"HS256","kid":"hunter2"}"#,
        b"hunter2",
        &[0x5a; 32],
    );
    let keys = KeySet::from_hmac_secret(HmacKey::from_secret(&[0x5a; 32]).unwrap());
    let jws = CompactJws::parse(&text).unwrap();
    let compact = format!("{jws:?}");
    let selected = jws.select(&keys, AlgSet::ALL).unwrap();
    let question = format!("{selected:?}");
    let verified = format!("{:?}", selected.conclude(Ok(())).unwrap());
    for debug in [compact, question, verified] {
        assert!(!debug.contains("hunter2") && !debug.contains("90") && debug.contains("Hs256"));
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn no_text_makes_parsing_panic(text in ".{0,300}") {
            let _verdict = CompactJws::parse(&text);
        }

        #[test]
        fn no_segments_make_parsing_panic(text in "[A-Za-z0-9_=-]{0,60}(\\.[A-Za-z0-9_-]{0,60}){2,4}") {
            let _verdict = CompactJws::parse(&text);
        }

        #[test]
        fn whatever_parses_is_spelled_exactly_so(
            kid in ".{0,20}", payload in any::<Vec<u8>>(), signature in any::<[u8; 32]>(),
            at in any::<prop::sample::Index>(), with in any::<u8>(),
        ) {
            let header = format!(r#"{{"alg":"HS256","kid":{}}}"#, json::Value::from(kid));
            let mut bytes = token(&header, &payload, &signature).into_bytes();
            let at = at.index(bytes.len());
            bytes[at] = with;
            if let Ok(text) = String::from_utf8(bytes)
                && let Ok(jws) = CompactJws::parse(&text)
            {
                let (signing_input, last) = text.rsplit_once('.').unwrap();
                prop_assert_eq!(jws.signing_input, signing_input);
                prop_assert_eq!(base64url::encode(&jws.signature), last);
                prop_assert!(signing_input.ends_with(&base64url::encode(&jws.payload)));
            }
        }
    }
}

#[test]
fn the_verdict_on_an_hmac_is_given_at_once_and_on_nothing_else() {
    let header = r#"{"alg":"HS256"}"#;
    let unsigned = token(header, b"{}", &[1; 32]);
    let (signing_input, _) = unsigned.rsplit_once('.').unwrap();
    let mac = Alg::Hs256
        .hash()
        .hmac(&[0x5a; 32], signing_input.as_bytes());
    let keys = set([oct(32)]);
    let verdict = |token: &str| {
        let jws = CompactJws::parse(token).unwrap();
        jws.select(&keys, AlgSet::ALL).unwrap().hmac_verdict()
    };
    assert_eq!(verdict(&token(header, b"{}", &mac)), Some(Ok(())));
    let invalid = Some(Err(SignatureError::InvalidSignature));
    assert_eq!(verdict(&unsigned), invalid);
    assert_eq!(verdict(&token(header, b"[]", &mac)), invalid);

    let keys = set([ec("P-256")]);
    let es256 = token(
        r#"{"alg":"ES256"}"#,
        b"{}",
        &plausible_signature(Alg::Es256),
    );
    let jws = CompactJws::parse(&es256).unwrap();
    let selected = jws.select(&keys, AlgSet::ALL).unwrap();
    assert_eq!(selected.hmac_verdict(), None);
}

#[test]
fn an_rsa_signature_is_less_than_the_modulus() {
    let keys = set([rsa()]);
    let modulus = base64url::decode(rsa().get("n").unwrap().as_str().unwrap()).unwrap();
    let mut below = modulus.clone();
    *below.last_mut().unwrap() -= 1;
    let select = |signature: &[u8]| {
        let text = token(r#"{"alg":"RS256"}"#, b"{}", signature);
        let jws = CompactJws::parse(&text).unwrap();
        jws.select(&keys, AlgSet::ALL).map(|_| ())
    };
    assert_eq!(select(&below), Ok(()));
    assert_eq!(select(&modulus), Err(TokenError::InvalidSignature));
    assert_eq!(select(&[0xff; 256]), Err(TokenError::InvalidSignature));
}
