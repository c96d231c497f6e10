use super::*;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use proptest::prelude::*;
use url::Url;

/// What a payload may start with.
const STARTS: [&str; 41] = [
    "",
    "/",
    "//",
    "///",
    "////",
    "\\",
    "\\\\",
    "/\\",
    "\\/",
    "/\\/",
    "//\\",
    "/\t/",
    "/\n/",
    "/\r/",
    "/\r\n/",
    "\t//",
    " //",
    "/ /",
    "/%09/",
    "/%0a/",
    "/%0d%0a/",
    "/%00/",
    "/%20/",
    "/%2f/",
    "/%2F",
    "/%252f/",
    "/%25252f/",
    "/%5c",
    "/%5C/",
    "/%255c",
    "/./",
    "/.//",
    "/..//",
    "/x/..//",
    "/%2e//",
    "/%2e%2e//",
    "/;//",
    "/?//",
    "/#//",
    "/\u{ff0f}",
    "/%c0%af/",
];

/// What may follow: another host, in the ways in which one is written.
const HOSTS: [&str; 28] = [
    "evil.example",
    "evil.example/",
    "evil.example/%2f..",
    "evil.example\\@gate.example",
    "evil.example%00.gate.example",
    "evil.example#@gate.example",
    "evil.example?gate.example",
    "evil.example;gate.example",
    "gate.example@evil.example",
    "gate.example:443@evil.example",
    "gate.example%40evil.example",
    "gate.example.evil.example",
    "gate.example%252eevil.example",
    "evil%2eexample",
    "evil。example",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "2130706433",
    "0x7f000001",
    "127.1",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http:\\\\evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "java\nscript:alert(1)",
];

/// Payloads that are whole by themselves.
const WHOLE: [&str; 22] = [
    "",
    "?",
    "#",
    "evil.example",
    "https://gate.example.evil.example/",
    "https://gate.example@evil.example/",
    "https://gate.example/",
    "ftp://evil.example",
    "vbscript:x",
    "mailto:a@evil.example",
    "blob:https://evil.example/x",
    "///evil.example/..",
    "/\u{0}/evil.example",
    "/\u{7f}/evil.example",
    "/\u{2028}/evil.example",
    "\u{feff}//evil.example",
    "\u{a0}//evil.example",
    "%2f%2fevil.example",
    "%68ttps://evil.example",
    "/%%32%66evil.example",
    "/%u002f/evil.example",
    "/%e0%80%af/evil.example",
];

fn payloads() -> Vec<String> {
    let mut payloads: Vec<_> = WHOLE.iter().map(ToString::to_string).collect();
    for start in STARTS {
        for host in HOSTS {
            payloads.push(format!("{start}{host}"));
            payloads.push(format!("{start}{start}{host}"));
            payloads.push(format!("/a{start}{host}"));
            payloads.push(format!("/a?b={start}{host}"));
        }
    }
    payloads
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let octet = tail
            .get(..2)
            .filter(|_| *first == b'%')
            .and_then(|digits| str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(octet.unwrap_or(*first));
        rest = if octet.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Every reading of an accepted target that a browser or a proxy on the way could have.
fn readings(target: &str) -> Vec<String> {
    let path = target.split(['?', '#']).next().unwrap();
    let (once, twice) = (decode(path), decode(&decode(path)));
    vec![
        target.into(),
        decode(target),
        decode(&decode(target)),
        once,
        twice,
    ]
}

fn stays_here(target: &str) -> bool {
    let base = Url::parse("https://gate.example/auth/callback").unwrap();
    readings(target).iter().all(|reading| {
        base.join(reading)
            .is_ok_and(|url| url.origin() == base.origin())
    })
}

#[test]
fn no_payload_leads_to_another_origin() {
    let payloads = payloads();
    assert!(payloads.len() > 4_000, "{}", payloads.len());
    let external: Vec<_> = payloads
        .iter()
        .filter_map(|payload| ReturnTarget::parse(payload))
        .filter(|target| !stays_here(target.as_str()))
        .collect();
    assert_eq!(external, []);
}

#[test]
fn the_corpus_bites_a_careless_parser() {
    let careless = |payload: &&String| payload.starts_with('/') && !payload.starts_with("//");
    let external = payloads()
        .iter()
        .filter(careless)
        .filter(|text| !stays_here(text))
        .count();
    assert!(external > 100, "{external}");
}

#[test]
fn honest_targets_are_kept() {
    for target in [
        "/",
        "/me",
        "/me/",
        "/a/b.c/d-e_f~g",
        "/search?q=a%2Fb%5Cc&next=//x&u=https://other.example/",
        "/caf%C3%A9/a%20b",
        "/app?x=1#/inbox/3",
        "/#top",
        "/?",
    ] {
        assert_eq!(
            ReturnTarget::parse(target)
                .map(|target| target.0)
                .as_deref(),
            Some(target)
        );
    }
}

#[test]
fn the_path_is_canonical() {
    let target = ReturnTarget::parse("/%61dm%69n?%61").unwrap();
    assert_eq!(target.as_str(), "/admin?%61");
}

#[test]
fn what_is_not_a_local_path_is_refused() {
    for text in [
        "",
        "me",
        "//",
        "//me",
        "/\\me",
        "\\me",
        "https://gate.example/me",
        "/a/../b",
        "/%09/",
        "/%5c",
        "/%2f/evil",
        "/a b",
        "/ä",
        "/a\r\nx: y",
        "/a?b\rc",
        "/a#b\\c",
        "/a?b\tc",
    ] {
        assert_eq!(ReturnTarget::parse(text), None, "{text:?}");
    }
}

#[test]
fn a_target_has_at_most_1024_bytes() {
    let longest = format!("/{}", "a".repeat(TARGET - 1));
    assert!(ReturnTarget::parse(&longest).is_some());
    assert_eq!(ReturnTarget::parse(&format!("{longest}a")), None);
    assert_eq!(ReturnTarget::parse(&format!("/?{longest}")), None);
    // Canonical spelling may be longer.
    let brackets = format!("/{}", "[".repeat(TARGET - 1));
    assert_eq!(ReturnTarget::parse(&brackets), None);
}

#[test]
fn the_default_is_the_root() {
    assert_eq!(ReturnTarget::default().as_str(), "/");
}

#[test]
fn a_target_under_a_prefix_is_recognised() {
    for (target, is_under) in [
        ("/auth", true),
        ("/auth/", true),
        ("/auth/login?return_to=/", true),
        ("/AUTH/logout", true),
        ("/auth?x", true),
        ("/auth#x", true),
        ("/%61uth/login", true),
        ("/authors", false),
        ("/a", false),
        ("/me?/auth/", false),
        ("/", false),
    ] {
        let target = ReturnTarget::parse(target).unwrap();
        assert_eq!(target.is_under("/auth"), is_under, "{target:?}");
    }
}

proptest! {
    #[test]
    fn parsing_anything_never_panics(text: String) {
        let _ = ReturnTarget::parse(&text);
    }

    #[test]
    fn whatever_is_accepted_stays_here(text in r"/([/\\.;?#@:%]|%2[fFeE5]|%5[cC]|%09|[a-z ]|é){0,12}") {
        if let Some(target) = ReturnTarget::parse(&text) {
            prop_assert!(stays_here(target.as_str()), "{:?}", target);
        }
    }
}
