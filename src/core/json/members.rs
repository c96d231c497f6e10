//! An object that is written member by member: a tree that nobody looks at costs more than its text.

use alloc::string::String;

use super::write::string;
use crate::text::push_decimal;

/// The members of an object whose text is being written. Their names are constants that need no escape, and
/// all different.
#[derive(Debug)]
pub struct Members(String);

impl Members {
    /// The text of the object that `write` gives its members.
    #[must_use]
    pub fn object(write: impl FnOnce(&mut Self)) -> String {
        let mut members = Self::begin();
        write(&mut members);
        members.end()
    }

    /// An object without members yet.
    #[must_use]
    pub fn begin() -> Self {
        // Growing from nothing would copy it again and again.
        let mut members = Self(String::with_capacity(ROOM));
        members.0.push('{');
        members
    }

    /// The text of the object.
    #[must_use]
    pub fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }

    /// A text.
    pub fn text(&mut self, name: &'static str, value: &str) {
        self.name(name);
        self.quoted(value);
    }

    /// A number.
    pub fn number(&mut self, name: &'static str, value: u64) {
        self.name(name);
        push_decimal(&mut self.0, value);
    }

    /// A text that is JSON already.
    pub fn json(&mut self, name: &'static str, json: &str) {
        self.name(name);
        self.0.push_str(json);
    }

    /// `true` or `false`.
    pub fn flag(&mut self, name: &'static str, value: bool) {
        self.name(name);
        self.0.push_str(if value { "true" } else { "false" });
    }

    /// `null`.
    pub fn null(&mut self, name: &'static str) {
        self.name(name);
        self.0.push_str("null");
    }

    /// A member that is an object itself.
    pub fn inner(&mut self, name: &'static str, write: impl FnOnce(&mut Self)) {
        self.name(name);
        self.braced(write);
    }

    /// A list of texts.
    pub fn texts<'a>(&mut self, name: &'static str, values: impl Iterator<Item = &'a str>) {
        self.name(name);
        self.0.push('[');
        for value in values {
            self.comma(b'[');
            self.quoted(value);
        }
        self.0.push(']');
    }

    fn braced(&mut self, write: impl FnOnce(&mut Self)) {
        self.0.push('{');
        write(self);
        self.0.push('}');
    }

    fn name(&mut self, name: &'static str) {
        self.comma(b'{');
        self.0.push('"');
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    /// A comma, but for the first after the bracket. A text ends with its quotation mark, so it is never
    /// taken for one.
    fn comma(&mut self, bracket: u8) {
        if self.0.as_bytes().last() != Some(&bracket) {
            self.0.push(',');
        }
    }

    fn quoted(&mut self, text: &str) {
        string(&mut self.0, text);
    }
}

/// What most objects take.
const ROOM: usize = 512;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Value, parse_object};

    #[test]
    fn members_stand_in_their_order() {
        let text = Members::object(|it| {
            it.text("a", "b");
            it.number("c", 401);
            it.json("raw", "[1, 2]");
            it.inner("d", |it| {
                it.flag("e", true);
                it.null("f");
            });
            it.inner("g", |_| {});
            it.texts("h", ["i", "j["].into_iter());
            it.texts("k", [].into_iter());
        });
        assert_eq!(
            text,
            r#"{"a":"b","c":401,"raw":[1, 2],"d":{"e":true,"f":null},"g":{},"h":["i","j["],"k":[]}"#
        );
    }

    #[test]
    fn a_text_reads_back_the_same() {
        let every: String = (0..0x300).filter_map(char::from_u32).collect();
        for text in ["", "\"", "\\\\", "a\nb\r\u{1f}", "é\"😀", every.as_str()] {
            let written = Members::object(|it| it.text("text", text));
            let read = parse_object(written.as_bytes()).unwrap();
            let value = read.get("text").and_then(Value::as_str);
            assert_eq!(value, Some(text));
        }
    }
}
