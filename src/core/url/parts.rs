//! The parts of an absolute URI, by the grammar of RFC 3986 (appendix A).

use core::ops::Range;

use super::percent;
use crate::text::{cut, cut_last};

/// The parts as they are written.
pub(super) struct Parts<'a> {
    pub(super) scheme: &'a str,
    pub(super) authority: Option<Authority<'a>>,
    /// Where the path is in the text. A query begins behind it, with its question mark.
    pub(super) path: Range<usize>,
    pub(super) has_fragment: bool,
}

/// What stands behind the two slashes (§3.2).
pub(super) struct Authority<'a> {
    pub(super) has_userinfo: bool,
    /// A name, or an address in brackets; what it may be is for `host` to say.
    pub(super) host: &'a str,
    pub(super) port: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// `None` for a text that is no absolute URI.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (scheme, behind) = cut(text, b':')?;
        let (rest, fragment) = before(behind, b'#');
        let (rest, query) = before(rest, b'?');
        let (authority, path) = match rest.strip_prefix("//") {
            None => (None, rest),
            Some(rest) => {
                let (authority, _) = before(rest, b'/');
                (
                    Some(Authority::parse(authority)?),
                    rest.get(authority.len()..)?,
                )
            }
        };
        let sound = is_scheme(scheme)
            && fits(path, "/:@")
            && fits(query.unwrap_or_default(), "/:@?")
            && fits(fragment.unwrap_or_default(), "/:@?");
        let end = scheme.len() + 1 + rest.len();
        sound.then_some(Self {
            scheme,
            authority,
            path: end - path.len()..end,
            has_fragment: fragment.is_some(),
        })
    }
}

impl<'a> Authority<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let (userinfo, rest) = match cut(text, b'@') {
            None => (None, text),
            Some((userinfo, rest)) => (Some(userinfo), rest),
        };
        // The last colon of an address in brackets has no digits alone behind it.
        let (host, port) = match cut_last(rest, b':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => {
                (host, Some(port))
            }
            _ => (rest, None),
        };
        let host_fits = match host.strip_prefix("[") {
            None => fits(host, ""),
            Some(address) => fits(address.strip_suffix("]")?, ":"),
        };
        let sound = host_fits && fits(userinfo.unwrap_or_default(), ":");
        sound.then_some(Self {
            has_userinfo: userinfo.is_some(),
            host,
            port,
        })
    }
}

/// What is before the first `mark`, and what is behind it, if there is one.
fn before(text: &str, mark: u8) -> (&str, Option<&str>) {
    match cut(text, mark) {
        None => (text, None),
        Some((before, behind)) => (before, Some(behind)),
    }
}

/// §3.1
fn is_scheme(text: &str) -> bool {
    let more = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    text.bytes()
        .next()
        .is_some_and(|it| it.is_ascii_alphabetic())
        && text.bytes().all(more)
}

/// Whether there are only unreserved characters, sub-delims, those of `also`, and percent signs with
/// two hexadecimal digits behind them (§2).
fn fits(text: &str, also: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'%' => percent::octet(&mut bytes).is_some(),
            b'-' | b'.' | b'_' | b'~' => true,
            b'!' | b'$' | b'&'..=b',' | b';' | b'=' => true,
            _ => byte.is_ascii_alphanumeric() || also.bytes().any(|it| it == byte),
        };
        if !fits {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::host;
    use super::*;
    use alloc::string::String;
    use fluent_uri::Uri;
    use proptest::prelude::*;

    /// What both readers make of the text; of hosts, those that edgeward takes.
    fn compare(text: &str) -> Result<(), TestCaseError> {
        let (ours, theirs) = (Parts::parse(text), Uri::parse(text));
        let host_of = |parts: &Parts<'_>| {
            let host = parts.authority.as_ref().map(|it| it.host)?;
            host.starts_with("[")
                .then(|| host::push(&mut String::new(), host).is_some())
        };
        match (ours, theirs) {
            (Some(ours), Ok(theirs)) => {
                prop_assert_eq!(ours.scheme, theirs.scheme().as_str());
                prop_assert_eq!(text.get(ours.path.clone()), Some(theirs.path().as_str()));
                let query = text.get(ours.path.end..).unwrap().strip_prefix("?");
                let query = query.map(|it| it.split('#').next().unwrap());
                prop_assert_eq!(query, theirs.query().map(|it| it.as_str()));
                prop_assert_eq!(ours.has_fragment, theirs.has_fragment());
                prop_assert_eq!(ours.authority.is_some(), theirs.has_authority());
                if let (Some(ours), Some(theirs)) = (ours.authority, theirs.authority()) {
                    prop_assert_eq!(ours.has_userinfo, theirs.has_userinfo());
                    prop_assert_eq!(ours.host, theirs.host());
                    prop_assert_eq!(ours.port, theirs.port().map(|it| it.as_str()));
                }
            }
            (None, Err(_)) => {}
            // What is in brackets is looked at later.
            (Some(ours), Err(_)) => prop_assert_eq!(host_of(&ours), Some(false), "{}", text),
            (None, Ok(_)) => prop_assert!(false, "only we refuse {}", text),
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..Default::default() })]

        #[test]
        fn pieces_of_urls_are_read_as_the_other_reader_reads_them(
            pieces in prop::collection::vec(prop::sample::select(&[
                "https", "h", ":", "//", "/", "?", "#", "@", "[", "]", "[::1]", "::1", "a.example", "%41",
                "%", "%4", ":443", ":8x", "\\", " ", "é", "+", "1", "~", "&=", "|", "[v1.x]",
            ][..]), 0..9),
            is_whole in any::<bool>(),
        ) {
            let mut text = String::from(if is_whole { "https://" } else { "" });
            text.extend(pieces);
            compare(&text)?;
        }

        #[test]
        fn arbitrary_texts_are_read_as_the_other_reader_reads_them(text in any::<String>()) {
            compare(&text)?;
        }
    }
}
