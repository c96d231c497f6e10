//! Objects whose names are unique, in the order of the text.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::Value;

/// A JSON object. Each name occurs once; the order of the text is kept, and counts for equality.
///
/// `Debug` shows the names and not the values, which can be a person's data or a secret.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Object(Vec<(String, Value)>);

impl Object {
    /// An object without members.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The value of the member `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0
            .iter()
            .find(|(member, _)| is(member, name))
            .map(|(_, value)| value)
    }

    /// Whether there is a member `name`.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Sets the member `name`: replaces its value in place, or adds it at the end.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) {
        self.set(name.into(), value.into());
    }

    fn set(&mut self, name: String, value: Value) {
        match self.0.iter_mut().find(|(member, _)| *member == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name, value)),
        }
    }

    /// Takes the member `name` out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let index = self.0.iter().position(|(member, _)| member == name)?;
        Some(self.0.remove(index).1)
    }

    /// The members, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// How many members there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no member.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a member whose name the parser has found to be new.
    pub(super) fn push_new(&mut self, name: String, value: Value) {
        self.0.push((name, value));
    }
}

/// Whether they are the same. Most are not, and most of those differ in length: where the smallest code is
/// asked for, the comparison is a call.
#[inline(always)]
fn is(member: &str, name: &str) -> bool {
    member.len() == name.len() && member == name
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn inserting_a_name_again_replaces_its_value_in_place() {
        let mut object = Object::new();
        object.insert("a", 1_u64);
        object.insert("b", true);
        object.insert("a", "x");
        assert_eq!(format!("{object}"), r#"{"a":"x","b":true}"#);
        assert_eq!((object.len(), object.is_empty()), (2, false));
    }

    #[test]
    fn removing_leaves_the_others_in_order() {
        let mut object = Object::new();
        object.insert("a", 1_u64);
        object.insert("b", 2_u64);
        object.insert("c", 3_u64);
        assert_eq!(object.remove("b"), Some(2_u64.into()));
        assert_eq!(object.remove("b"), None);
        assert_eq!(format!("{object}"), r#"{"a":1,"c":3}"#);
    }

    #[test]
    fn debug_shows_names_and_kinds_only() {
        let mut object = Object::new();
        object.insert("access_token", "hunter2");
        object.insert("expires_in", 3600_u64);
        assert_eq!(
            format!("{object:?}"),
            r#"{"access_token": string, "expires_in": number}"#
        );
    }
}
