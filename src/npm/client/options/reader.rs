//! Reads options by name and keeps what is wrong with them.
//!
//! TypeScript has seen that each name is one of an option's and that each value is of its type, and
//! says at length what is wrong otherwise. What comes here all the same is refused in few words.

use core::fmt::Display;

use edgeward_core::json::{self, Members, Object, Value};

use crate::error::{Class, Failure};

/// The options, and the problems that were found in them so far.
pub(super) struct Reader {
    object: Object,
    /// How many problems there are.
    found: usize,
    /// Each on a line for people.
    lines: String,
    /// Each as a JSON object, with commas in between.
    problems: String,
}

impl Reader {
    pub(super) fn parse(text: &str) -> Result<Self, Failure> {
        match json::parse_object(text.as_bytes()) {
            Ok(object) => Ok(Self {
                object,
                found: 0,
                lines: String::new(),
                problems: String::new(),
            }),
            Err(error) => Err(Failure::argument("options", &error)),
        }
    }

    /// The options, if nothing is wrong with them.
    pub(super) fn finish<T>(self, options: Option<T>) -> Result<T, Failure> {
        match options {
            Some(options) if self.found == 0 => Ok(options),
            _ => Err(self.failure()),
        }
    }

    pub(super) fn problem(&mut self, name: &str, code: &'static str, message: &str) {
        if self.found > 0 {
            self.lines.push_str("\n- ");
            self.problems.push(',');
        }
        self.found += 1;
        self.lines.push_str(&format!("`{name}` {message}"));
        self.problems.push_str(&Members::object(|it| {
            it.text("option", name);
            it.text("code", code);
            it.text("message", message);
        }));
    }

    fn failure(self) -> Failure {
        let Self { found, lines, problems, .. } = self;
        let message = match found {
            1 => lines,
            _ => format!("{found} options are wrong:\n- {lines}"),
        };
        Failure::with(Class::Config, "config_invalid", &message, |it| {
            it.json("problems", &format_args!("[{}]", problems));
        })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.object.contains(name)
    }

    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.object.get(name)
    }

    pub(super) fn flag(&mut self, name: &str) -> bool {
        self.read(name, Value::as_bool).unwrap_or(false)
    }

    /// A text with something in it, and nothing unseen around it.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let mut texts = self.texts(name)?;
        let text = texts.pop();
        if !texts.is_empty() {
            self.wrong_type(name);
            return None;
        }
        text
    }

    /// A text, or several.
    pub(super) fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let texts = self.read(name, texts)?;
        if texts.is_empty() {
            self.problem(
                name,
                "option_empty",
                "is empty: leave it out, or name something",
            );
            return None;
        }
        if let Some((code, message)) = texts.iter().find_map(|text| unclean(text)) {
            self.problem(name, code, message);
            return None;
        }
        Some(texts)
    }

    /// A whole number from 0 to `most`.
    pub(super) fn whole(&mut self, name: &str, (default, most): (u64, u64)) -> u64 {
        let number = self.read(name, |value| value.as_number()?.as_u64());
        let number = number.unwrap_or(default);
        if number > most {
            let message = format!("must be at most {most}");
            self.problem(name, "option_type_wrong", &message);
        }
        number
    }

    pub(super) fn choice<T: Copy>(
        &mut self,
        name: &str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.text(name)?;
        let found = choices.iter().find(|(choice, _)| *choice == text);
        if found.is_none() {
            let names: Vec<_> = choices.iter().map(|(choice, _)| *choice).collect();
            self.not_one_of(name, &names);
        }
        found.map(|(_, value)| *value)
    }

    pub(super) fn not_one_of(&mut self, name: &str, choices: &[&str]) {
        let message = format!("must be one of {}", choices.join(", "));
        self.problem(name, "option_not_one_of", &message);
    }

    /// What a parser made of the option.
    pub(super) fn checked<T, E: Display>(&mut self, name: &str, parsed: Result<T, E>) -> Option<T> {
        parsed.map_err(|error| self.refused(name, &error)).ok()
    }

    fn refused(&mut self, name: &str, error: &dyn Display) {
        self.problem(name, "option_invalid", &format!("is refused: {error}"));
    }

    fn wrong_type(&mut self, name: &str) {
        self.problem(name, "option_type_wrong", "has the wrong type");
    }

    fn read<T>(&mut self, name: &str, take: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let taken = take(self.object.get(name)?);
        if taken.is_none() {
            self.wrong_type(name);
        }
        taken
    }
}

fn texts(value: &Value) -> Option<Vec<String>> {
    let text = |value: &Value| value.as_str().map(String::from);
    match value {
        Value::Array(values) => values.iter().map(text).collect(),
        value => Some(vec![text(value)?]),
    }
}

/// What nobody means to write.
fn unclean(text: &str) -> Option<(&'static str, &'static str)> {
    if text.is_empty() {
        Some(("option_empty", "is empty"))
    } else if text.trim() != text || text.chars().any(char::is_control) {
        let message = "has white space around it or a control character in it";
        Some(("option_character", message))
    } else {
        None
    }
}
