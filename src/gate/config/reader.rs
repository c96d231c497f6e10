//! Typed access to a table of the configuration. What is wrong is collected, not returned, so that
//! everything wrong is found in one pass.

use std::ops::RangeInclusive;

use edgeward_core::json::{Object, Value};
use edgeward_core::secret::Secret;

use super::key::{
    Choice, Describe, Flag, Key, List, SecretText, Table, Tables, Text, Texts, Whole,
};
use super::suggestion::suggestion;
use super::{ConfigProblem, Contradiction, Fault};

/// A table, what it is called in problems, and the problems.
pub(super) struct Reader<'v> {
    object: &'v Object,
    prefix: String,
    problems: Vec<ConfigProblem>,
}

/// A string of the configuration with the place where it stands, as in `AUDIENCE[1]`.
#[derive(Clone)]
pub(super) struct Entry<'v> {
    pub(super) place: String,
    pub(super) text: &'v str,
}

impl<'v> Reader<'v> {
    pub(super) const fn new(object: &'v Object) -> Self {
        Self {
            object,
            prefix: String::new(),
            problems: Vec::new(),
        }
    }

    pub(super) fn into_problems(self) -> Vec<ConfigProblem> {
        self.problems
    }

    /// Takes over what a reader of a table inside this one found.
    pub(super) fn absorb(&mut self, inner: Reader<'_>) {
        self.problems.extend(inner.problems);
    }

    /// Whether the key is set, rightly or wrongly.
    pub(super) fn has(&self, key: &dyn Describe) -> bool {
        self.object.contains(key.name())
    }

    pub(super) fn place(&self, key: &dyn Describe) -> String {
        format!("{}{}", self.prefix, key.name())
    }

    pub(super) fn fault(&mut self, key: &dyn Describe, fault: Fault) {
        self.fault_at(self.place(key), key, fault);
    }

    /// A fault of one entry, in the words of its key.
    pub(super) fn fault_at(&mut self, place: String, key: &dyn Describe, fault: Fault) {
        let cure = fault.cure(Some(key)).into_owned();
        self.problems.push(ConfigProblem::new(place, fault, cure));
    }

    pub(super) fn contradiction(&mut self, key: &dyn Describe, contradiction: Contradiction) {
        self.fault(key, Fault::Contradiction(contradiction));
    }

    /// The key must be set.
    pub(super) fn require(&mut self, key: &dyn Describe) {
        if !self.has(key) {
            self.fault(key, Fault::Missing);
        }
    }

    /// Every name in the table must be one of these keys.
    pub(super) fn refuse_unknown(&mut self, known: &[&'static dyn Describe]) {
        for (name, _) in self.object.iter() {
            if !known.iter().any(|key| key.name() == name) {
                let fault = Fault::Unknown {
                    suggestion: suggestion(name, known),
                };
                let cure = fault.cure(None).into_owned();
                let place = format!("{}{}", self.prefix, printable(name));
                self.problems.push(ConfigProblem::new(place, fault, cure));
            }
        }
    }

    /// `true` or `false`, as text too: `.dev.vars` and `--var` know nothing else.
    pub(super) fn flag(&mut self, key: &Key<Flag>) -> bool {
        let read = |value: &Value| match value.as_str() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            Some(_) => None,
            None => value.as_bool(),
        };
        self.value(key, read).unwrap_or(key.kind.0)
    }

    /// A whole number, as text too.
    pub(super) fn whole(&mut self, key: &Key<Whole>) -> u64 {
        let Whole {
            least,
            most,
            default,
        } = key.kind;
        let read = |value: &Value| match value.as_str() {
            Some(text) if text.bytes().all(|it| it.is_ascii_digit()) => Some(text.parse().ok()),
            Some(_) => None,
            None => value.as_number().map(|number| number.as_u64()),
        };
        match self.value(key, read) {
            None => default,
            Some(Some(number)) if RangeInclusive::new(least, most).contains(&number) => number,
            Some(_) => {
                self.fault(key, Fault::OutOfRange { least, most });
                default
            }
        }
    }

    pub(super) fn text(&mut self, key: &Key<Text>) -> Option<&'v str> {
        let text = self.value(key, Value::as_str)?;
        self.filled(key, text)
    }

    pub(super) fn secret(&mut self, key: &Key<SecretText>) -> Option<Secret> {
        let text = self.value(key, Value::as_str)?;
        let text = match key.kind {
            SecretText::Verbatim => self.filled(key, text)?,
            SecretText::Parsed if !text.trim().is_empty() => text,
            SecretText::Parsed => {
                self.fault(key, Fault::Empty);
                return None;
            }
        };
        Some(Secret::from(text))
    }

    /// A text that a parser understands.
    pub(super) fn parsed<T>(
        &mut self,
        key: &Key<Text>,
        parse: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<T> {
        let text = self.text(key)?;
        parse(text).map_err(|fault| self.fault(key, fault)).ok()
    }

    pub(super) fn choice<T: Copy + Sync>(&mut self, key: &Key<Choice<T>>) -> Option<T> {
        let set = self.value(key, Value::as_str);
        let options = key.kind.options;
        let option = |name: &str| options.iter().find(|(option, _)| *option == name);
        match set {
            None => key.kind.default.and_then(option),
            Some(name) => option(name).or_else(|| {
                self.fault(key, Fault::NotOneOf(key.choices()));
                None
            }),
        }
        .map(|(_, value)| *value)
    }

    /// The strings of a list, each there once; `None` when the key is not set or of another type.
    pub(super) fn list(&mut self, key: &Key<List>) -> Option<Vec<Entry<'v>>> {
        let elements = self.value(key, Value::as_array)?;
        Some(self.entries(key, elements))
    }

    /// A string, or the strings of a list, each there once.
    pub(super) fn texts(&mut self, key: &Key<Texts>) -> Option<Vec<Entry<'v>>> {
        match self.object.get(key.name())? {
            Value::Array(elements) => Some(self.entries(key, elements)),
            Value::String(text) => {
                let text = self.filled(key, text)?;
                Some(vec![Entry {
                    place: self.place(key),
                    text,
                }])
            }
            other => {
                self.wrong_type(key, other);
                None
            }
        }
    }

    /// Each entry through a parser; the ones that it refuses are reported and left out.
    pub(super) fn parsed_entries<T>(
        &mut self,
        key: &dyn Describe,
        entries: Vec<Entry<'v>>,
        parse: impl Fn(&str) -> Result<T, Fault>,
    ) -> Vec<(Entry<'v>, T)> {
        let mut parsed = Vec::with_capacity(entries.len());
        for entry in entries {
            match parse(entry.text) {
                Ok(value) => parsed.push((entry, value)),
                Err(fault) => self.fault_at(entry.place, key, fault),
            }
        }
        parsed
    }

    /// The strings of a table, under their names.
    pub(super) fn table(&mut self, key: &Key<Table>) -> Vec<(&'v str, Entry<'v>)> {
        let Some(object) = self.value(key, Value::as_object) else {
            return Vec::new();
        };
        let mut fields = Vec::with_capacity(object.len());
        for (name, value) in object.iter() {
            let place = format!("{}.{}", self.place(key), printable(name));
            match value.as_str() {
                Some(text) => fields.push((name, Entry { place, text })),
                None => {
                    let fault = Fault::WrongType {
                        expected: "a string",
                        got: value.kind(),
                    };
                    self.fault_at(place, key, fault);
                }
            }
        }
        fields
    }

    /// A reader for each table of a list, with its position.
    pub(super) fn tables(&mut self, key: &Key<Tables>) -> Vec<(usize, Reader<'v>)> {
        let elements = self.value(key, Value::as_array).unwrap_or_default();
        let mut readers = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            let place = format!("{}[{index}]", self.place(key));
            if let Some(object) = element.as_object() {
                let prefix = format!("{place}.");
                readers.push((
                    index,
                    Reader {
                        object,
                        prefix,
                        problems: Vec::new(),
                    },
                ));
            } else {
                let fault = Fault::WrongType {
                    expected: "a table",
                    got: element.kind(),
                };
                self.fault_at(place, key, fault);
            }
        }
        readers
    }

    /// The value as it is, for a key that takes several types.
    pub(super) fn raw(&self, key: &dyn Describe) -> Option<&'v Value> {
        self.object.get(key.name())
    }

    pub(super) fn wrong_type(&mut self, key: &dyn Describe, value: &Value) {
        let fault = Fault::WrongType {
            expected: key.expected(),
            got: value.kind(),
        };
        self.fault(key, fault);
    }

    fn value<T>(
        &mut self,
        key: &dyn Describe,
        take: impl FnOnce(&'v Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.object.get(key.name())?;
        let taken = take(value);
        if taken.is_none() {
            self.wrong_type(key, value);
        }
        taken
    }

    fn filled(&mut self, key: &dyn Describe, text: &'v str) -> Option<&'v str> {
        match text_fault(text) {
            None => Some(text),
            Some(fault) => {
                self.fault(key, fault);
                None
            }
        }
    }

    fn entries(&mut self, key: &dyn Describe, elements: &'v [Value]) -> Vec<Entry<'v>> {
        if elements.is_empty() {
            self.fault(key, Fault::Empty);
        }
        let mut entries: Vec<Entry<'v>> = Vec::with_capacity(elements.len());
        for (index, element) in elements.iter().enumerate() {
            let place = format!("{}[{index}]", self.place(key));
            let Some(text) = element.as_str() else {
                let fault = Fault::WrongType {
                    expected: "a string",
                    got: element.kind(),
                };
                self.fault_at(place, key, fault);
                continue;
            };
            let repeated = entries.iter().any(|entry| entry.text == text);
            match text_fault(text).or(repeated.then_some(Fault::Repeated)) {
                None => entries.push(Entry { place, text }),
                Some(fault) => self.fault_at(place, key, fault),
            }
        }
        entries
    }
}

/// What no text may be: empty, or with something that is not seen, such as a copied line break.
fn text_fault(text: &str) -> Option<Fault> {
    if text.is_empty() {
        return Some(Fault::Empty);
    }
    let slip = text.trim() != text || text.chars().any(char::is_control);
    slip.then_some(Fault::Character)
}

/// A name that somebody wrote, short and on one line.
fn printable(name: &str) -> String {
    name.escape_debug().take(64).collect()
}
