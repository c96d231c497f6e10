//! What is wrong with one option.

use edgeward_core::json::{Object, Value};

/// An option, a stable code, and what to do.
pub(super) struct Problem {
    pub(super) option: String,
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Problem {
    /// As a line for people.
    pub(super) fn line(&self) -> String {
        format!("`{}` {}", self.option, self.message)
    }
}

impl From<Problem> for Value {
    fn from(problem: Problem) -> Self {
        let mut object = Object::new();
        object.insert("option", problem.option);
        object.insert("code", problem.code);
        object.insert("message", problem.message);
        object.into()
    }
}
