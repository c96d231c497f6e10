//! The one path that is matched and forwarded.

use alloc::string::String;
use alloc::vec::Vec;

use super::reading::{careless, fold};
use super::segment::{PathError, Segment};
use crate::limits;
use crate::text::pieces;

/// The path of a request in the one spelling that is used for matching *and* for the origin.
///
/// What the text keeps and what it changes:
///
/// - Percent-encoded unreserved characters are decoded and hex digits are in upper case
///   (RFC 3986 §6.2.2: the same path). `caf%C3%A9` stays encoded.
/// - `[`, `]`, `^` and `|` are percent-encoded: URL parsers of browsers leave them, RFC 3986 does not
///   know them, every origin decodes them.
/// - A trailing slash is kept, because origins answer differently with and without it.
///
/// What matching does not distinguish, because an origin may not either, and folding must never
/// reach a less guarded answer:
///
/// - **A trailing slash.** A route for `/me` guards `/me/` too.
/// - **Letter case**, also outside ASCII. A route for `/admin` guards `/ADMIN`.
/// - **Percent-encoding.** A route for `/@me` guards `/%40me`.
///
/// Dots and white space at the end of a segment, white space at its start, and an encoded `?` or `#`
/// are part of honest names (`/wiki/Apple_Inc.`, `/tags/c%23`), but some origins drop or cut them. Such
/// a path is accepted only when all readings reach the same route
/// ([`Refusal::Ambiguous`](super::Refusal::Ambiguous) otherwise).
///
/// Not folded: an extension that a framework takes for a format (`/admin.json`), Unicode
/// normalization forms, and a `+` that an origin takes for a space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanonicalPath {
    text: String,
    reading: String,
    careless: Vec<String>,
}

impl CanonicalPath {
    /// Parses the raw path of a request target: without query, not decoded, not normalized.
    ///
    /// # Errors
    ///
    /// [`PathError`] names the first thing that origins are known to read differently.
    pub fn parse(raw: &str) -> Result<Self, PathError> {
        let mut reading = String::new();
        let text = canonical(raw, |decoded| {
            if !reading.is_empty() {
                reading.push('/');
            }
            reading.push_str(&fold(decoded));
        })?;
        let careless = careless(&reading);
        Ok(Self {
            text,
            reading,
            careless,
        })
    }

    /// The canonical text, percent-encoded where a URL needs it. Starts with `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The canonical segments, still percent-encoded; a trailing slash adds none.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.text.split('/').filter(|segment| !segment.is_empty())
    }

    /// The folded segments that patterns are compared with.
    pub(super) fn reading(&self) -> impl Iterator<Item = &str> + Clone {
        split(&self.reading)
    }

    /// The segments of each other path that a careless origin may read in this one.
    pub(super) fn careless(&self) -> impl Iterator<Item = impl Iterator<Item = &str> + Clone> {
        self.careless.iter().map(|reading| split(reading))
    }
}

/// The canonical text of a raw path; `each` sees what each segment says once decoded. Where nothing
/// is matched, nothing is folded either: the tables for that are large.
pub(crate) fn canonical(raw: &str, mut each: impl FnMut(&str)) -> Result<String, PathError> {
    if raw.len() > limits::PATH {
        return Err(PathError::TooLong);
    }
    let relative = raw.strip_prefix('/').ok_or(PathError::NotAbsolute)?;
    let mut text = String::from("/");
    // `/` alone and `…/` end in an empty segment that is no `//`.
    let (body, trailing) = match relative.strip_suffix('/') {
        Some(body) => (body, true),
        None => (relative, false),
    };
    if body.is_empty() {
        return if trailing {
            Err(PathError::EmptySegment)
        } else {
            Ok(text)
        };
    }
    for raw in pieces(body, b'/') {
        if raw.is_empty() {
            return Err(PathError::EmptySegment);
        }
        let segment = Segment::parse(raw)?;
        if text.len() > 1 {
            text.push('/');
        }
        text.push_str(&segment.text);
        each(&segment.decoded);
    }
    if trailing {
        text.push('/');
    }
    Ok(text)
}

fn split(path: &str) -> impl Iterator<Item = &str> + Clone {
    path.split('/').filter(|segment| !segment.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::vec::Vec;

    fn text(raw: &str) -> Result<String, PathError> {
        CanonicalPath::parse(raw).map(|path| path.as_str().into())
    }

    fn reading(raw: &str) -> Vec<String> {
        CanonicalPath::parse(raw)
            .unwrap()
            .reading()
            .map(String::from)
            .collect()
    }

    #[test]
    fn a_plain_path_stays_as_it_is() {
        for raw in [
            "/",
            "/me",
            "/me/",
            "/a/b.c/d-e_f~g",
            "/@me/a:b",
            "/a!$&'()*+,=b",
            "/.well-known/x",
        ] {
            assert_eq!(text(raw).as_deref(), Ok(raw));
        }
    }

    #[test]
    fn unreserved_characters_are_decoded_and_hex_digits_are_upper_case() {
        assert_eq!(text("/%61dm%69n/%7Ex").as_deref(), Ok("/admin/~x"));
        assert_eq!(text("/caf%c3%a9/a%20b").as_deref(), Ok("/caf%C3%A9/a%20b"));
    }

    #[test]
    fn what_browsers_leave_bare_is_encoded() {
        assert_eq!(text("/a[0]|^").as_deref(), Ok("/a%5B0%5D%7C%5E"));
        assert_eq!(text("/a%5b0%5d%7c%5e").as_deref(), Ok("/a%5B0%5D%7C%5E"));
    }

    #[test]
    fn canonical_text_is_its_own_canonical_text() {
        for raw in ["/", "/a//", "/%41[%c3%a9]/", "/x%25/y", "/a%3fb/c"] {
            if let Ok(once) = text(raw) {
                assert_eq!(text(&once), Ok(once.clone()));
            }
        }
    }

    #[test]
    fn every_spelling_that_origins_read_differently_is_refused() {
        use PathError::*;
        let cases = [
            ("", NotAbsolute),
            ("*", NotAbsolute),
            ("admin", NotAbsolute),
            ("http://a/b", NotAbsolute),
            ("//", EmptySegment),
            ("///", EmptySegment),
            ("//admin", EmptySegment),
            ("/a//b", EmptySegment),
            ("/a//", EmptySegment),
            ("/.", DotSegment),
            ("/..", DotSegment),
            ("/a/../b", DotSegment),
            ("/a/./b", DotSegment),
            ("/a/.../b", DotSegment),
            ("/a/%20/b", DotSegment),
            ("/a/..%20/b", DotSegment),
            ("/a/..%EF%BB%BF/b", DotSegment),
            ("/a/%E1%A0%8E../b", DotSegment),
            ("/a/%E2%80%8B/b", DotSegment),
            ("/a/..%3F", DotSegment),
            ("/a/..%23x/b", DotSegment),
            ("/a/.%20%3F%23", DotSegment),
            ("/a%2fb", EncodedSlash),
            ("/a%2Fb", EncodedSlash),
            ("/%2e%2e/b", EncodedDot),
            ("/a%2Eb", EncodedDot),
            ("/a\\b", Backslash),
            ("/a%5cb", Backslash),
            ("/a%5Cb", Backslash),
            ("/admin;x", Semicolon),
            ("/admin%3bx", Semicolon),
            ("/a?b", Delimiter),
            ("/a#b", Delimiter),
            ("/a%00", Control),
            ("/a%0a", Control),
            ("/a%0D%0Ab", Control),
            ("/a%7f", Control),
            ("/a%c2%85", Control),
            ("/a\tb", Control),
            ("/a\u{0}b", Control),
            ("/é", NonAscii),
            ("/a b", Character),
            ("/a\"b", Character),
            ("/<a>", Character),
            ("/{a}", Character),
            ("/a`b", Character),
            ("/%", PercentInvalid),
            ("/%4", PercentInvalid),
            ("/%zz", PercentInvalid),
            ("/%u002f", PercentInvalid),
            ("/%+1", PercentInvalid),
            ("/%c0%af", Utf8Invalid),
            ("/%ff", Utf8Invalid),
            ("/%e9", Utf8Invalid),
            ("/%ed%a0%80", Utf8Invalid),
            ("/a%252fb", DoubleEncoding),
            ("/a%252e", DoubleEncoding),
            ("/a%25%32%65", DoubleEncoding),
            ("/a%25%36%31", DoubleEncoding),
            ("/..%25u002fadmin", DoubleEncoding),
            ("/a%25U002Fb", DoubleEncoding),
        ];
        for (raw, error) in cases {
            assert_eq!(text(raw), Err(error), "{raw:?}");
        }
    }

    #[test]
    fn every_raw_byte_and_every_encoded_byte_has_a_decided_answer() {
        for byte in 0..=0x7f_u8 {
            let c = char::from(byte);
            let accepted = c.is_ascii_alphanumeric() || "-._~!$&'()*+,=:@[]^|/".contains(c);
            assert_eq!(text(&format!("/a{c}b")).is_ok(), accepted, "raw {byte:#x}");
            let refused = byte < 0x20 || byte == 0x7f || "/\\;.".contains(c);
            assert_eq!(
                text(&format!("/a%{byte:02x}z")).is_err(),
                refused,
                "encoded {byte:#x}"
            );
        }
        for byte in 0x80..=0xff_u8 {
            assert_eq!(
                text(&format!("/a%{byte:02x}z")),
                Err(PathError::Utf8Invalid)
            );
        }
    }

    #[test]
    fn a_percent_sign_that_nothing_can_decode_again_is_accepted() {
        assert_eq!(text("/100%25").as_deref(), Ok("/100%25"));
        assert_eq!(text("/100%25/ab").as_deref(), Ok("/100%25/ab"));
        assert_eq!(text("/100%25u00/b").as_deref(), Ok("/100%25u00/b"));
    }

    #[test]
    fn the_length_limit_bites_on_its_byte() {
        assert!(text(&format!("/{}", "a".repeat(limits::PATH - 1))).is_ok());
        assert_eq!(
            text(&format!("/{}", "a".repeat(limits::PATH))),
            Err(PathError::TooLong)
        );
    }

    #[test]
    fn the_reading_folds_case_encoding_and_the_trailing_slash() {
        assert_eq!(reading("/ADMIN/%40Me/"), ["admin", "@me"]);
        assert_eq!(reading("/%E2%84%AAey/%C5%BFet"), ["key", "set"]);
        assert_eq!(reading("/busine%E1%BA%9E/%C3%9F"), ["business", "ss"]);
        assert_eq!(reading("/"), Vec::<String>::new());
    }

    #[test]
    fn careless_readings_are_kept_only_where_they_differ() {
        let careless = |raw: &str| {
            let path = CanonicalPath::parse(raw).unwrap();
            path.careless()
                .map(|segments| segments.collect::<Vec<_>>().join("/"))
                .collect::<Vec<_>>()
        };
        let none: [&str; 0] = [];
        assert_eq!(careless("/"), none);
        assert_eq!(careless("/a/b"), none);
        assert_eq!(careless("/a./b%20/%20c"), ["a/b/c"]);
        assert_eq!(careless("/%EF%BB%BFa/b%E2%80%8B/"), ["a/b"]);
        assert_eq!(careless("/a%3Fx/b"), ["a"]);
        assert_eq!(careless("/a/%23x/b"), ["a"]);
        assert_eq!(careless("/a.%23"), ["a.", "a"]);
        assert_eq!(careless("/a%23b/c%3Fd./e"), ["a#b/c?d/e", "a#b/c", "a"]);
    }

    #[test]
    fn segments_are_canonical_text() {
        let path = CanonicalPath::parse("/%61/caf%c3%a9/").unwrap();
        assert_eq!(path.segments().collect::<Vec<_>>(), ["a", "caf%C3%A9"]);
    }
}
