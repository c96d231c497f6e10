//! The parser: one pass, recursion bounded by the depth limit.

use alloc::string::String;
use alloc::vec::Vec;

use super::{JsonError, Number, Object, Value};
use crate::limits;
use crate::text::hex;

pub(super) fn text(bytes: &[u8]) -> Result<Value, JsonError> {
    let text = core::str::from_utf8(bytes).map_err(|_| JsonError::Utf8)?;
    if text.starts_with("\u{feff}") {
        return Err(JsonError::ByteOrderMark);
    }
    let mut parser = Parser { text, at: 0 };
    parser.white_space();
    let value = parser.value(0)?;
    parser.white_space();
    match parser.peek() {
        None => Ok(value),
        Some(_) => Err(JsonError::TrailingBytes),
    }
}

struct Parser<'a> {
    text: &'a str,
    /// The next byte; always the start of a character.
    at: usize,
}

impl<'a> Parser<'a> {
    /// A value that has `depth` arrays and objects around it.
    fn value(&mut self, depth: usize) -> Result<Value, JsonError> {
        match self.peek() {
            Some(b'{') => self.object(depth).map(Value::Object),
            Some(b'[') => self.array(depth).map(Value::Array),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            Some(b't') => self.literal("true", Value::Bool(true)),
            Some(b'f') => self.literal("false", Value::Bool(false)),
            Some(b'n') => self.literal("null", Value::Null),
            _ => Err(self.syntax()),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Object, JsonError> {
        let mut object = Object::new();
        self.open(b'{', depth)?;
        if self.take(b'}') {
            return Ok(object);
        }
        loop {
            if object.len() == limits::JSON_MEMBERS {
                return Err(JsonError::TooManyMembers);
            }
            let name = self.string()?;
            // The names are compared as decoded, so "\u0061lg" is "alg".
            if object.contains(&name) {
                return Err(JsonError::DuplicateMember);
            }
            self.white_space();
            self.expect(b':')?;
            self.white_space();
            let value = self.value(depth + 1)?;
            object.push_new(name, value);
            self.white_space();
            if self.take(b'}') {
                return Ok(object);
            }
            self.expect(b',')?;
            self.white_space();
        }
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Value>, JsonError> {
        let mut elements = Vec::new();
        self.open(b'[', depth)?;
        if self.take(b']') {
            return Ok(elements);
        }
        loop {
            if elements.len() == limits::JSON_MEMBERS {
                return Err(JsonError::TooManyMembers);
            }
            elements.push(self.value(depth + 1)?);
            self.white_space();
            if self.take(b']') {
                return Ok(elements);
            }
            self.expect(b',')?;
            self.white_space();
        }
    }

    fn open(&mut self, bracket: u8, depth: usize) -> Result<(), JsonError> {
        self.expect(bracket)?;
        if depth >= limits::JSON_DEPTH {
            return Err(JsonError::TooDeep);
        }
        self.white_space();
        Ok(())
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.expect(b'"')?;
        let mut string = String::from(self.plain()?);
        while !self.take(b'"') {
            self.expect(b'\\')?;
            string.push(self.escape()?);
            string.push_str(self.plain()?);
        }
        Ok(string)
    }

    /// What needs no escape.
    fn plain(&mut self) -> Result<&'a str, JsonError> {
        let start = self.at;
        self.skip_while(|byte| byte != b'"' && byte != b'\\' && byte >= 0x20);
        self.since(start)
    }

    /// What follows a reverse solidus (RFC 8259 §7).
    fn escape(&mut self) -> Result<char, JsonError> {
        let letter = self.peek().ok_or(self.syntax())?;
        let character = match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                self.at += 1;
                return self.unicode_escape();
            }
            _ => return Err(JsonError::Escape { at: self.at }),
        };
        self.at += 1;
        Ok(character)
    }

    /// Four hexadecimal digits, or two such escapes that make a surrogate pair.
    fn unicode_escape(&mut self) -> Result<char, JsonError> {
        let mut code = self.code_unit()?;
        if let 0xd800..=0xdbff = code {
            let follows = self.take(b'\\') && self.take(b'u');
            let second = if follows { self.code_unit()? } else { 0 };
            code = match second {
                0xdc00..=0xdfff => 0x10000 + ((code - 0xd800) << 10 | (second - 0xdc00)),
                _ => return Err(JsonError::Escape { at: self.at }),
            };
        }
        // A second half alone is no character.
        char::from_u32(code).ok_or(JsonError::Escape { at: self.at })
    }

    fn code_unit(&mut self) -> Result<u32, JsonError> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(hex::value);
            let digit = digit.ok_or(JsonError::Escape { at: self.at })?;
            unit = unit << 4 | u32::from(digit);
            self.at += 1;
        }
        Ok(unit)
    }

    /// RFC 8259 §6.
    fn number(&mut self) -> Result<Number, JsonError> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _signed = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        self.since(start).map(Number::from_grammar)
    }

    /// One digit or more.
    fn digits(&mut self) -> Result<(), JsonError> {
        let start = self.at;
        self.skip_while(|byte| byte.is_ascii_digit());
        if self.at == start {
            Err(self.syntax())
        } else {
            Ok(())
        }
    }

    fn literal(&mut self, name: &str, value: Value) -> Result<Value, JsonError> {
        for byte in name.bytes() {
            self.expect(byte)?;
        }
        Ok(value)
    }

    fn white_space(&mut self) {
        self.skip_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    // Here and below: where the smallest code is asked for, a call for each byte would take most of the time.
    #[inline(always)]
    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let skipped = rest.iter().position(|&byte| !wanted(byte));
        self.at += skipped.unwrap_or(rest.len());
    }

    /// The text from `start` to here.
    fn since(&self, start: usize) -> Result<&'a str, JsonError> {
        self.text.get(start..self.at).ok_or(self.syntax())
    }

    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += 1;
        }
        found
    }

    fn expect(&mut self, wanted: u8) -> Result<(), JsonError> {
        if self.take(wanted) {
            Ok(())
        } else {
            Err(self.syntax())
        }
    }

    const fn syntax(&self) -> JsonError {
        JsonError::Syntax { at: self.at }
    }
}

#[cfg(test)]
mod tests;
