//! Reads options by name and keeps what is wrong with them.
//!
//! TypeScript has seen that each name is one of an option's and that each value is of its type.

use edgeward_core::json::Members;
use edgeward_core::text::{Say, concat, decimal, said};

use crate::answer::joined;
use crate::argument::Arguments;
use crate::error::{Class, Failure};

/// The options, and the problems that were found in them so far.
pub(super) struct Reader {
    options: Arguments,
    /// Each as a JSON object, with commas in between.
    problems: String,
}

impl Reader {
    pub(super) fn parse(text: &str) -> Result<Self, Failure> {
        Ok(Self {
            options: Arguments::parse(text)?,
            problems: String::new(),
        })
    }

    /// The options, if nothing is wrong with them.
    pub(super) fn finish<T>(self, options: Option<T>) -> Result<T, Failure> {
        match options {
            Some(options) if self.problems.is_empty() => Ok(options),
            _ => Err(self.failure()),
        }
    }

    pub(super) fn problem(&mut self, name: &str, code: &'static str, message: &str) {
        if !self.problems.is_empty() {
            self.problems.push(',');
        }
        self.problems.push_str(&Members::object(|it| {
            it.text("option", name);
            it.text("code", code);
            it.text("message", message);
        }));
    }

    /// The problems alone: TypeScript has a sentence for them, as it finds some itself.
    fn failure(&self) -> Failure {
        let mut members = Failure::begin(Class::Config, "config_invalid", "");
        members.json("problems", &concat(&["[", &self.problems, "]"]));
        Failure::Error(members)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.options.has(name)
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.options.flag(name)
    }

    /// A text, whatever is in it.
    pub(super) fn plain(&self, name: &str) -> Option<&str> {
        self.options.text(name)
    }

    /// A text with something in it, and nothing unseen around it.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let text = self.options.text(name)?.to_owned();
        self.is_clean(name, &text).then_some(text)
    }

    /// Several, at least one.
    pub(super) fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let texts = self.options.texts(name)?;
        if texts.is_empty() {
            let message = "is empty: leave it out, or name something";
            self.problem(name, "option_empty", message);
            return None;
        }
        for text in &texts {
            if !self.is_clean(name, text) {
                return None;
            }
        }
        Some(texts)
    }

    /// Whether there is nothing in the text that nobody means to write.
    fn is_clean(&mut self, name: &str, text: &str) -> bool {
        if text.is_empty() {
            self.problem(name, "option_empty", "is empty");
            return false;
        }
        let is_space = |end: Option<char>| end.is_some_and(char::is_whitespace);
        let is_padded = is_space(text.chars().next()) || is_space(text.chars().next_back());
        if !is_padded && !text.chars().any(char::is_control) {
            return true;
        }
        let message = "has white space around it or a control character in it";
        self.problem(name, "option_character", message);
        false
    }

    /// A whole number from 0 to `most`.
    pub(super) fn whole(&mut self, name: &str, (default, most): (u64, u64)) -> u64 {
        let number = self.options.whole(name).unwrap_or(default);
        if number > most {
            let message = concat(&["must be at most ", &decimal(most)]);
            self.problem(name, "option_type_wrong", &message);
        }
        number
    }

    /// The value whose name it is.
    pub(super) fn choice<T: Copy>(
        &mut self,
        name: &str,
        names: &[&str],
        values: &[T],
    ) -> Option<T> {
        values.get(self.chosen(name, names)?).copied()
    }

    /// Which of the choices it is: once for values of any type.
    fn chosen(&mut self, name: &str, choices: &[&str]) -> Option<usize> {
        let text = self.text(name)?;
        let chosen = choices.iter().position(|choice| *choice == text);
        if chosen.is_none() {
            self.not_one_of(name, choices);
        }
        chosen
    }

    pub(super) fn not_one_of(&mut self, name: &str, choices: &[&str]) {
        let message = concat(&["must be one of ", &joined(choices, ", ")]);
        self.problem(name, "option_not_one_of", &message);
    }

    /// What a parser made of the option.
    pub(super) fn checked<T, E: Say>(&mut self, name: &str, parsed: Result<T, E>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(error) => {
                self.refused(name, &error);
                None
            }
        }
    }

    fn refused(&mut self, name: &str, error: &dyn Say) {
        self.problem(
            name,
            "option_invalid",
            &concat(&["is refused: ", &said(error)]),
        );
    }
}
