//! The sessions that are over.

use super::change::{EXPIRED, SIGNED_OUT};
use super::members::{Members, list, of_kind};
use super::record::Record;

/// What the text is called among those that tabs send each other.
pub(super) const KIND: &str = "ended";

/// How many are remembered by name.
const MOST: usize = 16;

/// What ended: sessions by name, and everything that began before the person signed out. A page that
/// was frozen meanwhile may hold a session that nobody else knows any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ended {
    /// The last to end comes last.
    ids: Vec<String>,
    /// In milliseconds.
    signed_out_at: u64,
}

impl Ended {
    /// The session with this name is over; the oldest is forgotten.
    pub(super) fn expire(&mut self, id: &str) {
        if self.ids.iter().any(|it| it == id) {
            return;
        }
        if self.ids.len() >= MOST {
            self.ids.remove(0);
        }
        self.ids.push(id.into());
    }

    /// All sessions up to now are over.
    pub(super) fn sign_out(&mut self, now: u64) {
        self.signed_out_at = self.signed_out_at.max(now);
    }

    /// Takes in what another tab knows.
    pub(super) fn learn(&mut self, other: &Self) {
        other.ids.iter().for_each(|id| self.expire(id));
        self.sign_out(other.signed_out_at);
    }

    /// How the session ended, if it did.
    pub(super) fn how(&self, record: &Record) -> Option<&'static str> {
        if record.signed_in_at <= self.signed_out_at {
            return Some(SIGNED_OUT);
        }
        self.has(&record.id).then_some(EXPIRED)
    }

    /// When the person signed out last, in milliseconds.
    pub(super) const fn signed_out_at(&self) -> u64 {
        self.signed_out_at
    }

    /// Whether the session with this name is over.
    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.iter().any(|it| it == id)
    }

    /// As a text for other tabs, and for those that come later.
    pub(super) fn to_text(&self) -> String {
        let mut object = of_kind(KIND);
        object.insert("ids", list(&self.ids));
        object.insert("signedOutAt", self.signed_out_at);
        object.to_string()
    }

    /// What a text of this kind says.
    pub(super) fn parse(mut members: Members) -> Option<Self> {
        let ended = Self {
            ids: members.texts("ids")?,
            signed_out_at: members.number("signedOutAt")?,
        };
        members.end()?;
        Some(ended)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_to_end_are_remembered() {
        let mut ended = Ended::default();
        (0..20).for_each(|n| ended.expire(&n.to_string()));
        ended.expire("19");
        assert_eq!(ended.ids.len(), MOST);
        assert!(ended.has("4") && !ended.has("3"));
    }

    #[test]
    fn a_text_is_read_back_and_a_broken_one_is_none() {
        let mut ended = Ended::default();
        ended.expire("a");
        ended.sign_out(7);
        ended.sign_out(5);
        let text = ended.to_text();
        let parse = |text: &str| Ended::parse(Members::parse_kind(text, KIND)?);
        assert_eq!(parse(&text), Some(ended));
        for (from, to) in [("[\"a\"]", "[7]"), ("7", "-7"), ("7", "7,\"x\":1")] {
            let broken = text.replace(from, to);
            assert_ne!(broken, text);
            assert_eq!(parse(&broken), None, "{to}");
        }
    }
}
