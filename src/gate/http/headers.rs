//! Header fields.

/// Header fields in their order, names in lower case.
///
/// A host that combines repeated fields (the Fetch standard does) has joined them with `, `; the
/// gate reads no field for which that would make a difference, except to refuse it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// No fields.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
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
    pub fn append(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_ascii_lowercase(), value.into()));
    }

    /// All fields in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl<N: AsRef<str>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(fields: I) -> Self {
        let mut headers = Self::new();
        for (name, value) in fields {
            headers.append(name.as_ref(), value);
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
