//! The syntax of one path segment, and everything that is refused in it.

use alloc::string::String;
use alloc::vec::Vec;

use super::reading::{before_end, is_blank};
use crate::codes;
use crate::displayed;
use crate::text::Say;
use crate::url::percent;

codes! {
    /// Why a path is refused. The answer is 400, whatever the route.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum PathError {
        /// Longer than 8 KiB ([`limits::PATH`](crate::limits::PATH)).
        TooLong => "path_too_long",
        /// No `/` at the start: `*`, an absolute URL, an authority.
        NotAbsolute => "path_not_absolute",
        /// `//`: some origins merge the slashes, others do not.
        EmptySegment => "path_empty_segment",
        /// A segment of nothing but dots and white space: `.`, `..`, and what Windows reads as them.
        DotSegment => "path_dot_segment",
        /// `%2f`: some origins read a `/`.
        EncodedSlash => "path_encoded_slash",
        /// `%2e`: nobody needs it, and it hides dot segments.
        EncodedDot => "path_encoded_dot",
        /// `\` or `%5c`: some origins read a `/`.
        Backslash => "path_backslash",
        /// `;` or `%3b`: some origins cut the segment there.
        Semicolon => "path_semicolon",
        /// `?` or `#`: the end of a path, not a part of it.
        Delimiter => "path_delimiter",
        /// A control character, `%00` among them.
        Control => "path_control",
        /// A byte over 127 that is not percent-encoded.
        NonAscii => "path_non_ascii",
        /// A character that RFC 3986 §3.3 has no place for, such as a space or `"`.
        Character => "path_character",
        /// `%` without two hex digits.
        PercentInvalid => "path_percent_invalid",
        /// What the percent-encoding stands for is not UTF-8.
        Utf8Invalid => "path_utf8_invalid",
        /// Once decoded, it could be decoded again: `%252f`.
        DoubleEncoding => "path_double_encoding",
    }
}

impl Say for PathError {
    fn sentence(&self) -> &'static str {
        match self {
            Self::TooLong => "the path is too long",
            Self::NotAbsolute => "the path does not start with `/`",
            Self::EmptySegment => "the path has an empty segment (`//`)",
            Self::DotSegment => "the path has a segment of only dots and white space",
            Self::EncodedSlash => "the path has an encoded slash (`%2f`)",
            Self::EncodedDot => "the path has an encoded dot (`%2e`)",
            Self::Backslash => "the path has a backslash",
            Self::Semicolon => "the path has a semicolon",
            Self::Delimiter => "the path has a `?` or `#`",
            Self::Control => "the path has a control character",
            Self::NonAscii => "the path has a character that must be percent-encoded",
            Self::Character => "the path has a character that a path cannot have",
            Self::PercentInvalid => "the path has a `%` without two hex digits",
            Self::Utf8Invalid => "the path is not UTF-8",
            Self::DoubleEncoding => "the path is percent-encoded twice",
        }
    }
}

displayed!(PathError);

impl core::error::Error for PathError {}

/// One segment that every origin reads alike.
pub(super) struct Segment {
    /// The canonical text: unreserved characters decoded, hex digits in upper case.
    pub(super) text: String,
    /// What the segment says once decoded. Holds no `/`, no `\`, no `;` and no control character.
    pub(super) decoded: String,
}

impl Segment {
    /// Parses what stands between two slashes, which is not empty.
    pub(super) fn parse(raw: &str) -> Result<Self, PathError> {
        let mut text = String::with_capacity(raw.len());
        let mut decoded = Vec::with_capacity(raw.len());
        let mut bytes = raw.bytes();
        while let Some(byte) = bytes.next() {
            let (value, is_plain) = if byte == b'%' {
                let value = percent::octet(&mut bytes).ok_or(PathError::PercentInvalid)?;
                refuse_encoded(value)?;
                (value, is_unreserved(value))
            } else {
                refuse_raw(byte)?;
                (byte, !matches!(byte, b'[' | b']' | b'^' | b'|'))
            };
            if is_plain {
                text.push(char::from(value));
            } else {
                percent::push(&mut text, value);
            }
            decoded.push(value);
        }
        let decoded = String::from_utf8(decoded).map_err(|_| PathError::Utf8Invalid)?;
        refuse_decoded(&decoded)?;
        Ok(Self { text, decoded })
    }
}

const fn refuse_encoded(value: u8) -> Result<(), PathError> {
    match value {
        b'/' => Err(PathError::EncodedSlash),
        b'.' => Err(PathError::EncodedDot),
        b'\\' => Err(PathError::Backslash),
        b';' => Err(PathError::Semicolon),
        0..=0x1f | 0x7f => Err(PathError::Control),
        _ => Ok(()),
    }
}

const fn refuse_raw(byte: u8) -> Result<(), PathError> {
    match byte {
        _ if is_unreserved(byte) => Ok(()),
        // The rest of `pchar` (RFC 3986 §3.3) without `;`.
        b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'*' | b'+' | b',' | b'=' | b':' | b'@' => {
            Ok(())
        }
        // No `pchar`, but URL parsers of browsers let them through.
        b'[' | b']' | b'^' | b'|' => Ok(()),
        b'\\' => Err(PathError::Backslash),
        b';' => Err(PathError::Semicolon),
        b'?' | b'#' => Err(PathError::Delimiter),
        0..=0x1f | 0x7f => Err(PathError::Control),
        0x80.. => Err(PathError::NonAscii),
        _ => Err(PathError::Character),
    }
}

fn refuse_decoded(decoded: &str) -> Result<(), PathError> {
    if decoded.chars().any(char::is_control) {
        return Err(PathError::Control);
    }
    // An origin that cuts at an encoded `?` or `#` is left with what stands before it.
    let kept = before_end(decoded);
    if !kept.is_empty() && kept.chars().all(|c| c == '.' || is_blank(c)) {
        return Err(PathError::DotSegment);
    }
    if decoded.split('%').skip(1).any(is_encoding) {
        return Err(PathError::DoubleEncoding);
    }
    Ok(())
}

/// Whether what comes after a `%` is an encoded byte, or a code unit as JavaScript's `escape` wrote it.
fn is_encoding(after: &str) -> bool {
    let is_hex = |text: &str, count| {
        let digits = text.bytes().take(count);
        digits.filter(u8::is_ascii_hexdigit).count() == count
    };
    let unit = after.strip_prefix(['u', 'U']);
    is_hex(after, 2) || unit.is_some_and(|unit| is_hex(unit, 4))
}

/// RFC 3986 §2.3: the characters whose encoding never carries a meaning.
const fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}
