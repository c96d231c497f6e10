//! Header fields.

use std::ops::Range;

/// Header fields in their order, names in lower case.
///
/// A host that combines repeated fields (the Fetch standard does) has joined them with `, `; the
/// gate reads no field for which that would make a difference, except to refuse it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers {
    /// All names and values, one behind the other: there are many, and each would be a piece of memory.
    text: String,
    fields: Vec<(Range<usize>, Range<usize>)>,
}

impl Headers {
    /// No fields.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            text: String::new(),
            fields: Vec::new(),
        }
    }

    /// No fields yet, and room for so many of so many bytes together.
    #[must_use]
    pub fn with_capacity(fields: usize, bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            fields: Vec::with_capacity(fields),
        }
    }

    /// The value of the only field of this name (in lower case); `None` where there is none.
    /// Of several, the first.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(it, _)| *it == name)
            .map(|(_, value)| value)
    }

    /// The values of all fields of this name (in lower case).
    pub fn all<'a>(&'a self, name: &'static str) -> impl Iterator<Item = &'a str> {
        self.iter()
            .filter(move |(it, _)| *it == name)
            .map(|(_, value)| value)
    }

    /// Whether a field of this name (in lower case) is there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Adds a field. The name is brought to lower case.
    pub fn append(&mut self, name: &str, value: &str) {
        let name = self.push(name);
        if let Some(name) = self.text.get_mut(name.clone()) {
            name.make_ascii_lowercase();
        }
        let value = self.push(value);
        self.fields.push((name, value));
    }

    /// All fields in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let text = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        self.fields
            .iter()
            .map(move |(name, value)| (text(name), text(value)))
    }

    fn push(&mut self, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        start..self.text.len()
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(fields: I) -> Self {
        let mut headers = Self::new();
        for (name, value) in fields {
            headers.append(name.as_ref(), value.as_ref());
        }
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_lower_case_whatever_they_were_sent_in() {
        let headers = Headers::from_iter([("Accept", "a"), ("COOKIE", "b"), ("accept", "c")]);
        assert_eq!(headers.get("accept"), Some("a"));
        assert_eq!(headers.all("accept").collect::<Vec<_>>(), ["a", "c"]);
        assert!(headers.has("cookie") && !headers.has("origin"));
    }
}
