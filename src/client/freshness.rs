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

use std::rc::Rc;

use edgeward_core::text::{cut, pieces};

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
    document: Option<Rc<T>>,
    stamps: Stamps,
}

/// Until when the document that is there is fresh, how many there were before it, and the attempts to
/// replace it.
#[derive(Debug, Default)]
pub(crate) struct Stamps {
    fresh_until: Option<u64>,
    generation: u32,
    pending_since: Option<u64>,
    attempted_at: Option<u64>,
    sought_newer_at: Option<u64>,
    failed_at: Option<u64>,
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self {
            document: None,
            stamps: Stamps::default(),
        }
    }
}

impl<T> Cached<T> {
    /// The stamps alone: what they say does not depend on what the document is.
    pub(crate) const fn stamps(&mut self) -> &mut Stamps {
        &mut self.stamps
    }

    /// A fetch brought a good document, which is fresh for `fresh_for` seconds from `fetched_at`.
    pub(crate) fn succeeded(&mut self, value: T, fetched_at: u64, fresh_for: u64) {
        self.document = Some(Rc::new(value));
        self.stamps.succeeded(fetched_at, fresh_for);
    }

    /// What is there and its generation, if it may still be used at all: for `stale` seconds beyond
    /// its freshness.
    pub(crate) fn usable(&self, now: u64, stale: u64) -> Option<(Rc<T>, u32)> {
        self.stamps.usable(now, stale)?;
        Some((self.document.clone()?, self.stamps.generation))
    }
}

impl Stamps {
    /// Decides by the rules above, and stamps the attempt if the answer is to fetch.
    pub(crate) fn next(&mut self, now: u64, need: Need, stale: u64) -> Next {
        match self.usable(now, stale) {
            Some(it) => match need {
                Need::NewerThan(seen) if self.generation <= seen => {
                    let tried = within(self.sought_newer_at, now, RETRY)
                        || within(self.failed_at, now, RETRY);
                    if self.is_pending(now) {
                        Next::Wait
                    } else if tried {
                        Next::Use
                    } else {
                        self.sought_newer_at = Some(now);
                        self.begin(now)
                    }
                }
                _ if self.serves(it, now) => Next::Use,
                _ => self.begin(now),
            },
            None if self.is_pending(now) => Next::Wait,
            None if within(self.attempted_at, now, RETRY_WITHOUT_DOCUMENT) => Next::Closed,
            None => self.begin(now),
        }
    }

    /// A fetch failed, or brought something unusable: what was there stays.
    pub(crate) fn failed(&mut self, now: u64) {
        self.pending_since = None;
        self.failed_at = Some(now);
    }

    fn succeeded(&mut self, at: u64, fresh_for: u64) {
        self.pending_since = None;
        let fresh_until = at.saturating_add(fresh_for);
        self.fresh_until = Some(fresh_until);
        self.generation = self.generation.saturating_add(1);
    }

    /// Whether what is there may still be used at all.
    pub(crate) fn is_usable(&self, now: u64, stale: u64) -> bool {
        self.usable(now, stale).is_some()
    }

    /// Whether what is usable is fresh, or somebody has just tried to replace it.
    fn serves(&self, fresh_until: u64, now: u64) -> bool {
        now < fresh_until || within(self.attempted_at, now, RETRY)
    }

    /// Until when what is there is fresh, if it is.
    pub(crate) fn fresh_until(&self, now: u64) -> Option<u64> {
        self.fresh_until.filter(|fresh_until| now < *fresh_until)
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

    fn begin(&mut self, now: u64) -> Next {
        self.pending_since = Some(now);
        self.attempted_at = Some(now);
        Next::Fetch
    }

    fn is_pending(&self, now: u64) -> bool {
        within(self.pending_since, now, FETCH_IS_DEAD)
    }
}

/// Whether `stamp` is less than `seconds` before `now`. A clock that went back does not lock anybody
/// out: a stamp from the future does not count.
fn within(stamp: Option<u64>, now: u64, seconds: u64) -> bool {
    stamp.is_some_and(|at| at <= now && now - at < seconds)
}

/// How long a document with this `Cache-Control` is fresh: `max-age` held between a minute and a
/// day, or `default` where there is none.
pub(crate) fn fresh_for(cache_control: Option<&str>, default: u64) -> u64 {
    const MIN: u64 = 60;
    let mut fresh = default;
    for directive in pieces(cache_control.unwrap_or_default(), b',') {
        let directive = directive.trim_ascii();
        if directive.eq_ignore_ascii_case("no-store") || directive.eq_ignore_ascii_case("no-cache")
        {
            return MIN;
        }
        if let Some((name, value)) = cut(directive, b'=')
            && name.trim_ascii().eq_ignore_ascii_case("max-age")
            && let Ok(seconds) = value.trim_ascii().trim_matches('"').parse::<u64>()
        {
            fresh = seconds.clamp(MIN, MAX_FRESH);
        }
    }
    fresh
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRESH: u64 = 600;
    const STALE: u64 = 3600;

    fn filled_at(now: u64) -> Cached<&'static str> {
        let mut cached = Cached::default();
        assert_eq!(next(&mut cached, now, Need::Known), Next::Fetch);
        cached.succeeded("first", now, FRESH);
        cached
    }

    fn next(cached: &mut Cached<&'static str>, now: u64, need: Need) -> Next {
        cached.stamps().next(now, need, STALE)
    }

    /// What is used then, and its generation.
    fn used(
        cached: &mut Cached<&'static str>,
        now: u64,
        need: Need,
    ) -> Option<(&'static str, u32)> {
        assert_eq!(next(cached, now, need), Next::Use);
        let (document, generation) = cached.usable(now, STALE)?;
        Some((*document, generation))
    }

    #[test]
    fn a_cold_cache_fetches_once_and_the_others_wait() {
        let mut cached = Cached::<&str>::default();
        assert_eq!(next(&mut cached, 1000, Need::Known), Next::Fetch);
        assert_eq!(next(&mut cached, 1000, Need::Known), Next::Wait);
        assert_eq!(next(&mut cached, 1007, Need::Known), Next::Wait);
        assert_eq!(next(&mut cached, 1008, Need::Known), Next::Closed);
        assert_eq!(next(&mut cached, 1015, Need::Known), Next::Fetch);
    }

    #[test]
    fn a_failure_without_a_document_closes_for_fifteen_seconds() {
        let mut cached = Cached::<&str>::default();
        assert_eq!(next(&mut cached, 1000, Need::Known), Next::Fetch);
        cached.stamps().failed(1000);
        assert_eq!(next(&mut cached, 1014, Need::Known), Next::Closed);
        assert_eq!(next(&mut cached, 1015, Need::Known), Next::Fetch);
    }

    #[test]
    fn a_stale_document_serves_while_one_request_fetches_and_an_hour_beyond() {
        let mut cached = filled_at(1000);
        assert_eq!(used(&mut cached, 1599, Need::Known), Some(("first", 1)));
        assert_eq!(next(&mut cached, 1600, Need::Known), Next::Fetch);
        assert_eq!(next(&mut cached, 1600, Need::Known), Next::Use);
        cached.stamps().failed(1600);
        assert_eq!(next(&mut cached, 1629, Need::Known), Next::Use);
        assert_eq!(next(&mut cached, 1630, Need::Known), Next::Fetch);
        cached.stamps().failed(1630);
        assert!(cached.usable(5199, STALE).is_some());
        assert!(cached.usable(5200, STALE).is_none());
        assert_eq!(next(&mut cached, 5200, Need::Known), Next::Fetch);
        cached.stamps().failed(5200);
        assert_eq!(next(&mut cached, 5201, Need::Known), Next::Closed);
    }

    #[test]
    fn an_unknown_kid_is_worth_one_fetch_in_thirty_seconds_also_when_it_fails() {
        let mut cached = filled_at(1000);
        assert_eq!(next(&mut cached, 1001, Need::NewerThan(1)), Next::Fetch);
        assert_eq!(next(&mut cached, 1001, Need::NewerThan(1)), Next::Wait);
        cached.stamps().failed(1001);
        assert_eq!(next(&mut cached, 1030, Need::NewerThan(1)), Next::Use);
        assert_eq!(next(&mut cached, 1031, Need::NewerThan(1)), Next::Fetch);
        cached.succeeded("second", 1031, FRESH);
        assert_eq!(
            used(&mut cached, 1031, Need::NewerThan(1)),
            Some(("second", 2))
        );
    }

    #[test]
    fn who_seeks_a_newer_document_does_not_fetch_right_after_a_failure() {
        let mut cached = filled_at(1000);
        assert_eq!(next(&mut cached, 1600, Need::Known), Next::Fetch);
        cached.stamps().failed(1600);
        assert!(used(&mut cached, 1629, Need::NewerThan(1)).is_some());
        assert_eq!(next(&mut cached, 1630, Need::NewerThan(1)), Next::Fetch);
    }

    #[test]
    fn a_clock_that_goes_back_locks_nobody_out() {
        let mut cached = Cached::<&str>::default();
        assert_eq!(next(&mut cached, 9000, Need::Known), Next::Fetch);
        cached.stamps().failed(9000);
        assert_eq!(next(&mut cached, 1000, Need::Known), Next::Fetch);
    }

    #[test]
    fn max_age_is_held_between_a_minute_and_a_day() {
        assert_eq!(fresh_for(None, 600), 600);
        assert_eq!(fresh_for(Some("public, max-age=300"), 600), 300);
        assert_eq!(fresh_for(Some("MAX-AGE=1"), 600), 60);
        assert_eq!(fresh_for(Some("max-age=99999999"), 600), 86_400);
        assert_eq!(fresh_for(Some("max-age=soon"), 600), 600);
        assert_eq!(fresh_for(Some("no-store, max-age=300"), 600), 60);
    }
}
