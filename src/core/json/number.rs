//! Numbers, as they are written.

use alloc::boxed::Box;
use alloc::string::ToString;
use core::fmt;

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
        self.0.parse().ok()
    }

    /// The value, if it is written as an integer (no fraction, no exponent) and fits.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// The nearest double, if the number is in the range of doubles: `1e400` is none.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self(value.to_string().into())
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(value.to_string().into())
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
mod tests {
    use super::*;

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
    fn doubles_are_finite_or_absent() {
        assert_eq!(Number::from_grammar("1.5e3").as_f64(), Some(1500.0));
        assert_eq!(Number::from_grammar("1e308").as_f64(), Some(1e308));
        assert_eq!(Number::from_grammar("1e309").as_f64(), None);
        assert_eq!(Number::from_grammar("-1e309").as_f64(), None);
        assert_eq!(Number::from_grammar("1e-400").as_f64(), Some(0.0));
    }

    #[test]
    fn integers_of_ours_become_their_decimal_text() {
        assert_eq!(Number::from(u64::MAX).as_str(), "18446744073709551615");
        assert_eq!(Number::from(i64::MIN).as_str(), "-9223372036854775808");
    }
}
