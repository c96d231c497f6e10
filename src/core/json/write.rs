//! Writing: compact, and read back as the same value.

use alloc::string::String;
use core::fmt;

use super::rounding::is_rounded;
use super::{Object, Value};
use crate::text::hex;

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        value(&mut text, self, false);
        f.write_str(&text)
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        object(&mut text, self, false);
        f.write_str(&text)
    }
}

/// Writes a value; `for_doubles`, with the digits as text in place of each integer that a double would
/// round.
fn value(to: &mut String, value: &Value, for_doubles: bool) {
    match value {
        Value::Null => to.push_str("null"),
        Value::Bool(value) => to.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) if for_doubles && is_rounded(number) => string(to, number.as_str()),
        Value::Number(number) => to.push_str(number.as_str()),
        Value::String(text) => string(to, text),
        Value::Array(elements) => {
            to.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    to.push(',');
                }
                self::value(to, element, for_doubles);
            }
            to.push(']');
        }
        Value::Object(members) => object(to, members, for_doubles),
    }
}

/// The same for an object.
pub(super) fn object(to: &mut String, object: &Object, for_doubles: bool) {
    to.push('{');
    for (index, (name, member)) in object.iter().enumerate() {
        if index > 0 {
            to.push(',');
        }
        string(to, name);
        to.push(':');
        value(to, member, for_doubles);
    }
    to.push('}');
}

/// The JSON of a text.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    string(&mut json, text);
    json
}

/// A string (RFC 8259 §7): as it is up to the next character that may need an escape, and so on.
pub(super) fn string(to: &mut String, text: &str) {
    to.push('"');
    let mut rest = text;
    while let Some((plain, special)) = rest
        .as_bytes()
        .iter()
        .position(|&byte| is_special(byte))
        .and_then(|at| rest.split_at_checked(at))
    {
        to.push_str(plain);
        let mut characters = special.chars();
        if let Some(character) = characters.next() {
            escape(to, character);
        }
        rest = characters.as_str();
    }
    to.push_str(rest);
    to.push('"');
}

/// What is not plain ASCII is looked at as a character.
#[inline(always)]
const fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | ..b' ' | 0x7f..)
}

fn escape(to: &mut String, character: char) {
    match character {
        '"' => to.push_str("\\\""),
        '\\' => to.push_str("\\\\"),
        '\n' => to.push_str("\\n"),
        '\r' => to.push_str("\\r"),
        '\t' => to.push_str("\\t"),
        // DEL and the C1 controls need no escape in JSON, but terminals and logs read them.
        control if control.is_control() => {
            // The last one is U+009F.
            to.push_str("\\u00");
            to.push(hex::digit(u32::from(control) >> 4));
            to.push(hex::digit(control.into()));
        }
        other => to.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use alloc::format;

    #[test]
    fn what_is_written_is_compact_and_reads_back_the_same() {
        let text =
            r#" { "a" : [ 1 , -0.5e+10 , null , true ] , "\u0000\u001f\"\\\/" : "é\n😀\u007f" } "#;
        let value = parse(text.as_bytes()).unwrap();
        let written = format!("{value}");
        assert_eq!(
            written,
            r#"{"a":[1,-0.5e+10,null,true],"\u0000\u001f\"\\/":"é\n😀\u007f"}"#
        );
        assert_eq!(parse(written.as_bytes()), Ok(value));
    }
}
