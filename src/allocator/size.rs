//! The sizes that blocks have.

/// The size of a block, in which at most a fifth is wasted of more than 64 bytes: the multiples of
/// [`STEP`](Size::STEP) up to 128, and four from each power of two to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Which one it is, from 0.
    pub index: usize,
    /// A multiple of [`STEP`](Size::STEP).
    pub bytes: usize,
}

impl Size {
    /// Bytes between the smallest sizes, and what each block is aligned to.
    pub const STEP: usize = 16;

    /// The smallest with room for as much. Of 0 bytes there is none: its index is beyond all others.
    #[inline(always)]
    pub const fn of(bytes: usize) -> Self {
        let last = bytes.wrapping_sub(1);
        // The power of two that the step is here; up to 128 it is always that of `STEP`.
        let step = (last | 127).ilog2() - 2;
        let steps = last >> step;
        Self {
            index: (step as usize - 4) * 4 + steps,
            bytes: (steps + 1) << step,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_has_room_and_wastes_little() {
        let (mut before, mut larger) = (
            Size {
                index: 0,
                bytes: 16,
            },
            0,
        );
        for bytes in 1..=70_000 {
            let size = Size::of(bytes);
            assert!(
                size.bytes >= bytes && size.bytes.is_multiple_of(Size::STEP),
                "{bytes}"
            );
            assert!(size.bytes - bytes < Size::STEP.max(bytes / 4), "{bytes}");
            // One after another, each where the one before ends.
            if size != before {
                assert_eq!((size.index, before.bytes), (before.index + 1, bytes - 1));
                larger += 1;
            }
            before = size;
        }
        assert_eq!(larger, before.index);
    }

    #[test]
    fn the_largest_has_room_too_and_nothing_has_none() {
        let most = isize::MAX as usize;
        assert_eq!(Size::of(most).bytes, most + 1);
        assert_eq!(Size::of(0).bytes, 0);
        assert!(Size::of(0).index > Size::of(most).index);
    }
}
