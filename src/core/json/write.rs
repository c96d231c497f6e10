//! Writing: compact, and read back as the same value.

use alloc::string::String;
use core::fmt::{self, Write};

use super::rounding::is_rounded;
use super::{Object, Value};

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        value(f, self, false)
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        object(f, self, false)
    }
}

/// Writes a value; `for_doubles`, with the digits as text in place of each integer that a double would
/// round.
fn value(f: &mut fmt::Formatter<'_>, value: &Value, for_doubles: bool) -> fmt::Result {
    match value {
        Value::Null => f.write_str("null"),
        Value::Bool(value) => f.write_str(if *value { "true" } else { "false" }),
        Value::Number(number) if for_doubles && is_rounded(number) => string(f, number.as_str()),
        Value::Number(number) => f.write_str(number.as_str()),
        Value::String(text) => string(f, text),
        Value::Array(elements) => {
            f.write_char('[')?;
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    f.write_char(',')?;
                }
                self::value(f, element, for_doubles)?;
            }
            f.write_char(']')
        }
        Value::Object(members) => object(f, members, for_doubles),
    }
}

/// The same for an object.
pub(super) fn object(
    f: &mut fmt::Formatter<'_>,
    object: &Object,
    for_doubles: bool,
) -> fmt::Result {
    f.write_char('{')?;
    for (index, (name, member)) in object.iter().enumerate() {
        if index > 0 {
            f.write_char(',')?;
        }
        string(f, name)?;
        f.write_char(':')?;
        value(f, member, for_doubles)?;
    }
    f.write_char('}')
}

/// The JSON of a text.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    // A `String` takes everything.
    let _ = string(&mut json, text);
    json
}

/// A string (RFC 8259 §7): as it is up to the next character that may need an escape, and so on.
pub(super) fn string(to: &mut impl Write, text: &str) -> fmt::Result {
    to.write_char('"')?;
    let mut rest = text;
    while let Some((plain, special)) = rest
        .as_bytes()
        .iter()
        .position(|&byte| is_special(byte))
        .and_then(|at| rest.split_at_checked(at))
    {
        to.write_str(plain)?;
        let mut characters = special.chars();
        if let Some(character) = characters.next() {
            escape(to, character)?;
        }
        rest = characters.as_str();
    }
    to.write_str(rest)?;
    to.write_char('"')
}

/// What is not plain ASCII is looked at as a character.
#[inline(always)]
const fn is_special(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | ..b' ' | 0x7f..)
}

fn escape(to: &mut impl Write, character: char) -> fmt::Result {
    match character {
        '"' => to.write_str("\\\""),
        '\\' => to.write_str("\\\\"),
        '\n' => to.write_str("\\n"),
        '\r' => to.write_str("\\r"),
        '\t' => to.write_str("\\t"),
        // DEL and the C1 controls need no escape in JSON, but terminals and logs read them.
        control if control.is_control() => {
            let digit = |shift: u32| {
                char::from_digit(u32::from(control) >> shift & 15, 16).unwrap_or_default()
            };
            // The last one is U+009F.
            to.write_str("\\u00")?;
            to.write_char(digit(4))?;
            to.write_char(digit(0))
        }
        other => to.write_char(other),
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
