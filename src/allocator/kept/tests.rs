extern crate std;

use core::alloc::{GlobalAlloc, Layout};
use core::cell::Cell;
use core::{ptr, slice};
use std::alloc::System;
use std::vec::Vec;

use proptest::prelude::*;

use super::{Blocks, Kept};
use crate::ranges::tests::Memory;
use crate::ranges::{PAGE, Ranges};
use crate::size::Size;

/// The system's allocator, which counts what it hands out.
#[derive(Default)]
struct Counted(Cell<usize>);

// SAFETY: the system's own, aligned to a step at least.
unsafe impl Blocks for Counted {
    unsafe fn cut(&self, bytes: usize, align: usize) -> *mut u8 {
        self.0.set(self.0.get() + 1);
        // SAFETY: not of size 0.
        unsafe { System.alloc(layout(bytes, align.max(Size::STEP))) }
    }

    unsafe fn give(&self, block: *mut u8, bytes: usize) {
        // SAFETY: that of `cut` was aligned to a step, for those that come back here.
        unsafe { System.dealloc(block, layout(bytes, Size::STEP)) }
    }
}

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

/// How many of two blocks, one freed before the next is asked for, were cut.
fn asked(first: Layout, second: Layout) -> usize {
    let kept = Kept::over(Counted::default());
    for layout in [first, second] {
        // SAFETY: no layout here is of size 0, and each block is freed once with its layout.
        unsafe {
            let block = kept.alloc(layout);
            assert!(!block.is_null());
            kept.dealloc(block, layout);
        }
    }
    kept.blocks.0.get()
}

#[test]
fn a_small_block_is_handed_out_again_for_its_size() {
    for (first, second) in [
        (1, 16),
        (16, 1),
        (17, 32),
        (497, 512),
        (513, 640),
        (4096, 3585),
    ] {
        assert_eq!(
            asked(layout(first, 8), layout(second, 1)),
            1,
            "{first} {second}"
        );
    }
}

#[test]
fn a_block_of_another_size_is_a_new_one() {
    for (first, second) in [(16, 17), (32, 16), (512, 448), (640, 641)] {
        assert_eq!(
            asked(layout(first, 8), layout(second, 8)),
            2,
            "{first} {second}"
        );
    }
}

#[test]
fn large_blocks_and_those_of_a_wider_alignment_are_not_kept() {
    assert_eq!(asked(layout(4097, 8), layout(4097, 8)), 2);
    assert_eq!(asked(layout(32, 32), layout(32, 32)), 2);
    assert_eq!(asked(layout(32, 16), layout(32, 16)), 1);
}

#[test]
fn the_blocks_of_one_size_come_back_one_by_one() {
    let kept = Kept::over(Counted::default());
    let layout = layout(40, 8);
    // SAFETY: each block is freed once with its layout.
    unsafe {
        let mut blocks: Vec<_> = (0..5).map(|_| kept.alloc(layout)).collect();
        blocks.iter().for_each(|block| kept.dealloc(*block, layout));
        let mut again: Vec<_> = (0..5).map(|_| kept.alloc(layout)).collect();
        blocks.sort();
        again.sort();
        assert_eq!(blocks, again);
        again.iter().for_each(|block| kept.dealloc(*block, layout));
    }
    assert_eq!(kept.blocks.0.get(), 5);
}

#[test]
fn a_block_grows_in_its_place_as_far_as_its_size_goes() {
    let kept = Kept::over(Ranges::over(Memory::of(4, false)));
    for (from, to, stays) in [
        (1, 16, true),
        (513, 640, true),
        (8193, 10240, true),
        (16, 17, false),
    ] {
        // SAFETY: not of size 0, and freed with what it was made to.
        unsafe {
            let block = kept.alloc(layout(from, 8));
            let grown = kept.realloc(block, layout(from, 8), to);
            assert_eq!(block == grown, stays, "{from} {to}");
            kept.dealloc(grown, layout(to, 8));
        }
    }
}

#[test]
fn without_memory_there_is_no_block_and_the_old_one_stays() {
    let kept = Kept::over(Ranges::over(Memory::of(1, false)));
    // SAFETY: not of size 0, and freed with its layout.
    unsafe {
        for size in [PAGE + 1, isize::MAX as usize - 7] {
            assert!(kept.alloc(layout(size, 8)).is_null());
        }
        let block = kept.alloc(layout(PAGE / 2, 8));
        block.write_bytes(7, PAGE / 2);
        assert!(kept.realloc(block, layout(PAGE / 2, 8), PAGE).is_null());
        let bytes = slice::from_raw_parts(block, PAGE / 2);
        assert!(bytes.iter().all(|byte| *byte == 7));
        kept.dealloc(block, layout(PAGE / 2, 8));
        let all = kept.alloc(layout(PAGE, 8));
        assert!(!all.is_null());
        kept.dealloc(all, layout(PAGE, 8));
    }
}

/// The memory after each round of the same work is that after the first one, whatever the order.
#[test]
fn the_same_work_takes_the_same_memory() {
    let kept = Kept::over(Ranges::over(Memory::of(256, false)));
    let mut taken = Vec::new();
    for round in 0..20_usize {
        // A buffer that grows, small things while it does, some of them freed before it.
        // SAFETY: not of size 0, and each freed with its layout.
        unsafe {
            let mut size = 100;
            let mut buffer = kept.alloc(layout(size, 1));
            let mut parts = Vec::new();
            while size < 2_000_000 {
                for part in 1..40 {
                    let layout = layout(part * 113 % 9000 + 1, 8);
                    parts.push((kept.alloc(layout), layout));
                }
                let count = parts.len();
                parts.rotate_left(round * 7 % count);
                for (part, layout) in parts.drain(..count / 2) {
                    kept.dealloc(part, layout);
                }
                buffer = kept.realloc(buffer, layout(size, 1), size * 2);
                size *= 2;
            }
            for (part, layout) in parts {
                kept.dealloc(part, layout);
            }
            kept.dealloc(buffer, layout(size, 1));
        }
        taken.push(kept.blocks.pages().taken());
    }
    let warm = taken[4];
    assert!(taken[4..].iter().all(|pages| *pages == warm), "{taken:?}");
}

/// A block that somebody holds, filled with what only they write.
struct Held {
    block: *mut u8,
    layout: Layout,
    filling: u8,
}

impl Held {
    fn fill(&self) {
        // SAFETY: the block is held, and of this size.
        unsafe { ptr::write_bytes(self.block, self.filling, self.layout.size()) };
    }

    fn is_whole(&self, size: usize) -> bool {
        // SAFETY: the block is held, and was filled.
        let bytes = unsafe { slice::from_raw_parts(self.block, size) };
        bytes.iter().all(|byte| *byte == self.filling)
    }
}

#[derive(Debug, Clone)]
enum Step {
    Alloc(Layout),
    Dealloc(usize),
    Realloc(usize, usize),
}

fn size() -> impl Strategy<Value = usize> {
    prop_oneof![
        8 => 1..=64_usize,
        4 => 65..=520_usize,
        2 => 521..=5000_usize,
        1 => 5001..=200_000_usize,
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (size(), prop_oneof![8 => 0..=5_u32, 1 => 6..=17_u32])
            .prop_map(|(size, power)| Step::Alloc(layout(size, 1 << power))),
        any::<usize>().prop_map(Step::Dealloc),
        (any::<usize>(), size()).prop_map(|(which, size)| Step::Realloc(which, size)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    /// Each block is aligned, nobody else writes into it, and it keeps what it holds when it grows.
    #[test]
    fn whoever_holds_a_block_has_it_alone(
        steps in prop::collection::vec(step(), 1..300), has_gaps in any::<bool>(),
    ) {
        let kept = Kept::over(Ranges::over(Memory::of(512, has_gaps)));
        let mut held: Vec<Held> = Vec::new();
        for (filling, step) in (0..=u8::MAX).cycle().zip(steps) {
            match step {
                Step::Alloc(layout) => {
                    // SAFETY: not of size 0.
                    let block = unsafe { kept.alloc(layout) };
                    if block.is_null() {
                        continue;
                    }
                    held.push(Held { block, layout, filling });
                }
                Step::Dealloc(which) if !held.is_empty() => {
                    let gone = held.swap_remove(which % held.len());
                    prop_assert!(gone.is_whole(gone.layout.size()));
                    // SAFETY: it is held, and not any more.
                    unsafe { kept.dealloc(gone.block, gone.layout) };
                    continue;
                }
                Step::Realloc(which, size) if !held.is_empty() => {
                    let mut old = held.swap_remove(which % held.len());
                    // SAFETY: it is held, and the new size is not 0.
                    let block = unsafe { kept.realloc(old.block, old.layout, size) };
                    if block.is_null() {
                        held.push(old);
                        continue;
                    }
                    old.block = block;
                    prop_assert!(old.is_whole(size.min(old.layout.size())));
                    old.layout = layout(size, old.layout.align());
                    old.filling = filling;
                    held.push(old);
                }
                Step::Dealloc(_) | Step::Realloc(..) => continue,
            }
            let new = held.last().unwrap();
            prop_assert!(new.block.addr().is_multiple_of(new.layout.align()));
            new.fill();
            prop_assert!(held.iter().all(|held| held.is_whole(held.layout.size())));
        }
        for held in held {
            // SAFETY: each is held, once.
            unsafe { kept.dealloc(held.block, held.layout) };
        }
    }
}
