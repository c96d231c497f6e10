//! Reads options by name and keeps what is wrong with them.

use core::fmt::Display;

use edgeward_core::json::{self, Object, Value};

use super::problem::Problem;
use crate::error::{Class, Failure};

/// The options, and the problems that were found in them so far.
pub(super) struct Reader {
    object: Object,
    problems: Vec<Problem>,
}

impl Reader {
    pub(super) fn parse(text: &str) -> Result<Self, Failure> {
        match json::parse_object(text.as_bytes()) {
            Ok(object) => Ok(Self {
                object,
                problems: Vec::new(),
            }),
            Err(error) => Err(Failure::argument("options", &error)),
        }
    }

    /// The options, if nothing is wrong with them.
    pub(super) fn finish<T>(self, options: Option<T>) -> Result<T, Failure> {
        match options {
            Some(options) if self.problems.is_empty() => Ok(options),
            _ => Err(failure(self.problems)),
        }
    }

    pub(super) fn problem(&mut self, name: &str, code: &'static str, message: &str) {
        self.problems.push(Problem {
            option: name.into(),
            code,
            message: message.into(),
        });
    }

    pub(super) fn refuse_unknown(&mut self, known: &[&str]) {
        let names: Vec<String> = self.object.iter().map(|(name, _)| name.into()).collect();
        for name in names.iter().filter(|name| !known.contains(&name.as_str())) {
            let near = known
                .iter()
                .map(|it| (strsim::osa_distance(name, it), it))
                .filter(|(distance, _)| *distance <= name.len() / 3)
                .min();
            let message = match near {
                Some((_, near)) => format!("is no option: did you mean `{near}`?"),
                None => "is no option: remove it".into(),
            };
            let shown: String = name.escape_debug().take(64).collect();
            self.problem(&shown, "option_unknown", &message);
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.object.contains(name)
    }

    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.object.get(name)
    }

    pub(super) fn require(&mut self, name: &str) {
        if !self.has(name) {
            self.problem(name, "option_missing", "is missing");
        }
    }

    pub(super) fn flag(&mut self, name: &str) -> bool {
        let read = self.read(name, "true or false", Value::as_bool);
        read.unwrap_or(false)
    }

    /// A text with something in it, and nothing unseen around it.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let text = self.read(name, "a string", |value| value.as_str().map(String::from))?;
        self.clean(name, text)
    }

    /// A text, or several.
    pub(super) fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let texts = self.read(
            name,
            "a string or an array of strings",
            |value| match value {
                Value::String(text) => Some(vec![text.clone()]),
                Value::Array(texts) => texts
                    .iter()
                    .map(|text| text.as_str().map(String::from))
                    .collect(),
                _ => None,
            },
        )?;
        if texts.is_empty() {
            self.problem(
                name,
                "option_empty",
                "is empty: leave it out, or name something",
            );
        }
        let texts: Vec<_> = texts
            .into_iter()
            .filter_map(|text| self.clean(name, text))
            .collect();
        (!texts.is_empty()).then_some(texts)
    }

    /// A whole number from 0 to `most`.
    pub(super) fn whole(&mut self, name: &str, (default, most): (u64, u64)) -> u64 {
        let expected = format!("a whole number from 0 to {most}");
        let number = self.read(name, &expected, |value| {
            let number = value.as_number()?.as_u64()?;
            (number <= most).then_some(number)
        });
        number.unwrap_or(default)
    }

    pub(super) fn choice<T: Copy, const N: usize>(
        &mut self,
        name: &str,
        choices: [(&'static str, T); N],
    ) -> Option<T> {
        let text = self.text(name)?;
        let found = choices.iter().find(|(choice, _)| *choice == text);
        if found.is_none() {
            self.not_one_of(name, &choices.map(|(choice, _)| choice));
        }
        found.map(|(_, value)| *value)
    }

    pub(super) fn not_one_of(&mut self, name: &str, choices: &[&str]) {
        let message = format!("must be one of {}", choices.join(", "));
        self.problem(name, "option_not_one_of", &message);
    }

    /// What a parser made of the option.
    pub(super) fn checked<T, E: Display>(&mut self, name: &str, parsed: Result<T, E>) -> Option<T> {
        parsed
            .map_err(|error| self.problem(name, "option_invalid", &format!("is refused: {error}")))
            .ok()
    }

    fn read<T>(
        &mut self,
        name: &str,
        expected: &str,
        take: impl FnOnce(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.object.get(name)?;
        let taken = take(value);
        if taken.is_none() {
            let message = format!("must be {expected}");
            self.problem(name, "option_type_wrong", &message);
        }
        taken
    }

    fn clean(&mut self, name: &str, text: String) -> Option<String> {
        if text.is_empty() {
            self.problem(name, "option_empty", "is empty");
            return None;
        }
        if text.trim() != text || text.chars().any(char::is_control) {
            let message = "has white space around it or a control character in it";
            self.problem(name, "option_character", message);
            return None;
        }
        Some(text)
    }
}

fn failure(problems: Vec<Problem>) -> Failure {
    let lines: Vec<String> = problems.iter().map(Problem::line).collect();
    let message = match lines.as_slice() {
        [line] => line.clone(),
        lines => format!(
            "{} options are wrong:\n- {}",
            lines.len(),
            lines.join("\n- ")
        ),
    };
    let problems: Vec<Value> = problems.into_iter().map(Value::from).collect();
    Failure::new(Class::Config, "config_invalid", &message).with("problems", problems)
}
