use alloc::format;
use alloc::vec::Vec;

use super::super::samples::{document, ec, ed25519, oct, rsa, set, with};
use super::*;
use crate::json::{JsonError, Object};

fn fetched(keys: impl IntoIterator<Item = Object>) -> Result<KeySet, ProviderError> {
    KeySet::parse(document(keys).as_bytes(), SymmetricKeys::Refuse)
}

fn named(key: Object, kid: &str) -> Object {
    with(key, "kid", kid)
}

#[test]
fn a_bad_key_is_skipped_and_the_others_are_used() {
    let keys = [
        with(rsa(), "use", "enc"),
        with(rsa(), "n", "AQAB"),
        named(rsa(), "good"),
        with(ec("P-256"), "y", "AA"),
        with(ed25519(), "kty", "AKP"),
        named(ed25519(), "good too"),
    ];
    let set = fetched(keys).unwrap();
    let kids: Vec<_> = set.iter().map(|key| key.kid().unwrap()).collect();
    assert_eq!(kids, ["good", "good too"]);
    assert_eq!(
        set.skipped(),
        [
            KeyError::NotForVerification,
            KeyError::RsaModulusSize,
            KeyError::MemberInvalid("y"),
            KeyError::UnsupportedType,
        ]
    );
}

#[test]
fn an_element_that_is_no_object_is_skipped() {
    let text = document([rsa()]).replace("[{", r#"[1,null,"x",[],{"#);
    let set = KeySet::parse(text.as_bytes(), SymmetricKeys::Refuse).unwrap();
    assert_eq!(set.skipped(), [KeyError::NotAnObject; 4]);
}

#[test]
fn a_set_without_a_usable_key_is_refused() {
    for keys in [Vec::new(), [with(rsa(), "use", "enc")].into()] {
        assert_eq!(fetched(keys).unwrap_err(), ProviderError::NoUsableKey);
    }
}

#[test]
fn symmetric_keys_of_a_fetched_set_are_used_only_when_that_is_asked_for() {
    let text = document([named(with(oct(32), "alg", "HS256"), "a")]);
    let refused = KeySet::parse(text.as_bytes(), SymmetricKeys::Refuse).unwrap_err();
    assert_eq!(refused, ProviderError::OnlySymmetricKeys);
    assert!(format!("{refused}").contains("danger_symmetric_jwks"));
    let set = KeySet::parse(text.as_bytes(), SymmetricKeys::DangerAccept).unwrap();
    assert!(set.select(Alg::Hs256, Some("a")).is_ok());
    assert!(KeySet::from_static(text.as_bytes()).is_ok());
}

#[test]
fn a_set_that_mixes_symmetric_and_public_keys_is_refused() {
    let mixed = ProviderError::KeySetInvalid(KeySetFault::MixedKeys);
    // Also when one side of the mixture could not be used anyway.
    for symmetric in [oct(32), oct(3), with(oct(32), "use", "enc")] {
        for public in [rsa(), with(rsa(), "use", "enc"), ec("P-256"), ed25519()] {
            for keys in [
                [symmetric.clone(), public.clone()],
                [public.clone(), symmetric.clone()],
            ] {
                let text = document(keys);
                for accept in [SymmetricKeys::Refuse, SymmetricKeys::DangerAccept] {
                    assert_eq!(KeySet::parse(text.as_bytes(), accept).unwrap_err(), mixed);
                }
                assert_eq!(KeySet::from_static(text.as_bytes()).unwrap_err(), mixed);
            }
        }
    }
}

#[test]
fn two_usable_keys_of_one_kid_refuse_the_set() {
    let duplicate = ProviderError::KeySetInvalid(KeySetFault::DuplicateKid);
    assert_eq!(
        fetched([named(rsa(), "a"), named(rsa(), "a")]).unwrap_err(),
        duplicate
    );
    assert_eq!(
        fetched([named(rsa(), "a"), named(ed25519(), "a")]).unwrap_err(),
        duplicate
    );
    assert_eq!(
        fetched([named(rsa(), ""), named(ed25519(), "")]).unwrap_err(),
        duplicate
    );
    assert!(fetched([named(rsa(), "a"), named(rsa(), "A"), rsa(), rsa()]).is_ok());
    // A provider that encrypts and signs under one `kid` leaves nothing to guess.
    assert!(fetched([named(with(rsa(), "use", "enc"), "a"), named(rsa(), "a")]).is_ok());
}

#[test]
fn a_key_that_cannot_be_read_takes_its_kid_along() {
    let duplicate = ProviderError::KeySetInvalid(KeySetFault::DuplicateKid);
    let broken = || with(rsa(), "n", "AQAB");
    for keys in [
        [named(rsa(), "a"), named(broken(), "a")],
        [named(broken(), "a"), named(rsa(), "a")],
        [
            named(with(rsa(), "use", "sig"), "a"),
            named(with(rsa(), "e", "AQ"), "a"),
        ],
    ] {
        assert_eq!(fetched(keys).unwrap_err(), duplicate);
    }
    let secrets = [named(oct(64), "a"), named(with(oct(64), "k", "AB"), "a")];
    assert_eq!(
        KeySet::from_static(document(secrets).as_bytes()).unwrap_err(),
        duplicate
    );
    // Of another type, it is an alternative that is not known here (RFC 7517 §4.5).
    let unknown = named(with(ec("P-256"), "crv", "secp256k1"), "a");
    assert!(fetched([named(rsa(), "a"), unknown]).is_ok());
    assert!(
        fetched([
            named(rsa(), "a"),
            named(broken(), "b"),
            named(broken(), "b")
        ])
        .is_ok()
    );
    let encrypts = named(with(broken(), "use", "enc"), "a");
    assert!(fetched([named(rsa(), "a"), encrypts]).is_ok());
}

#[test]
fn sixty_four_keys_are_taken_and_one_more_is_not() {
    let keys = |count: usize| (0..count).map(|index| named(ed25519(), &format!("{index}")));
    assert_eq!(fetched(keys(64)).unwrap().iter().len(), 64);
    let error = fetched(keys(65)).unwrap_err();
    assert_eq!(
        error,
        ProviderError::KeySetInvalid(KeySetFault::TooManyKeys)
    );
}

#[test]
fn a_document_of_128_kib_is_taken_and_one_byte_more_is_not() {
    let mut text = document([rsa()]);
    while text.len() < limits::JWK_SET {
        text.push(' ');
    }
    assert!(KeySet::from_static(text.as_bytes()).is_ok());
    text.push(' ');
    let error = KeySet::from_static(text.as_bytes()).unwrap_err();
    assert_eq!(
        error,
        ProviderError::TooLong(Document::JwkSet, limits::JWK_SET)
    );
}

#[test]
fn a_document_that_is_no_key_set_is_refused() {
    let document = Document::JwkSet;
    for (text, error) in [
        (
            "",
            ProviderError::Json(document, JsonError::Syntax { at: 0 }),
        ),
        ("[]", ProviderError::Json(document, JsonError::NotAnObject)),
        (
            "<html>",
            ProviderError::Json(document, JsonError::Syntax { at: 0 }),
        ),
        ("{}", ProviderError::MemberMissing(document, "keys")),
        (
            r#"{"keys":{}}"#,
            ProviderError::MemberInvalid(document, "keys"),
        ),
        (
            r#"{"keys":null}"#,
            ProviderError::MemberInvalid(document, "keys"),
        ),
        (
            r#"{"keys":[],"keys":[]}"#,
            ProviderError::Json(document, JsonError::DuplicateMember),
        ),
        (
            r#"{"keys":[{"kty":"oct","\u006bty":"RSA"}]}"#,
            ProviderError::Json(document, JsonError::DuplicateMember),
        ),
    ] {
        assert_eq!(
            KeySet::from_static(text.as_bytes()).unwrap_err(),
            error,
            "{text}"
        );
    }
}

#[test]
fn a_kid_selects_exactly_its_key_and_only_if_that_fits() {
    let set = set([named(rsa(), "r"), named(ec("P-256"), "e"), ed25519()]);
    assert_eq!(set.select(Alg::Rs256, Some("r")).unwrap().kid(), Some("r"));
    assert_eq!(set.select(Alg::Es256, Some("e")).unwrap().kid(), Some("e"));
    for (alg, kid) in [
        (Alg::Es256, "r"),
        (Alg::Rs256, "e"),
        (Alg::Es384, "e"),
        (Alg::Hs256, "r"),
        (Alg::Rs256, "R"),
        (Alg::Rs256, "r "),
        (Alg::Rs256, ""),
        // A key without a `kid` is never found by one.
        (Alg::EdDsa, ""),
        (Alg::EdDsa, "x"),
    ] {
        let error = set.select(alg, Some(kid)).unwrap_err();
        assert_eq!(error, TokenError::NoMatchingKey, "{alg} {kid:?}");
    }
    assert!(set.contains_kid("r") && !set.contains_kid("x") && !set.contains_kid(""));
}

#[test]
fn without_a_kid_exactly_one_key_must_fit() {
    let one_each = set([named(rsa(), "r"), named(ec("P-256"), "e"), ed25519()]);
    assert_eq!(one_each.select(Alg::Ps384, None).unwrap().kid(), Some("r"));
    assert_eq!(one_each.select(Alg::Es256, None).unwrap().kid(), Some("e"));
    assert_eq!(one_each.select(Alg::Ed25519, None).unwrap().kid(), None);
    assert_eq!(
        one_each.select(Alg::Es384, None).unwrap_err(),
        TokenError::NoMatchingKey
    );

    let two = set([named(rsa(), "a"), named(rsa(), "b")]);
    assert_eq!(
        two.select(Alg::Rs256, None).unwrap_err(),
        TokenError::AmbiguousKey
    );
    // Their own `alg` tells them apart; their `use` already did.
    let rs = with(named(rsa(), "a"), "alg", "RS256");
    let ps = with(named(rsa(), "b"), "alg", "PS256");
    let enc = with(named(rsa(), "c"), "use", "enc");
    let told_apart = set([rs, ps, enc]);
    assert_eq!(
        told_apart.select(Alg::Rs256, None).unwrap().kid(),
        Some("a")
    );
    assert_eq!(
        told_apart.select(Alg::Ps256, None).unwrap().kid(),
        Some("b")
    );
    assert_eq!(
        told_apart.select(Alg::Rs384, None).unwrap_err(),
        TokenError::NoMatchingKey
    );
}

#[test]
fn a_configured_secret_is_selected_whatever_the_kid_and_for_hmac_only() {
    let set = KeySet::from_hmac_secret(HmacKey::from_secret(&[7; 32]).unwrap());
    for kid in [None, Some(""), Some("anything")] {
        for alg in Alg::ALL {
            assert_eq!(
                set.select(alg, kid).is_ok(),
                alg == Alg::Hs256,
                "{alg} {kid:?}"
            );
        }
    }
    assert!(set.contains_kid("anything"));
}

#[test]
fn short_secrets_are_refused_at_configuration() {
    for len in 0..32 {
        let error = HmacKey::from_secret(&[7; 64][..len]).unwrap_err();
        assert_eq!(error, KeyError::TooShort { min: 32 });
    }
}
