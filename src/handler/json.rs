//! JSON, written as it goes: a tree that nobody looks at would cost more than the text.

use core::fmt::Write as _;

/// The object that `write` gives its members. The names are the caller's, and different ones.
pub(crate) fn object(write: impl FnOnce(&mut Object)) -> String {
    let mut object = Object(String::with_capacity(ROOM));
    object.braced(write);
    object.0
}

/// What an outcome takes: growing step by step copies it again and again.
const ROOM: usize = 2048;

/// An object whose members are being written.
pub(crate) struct Object(String);

impl Object {
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        self.quoted(value);
    }

    pub(crate) fn number(&mut self, name: &str, value: u16) {
        self.name(name);
        // A `String` takes everything.
        let _ = write!(self.0, "{value}");
    }

    pub(crate) fn flag(&mut self, name: &str, value: bool) {
        self.name(name);
        self.0.push_str(if value { "true" } else { "false" });
    }

    pub(crate) fn null(&mut self, name: &str) {
        self.name(name);
        self.0.push_str("null");
    }

    /// A member that is an object itself.
    pub(crate) fn inner(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        self.name(name);
        self.braced(write);
    }

    /// A list of texts.
    pub(crate) fn texts<'a>(&mut self, name: &str, values: impl Iterator<Item = &'a str>) {
        self.name(name);
        self.0.push('[');
        for value in values {
            self.comma('[');
            self.quoted(value);
        }
        self.0.push(']');
    }

    /// A list of lists of two.
    pub(crate) fn pairs(&mut self, name: &str, pairs: &[(&str, String)]) {
        self.name(name);
        self.0.push('[');
        for (first, second) in pairs {
            self.comma('[');
            self.0.push('[');
            self.quoted(first);
            self.0.push(',');
            self.quoted(second);
            self.0.push(']');
        }
        self.0.push(']');
    }

    fn braced(&mut self, write: impl FnOnce(&mut Self)) {
        self.0.push('{');
        write(self);
        self.0.push('}');
    }

    fn name(&mut self, name: &str) {
        self.comma('{');
        self.quoted(name);
        self.0.push(':');
    }

    /// A comma, but for the first after the bracket. A text ends with its quotation mark, so it is never
    /// taken for one.
    fn comma(&mut self, bracket: char) {
        if !self.0.ends_with(bracket) {
            self.0.push(',');
        }
    }

    /// A string (RFC 8259 §7): what must be escaped is ASCII, so bytes say where it stands.
    fn quoted(&mut self, text: &str) {
        self.0.push('"');
        let mut rest = text;
        while let Some((plain, byte, after)) = first_special(rest) {
            self.0.push_str(plain);
            // As above.
            let _ = match byte {
                b'"' | b'\\' => write!(self.0, "\\{}", char::from(byte)),
                _ => write!(self.0, "\\u{byte:04x}"),
            };
            rest = after;
        }
        self.0.push_str(rest);
        self.0.push('"');
    }
}

/// The text before the first byte that must be escaped, the byte, and the text after it.
fn first_special(text: &str) -> Option<(&str, u8, &str)> {
    let is_special = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    let at = text.bytes().position(is_special)?;
    let (plain, rest) = text.split_at_checked(at)?;
    let byte = *rest.as_bytes().first()?;
    Some((plain, byte, rest.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stand_in_their_order() {
        let text = object(|it| {
            it.text("a", "b");
            it.number("c", 401);
            it.inner("d", |it| {
                it.flag("e", true);
                it.null("f");
            });
            it.inner("g", |_| {});
            it.texts("h", ["i", "j["].into_iter());
            it.texts("k", [].into_iter());
            it.pairs("l", &[("m", "n{".into()), ("o", "p".into())]);
        });
        assert_eq!(
            text,
            r#"{"a":"b","c":401,"d":{"e":true,"f":null},"g":{},"h":["i","j["],"k":[],"l":[["m","n{"],["o","p"]]}"#
        );
    }

    #[test]
    fn a_text_reads_back_the_same() {
        let every: String = (0..0x300).filter_map(char::from_u32).collect();
        for text in ["", "\"", "\\\\", "a\nb\r\u{1f}", "é\"😀", every.as_str()] {
            let written = object(|it| it.text("text", text));
            let read = edgeward_core::json::parse_object(written.as_bytes()).unwrap();
            let value = read
                .get("text")
                .and_then(edgeward_core::json::Value::as_str);
            assert_eq!(value, Some(text));
        }
    }
}
