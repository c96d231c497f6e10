//! What a call changed, for the page to carry on: to its storage, to the other tabs, to its listeners.

use edgeward_core::json::{Object, Value};

use super::record::Record;
use super::{Shared, State, tabs};
use crate::error::Failure;

pub(super) const SIGNED_IN: &str = "signed-in";
pub(super) const REFRESHED: &str = "refreshed";
pub(super) const SIGNED_OUT: &str = "signed-out";
pub(super) const EXPIRED: &str = "expired";

impl Shared {
    /// Nothing changed.
    pub(super) fn unchanged() -> Object {
        Object::new()
    }

    /// The session is `record` from now on: its person, its text to keep (and to send, which is the
    /// caller's to say), its stamp, and when it ends if nothing renews it.
    pub(super) fn becomes(&self, record: Record, change: &str) -> Result<Object, Failure> {
        let mut object = Object::new();
        let Some(user) = record.user(&self.client.options().roles) else {
            return Ok(object);
        };
        object.insert("change", change);
        object.insert("user", user);
        object.insert("session", record.to_text(&self.owner()?));
        object.insert("stamp", record.stamp());
        if record.refresh_token.is_none() {
            let now = self.client.now()?;
            object.insert("endsIn", record.expires_at.saturating_sub(now));
        }
        self.state.borrow_mut().current = Some(record);
        Ok(object)
    }

    /// There is no session any more.
    pub(super) fn end(&self, change: &str) -> Value {
        let mut state = self.state.borrow_mut();
        let Some(record) = state.current.take() else {
            return Self::unchanged().into();
        };
        state.remember_end(record.id.clone());
        state.leaving = Some(record);
        let mut object = Object::new();
        object.insert("change", change);
        object.insert("ended", tabs::ended(change, &state.ended));
        object.into()
    }
}

impl State {
    /// Keeps in mind that the session ended; the oldest is forgotten.
    pub(super) fn remember_end(&mut self, id: String) {
        const MOST: usize = 16;
        if self.ended.contains(&id) {
            return;
        }
        if self.ended.len() >= MOST {
            self.ended.remove(0);
        }
        self.ended.push(id);
    }
}

/// With one more member.
pub(super) fn with(mut object: Object, name: &str, value: impl Into<Value>) -> Value {
    object.insert(name, value);
    object.into()
}
