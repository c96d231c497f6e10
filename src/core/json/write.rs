//! Writing: compact, and read back as the same value.

use core::fmt::{self, Write};

use super::{Object, Value};

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => value.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::String(text) => string(f, text),
            Self::Array(elements) => {
                f.write_char('[')?;
                for (index, element) in elements.iter().enumerate() {
                    if index > 0 {
                        f.write_char(',')?;
                    }
                    fmt::Display::fmt(element, f)?;
                }
                f.write_char(']')
            }
            Self::Object(object) => object.fmt(f),
        }
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('{')?;
        for (index, (name, value)) in self.iter().enumerate() {
            if index > 0 {
                f.write_char(',')?;
            }
            string(f, name)?;
            f.write_char(':')?;
            fmt::Display::fmt(value, f)?;
        }
        f.write_char('}')
    }
}

fn string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    let mut rest = text;
    while let Some((plain, escaped, after)) = split_at_escaped(rest) {
        f.write_str(plain)?;
        match escaped {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            control => write!(f, "\\u{:04x}", u32::from(control))?,
        }
        rest = after;
    }
    f.write_str(rest)?;
    f.write_char('"')
}

/// What stands before the first character that is escaped, that character, and what follows. DEL and the
/// C1 controls need no escape in JSON, but terminals and logs read them.
fn split_at_escaped(text: &str) -> Option<(&str, char, &str)> {
    let is_escaped = |character: char| character.is_control() || matches!(character, '"' | '\\');
    let (plain, rest) = text.split_at_checked(text.find(is_escaped)?)?;
    let mut characters = rest.chars();
    let escaped = characters.next()?;
    Some((plain, escaped, characters.as_str()))
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
