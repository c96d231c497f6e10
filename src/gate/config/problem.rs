//! What is wrong with the configuration: all of it at once, each with its key and the cure.

use std::fmt;

use super::Fault;

/// Everything that is wrong. It may be shown to anybody: it names keys and rules, and
/// never holds a value of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigErrors(Vec<ConfigProblem>);

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    key: String,
    fault: Fault,
    cure: String,
}

impl ConfigErrors {
    pub(super) const fn new(problems: Vec<ConfigProblem>) -> Self {
        Self(problems)
    }

    /// The problems, in the order in which they were found.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &ConfigProblem> {
        self.0.iter()
    }
}

impl ConfigProblem {
    pub(super) const fn new(key: String, fault: Fault, cure: String) -> Self {
        Self { key, fault, cure }
    }

    /// The key that it is about, as in `ROUTES[2].roles`. Positions count from 0.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What is wrong.
    #[must_use]
    pub const fn fault(&self) -> &Fault {
        &self.fault
    }

    /// How to mend it.
    #[must_use]
    pub fn cure(&self) -> &str {
        &self.cure
    }

    /// A stable identifier, in `snake_case`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.fault.code()
    }
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}: {}", self.key, self.fault, self.cure)
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.0.len() == 1 { "" } else { "s" };
        write!(f, "the configuration has {} problem{plural}", self.0.len())?;
        self.0
            .iter()
            .try_for_each(|problem| write!(f, "\n- {problem}"))
    }
}

impl std::error::Error for ConfigErrors {}
