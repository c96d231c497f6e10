//! What tabs tell each other, and what the page keeps of sessions that ended: JSON of one version,
//! with no member too many. What is anything else was never said.

use edgeward_core::json::Value;

use super::Shared;
use super::change::{REFRESHED, SIGNED_IN, with};
use super::ended::{self, Ended};
use super::members::{Members, of_kind};
use super::record::{self, Record};
use crate::argument::Arguments;
use crate::error::Failure;

/// The question for the session.
pub(super) fn ask() -> String {
    of_kind("ask").to_string()
}

impl Shared {
    /// Takes in `text`, which another tab sent or this one has kept.
    pub(super) fn hear(&self, arguments: &Arguments) -> Value {
        let text = arguments.text("text").unwrap_or_default();
        let heard = self.heard(text);
        heard.unwrap_or_else(|| Self::unchanged().into())
    }

    fn heard(&self, text: &str) -> Option<Value> {
        let (kind, members) = Members::parse(text)?;
        match kind.as_str() {
            "ask" => {
                members.end()?;
                let current = self.state.borrow().current.clone()?;
                let mut answer = Self::unchanged();
                answer.insert("session", current.to_text(&self.owner().ok()?));
                Some(with(answer, "post", true))
            }
            ended::KIND => Some(self.learn(&Ended::parse(members)?)),
            record::KIND => {
                let mapping = &self.client.options().roles;
                let record = Record::parse(members, &self.owner().ok()?, mapping)?;
                self.take_over(record).ok()
            }
            _ => None,
        }
    }

    fn learn(&self, ended: &Ended) -> Value {
        let how = {
            let mut state = self.state.borrow_mut();
            state.ended.learn(ended);
            let current = state.current.as_ref();
            current.and_then(|record| state.ended.how(record))
        };
        how.map_or_else(Self::unchanged, |how| self.forget(how))
            .into()
    }

    /// Another tab's session, if it is newer than what is known here.
    fn take_over(&self, record: Record) -> Result<Value, Failure> {
        let change = {
            let state = self.state.borrow();
            let is_late = state.ended.how(&record).is_some();
            match &state.current {
                _ if is_late => None,
                None => Some(SIGNED_IN),
                Some(own) if !record.replaces(own) => None,
                Some(own) if own.id == record.id => Some(REFRESHED),
                Some(_) => Some(SIGNED_IN),
            }
        };
        Ok(match change {
            Some(change) => self.becomes(record, change)?.into(),
            None => Self::unchanged().into(),
        })
    }

    /// Whether some tab knows more than this one, by the stamps of `stamps`: a session where there is
    /// none here, or a newer state of this one.
    pub(super) fn is_behind(&self, arguments: &Arguments) -> bool {
        let stamps = arguments.texts("stamps").unwrap_or_default();
        let state = self.state.borrow();
        stamps
            .iter()
            .filter_map(|stamp| stamp.split_once('.'))
            .filter_map(|(id, sequence)| Some((id, sequence.parse::<u64>().ok()?)))
            .any(|(id, sequence)| match &state.current {
                Some(own) => own.id == id && sequence > own.sequence,
                None => !state.ended.has(id),
            })
    }
}
