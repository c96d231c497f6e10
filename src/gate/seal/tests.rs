use super::*;
use edgeward_core::secret::Secret;
use proptest::prelude::*;

const NOW: u64 = 1_700_000_000;
const CONTEXT: Context<'_> = Context {
    name: "__Host-edgeward-session",
    origin: "https://app.example",
};

fn ring(masters: &[&str]) -> KeyRing {
    let masters: Vec<_> = masters
        .iter()
        .map(|text| Secret::new(text.repeat(32)))
        .collect();
    KeyRing::new(&masters).unwrap()
}

fn sealed(ring: &KeyRing, kind: CookieKind) -> String {
    ring.seal(kind, CONTEXT, b"content", NOW + 60, [7; 24])
        .unwrap()
}

#[test]
fn what_was_sealed_opens() {
    let ring = ring(&["a"]);
    let text = sealed(&ring, CookieKind::Session);
    assert_eq!(
        ring.open(CookieKind::Session, CONTEXT, &text, NOW).unwrap(),
        b"content"
    );
}

#[test]
fn nothing_of_the_content_shows() {
    let text = sealed(&ring(&["a"]), CookieKind::Session);
    let bytes = base64url::decode(&text).unwrap();
    assert!(!bytes.windows(7).any(|window| window == b"content"));
}

#[test]
fn an_empty_content_is_sealed_too() {
    let ring = ring(&["a"]);
    let text = ring
        .seal(CookieKind::Flow, CONTEXT, b"", NOW + 1, [7; 24])
        .unwrap();
    assert_eq!(
        ring.open(CookieKind::Flow, CONTEXT, &text, NOW).unwrap(),
        b""
    );
}

#[test]
fn it_opens_until_the_second_before_its_expiry() {
    let ring = ring(&["a"]);
    let text = sealed(&ring, CookieKind::Session);
    assert!(
        ring.open(CookieKind::Session, CONTEXT, &text, NOW + 59)
            .is_ok()
    );
    assert_eq!(
        ring.open(CookieKind::Session, CONTEXT, &text, NOW + 60),
        Err(SealError)
    );
    assert_eq!(
        ring.open(CookieKind::Session, CONTEXT, &text, u64::MAX),
        Err(SealError)
    );
}

#[test]
fn every_flip_of_one_bit_is_refused() {
    let ring = ring(&["a", "b"]);
    let bytes = base64url::decode(&sealed(&ring, CookieKind::Session)).unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let text = base64url::encode(&flipped);
        assert!(
            ring.open(CookieKind::Session, CONTEXT, &text, NOW).is_err(),
            "bit {bit}"
        );
    }
}

#[test]
fn every_flip_of_one_bit_of_the_text_is_refused() {
    let ring = ring(&["a"]);
    let text = sealed(&ring, CookieKind::Session).into_bytes();
    for bit in 0..text.len() * 8 {
        let mut flipped = text.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        if let Ok(flipped) = String::from_utf8(flipped) {
            assert!(
                ring.open(CookieKind::Session, CONTEXT, &flipped, NOW)
                    .is_err(),
                "bit {bit}"
            );
        }
    }
}

#[test]
fn a_text_cut_or_lengthened_is_refused() {
    let ring = ring(&["a"]);
    let text = sealed(&ring, CookieKind::Session);
    for length in 0..text.len() {
        assert!(
            ring.open(
                CookieKind::Session,
                CONTEXT,
                text.get(..length).unwrap(),
                NOW
            )
            .is_err()
        );
    }
    for tail in ["A", "AAAA", "=", ".", " "] {
        let longer = format!("{text}{tail}");
        assert!(
            ring.open(CookieKind::Session, CONTEXT, &longer, NOW)
                .is_err(),
            "{tail:?}"
        );
    }
}

#[test]
fn a_text_of_one_kind_is_refused_as_every_other() {
    let ring = ring(&["a"]);
    for made in CookieKind::ALL {
        let text = sealed(&ring, made);
        for used in CookieKind::ALL {
            let opened = ring.open(used, CONTEXT, &text, NOW);
            assert_eq!(opened.is_ok(), made == used, "{made:?} as {used:?}");
        }
    }
}

#[test]
fn a_text_for_another_name_or_origin_is_refused() {
    let ring = ring(&["a"]);
    let text = sealed(&ring, CookieKind::Session);
    for context in [
        Context {
            name: "__Host-edgeward-session.1",
            ..CONTEXT
        },
        Context {
            name: "",
            ..CONTEXT
        },
        Context {
            origin: "https://app.example:8443",
            ..CONTEXT
        },
        Context {
            origin: "http://app.example",
            ..CONTEXT
        },
        // The same bytes in a row, cut elsewhere.
        Context {
            name: "__Host-edgeward-sessionh",
            origin: "ttps://app.example",
        },
    ] {
        assert!(
            ring.open(CookieKind::Session, context, &text, NOW).is_err(),
            "{context:?}"
        );
    }
}

#[test]
fn while_keys_rotate_the_old_and_the_new_one_open_and_the_first_seals() {
    let (old, new) = (ring(&["a"]), ring(&["b"]));
    let rotating = ring(&["b", "a"]);
    for ring in [&old, &new] {
        let text = sealed(ring, CookieKind::Session);
        assert!(
            rotating
                .open(CookieKind::Session, CONTEXT, &text, NOW)
                .is_ok()
        );
    }
    let text = sealed(&rotating, CookieKind::Session);
    assert!(new.open(CookieKind::Session, CONTEXT, &text, NOW).is_ok());
    assert!(old.open(CookieKind::Session, CONTEXT, &text, NOW).is_err());
}

#[test]
fn a_key_that_was_taken_away_opens_nothing() {
    let text = sealed(&ring(&["a"]), CookieKind::Session);
    assert!(
        ring(&["b"])
            .open(CookieKind::Session, CONTEXT, &text, NOW)
            .is_err()
    );
}

#[test]
fn a_text_of_up_to_16_kib_opens_and_a_longer_one_does_not() {
    let ring = ring(&["a"]);
    // 49 bytes around the content, four characters for three bytes.
    let longest = SEALED / 4 * 3 - 49;
    for (length, opens) in [(longest, true), (longest + 1, false)] {
        let content = vec![0; length];
        let text = ring
            .seal(CookieKind::Session, CONTEXT, &content, NOW + 1, [7; 24])
            .unwrap();
        let opened = ring.open(CookieKind::Session, CONTEXT, &text, NOW);
        assert_eq!(opened.is_ok(), opens, "{length}");
    }
}

proptest! {
    #[test]
    fn any_content_survives(content: Vec<u8>, nonce: [u8; 24]) {
        let ring = ring(&["a"]);
        let text = ring.seal(CookieKind::Flow, CONTEXT, &content, NOW + 1, nonce).unwrap();
        prop_assert_eq!(ring.open(CookieKind::Flow, CONTEXT, &text, NOW), Ok(content));
    }

    #[test]
    fn opening_anything_never_panics_and_never_succeeds(text: String) {
        prop_assert!(ring(&["a"]).open(CookieKind::Flow, CONTEXT, &text, NOW).is_err());
    }

    #[test]
    fn opening_any_bytes_never_succeeds(mut bytes: Vec<u8>) {
        bytes.insert(0, VERSION);
        let text = base64url::encode(&bytes);
        prop_assert!(ring(&["a"]).open(CookieKind::Flow, CONTEXT, &text, NOW).is_err());
    }
}
