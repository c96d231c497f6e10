//! What tabs tell each other, and what the page keeps of sessions that ended: JSON of one version,
//! with no member too many. What is anything else was never said.

use edgeward_core::json::Value;

use super::Shared;
use super::change::{EXPIRED, REFRESHED, SIGNED_IN, SIGNED_OUT, with};
use super::members::{Members, list, of_kind};
use super::record::{self, Record};
use crate::argument::Arguments;
use crate::error::Failure;

/// The question for the session.
pub(super) fn ask() -> String {
    of_kind("ask").to_string()
}

/// The news that sessions ended, the last of them for this reason.
pub(super) fn ended(change: &str, ids: &[String]) -> String {
    let mut object = of_kind("ended");
    object.insert("change", change);
    object.insert("ids", list(ids));
    object.to_string()
}

impl Shared {
    /// Takes in `text`, which another tab sent or this one has kept.
    pub(super) fn hear(&self, arguments: &Arguments) -> Value {
        let text = arguments.text("text").unwrap_or_default();
        let heard = self.heard(text);
        heard.unwrap_or_else(|| Self::unchanged().into())
    }

    fn heard(&self, text: &str) -> Option<Value> {
        let (kind, mut members) = Members::parse(text)?;
        match kind.as_str() {
            "ask" => {
                members.end()?;
                let current = self.state.borrow().current.clone()?;
                let mut answer = Self::unchanged();
                answer.insert("session", current.to_text(&self.owner().ok()?));
                Some(with(answer, "post", true))
            }
            "ended" => {
                let reason = members.text("change")?;
                let ids = members.texts("ids")?;
                members.end()?;
                let change = [EXPIRED, SIGNED_OUT].into_iter().find(|it| *it == reason)?;
                Some(self.ended_elsewhere(change, ids))
            }
            record::KIND => {
                let mapping = &self.client.options().roles;
                let record = Record::parse(members, &self.owner().ok()?, mapping)?;
                self.take_over(record).ok()
            }
            _ => None,
        }
    }

    fn ended_elsewhere(&self, change: &str, ids: Vec<String>) -> Value {
        let is_over = {
            let mut state = self.state.borrow_mut();
            let is_over = state
                .current
                .as_ref()
                .is_some_and(|it| ids.contains(&it.id));
            for id in ids {
                state.remember_end(id);
            }
            is_over
        };
        if is_over {
            return self.end(change);
        }
        Self::unchanged().into()
    }

    /// Another tab's session, if it is newer than what is known here.
    fn take_over(&self, record: Record) -> Result<Value, Failure> {
        let change = {
            let state = self.state.borrow();
            let is_late = state.ended.contains(&record.id);
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
                None => !state.ended.iter().any(|ended| ended == id),
            })
    }
}
