//! Arguments of one call, as a JSON object.

use edgeward_core::json::{self, Object, Value};
use edgeward_core::secret::Secret;
use edgeward_core::text::{Say, said};
use edgeward_core::url::{Http, HttpsUrl, InvalidUrl};

use crate::error::Failure;

/// The named arguments of a call. The TypeScript side has seen that each is of its type; here each
/// becomes what it says it is.
pub(crate) struct Arguments(Object);

impl Arguments {
    pub(crate) fn parse(text: &str) -> Result<Self, Failure> {
        match json::parse_object(text.as_bytes()) {
            Ok(object) => Ok(Self(object)),
            Err(error) => Err(Failure::argument("options", &said(&error))),
        }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    /// The text, if there is one.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    pub(crate) fn secret(&self, name: &str) -> Option<Secret> {
        self.text(name).map(Secret::from)
    }

    /// The secret; it must be there.
    pub(crate) fn required_secret(&self, name: &str) -> Result<Secret, Failure> {
        Ok(self.required_text(name)?.into())
    }

    fn required_text(&self, name: &str) -> Result<&str, Failure> {
        match self.text(name) {
            Some(text) => Ok(text),
            None => Err(Failure::argument(name, "is missing")),
        }
    }

    /// The whole number, if there is one.
    pub(crate) fn whole(&self, name: &str) -> Option<u64> {
        self.0.get(name)?.as_number()?.as_u64()
    }

    /// The texts of a list.
    pub(crate) fn texts(&self, name: &str) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        for value in self.0.get(name)?.as_array()? {
            if let Some(text) = value.as_str() {
                texts.push(text.into());
            }
        }
        Some(texts)
    }

    /// The names and texts of a table.
    pub(crate) fn pairs(&self, name: &str) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        if let Some(table) = self.object(name) {
            for (name, value) in table.iter() {
                if let Some(text) = value.as_str() {
                    pairs.push((name.into(), text.into()));
                }
            }
        }
        pairs
    }

    pub(crate) fn object(&self, name: &str) -> Option<&Object> {
        self.0.get(name).and_then(Value::as_object)
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.0.get(name).and_then(Value::as_bool) == Some(true)
    }

    /// The text through a parser, if there is one.
    pub(crate) fn parsed<T, E: Say>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, Failure> {
        match self.text(name) {
            Some(text) => Ok(Some(checked(name, parse(text))?)),
            None => Ok(None),
        }
    }

    /// The text through a parser; it must be there.
    pub(crate) fn required<T, E: Say>(
        &self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<T, Failure> {
        checked(name, parse(self.required_text(name)?))
    }
}

/// What a parser made of the argument.
pub(crate) fn checked<T, E: Say>(name: &str, parsed: Result<T, E>) -> Result<T, Failure> {
    match parsed {
        Ok(value) => Ok(value),
        Err(error) => Err(refused(name, &error)),
    }
}

fn refused(name: &str, error: &dyn Say) -> Failure {
    Failure::argument(name, &said(error))
}

/// A redirect URI. What is registered at the provider decides whether it is https.
pub(crate) fn redirect_uri(text: &str) -> Result<HttpsUrl, InvalidUrl> {
    HttpsUrl::parse(text, Http::DangerAllow)
}
