//! What a call changed, for the page to carry on: to its storage, to the other tabs, to its listeners.

use std::rc::Rc;

use edgeward_core::json::{Object, Value};

use super::Shared;
use super::record::Record;
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
        self.state.borrow_mut().current = Some(Rc::new(record));
        Ok(object)
    }

    /// The session is over, if there is one, and everybody is to know what is.
    pub(super) fn end(&self, change: &str) -> Value {
        let mut object = self.forget(change);
        object.insert("ended", self.state.borrow().ended.to_text());
        object.into()
    }

    /// There is no session any more.
    pub(super) fn forget(&self, change: &str) -> Object {
        let mut object = Self::unchanged();
        let mut state = self.state.borrow_mut();
        if let Some(record) = state.current.take() {
            state.ended.expire(&record.id);
            state.leaving = Some(record);
            object.insert("change", change);
        }
        object
    }
}

/// With one more member.
pub(super) fn with(mut object: Object, name: &str, value: impl Into<Value>) -> Value {
    object.insert(name, value);
    object.into()
}
