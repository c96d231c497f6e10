//! Unsigned integers of up to 576 bits, in time that varies: for public values only.

/// An integer; the least significant limb comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Uint([u64; 9]);

impl Uint {
    pub(crate) const ZERO: Self = Self([0; 9]);

    pub(crate) const fn from_limbs(limbs: [u64; 9]) -> Self {
        Self(limbs)
    }

    /// Of `bytes`, the last 72 count.
    pub(crate) fn from_be_bytes(bytes: &[u8]) -> Self {
        let mut limbs = [0; 9];
        for (limb, chunk) in limbs.iter_mut().zip(bytes.rchunks(8)) {
            *limb = chunk
                .iter()
                .fold(0, |limb, &byte| limb << 8 | u64::from(byte));
        }
        Self(limbs)
    }

    /// `self + other` modulo `modulus`; both must be less than `modulus`, and that less than 2^575.
    pub(crate) fn add_mod(self, other: Self, modulus: &Self) -> Self {
        let sum = self.wrapping_add(&other);
        match sum.overflowing_sub(modulus) {
            (_, true) => sum,
            (reduced, false) => reduced,
        }
    }

    /// `self - other` modulo `modulus`; both must be less than `modulus`.
    pub(crate) fn sub_mod(self, other: Self, modulus: &Self) -> Self {
        match self.overflowing_sub(&other) {
            (wrapped, true) => wrapped.wrapping_add(modulus),
            (difference, false) => difference,
        }
    }

    /// `self · other` modulo `modulus`, by doubling and adding; bounds as for [`Uint::add_mod`].
    pub(crate) fn mul_mod(self, other: Self, modulus: &Self) -> Self {
        let mut product = Self::ZERO;
        for limb in other.0.iter().rev() {
            for bit in (0..u64::BITS).rev() {
                product = product.add_mod(product, modulus);
                if limb >> bit & 1 == 1 {
                    product = product.add_mod(self, modulus);
                }
            }
        }
        product
    }

    fn wrapping_add(mut self, other: &Self) -> Self {
        let mut carry = false;
        for (limb, addend) in self.0.iter_mut().zip(&other.0) {
            (*limb, carry) = limb.carrying_add(*addend, carry);
        }
        self
    }

    /// Whether it is the smaller one.
    pub(crate) fn is_less_than(self, other: &Self) -> bool {
        self.overflowing_sub(other).1
    }

    /// The difference, and whether it is below zero and wrapped.
    fn overflowing_sub(mut self, other: &Self) -> (Self, bool) {
        let mut borrow = false;
        for (limb, subtrahend) in self.0.iter_mut().zip(&other.0) {
            (*limb, borrow) = limb.borrowing_sub(*subtrahend, borrow);
        }
        (self, borrow)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uint(value: u128) -> Uint {
        Uint::from_be_bytes(&value.to_be_bytes())
    }

    #[test]
    fn arithmetic_agrees_with_that_of_u128() {
        let modulus = 0xffff_ffff_ffff_ffc5_u128;
        let mut state = 1_u128;
        for _ in 0..200 {
            state = state
                .wrapping_mul(0xda94_2042_e4dd_58b5_1234_5678_9abc_def1)
                .wrapping_add(7);
            let (a, b) = (
                (state >> 64) % modulus,
                (state & u128::from(u64::MAX)) % modulus,
            );
            let m = uint(modulus);
            assert!(uint(a).add_mod(uint(b), &m) == uint((a + b) % modulus));
            assert!(uint(a).sub_mod(uint(b), &m) == uint((a + modulus - b) % modulus));
            assert!(uint(a).mul_mod(uint(b), &m) == uint(a * b % modulus));
            assert_eq!(uint(a).is_less_than(&uint(b)), a < b);
            assert!(!uint(a).is_less_than(&uint(a)));
        }
    }

    #[test]
    fn carries_pass_through_every_limb() {
        let modulus = Uint::from_limbs([0, 0, 0, 0, 0, 0, 0, 0, 1 << 32]);
        let one = uint(1);
        let last = Uint::ZERO.sub_mod(one, &modulus);
        assert!(
            last == Uint([
                u64::MAX,
                u64::MAX,
                u64::MAX,
                u64::MAX,
                u64::MAX,
                u64::MAX,
                u64::MAX,
                u64::MAX,
                (1 << 32) - 1
            ])
        );
        assert!(last.add_mod(one, &modulus) == Uint::ZERO);
        assert!(last.mul_mod(last, &modulus) == one);
    }

    #[test]
    fn results_are_less_than_the_modulus() {
        let modulus = uint(97);
        for value in [0, 1, 48, 96] {
            let (one, other) = (uint(value), uint((97 - value) % 97));
            assert!(one.sub_mod(one, &modulus) == Uint::ZERO);
            assert!(one.add_mod(other, &modulus) == Uint::ZERO);
        }
    }
}
