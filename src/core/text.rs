//! Texts with marks of ASCII in them, byte by byte: the searches of `str` take any character, and more code.

pub(crate) mod hex;
mod sentence;

pub use sentence::{Gaps, Say, said};

use alloc::string::String;

/// What is before the first `mark`, which is ASCII, and what is behind it.
#[must_use]
pub fn cut(text: &str, mark: u8) -> Option<(&str, &str)> {
    around(text, text.bytes().position(|byte| byte == mark)?)
}

/// The same for the last `mark`.
#[must_use]
pub fn cut_last(text: &str, mark: u8) -> Option<(&str, &str)> {
    around(text, text.bytes().rposition(|byte| byte == mark)?)
}

fn around(text: &str, at: usize) -> Option<(&str, &str)> {
    let (before, marked) = text.split_at_checked(at)?;
    Some((before, marked.get(1..)?))
}

/// The pieces between the marks: one more than there are marks, as `str::split` has it.
pub fn pieces(text: &str, mark: u8) -> Pieces<'_> {
    Pieces {
        rest: Some(text),
        mark,
    }
}

/// An iterator over the pieces of a text.
#[derive(Debug, Clone)]
pub struct Pieces<'a> {
    rest: Option<&'a str>,
    mark: u8,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let (piece, behind) = match cut(rest, self.mark) {
            Some((piece, behind)) => (piece, Some(behind)),
            None => (rest, None),
        };
        self.rest = behind;
        Some(piece)
    }
}

/// The texts in a row.
#[must_use]
pub fn concat(texts: &[&str]) -> String {
    let mut row = String::new();
    for text in texts {
        row.push_str(text);
    }
    row
}

/// A number in decimal digits: as `Display` writes it, which can also pad, and takes more code to do so.
#[must_use]
pub fn decimal(number: u64) -> String {
    let mut text = String::new();
    push_decimal(&mut text, number);
    text
}

pub(crate) fn push_decimal(text: &mut String, number: u64) {
    if number >= 10 {
        push_decimal(text, number / 10);
    }
    let digit = u8::try_from(number % 10).unwrap_or_default();
    text.push(char::from(b'0' + digit));
}

/// The whole number of decimal digits, and nothing but digits: `str::parse` takes a sign too, and more code.
#[must_use]
pub fn whole(digits: &str) -> Option<u64> {
    let mut number: u64 = 0;
    for digit in digits.bytes() {
        if !digit.is_ascii_digit() || number > u64::MAX / 10 {
            return None;
        }
        number = (number * 10).checked_add(u64::from(digit - b'0'))?;
    }
    (!digits.is_empty()).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use proptest::prelude::*;

    #[test]
    fn a_whole_number_is_digits_alone() {
        assert_eq!(whole("0"), Some(0));
        assert_eq!(whole("0300"), Some(300));
        assert_eq!(whole("18446744073709551615"), Some(u64::MAX));
        for other in [
            "",
            "+1",
            "-1",
            " 1",
            "1.0",
            "1_000",
            "١",
            "18446744073709551616",
            "99999999999999999999",
        ] {
            assert_eq!(whole(other), None, "{other}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        #[test]
        fn texts_are_cut_as_str_cuts_them(
            parts in prop::collection::vec(prop::sample::select(&[".", "a", "é", "😀", ""][..]), 0..9),
        ) {
            let text = String::from_iter(parts);
            prop_assert_eq!(cut(&text, b'.'), text.split_once('.'));
            prop_assert_eq!(cut_last(&text, b'.'), text.rsplit_once('.'));
            let pieces: Vec<&str> = pieces(&text, b'.').collect();
            prop_assert_eq!(pieces, text.split('.').collect::<Vec<_>>());
        }
    }
}
