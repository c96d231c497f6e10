//! Values for readers that keep every number in a double, as JavaScript does.

use super::{Number, Object, Value};

/// The largest integer below which a double holds each exactly.
const MAX_SAFE: u64 = 9_007_199_254_740_991;

impl Value {
    /// The value with the digits as text in place of each integer that a double would round.
    #[must_use]
    pub fn for_doubles(mut self) -> Self {
        self.round();
        self
    }

    fn is_rounded(&self) -> bool {
        match self {
            Self::Number(number) => is_rounded(number),
            Self::Array(elements) => elements.iter().any(Self::is_rounded),
            Self::Object(object) => object.is_rounded_in_doubles(),
            Self::Null | Self::Bool(_) | Self::String(_) => false,
        }
    }

    fn round(&mut self) {
        match self {
            Self::Number(number) => {
                if is_rounded(number) {
                    *self = Self::from(number.as_str());
                }
            }
            Self::Array(elements) => elements.iter_mut().for_each(Self::round),
            Self::Object(object) => object.values_mut().for_each(Self::round),
            Self::Null | Self::Bool(_) | Self::String(_) => {}
        }
    }
}

impl Object {
    /// Whether a double would round some integer in it.
    #[must_use]
    pub fn is_rounded_in_doubles(&self) -> bool {
        self.iter().any(|(_, value)| value.is_rounded())
    }

    /// The object with each value as [`Value::for_doubles`].
    #[must_use]
    pub fn for_doubles(mut self) -> Self {
        self.values_mut().for_each(Value::round);
        self
    }
}

/// Whether it is written as an integer and is none of those that a double holds exactly.
fn is_rounded(number: &Number) -> bool {
    let digits = number.as_str();
    let is_integer = digits
        .strip_prefix('-')
        .unwrap_or(digits)
        .bytes()
        .all(|byte| byte.is_ascii_digit());
    // Shorter than the largest that is exact.
    let is_safe = digits.len() < 16
        || number
            .as_i64()
            .is_some_and(|value| value.unsigned_abs() <= MAX_SAFE);
    is_integer && !is_safe
}

#[cfg(test)]
mod tests {
    use crate::json;
    use alloc::string::ToString;

    #[test]
    fn an_integer_that_a_double_rounds_becomes_its_digits() {
        let text = r#"{"a":9007199254740991,"b":9007199254740993,"c":[-9007199254740992],"d":1.5,"e":1e300,"f":123456789012345678901234567890}"#;
        let value = json::parse(text.as_bytes()).unwrap();
        let expected = r#"{"a":9007199254740991,"b":"9007199254740993","c":["-9007199254740992"],"d":1.5,"e":1e300,"f":"123456789012345678901234567890"}"#;
        assert!(value.is_rounded());
        let rounded = value.for_doubles();
        assert_eq!(rounded.to_string(), expected);
        assert!(!rounded.is_rounded());
    }
}
