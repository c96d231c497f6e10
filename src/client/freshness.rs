//! When a document of the provider is used, fetched again, waited for, or given up.
//!
//! The rules are those of the design, section 5. They hold without a shared promise, since on
//! Workers no request may await what another one began: the state is a value and some time stamps,
//! and a stamp is set *before* its fetch starts.
//!
//! 1. A fresh document is used.
//! 2. A stale one is used too while somebody fetches; who finds no recent attempt fetches.
//! 3. A failed, empty or malformed fetch never evicts what is there.
//! 4. Once the stale time is over, nothing is used: closed.
//! 5. Who needs something newer than what is fresh (an unknown `kid`) gets one fetch per
//!    [`RETRY`], also while fetches fail.

use std::cell::RefCell;
use std::rc::Rc;

use edgeward_core::text::{cut, pieces, whole};

/// Seconds between two attempts to replace a document that can still be used.
pub(crate) const RETRY: u64 = 30;

/// Most seconds that a document is fresh, whatever the provider says: a day.
pub(crate) const MAX_FRESH: u64 = 24 * 60 * 60;

/// Seconds between two attempts while there is nothing to use: two in any 30 seconds.
const RETRY_WITHOUT_DOCUMENT: u64 = 15;

/// Seconds after which a fetch without an outcome is taken for dead: its host went away. More than
/// the time limits of two exchanges, since keys may need the metadata first.
const FETCH_IS_DEAD: u64 = 8;

/// What the asker needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The document as it is known.
    Known,
    /// A later document than the one of this generation, which lacks what the asker looks for.
    NewerThan(u32),
}

/// What the asker does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Use what is there.
    Use,
    /// Fetch, and report the outcome. The attempt is already stamped.
    Fetch,
    /// Another request is fetching: look again in a moment.
    Wait,
    /// There is nothing to use, and it is too early to try again.
    Closed,
}

/// One document and its stamps.
#[derive(Debug)]
pub(crate) struct Cached<T> {
    document: RefCell<Option<Rc<T>>>,
    stamps: RefCell<Stamps>,
}

/// Until when the document that is there is fresh, how many there were before it, and the attempts to
/// replace it.
#[derive(Debug, Default)]
pub(crate) struct Stamps {
    fresh_until: Option<u64>,
    generation: u32,
    pending_since: Stamp,
    attempted_at: Stamp,
    sought_newer_at: Stamp,
    failed_at: Stamp,
}

/// When something was last done, in seconds.
#[derive(Debug, Clone, Copy)]
struct Stamp(u64);

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self {
            document: RefCell::default(),
            stamps: RefCell::default(),
        }
    }
}

impl<T> Cached<T> {
    /// The stamps alone: what they say does not depend on what the document is.
    pub(crate) const fn stamps(&self) -> &RefCell<Stamps> {
        &self.stamps
    }

    /// A fetch brought a good document, which is fresh for `fresh_for` seconds from `fetched_at`.
    pub(crate) fn succeeded(&self, value: T, fetched_at: u64, fresh_for: u64) {
        self.document.replace(Some(Rc::new(value)));
        self.stamps.borrow_mut().succeeded(fetched_at, fresh_for);
    }

    /// What is there and its generation, if it may still be used at all: for `stale` seconds beyond
    /// its freshness.
    pub(crate) fn usable(&self, now: u64, stale: u64) -> Option<(Rc<T>, u32)> {
        let stamps = self.stamps.borrow();
        stamps.usable(now, stale)?;
        Some((self.document.borrow().clone()?, stamps.generation))
    }
}

impl Stamps {
    /// Decides by the rules above, and stamps the attempt if the answer is to fetch.
    pub(crate) fn next(&mut self, now: u64, need: Need, stale: u64) -> Next {
        let next = self.decide(now, need, stale);
        if next == Next::Fetch {
            self.pending_since = Stamp(now);
            self.attempted_at = Stamp(now);
        }
        next
    }

    fn decide(&mut self, now: u64, need: Need, stale: u64) -> Next {
        let is_pending = self.pending_since.is_within(now, FETCH_IS_DEAD);
        let Some(fresh_until) = self.usable(now, stale) else {
            return if is_pending {
                Next::Wait
            } else if self.attempted_at.is_within(now, RETRY_WITHOUT_DOCUMENT) {
                Next::Closed
            } else {
                Next::Fetch
            };
        };
        let serves = match need {
            Need::NewerThan(seen) if self.generation <= seen => {
                if is_pending {
                    return Next::Wait;
                }
                let tried = self.sought_newer_at.is_within(now, RETRY)
                    || self.failed_at.is_within(now, RETRY);
                if !tried {
                    self.sought_newer_at = Stamp(now);
                }
                tried
            }
            _ => self.serves(fresh_until, now),
        };
        if serves { Next::Use } else { Next::Fetch }
    }

    /// A fetch failed, or brought something unusable: what was there stays.
    pub(crate) fn failed(&mut self, now: u64) {
        self.pending_since = Stamp::NEVER;
        self.failed_at = Stamp(now);
    }

    fn succeeded(&mut self, at: u64, fresh_for: u64) {
        self.pending_since = Stamp::NEVER;
        self.fresh_until = Some(at.saturating_add(fresh_for));
        self.generation = self.generation.saturating_add(1);
    }

    /// Whether what is there may still be used at all.
    pub(crate) fn is_usable(&self, now: u64, stale: u64) -> bool {
        self.usable(now, stale).is_some()
    }

    /// Whether what is usable is fresh, or somebody has just tried to replace it.
    fn serves(&self, fresh_until: u64, now: u64) -> bool {
        now < fresh_until || self.attempted_at.is_within(now, RETRY)
    }

    /// Until when what is there is fresh, if it is.
    pub(crate) fn fresh_until(&self, now: u64) -> Option<u64> {
        self.usable(now, 0)
    }

    /// Whether who needs it as it is known may use it, and does not have to fetch it.
    pub(crate) fn is_ready(&self, now: u64, stale: u64) -> bool {
        self.usable(now, stale)
            .is_some_and(|fresh_until| self.serves(fresh_until, now))
    }

    fn usable(&self, now: u64, stale: u64) -> Option<u64> {
        self.fresh_until
            .filter(|fresh_until| now < fresh_until.saturating_add(stale))
    }
}

impl Stamp {
    /// No clock gets there.
    const NEVER: Self = Self(u64::MAX);

    /// Whether it is less than `seconds` before `now`. A clock that went back does not lock anybody out: a
    /// stamp from the future does not count.
    fn is_within(self, now: u64, seconds: u64) -> bool {
        now.checked_sub(self.0).is_some_and(|age| age < seconds)
    }
}

impl Default for Stamp {
    fn default() -> Self {
        Self::NEVER
    }
}

/// How long a document with this `Cache-Control` is fresh: `max-age` held between a minute and a
/// day, or `default` where there is none.
pub(crate) fn fresh_for(cache_control: Option<&str>, default: u64) -> u64 {
    const MIN: u64 = 60;
    let mut fresh = default;
    for directive in pieces(cache_control.unwrap_or_default(), b',') {
        let (name, value) = match cut(directive, b'=') {
            Some((name, value)) => (name, Some(value)),
            None => (directive, None),
        };
        let is = |it: &str| name.trim_ascii().eq_ignore_ascii_case(it);
        match value {
            None if is("no-store") || is("no-cache") => return MIN,
            Some(value) if is("max-age") => {
                if let Some(seconds) = whole(unquoted(value.trim_ascii())) {
                    fresh = seconds.clamp(MIN, MAX_FRESH);
                }
            }
            _ => {}
        }
    }
    fresh
}

/// Senders may write a value in quotation marks too (RFC 9111 §5.2).
fn unquoted(value: &str) -> &str {
    let quoted = value
        .strip_prefix("\"")
        .and_then(|it| it.strip_suffix("\""));
    quoted.unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRESH: u64 = 600;
    const STALE: u64 = 3600;

    fn filled_at(now: u64) -> Cached<&'static str> {
        let cached = Cached::default();
        assert_eq!(next(&cached, now, Need::Known), Next::Fetch);
        cached.succeeded("first", now, FRESH);
        cached
    }

    fn next(cached: &Cached<&'static str>, now: u64, need: Need) -> Next {
        cached.stamps().borrow_mut().next(now, need, STALE)
    }

    /// What is used then, and its generation.
    fn used(cached: &Cached<&'static str>, now: u64, need: Need) -> Option<(&'static str, u32)> {
        assert_eq!(next(cached, now, need), Next::Use);
        let (document, generation) = cached.usable(now, STALE)?;
        Some((*document, generation))
    }

    #[test]
    fn a_cold_cache_fetches_once_and_the_others_wait() {
        let cached = Cached::<&str>::default();
        assert_eq!(next(&cached, 1000, Need::Known), Next::Fetch);
        assert_eq!(next(&cached, 1000, Need::Known), Next::Wait);
        assert_eq!(next(&cached, 1007, Need::Known), Next::Wait);
        assert_eq!(next(&cached, 1008, Need::Known), Next::Closed);
        assert_eq!(next(&cached, 1015, Need::Known), Next::Fetch);
    }

    #[test]
    fn a_failure_without_a_document_closes_for_fifteen_seconds() {
        let cached = Cached::<&str>::default();
        assert_eq!(next(&cached, 1000, Need::Known), Next::Fetch);
        cached.stamps().borrow_mut().failed(1000);
        assert_eq!(next(&cached, 1014, Need::Known), Next::Closed);
        assert_eq!(next(&cached, 1015, Need::Known), Next::Fetch);
    }

    #[test]
    fn a_stale_document_serves_while_one_request_fetches_and_an_hour_beyond() {
        let cached = filled_at(1000);
        assert_eq!(used(&cached, 1599, Need::Known), Some(("first", 1)));
        assert_eq!(next(&cached, 1600, Need::Known), Next::Fetch);
        assert_eq!(next(&cached, 1600, Need::Known), Next::Use);
        cached.stamps().borrow_mut().failed(1600);
        assert_eq!(next(&cached, 1629, Need::Known), Next::Use);
        assert_eq!(next(&cached, 1630, Need::Known), Next::Fetch);
        cached.stamps().borrow_mut().failed(1630);
        assert!(cached.usable(5199, STALE).is_some());
        assert!(cached.usable(5200, STALE).is_none());
        assert_eq!(next(&cached, 5200, Need::Known), Next::Fetch);
        cached.stamps().borrow_mut().failed(5200);
        assert_eq!(next(&cached, 5201, Need::Known), Next::Closed);
    }

    #[test]
    fn an_unknown_kid_is_worth_one_fetch_in_thirty_seconds_also_when_it_fails() {
        let cached = filled_at(1000);
        assert_eq!(next(&cached, 1001, Need::NewerThan(1)), Next::Fetch);
        assert_eq!(next(&cached, 1001, Need::NewerThan(1)), Next::Wait);
        cached.stamps().borrow_mut().failed(1001);
        assert_eq!(next(&cached, 1030, Need::NewerThan(1)), Next::Use);
        assert_eq!(next(&cached, 1031, Need::NewerThan(1)), Next::Fetch);
        cached.succeeded("second", 1031, FRESH);
        assert_eq!(used(&cached, 1031, Need::NewerThan(1)), Some(("second", 2)));
    }

    #[test]
    fn who_seeks_a_newer_document_does_not_fetch_right_after_a_failure() {
        let cached = filled_at(1000);
        assert_eq!(next(&cached, 1600, Need::Known), Next::Fetch);
        cached.stamps().borrow_mut().failed(1600);
        assert!(used(&cached, 1629, Need::NewerThan(1)).is_some());
        assert_eq!(next(&cached, 1630, Need::NewerThan(1)), Next::Fetch);
    }

    #[test]
    fn a_clock_that_goes_back_locks_nobody_out() {
        let cached = Cached::<&str>::default();
        assert_eq!(next(&cached, 9000, Need::Known), Next::Fetch);
        cached.stamps().borrow_mut().failed(9000);
        assert_eq!(next(&cached, 1000, Need::Known), Next::Fetch);
    }

    #[test]
    fn max_age_is_held_between_a_minute_and_a_day() {
        assert_eq!(fresh_for(None, 600), 600);
        assert_eq!(fresh_for(Some("public, max-age=300"), 600), 300);
        assert_eq!(fresh_for(Some("MAX-AGE=1"), 600), 60);
        assert_eq!(fresh_for(Some("max-age=99999999"), 600), 86_400);
        assert_eq!(fresh_for(Some("max-age = \"300\" , public"), 600), 300);
        assert_eq!(fresh_for(Some("max-age=soon"), 600), 600);
        assert_eq!(fresh_for(Some("no-cache=\"a\", max-age=300"), 600), 300);
        assert_eq!(fresh_for(Some("no-store, max-age=300"), 600), 60);
    }
}
