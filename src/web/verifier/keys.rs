//! The keys that the host has imported, as many as are worth keeping.

use core::cell::RefCell;
use std::rc::Rc;

use edgeward_core::alg::Alg;
use edgeward_core::limits;

use crate::webcrypto::HostKey;

/// A key set's worth of imported keys; the one that was not used for the longest time goes first.
///
/// An imported key belongs to one algorithm, so the same key may be here once for each.
#[derive(Debug)]
pub(crate) struct Keys<T = HostKey> {
    // No borrow lives across an await.
    entries: RefCell<Vec<Entry<T>>>,
}

#[derive(Debug)]
struct Entry<T> {
    alg: Alg,
    fingerprint: [u8; 32],
    key: Rc<T>,
}

impl<T> Default for Keys<T> {
    fn default() -> Self {
        Self {
            entries: RefCell::default(),
        }
    }
}

impl<T> Keys<T> {
    pub(crate) fn find(&self, alg: Alg, fingerprint: &[u8; 32]) -> Option<Rc<T>> {
        let mut entries = self.entries.borrow_mut();
        let position = entries
            .iter()
            .position(|entry| entry.alg == alg && entry.fingerprint == *fingerprint)?;
        let entry = entries.remove(position);
        let key = Rc::clone(&entry.key);
        entries.push(entry);
        Some(key)
    }

    pub(crate) fn keep(&self, alg: Alg, fingerprint: [u8; 32], key: &Rc<T>) {
        // Two requests may have imported the same key at once.
        if self.find(alg, &fingerprint).is_some() {
            return;
        }
        let mut entries = self.entries.borrow_mut();
        if entries.len() >= limits::KEYS {
            entries.remove(0);
        }
        entries.push(Entry {
            alg,
            fingerprint,
            key: Rc::clone(key),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_found_under_its_own_algorithm_and_fingerprint_only() {
        let keys = Keys::default();
        keys.keep(Alg::Rs256, [1; 32], &Rc::new("one"));
        assert_eq!(keys.find(Alg::Rs256, &[1; 32]).as_deref(), Some(&"one"));
        assert!(keys.find(Alg::Ps256, &[1; 32]).is_none());
        assert!(keys.find(Alg::Rs256, &[2; 32]).is_none());
    }

    #[test]
    fn the_key_unused_for_the_longest_time_makes_room() {
        let keys = Keys::default();
        let fingerprint = |number: usize| [u8::try_from(number).unwrap(); 32];
        for number in 0..limits::KEYS {
            keys.keep(Alg::Es256, fingerprint(number), &Rc::new(number));
        }
        assert!(keys.find(Alg::Es256, &fingerprint(0)).is_some());
        keys.keep(Alg::Es256, [255; 32], &Rc::new(255));
        assert!(keys.find(Alg::Es256, &fingerprint(0)).is_some());
        assert!(keys.find(Alg::Es256, &fingerprint(1)).is_none());
        assert_eq!(keys.entries.borrow().len(), limits::KEYS);
    }

    #[test]
    fn the_same_key_takes_one_place() {
        let keys = Keys::default();
        keys.keep(Alg::EdDsa, [3; 32], &Rc::new(1));
        keys.keep(Alg::EdDsa, [3; 32], &Rc::new(2));
        assert_eq!(keys.entries.borrow().len(), 1);
    }
}
