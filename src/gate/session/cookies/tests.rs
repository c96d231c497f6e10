use super::*;
use crate::session::record::tests::session;
use edgeward_core::base64url;
use edgeward_core::secret::Secret;
use proptest::prelude::*;
use std::collections::BTreeMap;

const NOW: u64 = 1_700_000_000;
const ORIGIN: &str = "https://gate.example";
const BASE: &str = CookieName::SESSION;

/// What a browser keeps, by name.
#[derive(Clone, Default)]
struct Jar(BTreeMap<String, String>);

impl Jar {
    fn of(cookies: &[SetCookie]) -> Self {
        let mut jar = Self::default();
        jar.apply(cookies);
        jar
    }

    fn apply(&mut self, cookies: &[SetCookie]) {
        for cookie in cookies {
            let (name, value) = cookie
                .as_str()
                .split(';')
                .next()
                .unwrap()
                .split_once('=')
                .unwrap();
            if cookie.as_str().contains("; Max-Age=0;") {
                self.0.remove(name);
            } else {
                self.0.insert(name.into(), value.into());
            }
        }
    }

    fn header(&self) -> String {
        let pairs: Vec<_> = self
            .0
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    fn open(&self) -> OpenedSession {
        open(&self.header())
    }
}

fn keys() -> KeyRing {
    KeyRing::new(&[Secret::new("k".repeat(32))]).unwrap()
}

fn open(header: &str) -> OpenedSession {
    Session::open(&keys(), ORIGIN, &Cookies::parse([header]).unwrap(), NOW)
}

fn seal(session: &Session) -> Vec<SetCookie> {
    session.seal(&keys(), ORIGIN, NOW, [7; 24]).unwrap()
}

/// A session whose refresh token has this many bytes.
fn sized(bytes: usize) -> Session {
    Session {
        refresh_token: Some(Secret::new("r".repeat(bytes))),
        ..session()
    }
}

fn is(opened: &OpenedSession, session: &Session) -> bool {
    matches!(opened, OpenedSession::Session(opened) if **opened == *session)
}

/// Sessions that take one to four cookies.
const SIZES: [usize; 4] = [10, 4_000, 7_000, 10_000];

#[test]
fn a_session_of_one_to_four_cookies_opens() {
    for (index, size) in SIZES.into_iter().enumerate() {
        let jar = Jar::of(&seal(&sized(size)));
        assert_eq!(jar.0.len(), index + 1);
        assert!(is(&jar.open(), &sized(size)), "{size}");
    }
}

#[test]
fn no_cookie_is_larger_than_4096_bytes_and_all_are_within_16_kib() {
    for size in (0..12_000).step_by(97) {
        let Ok(cookies) = sized(size).seal(&keys(), ORIGIN, NOW, [7; 24]) else {
            continue;
        };
        assert_eq!(cookies.len(), CHUNKS);
        assert!(
            cookies.iter().all(|cookie| cookie.as_str().len() <= 4096),
            "{size}"
        );
        assert!(
            cookies
                .iter()
                .map(|cookie| cookie.as_str().len())
                .sum::<usize>()
                <= 16 * 1024
        );
        assert!(is(&Jar::of(&cookies).open(), &sized(size)), "{size}");
    }
}

#[test]
fn the_cookie_lives_until_the_session_ends() {
    let cookies = seal(&session());
    assert!(
        cookies[0].as_str().contains("; Max-Age=28800; "),
        "{}",
        cookies[0].as_str()
    );
    let header = Jar::of(&cookies).header();
    let cookies = Cookies::parse([header.as_str()]).unwrap();
    let at = |now| Session::open(&keys(), ORIGIN, &cookies, now);
    assert!(is(&at(NOW + 28_799), &session()));
    assert_eq!(at(NOW + 28_800), OpenedSession::Refused);
}

#[test]
fn a_session_whose_tokens_expired_and_cannot_be_renewed_is_refused() {
    let session = Session {
        refresh_token: None,
        ..session()
    };
    let header = Jar::of(&seal(&session)).header();
    let cookies = Cookies::parse([header.as_str()]).unwrap();
    assert!(is(
        &Session::open(&keys(), ORIGIN, &cookies, NOW + 299),
        &session
    ));
    assert_eq!(
        Session::open(&keys(), ORIGIN, &cookies, NOW + 300),
        OpenedSession::Refused
    );
}

#[test]
fn without_cookies_there_is_no_session() {
    assert_eq!(open(""), OpenedSession::Absent);
    assert_eq!(
        open("a=1; __Host-edgeward-session.9=x; edgeward-session=y"),
        OpenedSession::Absent
    );
}

#[test]
fn a_smaller_session_clears_the_chunks_of_a_larger_one() {
    for before in SIZES {
        for after in SIZES {
            let mut jar = Jar::of(&seal(&sized(before)));
            jar.apply(&seal(&sized(after)));
            assert!(is(&jar.open(), &sized(after)), "{before} then {after}");
        }
    }
}

#[test]
fn clearing_leaves_nothing() {
    for size in SIZES {
        let mut jar = Jar::of(&seal(&sized(size)));
        jar.apply(&Session::clear());
        assert_eq!(jar.header(), "");
    }
}

#[test]
fn a_missing_chunk_is_refused() {
    for size in SIZES {
        let jar = Jar::of(&seal(&sized(size)));
        for name in jar.0.keys().skip(usize::from(jar.0.len() == 1)) {
            let mut less = jar.clone();
            less.0.remove(name);
            assert_eq!(less.open(), OpenedSession::Refused, "{size} without {name}");
        }
    }
}

#[test]
fn a_leftover_chunk_is_refused() {
    let large = Jar::of(&seal(&sized(10_000)));
    for size in &SIZES[..3] {
        let jar = Jar::of(&seal(&sized(*size)));
        for (name, value) in large
            .0
            .iter()
            .filter(|(name, _)| !jar.0.contains_key(*name))
        {
            let mut more = jar.clone();
            more.0.insert(name.clone(), value.clone());
            assert_eq!(more.open(), OpenedSession::Refused, "{size} with {name}");
            more.0.insert(name.clone(), String::new());
            assert_eq!(
                more.open(),
                OpenedSession::Refused,
                "{size} with an empty {name}"
            );
        }
    }
}

#[test]
fn chunks_of_two_sessions_are_never_mixed() {
    let one = Jar::of(&sized(10_000).seal(&keys(), ORIGIN, NOW, [1; 24]).unwrap());
    let other = Jar::of(&sized(10_000).seal(&keys(), ORIGIN, NOW, [2; 24]).unwrap());
    for mask in 0..16_u8 {
        let mut mixed = one.clone();
        for (bit, (name, value)) in other.0.iter().enumerate() {
            if mask & (1 << bit) != 0 {
                mixed.0.insert(name.clone(), value.clone());
            }
        }
        let whole = mask == 0 || mask == 15;
        assert_eq!(is(&mixed.open(), &sized(10_000)), whole, "{mask:b}");
    }
}

#[test]
fn chunks_in_another_order_are_refused() {
    let jar = Jar::of(&seal(&sized(10_000)));
    let mut swapped = jar.clone();
    swapped
        .0
        .insert(format!("{BASE}.1"), jar.0[&format!("{BASE}.2")].clone());
    swapped
        .0
        .insert(format!("{BASE}.2"), jar.0[&format!("{BASE}.1")].clone());
    assert_eq!(swapped.open(), OpenedSession::Refused);
}

#[test]
fn a_chunk_that_is_there_twice_is_refused() {
    for size in SIZES {
        let jar = Jar::of(&seal(&sized(size)));
        for (name, value) in &jar.0 {
            for header in [
                format!("{}; {name}={value}", jar.header()),
                format!("{name}=tossed; {}", jar.header()),
            ] {
                assert_eq!(
                    open(&header),
                    OpenedSession::Refused,
                    "{size}: {name} twice"
                );
            }
        }
    }
}

#[test]
fn the_count_must_be_right() {
    let jar = Jar::of(&seal(&session()));
    let value = &jar.0[BASE];
    let text = value.strip_prefix('1').unwrap();
    for count in ["", "0", "2", "3", "4", "5", "9", "01", "11", "-1", "A"] {
        assert_eq!(
            open(&format!("{BASE}={count}{text}")),
            OpenedSession::Refused,
            "{count:?}"
        );
    }
}

#[test]
fn every_flip_of_one_bit_of_a_session_is_refused() {
    let jar = Jar::of(&seal(&session()));
    let value = jar.0[BASE].strip_prefix('1').unwrap();
    let bytes = base64url::decode(value).unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let header = format!("{BASE}=1{}", base64url::encode(&flipped));
        assert_eq!(open(&header), OpenedSession::Refused, "bit {bit}");
    }
}

#[test]
fn another_origin_or_key_finds_no_session() {
    let header = Jar::of(&seal(&session())).header();
    let cookies = Cookies::parse([header.as_str()]).unwrap();
    let other = KeyRing::new(&[Secret::new("o".repeat(32))]).unwrap();
    assert_eq!(
        Session::open(&keys(), "https://other.example", &cookies, NOW),
        OpenedSession::Refused
    );
    assert_eq!(
        Session::open(&other, ORIGIN, &cookies, NOW),
        OpenedSession::Refused
    );
    let both = [Secret::new("o".repeat(32)), Secret::new("k".repeat(32))];
    let both = KeyRing::new(&both).unwrap();
    assert!(is(&Session::open(&both, ORIGIN, &cookies, NOW), &session()));
}

#[test]
fn the_id_token_goes_first_when_there_is_no_room() {
    let session = Session {
        id_token: Some(Secret::new("i".repeat(3_000))),
        ..sized(10_000)
    };
    let opened = Jar::of(&seal(&session)).open();
    assert!(is(
        &opened,
        &Session {
            id_token: None,
            ..session
        }
    ));
    let fits = Session {
        id_token: Some(Secret::new("i".repeat(3_000))),
        ..sized(7_000)
    };
    assert!(is(&Jar::of(&seal(&fits)).open(), &fits));
}

#[test]
fn the_largest_session_fits_and_one_byte_more_does_not() {
    let bare = |bytes| Session {
        id_token: None,
        ..sized(bytes)
    };
    let fits = |bytes: &usize| bare(*bytes).seal(&keys(), ORIGIN, NOW, [7; 24]).is_ok();
    let largest = (10_000..13_000).rev().find(fits).unwrap();
    assert!(largest > 11_500, "{largest}");
    let jar = Jar::of(&seal(&bare(largest)));
    assert!(is(&jar.open(), &bare(largest)));
    assert_eq!(
        bare(largest + 1)
            .seal(&keys(), ORIGIN, NOW, [7; 24])
            .unwrap_err(),
        SessionTooLarge
    );
}

#[test]
fn no_value_of_another_kind_opens_as_a_session() {
    let keys = keys();
    let record = session().record();
    for kind in CookieKind::ALL {
        let text = keys
            .seal(kind, context(ORIGIN), &record, NOW + 60, [7; 24])
            .unwrap();
        let opened = open(&format!("{BASE}=1{text}"));
        assert_eq!(
            is(&opened, &session()),
            kind == CookieKind::Session,
            "{kind:?}"
        );
    }
}

#[test]
fn nothing_of_the_session_shows_in_the_cookies() {
    let header = Jar::of(&seal(&session())).header();
    let bytes = base64url::decode(header.split_once("=1").unwrap().1).unwrap();
    for secret in ["refresh-token", "ada@example.org", "subject"] {
        assert!(!header.contains(secret));
        assert!(
            !bytes
                .windows(secret.len())
                .any(|window| window == secret.as_bytes())
        );
    }
}

proptest! {
    #[test]
    fn opening_anything_never_panics(header in "(__Host-edgeward-session(\\.[0-9])?=[0-9A-Za-z_-]{0,9}; ){0,6}") {
        let opened = open(&header);
        prop_assert!(!matches!(opened, OpenedSession::Session(_)));
    }
}
