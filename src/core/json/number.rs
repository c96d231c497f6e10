//! Numbers, as they are written.

use alloc::boxed::Box;
use core::fmt;

use crate::text::{decimal, whole};

/// A JSON number. It keeps its text, so that a large integer is not rounded on its way through.
///
/// Two numbers are equal when they are written alike: `1` and `1.0` differ.
#[derive(Clone, PartialEq, Eq)]
pub struct Number(Box<str>);

impl Number {
    /// `text` must follow the grammar of RFC 8259 §6; only the parser calls this.
    pub(super) fn from_grammar(text: &str) -> Self {
        Self(text.into())
    }

    /// The text, as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value, if it is written as an integer (no fraction, no exponent, no sign) and fits.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        whole(&self.0)
    }

    /// The value, if it is written as an integer (no fraction, no exponent) and fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        signed(&self.0)
    }

    /// The whole part, and whether a fraction follows it; for numbers from 0 to below 2^53, up to
    /// where readers of JSON agree about every integer. `-0` is none of them, nor is a number with an
    /// exponent that no double has.
    ///
    /// The digits are counted, exactly: the way to a double and back would take tables of 10 KB.
    #[must_use]
    pub fn whole_and_fraction(&self) -> Option<(u64, bool)> {
        const END: u64 = 1 << 53;
        let text = &*self.0;
        let end = text
            .bytes()
            .position(|byte| matches!(byte, b'e' | b'E'))
            .unwrap_or(text.len());
        let (significand, exponent) = text.split_at_checked(end)?;
        let exponent = match exponent.get(1..) {
            Some(digits) => signed(digits.strip_prefix("+").unwrap_or(digits))?,
            None => 0,
        };
        if text.starts_with("-") || !(-323..=308).contains(&exponent) {
            return None;
        }
        let point = significand
            .bytes()
            .position(|byte| byte == b'.')
            .unwrap_or(significand.len());
        // How many digits are left before the point.
        let mut places = i64::try_from(point).ok()?.checked_add(exponent)?;
        let (mut whole, mut fraction) = (0, false);
        let digits = significand.bytes().filter(|byte| *byte != b'.');
        for digit in digits.map(|byte| u64::from(byte - b'0')) {
            if places > 0 {
                whole = whole * 10 + digit;
            } else {
                fraction |= digit != 0;
            }
            if whole >= END {
                return None;
            }
            places -= 1;
        }
        while places > 0 && (1..END).contains(&whole) {
            whole *= 10;
            places -= 1;
        }
        (whole < END).then_some((whole, fraction))
    }

    /// The nearest double, if the number is in the range of doubles: `1e400` is none.
    #[cfg(test)]
    pub(crate) fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }
}

/// A whole number, with a sign where it is below zero.
fn signed(text: &str) -> Option<i64> {
    match text.strip_prefix("-") {
        Some(digits) => 0_i64.checked_sub_unsigned(whole(digits)?),
        None => whole(text)?.try_into().ok(),
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self(decimal(value).into())
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        let sign = if value < 0 { "-" } else { "" };
        Self([sign, &decimal(value.unsigned_abs())].concat().into())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Number")
    }
}

#[cfg(test)]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "the comparison with doubles is about just that"
)]
mod tests {
    use super::*;
    use alloc::format;
    use proptest::prelude::*;

    #[test]
    fn integers_are_read_only_when_written_as_integers() {
        for (text, unsigned, signed) in [
            ("0", Some(0), Some(0)),
            ("-0", None, Some(0)),
            ("-1", None, Some(-1)),
            (
                "9007199254740993",
                Some(9_007_199_254_740_993),
                Some(9_007_199_254_740_993),
            ),
            ("18446744073709551615", Some(u64::MAX), None),
            ("18446744073709551616", None, None),
            ("1.0", None, None),
            ("1e0", None, None),
        ] {
            let number = Number::from_grammar(text);
            assert_eq!(
                (number.as_u64(), number.as_i64()),
                (unsigned, signed),
                "{text}"
            );
            assert_eq!(number.as_str(), text);
        }
    }

    #[test]
    fn the_whole_part_is_read_exactly_from_any_spelling() {
        for (text, expected) in [
            ("0", Some((0, false))),
            ("0.0", Some((0, false))),
            ("0e308", Some((0, false))),
            ("0.5", Some((0, true))),
            ("1e-323", Some((0, true))),
            ("1.7e9", Some((1_700_000_000, false))),
            ("17000000000E-1", Some((1_700_000_000, false))),
            ("17000000005e-1", Some((1_700_000_000, true))),
            ("1.7000000005e+9", Some((1_700_000_000, true))),
            ("0.00017e13", Some((1_700_000_000, false))),
            ("9007199254740991.9", Some((9_007_199_254_740_991, true))),
            ("9007199254740992", None),
            ("900719925474099.2e1", None),
            ("18446744073709551616", None),
            ("1e16", None),
            ("1e308", None),
            ("1e400", None),
            ("1e-400", None),
            ("1e99999999999", None),
            ("-0", None),
            ("-1", None),
        ] {
            let number = Number::from_grammar(text);
            assert_eq!(number.whole_and_fraction(), expected, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

        /// 15 digits are what a double holds exactly enough to tell them apart.
        #[test]
        fn the_whole_part_is_that_of_the_double(
            integer in "0|[1-9][0-9]{0,8}", decimals in "(\\.[0-9]{1,6})?", exponent in "([eE][+-]?[0-9])?",
        ) {
            let text = format!("{integer}{decimals}{exponent}");
            let number = Number::from_grammar(&text);
            let double = number.as_f64().unwrap();
            let expected = (double < 9_007_199_254_740_992.0)
                .then_some((double as u64, double as u64 as f64 != double));
            prop_assert_eq!(number.whole_and_fraction(), expected, "{}", text);
        }
    }

    #[test]
    fn integers_of_ours_become_their_decimal_text() {
        assert_eq!(Number::from(u64::MAX).as_str(), "18446744073709551615");
        assert_eq!(Number::from(i64::MIN).as_str(), "-9223372036854775808");
    }
}
