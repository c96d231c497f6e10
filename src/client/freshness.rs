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

/// Seconds between two attempts to replace a document that can still be used.
pub(crate) const RETRY: u64 = 30;

/// Most seconds that a document is fresh, whatever the provider says: a day.
pub(crate) const MAX_FRESH: u64 = 24 * 60 * 60;

/// Seconds between two attempts while there is nothing to use: two in any 30 seconds.
const RETRY_WITHOUT_DOCUMENT: u64 = 15;

/// Seconds after which a fetch without an outcome is taken for dead: its host went away. More than
/// the time limits of two exchanges, since keys may need the metadata first.
const FETCH_IS_DEAD: u64 = 8;

/// How old a document may get.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ages {
    /// Seconds that a document is fresh when the provider does not say.
    pub(crate) fresh: u64,
    /// Seconds that it serves beyond that while it cannot be replaced.
    pub(crate) stale: u64,
}

/// What the asker needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// The document as it is known.
    Known,
    /// Something newer than this time stamp: what was known then lacks what the asker looks for.
    NewerThan(u64),
}

/// What the asker does next.
#[derive(Debug)]
pub(crate) enum Next<T> {
    /// Use this; it was fetched at this time.
    Use(Rc<T>, u64),
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
    document: Option<Document<T>>,
    pending_since: Option<u64>,
    attempted_at: Option<u64>,
    sought_newer_at: Option<u64>,
    failed_at: Option<u64>,
}

#[derive(Debug)]
struct Document<T> {
    value: Rc<T>,
    fetched_at: u64,
    fresh_until: u64,
}

impl<T> Default for Cached<T> {
    fn default() -> Self {
        Self {
            document: None,
            pending_since: None,
            attempted_at: None,
            sought_newer_at: None,
            failed_at: None,
        }
    }
}

impl<T> Cached<T> {
    /// Decides by the rules above, and stamps the attempt if the answer is to fetch.
    pub(crate) fn next(&mut self, now: u64, need: Need, ages: Ages) -> Next<T> {
        let usable = self
            .document
            .as_ref()
            .filter(|it| now < it.fresh_until + ages.stale);
        match usable {
            Some(it) => {
                let (value, fetched_at) = (Rc::clone(&it.value), it.fetched_at);
                match need {
                    Need::NewerThan(seen) if fetched_at <= seen => {
                        if self.is_pending(now) {
                            return Next::Wait;
                        }
                        let tried = within(self.sought_newer_at, now, RETRY)
                            || within(self.failed_at, now, RETRY);
                        if !tried {
                            self.sought_newer_at = Some(now);
                            return self.begin(now);
                        }
                    }
                    _ if now < it.fresh_until => {}
                    _ if within(self.attempted_at, now, RETRY) => {}
                    _ => return self.begin(now),
                }
                Next::Use(value, fetched_at)
            }
            None if self.is_pending(now) => Next::Wait,
            None if within(self.attempted_at, now, RETRY_WITHOUT_DOCUMENT) => Next::Closed,
            None => self.begin(now),
        }
    }

    /// A fetch brought a good document, which is fresh for `fresh_for` seconds from `fetched_at`.
    pub(crate) fn succeeded(&mut self, value: T, fetched_at: u64, fresh_for: u64) {
        self.pending_since = None;
        let fresh_until = fetched_at.saturating_add(fresh_for);
        self.document = Some(Document {
            value: Rc::new(value),
            fetched_at,
            fresh_until,
        });
    }

    /// A fetch failed, or brought something unusable: what was there stays.
    pub(crate) fn failed(&mut self, now: u64) {
        self.pending_since = None;
        self.failed_at = Some(now);
    }

    /// What is there, if it may still be used at all.
    pub(crate) fn usable(&self, now: u64, ages: Ages) -> Option<Rc<T>> {
        let it = self
            .document
            .as_ref()
            .filter(|it| now < it.fresh_until + ages.stale)?;
        Some(Rc::clone(&it.value))
    }

    /// Whether what is there is fresh.
    pub(crate) fn is_fresh(&self, now: u64) -> bool {
        self.document
            .as_ref()
            .is_some_and(|it| now < it.fresh_until)
    }

    fn begin(&mut self, now: u64) -> Next<T> {
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
    for directive in cache_control.unwrap_or_default().split(',') {
        let directive = directive.trim();
        if directive.eq_ignore_ascii_case("no-store") || directive.eq_ignore_ascii_case("no-cache")
        {
            return MIN;
        }
        if let Some((name, value)) = directive.split_once('=')
            && name.trim().eq_ignore_ascii_case("max-age")
            && let Ok(seconds) = value.trim().trim_matches('"').parse::<u64>()
        {
            fresh = seconds.clamp(MIN, MAX_FRESH);
        }
    }
    fresh
}

#[cfg(test)]
mod tests {
    use super::*;

    const AGES: Ages = Ages {
        fresh: 600,
        stale: 3600,
    };

    fn filled_at(now: u64) -> Cached<&'static str> {
        let mut cached = Cached::default();
        assert!(matches!(cached.next(now, Need::Known, AGES), Next::Fetch));
        cached.succeeded("first", now, AGES.fresh);
        cached
    }

    fn used(next: Next<&'static str>) -> Option<(&'static str, u64)> {
        match next {
            Next::Use(document, fetched_at) => Some((*document, fetched_at)),
            Next::Fetch | Next::Wait | Next::Closed => None,
        }
    }

    #[test]
    fn a_cold_cache_fetches_once_and_the_others_wait() {
        let mut cached = Cached::<&str>::default();
        assert!(matches!(cached.next(1000, Need::Known, AGES), Next::Fetch));
        assert!(matches!(cached.next(1000, Need::Known, AGES), Next::Wait));
        assert!(matches!(cached.next(1007, Need::Known, AGES), Next::Wait));
        assert!(matches!(cached.next(1008, Need::Known, AGES), Next::Closed));
        assert!(matches!(cached.next(1015, Need::Known, AGES), Next::Fetch));
    }

    #[test]
    fn a_failure_without_a_document_closes_for_fifteen_seconds() {
        let mut cached = Cached::<&str>::default();
        assert!(matches!(cached.next(1000, Need::Known, AGES), Next::Fetch));
        cached.failed(1000);
        assert!(matches!(cached.next(1014, Need::Known, AGES), Next::Closed));
        assert!(matches!(cached.next(1015, Need::Known, AGES), Next::Fetch));
    }

    #[test]
    fn a_stale_document_serves_while_one_request_fetches_and_an_hour_beyond() {
        let mut cached = filled_at(1000);
        assert_eq!(
            used(cached.next(1599, Need::Known, AGES)),
            Some(("first", 1000))
        );
        assert!(matches!(cached.next(1600, Need::Known, AGES), Next::Fetch));
        assert!(matches!(
            cached.next(1600, Need::Known, AGES),
            Next::Use(..)
        ));
        cached.failed(1600);
        assert!(matches!(
            cached.next(1629, Need::Known, AGES),
            Next::Use(..)
        ));
        assert!(matches!(cached.next(1630, Need::Known, AGES), Next::Fetch));
        cached.failed(1630);
        assert!(cached.usable(5199, AGES).is_some());
        assert!(cached.usable(5200, AGES).is_none());
        assert!(matches!(cached.next(5200, Need::Known, AGES), Next::Fetch));
        cached.failed(5200);
        assert!(matches!(cached.next(5201, Need::Known, AGES), Next::Closed));
    }

    #[test]
    fn an_unknown_kid_is_worth_one_fetch_in_thirty_seconds_also_when_it_fails() {
        let mut cached = filled_at(1000);
        assert!(matches!(
            cached.next(1001, Need::NewerThan(1000), AGES),
            Next::Fetch
        ));
        assert!(matches!(
            cached.next(1001, Need::NewerThan(1000), AGES),
            Next::Wait
        ));
        cached.failed(1001);
        assert!(matches!(
            cached.next(1030, Need::NewerThan(1000), AGES),
            Next::Use(..)
        ));
        assert!(matches!(
            cached.next(1031, Need::NewerThan(1000), AGES),
            Next::Fetch
        ));
        cached.succeeded("second", 1031, AGES.fresh);
        assert_eq!(
            used(cached.next(1031, Need::NewerThan(1000), AGES)),
            Some(("second", 1031))
        );
    }

    #[test]
    fn who_seeks_a_newer_document_does_not_fetch_right_after_a_failure() {
        let mut cached = filled_at(1000);
        assert!(matches!(cached.next(1600, Need::Known, AGES), Next::Fetch));
        cached.failed(1600);
        assert!(used(cached.next(1629, Need::NewerThan(1000), AGES)).is_some());
        assert!(matches!(
            cached.next(1630, Need::NewerThan(1000), AGES),
            Next::Fetch
        ));
    }

    #[test]
    fn a_clock_that_goes_back_locks_nobody_out() {
        let mut cached = Cached::<&str>::default();
        assert!(matches!(cached.next(9000, Need::Known, AGES), Next::Fetch));
        cached.failed(9000);
        assert!(matches!(cached.next(1000, Need::Known, AGES), Next::Fetch));
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
