//! Values for readers that keep every number in a double, as JavaScript does.

use alloc::string::String;

use super::write::object;
use super::{Number, Object, Value};

/// The largest integer below which a double holds each exactly.
const MAX_SAFE: u64 = 9_007_199_254_740_991;

impl Value {
    fn is_rounded(&self) -> bool {
        match self {
            Self::Number(number) => is_rounded(number),
            Self::Array(elements) => elements.iter().any(Self::is_rounded),
            Self::Object(object) => object.is_rounded_in_doubles(),
            Self::Null | Self::Bool(_) | Self::String(_) => false,
        }
    }
}

impl Object {
    /// Whether a double would round some integer in it.
    #[must_use]
    pub fn is_rounded_in_doubles(&self) -> bool {
        self.iter().any(|(_, value)| value.is_rounded())
    }

    /// The text of the object with the digits as text in place of each integer that a double would round.
    #[must_use]
    pub fn for_doubles(&self) -> String {
        let mut text = String::new();
        object(&mut text, self, true);
        text
    }
}

/// Whether it is written as an integer and is none of those that a double holds exactly.
pub(super) fn is_rounded(number: &Number) -> bool {
    let digits = number.as_str();
    let is_integer = digits
        .strip_prefix("-")
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
        let text = r#"{"a":9007199254740991,"b":9007199254740993,"c":[-9007199254740992,{"d":1.5}],"e":1e300,"f":123456789012345678901234567890}"#;
        let object = json::parse_object(text.as_bytes()).unwrap();
        let expected = r#"{"a":9007199254740991,"b":"9007199254740993","c":["-9007199254740992",{"d":1.5}],"e":1e300,"f":"123456789012345678901234567890"}"#;
        assert!(object.is_rounded_in_doubles());
        let written = object.for_doubles();
        assert_eq!(written, expected);
        let read = json::parse_object(written.as_bytes()).unwrap();
        assert!(!read.is_rounded_in_doubles());
        assert_eq!(object.to_string(), text);
    }
}
