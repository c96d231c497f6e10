//! Hexadecimal digits.

/// What a digit stands for, in either letter case.
pub(crate) const fn value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// The last digit of a number, in lower case.
pub(crate) fn digit(number: u32) -> char {
    let digit = b"0123456789abcdef".get((number & 15) as usize);
    digit.copied().unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_stands_for_its_number_and_no_other_byte_is_one() {
        for byte in 0..=u8::MAX {
            let expected = char::from(byte).to_digit(16);
            assert_eq!(value(byte).map(u32::from), expected, "{byte}");
        }
        for number in 0..16 {
            assert_eq!(Some(digit(number)), char::from_digit(number, 16));
            assert_eq!(digit(0xff0 | number), digit(number));
        }
    }
}
