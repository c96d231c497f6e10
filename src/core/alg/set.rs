//! Which algorithms are allowed.

use core::fmt;

use super::Alg;

/// A set of algorithms. The empty one allows nothing.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct AlgSet(u16);

impl AlgSet {
    /// No algorithm.
    pub const EMPTY: Self = Self(0);

    /// HS256, HS384 and HS512.
    pub const SYMMETRIC: Self = Self::EMPTY
        .with(Alg::Hs256)
        .with(Alg::Hs384)
        .with(Alg::Hs512);

    /// Every algorithm whose verifier needs no secret.
    pub const ASYMMETRIC: Self = Self(Self::ALL.0 & !Self::SYMMETRIC.0);

    /// Every algorithm.
    pub const ALL: Self = Self((1 << Alg::ALL.len()) - 1);

    /// The set with `alg` added.
    #[must_use]
    pub const fn with(self, alg: Alg) -> Self {
        Self(self.0 | 1 << alg as u16)
    }

    /// The algorithms that are in both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether `alg` is in the set.
    #[must_use]
    pub const fn contains(self, alg: Alg) -> bool {
        self.0 & 1 << alg as u16 != 0
    }

    /// Whether nothing is in the set.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The algorithms of the set, in the order of [`Alg::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Alg> {
        Alg::ALL
            .iter()
            .copied()
            .filter(move |&alg| self.contains(alg))
    }
}

impl FromIterator<Alg> for AlgSet {
    fn from_iter<I: IntoIterator<Item = Alg>>(algs: I) -> Self {
        algs.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl fmt::Debug for AlgSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn the_constants_split_all_algorithms_in_two() {
        for alg in Alg::ALL {
            assert!(AlgSet::ALL.contains(alg));
            assert_eq!(AlgSet::SYMMETRIC.contains(alg), alg.is_symmetric());
            assert_eq!(AlgSet::ASYMMETRIC.contains(alg), !alg.is_symmetric());
        }
    }

    #[test]
    fn a_set_holds_what_it_was_made_of() {
        let set: AlgSet = [Alg::Ed25519, Alg::Rs256, Alg::Rs256].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [Alg::Rs256, Alg::Ed25519]);
        assert_eq!(
            set.intersection(AlgSet::EMPTY.with(Alg::Es256)),
            AlgSet::EMPTY
        );
        assert!(AlgSet::EMPTY.is_empty() && !set.is_empty());
    }

    #[test]
    fn debug_names_what_is_in_it() {
        let set = AlgSet::EMPTY.with(Alg::Es256).with(Alg::Rs256);
        assert_eq!(alloc::format!("{set:?}"), "{Rs256, Es256}");
        assert_eq!(alloc::format!("{:?}", AlgSet::EMPTY), "{}");
    }
}
