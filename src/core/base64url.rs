//! base64url without padding, as JOSE writes it (RFC 7515 §2, RFC 4648 §5), and nothing else.
//!
//! Lenient decoders give one token several spellings; this one gives each byte string exactly one.

use alloc::string::String;
use alloc::vec::Vec;

use crate::displayed;
use crate::text::Say;

/// The text is not strict base64url.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidBase64url;

/// Decodes `text`.
///
/// # Errors
///
/// Any character outside `A-Z a-z 0-9 - _` (so padding and white space too), a length that no byte
/// string encodes to, or unused bits at the end that are not zero (RFC 4648 §3.5).
pub fn decode(text: &str) -> Result<Vec<u8>, InvalidBase64url> {
    let (groups, rest) = text.as_bytes().as_chunks::<4>();
    let mut bytes = Vec::with_capacity(groups.len() * 3 + 2);
    bytes.resize(groups.len() * 3, 0);
    for (group, octets) in groups.iter().zip(bytes.as_chunks_mut::<3>().0) {
        let [_, first, second, third] = bits(group)?.to_be_bytes();
        *octets = [first, second, third];
    }
    // What is left over encodes one octet or two; the bits beyond them must be zero.
    match rest {
        [] => {}
        &[a, b] => match bits(&[a, b, b'A', b'A'])?.to_be_bytes() {
            [_, first, 0, 0] => bytes.push(first),
            _ => return Err(InvalidBase64url),
        },
        &[a, b, c] => match bits(&[a, b, c, b'A'])?.to_be_bytes() {
            [_, first, second, 0] => bytes.extend([first, second]),
            _ => return Err(InvalidBase64url),
        },
        _ => return Err(InvalidBase64url),
    }
    Ok(bytes)
}

/// Encodes `bytes`, without padding.
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    for group in bytes.chunks(3) {
        let mut octets = [0; 3];
        for (octet, &byte) in octets.iter_mut().zip(group) {
            *octet = byte;
        }
        let [first, second, third] = octets;
        let bits = u32::from_be_bytes([0, first, second, third]);
        // n octets need n + 1 characters.
        for shift in [18, 12, 6, 0].into_iter().take(group.len() + 1) {
            text.push(character((bits >> shift & 0x3f) as u8));
        }
    }
    text
}

/// Whether the byte is one of the 64 characters.
#[inline(always)]
pub(crate) fn is_character(byte: u8) -> bool {
    sextet(byte) < NONE.into()
}

/// The 24 bits that four characters stand for.
// Where the smallest code is asked for, a call for each four characters would take most of the time.
#[inline(always)]
fn bits(group: &[u8; 4]) -> Result<u32, InvalidBase64url> {
    let [first, second, third, fourth] = *group;
    let (first, second) = (sextet(first), sextet(second));
    let (third, fourth) = (sextet(third), sextet(fourth));
    if (first | second | third | fourth) > 63 {
        return Err(InvalidBase64url);
    }
    Ok(first << 18 | second << 12 | third << 6 | fourth)
}

#[inline(always)]
fn sextet(byte: u8) -> u32 {
    // There is one for every byte, which the compiler sees too.
    u32::from(*SEXTETS.get(usize::from(byte)).unwrap_or(&NONE))
}

/// What each byte stands for as a character; `NONE` where it stands for nothing.
const SEXTETS: [u8; 256] = {
    let mut sextets = [NONE; 256];
    let mut rest: &mut [u8] = &mut sextets;
    let mut byte: u8 = 0;
    while let [sextet, after @ ..] = rest {
        *sextet = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => NONE,
        };
        byte = byte.wrapping_add(1);
        rest = after;
    }
    sextets
};

const NONE: u8 = 64;

const fn character(sextet: u8) -> char {
    match sextet {
        0..=25 => (b'A' + sextet) as char,
        26..=51 => (b'a' + sextet - 26) as char,
        52..=61 => (b'0' + sextet - 52) as char,
        62 => '-',
        _ => '_',
    }
}

impl Say for InvalidBase64url {
    fn sentence(&self) -> &'static str {
        "not strict base64url without padding"
    }
}

displayed!(InvalidBase64url);

impl core::error::Error for InvalidBase64url {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::ToString as _;
    use alloc::vec;

    #[test]
    fn the_vectors_of_rfc_4648_section_10_come_out_without_padding() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg"),
            (b"fooba", "Zm9vYmE"),
            (b"foobar", "Zm9vYmFy"),
            (&[0xfb, 0xff, 0xbf], "-_-_"),
        ] {
            assert_eq!(encode(bytes), text);
            assert_eq!(decode(text).as_deref(), Ok(bytes));
        }
    }

    #[test]
    fn what_lenient_decoders_take_is_refused() {
        for text in [
            "Zg==",
            "Zg=",
            "Zm8=",
            "=",
            "Zm9v\n",
            " Zm9v",
            "Zm 9v",
            "Zm\r\n9v",
            "Zm\t9v",
            "+/+/",
            "Zm9v+",
            "Zm9?",
            "Zm9v.",
            "Z",
            "Zm9vY",
            "Zm9v\0",
            "Zmé9",
            "ｚｍ９ｖ",
            "%5a",
        ] {
            assert_eq!(decode(text), Err(InvalidBase64url), "{text:?}");
        }
    }

    #[test]
    fn a_group_with_any_foreign_characters_is_refused() {
        for foreign in 1..16 {
            let group: String = (0..4)
                .map(|place| if foreign >> place & 1 == 1 { '=' } else { 'Z' })
                .collect();
            let error = decode(&group).unwrap_err();
            assert_eq!(error.to_string(), "not strict base64url without padding");
        }
    }

    #[test]
    fn of_the_last_characters_only_those_with_zero_unused_bits_pass() {
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let last = |prefix: &str| {
            alphabet
                .chars()
                .filter(|c| decode(&format!("{prefix}{c}")).is_ok())
                .count()
        };
        assert_eq!((last("Z"), last("Zm"), last("Zm9")), (4, 16, 64));
    }

    #[test]
    fn every_byte_in_every_position_round_trips() {
        for byte in 0..=u8::MAX {
            for before in 0..3 {
                let mut bytes = vec![0xa5; before];
                bytes.push(byte);
                assert_eq!(decode(&encode(&bytes)), Ok(bytes));
            }
        }
    }
}
