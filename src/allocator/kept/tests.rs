extern crate std;

use core::alloc::{GlobalAlloc, Layout};
use core::cell::Cell;
use core::{ptr, slice};
use std::alloc::System;
use std::vec::Vec;

use proptest::prelude::*;

use super::Kept;

/// The system's allocator, which counts what it hands out.
#[derive(Default)]
struct Counted(Cell<usize>);

// SAFETY: the system's own, unchanged.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.0.set(self.0.get() + 1);
        // SAFETY: the caller's contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's contract.
        unsafe { System.dealloc(block, layout) }
    }
}

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

/// How many of two blocks, one freed before the next is asked for, came from the inner allocator.
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
    kept.inner.0.get()
}

#[test]
fn a_small_block_is_handed_out_again_for_its_size() {
    for (first, second) in [(1, 16), (16, 1), (17, 32), (497, 512), (512, 512)] {
        assert_eq!(
            asked(layout(first, 8), layout(second, 1)),
            1,
            "{first} {second}"
        );
    }
}

#[test]
fn a_block_of_another_size_is_a_new_one() {
    for (first, second) in [(16, 17), (32, 16), (512, 496)] {
        assert_eq!(
            asked(layout(first, 8), layout(second, 8)),
            2,
            "{first} {second}"
        );
    }
}

#[test]
fn large_blocks_and_those_of_a_wider_alignment_are_not_kept() {
    assert_eq!(asked(layout(513, 8), layout(513, 8)), 2);
    assert_eq!(asked(layout(32, 16), layout(32, 16)), 2);
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
    assert_eq!(kept.inner.0.get(), 5);
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
    prop_oneof![4 => 1..=64_usize, 2 => 65..=520_usize, 1 => 521..=5000_usize]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (size(), 0..=5_u32).prop_map(|(size, power)| Step::Alloc(layout(size, 1 << power))),
        any::<usize>().prop_map(Step::Dealloc),
        (any::<usize>(), size()).prop_map(|(which, size)| Step::Realloc(which, size)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    /// Each block is aligned, nobody else writes into it, and it keeps what it holds when it grows.
    #[test]
    fn whoever_holds_a_block_has_it_alone(steps in prop::collection::vec(step(), 1..300)) {
        let kept = Kept::over(System);
        let mut held: Vec<Held> = Vec::new();
        for (filling, step) in (0..=u8::MAX).cycle().zip(steps) {
            match step {
                Step::Alloc(layout) => {
                    // SAFETY: not of size 0.
                    let block = unsafe { kept.alloc(layout) };
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
                    old.block = unsafe { kept.realloc(old.block, old.layout, size) };
                    prop_assert!(old.is_whole(size.min(old.layout.size())));
                    old.layout = layout(size, old.layout.align());
                    old.filling = filling;
                    held.push(old);
                }
                Step::Dealloc(_) | Step::Realloc(..) => continue,
            }
            let new = held.last().unwrap();
            prop_assert!(!new.block.is_null() && new.block.addr().is_multiple_of(new.layout.align()));
            new.fill();
            prop_assert!(held.iter().all(|held| held.is_whole(held.layout.size())));
        }
        for held in held {
            // SAFETY: each is held, once.
            unsafe { kept.dealloc(held.block, held.layout) };
        }
    }
}
