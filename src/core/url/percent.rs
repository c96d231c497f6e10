//! Percent-encoding (RFC 3986 §2.1), which URLs, paths and forms share.

use alloc::string::String;
use core::str::Bytes;

use crate::text::hex;

/// The octet of the two hexadecimal digits that stand behind a percent sign.
pub(crate) fn octet(digits: &mut Bytes<'_>) -> Option<u8> {
    let high = hex::value(digits.next()?)?;
    let low = hex::value(digits.next()?)?;
    Some(high << 4 | low)
}

/// Writes an octet in percent-encoding, with digits in upper case (§2.1).
pub(crate) fn push(text: &mut String, octet: u8) {
    text.push('%');
    for number in [octet >> 4, octet] {
        text.push(hex::digit(number.into()).to_ascii_uppercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_octet_is_read_as_it_is_written() {
        for byte in 0..=u8::MAX {
            let mut text = String::new();
            push(&mut text, byte);
            for digits in [text.clone(), text.to_ascii_lowercase()] {
                let mut bytes = digits.bytes();
                assert_eq!(bytes.next(), Some(b'%'));
                assert_eq!(octet(&mut bytes), Some(byte));
                assert_eq!(bytes.next(), None);
            }
        }
    }

    #[test]
    fn anything_but_two_digits_is_no_octet() {
        for text in ["", "4", "zz", "4z", "z4", "+1", " 1", "é", "４1"] {
            assert_eq!(octet(&mut text.bytes()), None, "{text}");
        }
    }
}
