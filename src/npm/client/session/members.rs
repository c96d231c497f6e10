//! Reads an object whose members are all known: one too many, or of another type, and it is none.

use edgeward_core::json::{self, Object, Value};
use edgeward_core::secret::Secret;

/// The version of everything that is kept or sent to another tab.
const VERSION: u64 = 1;

/// An object of this kind, to be filled.
pub(super) fn of_kind(kind: &str) -> Object {
    let mut object = Object::new();
    object.insert("v", VERSION);
    object.insert("kind", kind);
    object
}

/// The members that were not read yet.
pub(super) struct Members(Object);

impl Members {
    /// The kind of the text, and its members. `None` where it is no object of this version.
    pub(super) fn parse(text: &str) -> Option<(String, Self)> {
        let mut members = Self(json::parse_object(text.as_bytes()).ok()?);
        (members.number("v")? == VERSION).then_some(())?;
        Some((members.text("kind")?, members))
    }

    /// The same, where the text must be of this kind.
    pub(super) fn parse_kind(text: &str, kind: &str) -> Option<Self> {
        let (found, members) = Self::parse(text)?;
        (found == kind).then_some(members)
    }

    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        match self.0.remove(name)? {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn secret(&mut self, name: &str) -> Option<Secret> {
        self.text(name).map(Secret::new)
    }

    pub(super) fn number(&mut self, name: &str) -> Option<u64> {
        self.0.remove(name)?.as_number()?.as_u64()
    }

    pub(super) fn object(&mut self, name: &str) -> Option<Object> {
        match self.0.remove(name)? {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    pub(super) fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let values = self.0.remove(name)?;
        let texts = values.as_array()?.iter();
        texts.map(|text| text.as_str().map(String::from)).collect()
    }

    /// Whether the member is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// All members were read.
    pub(super) fn end(self) -> Option<()> {
        self.0.is_empty().then_some(())
    }
}

/// Texts as a JSON array.
pub(super) fn list(texts: &[String]) -> Value {
    let texts = texts.iter().map(|text| Value::from(text.as_str()));
    Value::from(texts.collect::<Vec<_>>())
}
