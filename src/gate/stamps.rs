//! When something was last begun, by digest: states that were used, refreshes under way.
//!
//! It lives in an isolate's memory, where no user's data may lie about: only digests and times. One
//! request cannot await what another one began, so single flight is a stamp that is set *before* the
//! fetch; who finds a fresh one goes on with what there is.

use std::collections::{BTreeMap, BTreeSet};

/// A bounded map from SHA-256 digests to times.
#[derive(Debug, Clone)]
pub struct Stamps {
    capacity: usize,
    lifetime: u64,
    times: BTreeMap<[u8; 32], u64>,
    // The same pairs, oldest first.
    by_time: BTreeSet<(u64, [u8; 32])>,
}

impl Stamps {
    /// Keeps up to `capacity` stamps, each for `lifetime` seconds. When it is full, the oldest one
    /// makes room.
    #[must_use]
    pub const fn new(capacity: usize, lifetime: u64) -> Self {
        Self {
            capacity,
            lifetime,
            times: BTreeMap::new(),
            by_time: BTreeSet::new(),
        }
    }

    /// Stamps `digest` unless it has a stamp that is still fresh. `true` to the one who stamped.
    #[must_use]
    pub fn stamp(&mut self, digest: [u8; 32], now: u64) -> bool {
        if self.is_fresh(&digest, now) {
            return false;
        }
        self.forget(&digest);
        while self.times.len() >= self.capacity {
            let Some((_, oldest)) = self.by_time.pop_first() else {
                break;
            };
            self.times.remove(&oldest);
        }
        if self.capacity > 0 {
            self.times.insert(digest, now);
            self.by_time.insert((now, digest));
        }
        true
    }

    /// Whether `digest` was stamped less than `lifetime` seconds ago. A stamp from the future, after a
    /// clock was set back, is fresh.
    #[must_use]
    pub fn is_fresh(&self, digest: &[u8; 32], now: u64) -> bool {
        self.times
            .get(digest)
            .is_some_and(|at| now < at.saturating_add(self.lifetime))
    }

    /// Takes the stamp of `digest` away, so that the next one may begin at once.
    pub fn forget(&mut self, digest: &[u8; 32]) {
        if let Some(at) = self.times.remove(digest) {
            self.by_time.remove(&(at, *digest));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const A: [u8; 32] = [1; 32];
    const B: [u8; 32] = [2; 32];
    const C: [u8; 32] = [3; 32];

    #[test]
    fn only_the_first_one_stamps() {
        let mut stamps = Stamps::new(4, 60);
        assert!(stamps.stamp(A, 100));
        assert!(!stamps.stamp(A, 100));
        assert!(stamps.stamp(B, 100));
    }

    #[test]
    fn a_stamp_is_fresh_for_its_lifetime_and_no_longer() {
        let mut stamps = Stamps::new(4, 60);
        assert!(stamps.stamp(A, 100));
        assert!(stamps.is_fresh(&A, 159));
        assert!(!stamps.stamp(A, 159));
        assert!(!stamps.is_fresh(&A, 160));
        assert!(stamps.stamp(A, 160));
        assert!(!stamps.stamp(A, 219));
    }

    #[test]
    fn a_clock_that_was_set_back_makes_no_stamp_old() {
        let mut stamps = Stamps::new(4, 60);
        assert!(stamps.stamp(A, 100));
        assert!(!stamps.stamp(A, 10));
    }

    #[test]
    fn a_forgotten_digest_is_stamped_again() {
        let mut stamps = Stamps::new(4, 60);
        assert!(stamps.stamp(A, 100));
        stamps.forget(&A);
        stamps.forget(&B);
        assert!(stamps.stamp(A, 100));
    }

    #[test]
    fn the_oldest_one_makes_room() {
        let mut stamps = Stamps::new(2, 60);
        assert!(stamps.stamp(B, 100));
        assert!(stamps.stamp(A, 101));
        assert!(stamps.stamp(C, 102));
        assert!(!stamps.is_fresh(&B, 102));
        assert!(stamps.is_fresh(&A, 102) && stamps.is_fresh(&C, 102));
    }

    #[test]
    fn a_map_without_room_keeps_nothing() {
        let mut stamps = Stamps::new(0, 60);
        assert!(stamps.stamp(A, 100));
        assert!(!stamps.is_fresh(&A, 100));
    }

    proptest! {
        #[test]
        fn it_never_grows_over_its_capacity(steps: Vec<(u8, u64, bool)>, capacity in 0_usize..8) {
            let mut stamps = Stamps::new(capacity, 60);
            for (byte, now, forget) in steps {
                if forget {
                    stamps.forget(&[byte; 32]);
                } else {
                    let _ = stamps.stamp([byte; 32], now);
                }
                prop_assert!(stamps.times.len() <= capacity);
                prop_assert_eq!(stamps.times.len(), stamps.by_time.len());
            }
        }
    }
}
