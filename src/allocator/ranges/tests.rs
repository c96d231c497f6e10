extern crate std;

use core::alloc::Layout;
use core::cell::Cell;
use core::ptr;
use std::alloc::{alloc, dealloc};
use std::vec::Vec;

use super::{PAGE, Pages, Ranges};
use crate::kept::Blocks;

/// So many pages, one after another, or with one that is somebody else's after each time.
pub(crate) struct Memory {
    pages: *mut u8,
    most: usize,
    taken: Cell<usize>,
    has_gaps: bool,
}

impl Memory {
    pub(crate) fn of(most: usize, has_gaps: bool) -> Self {
        // SAFETY: not of size 0.
        let pages = unsafe { alloc(Self::layout(most)) };
        assert!(!pages.is_null());
        let taken = Cell::new(0);
        Self {
            pages,
            most,
            taken,
            has_gaps,
        }
    }

    pub(crate) fn taken(&self) -> usize {
        self.taken.get()
    }

    fn layout(pages: usize) -> Layout {
        Layout::from_size_align(pages * PAGE, PAGE).unwrap()
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: it was allocated with this layout.
        unsafe { dealloc(self.pages, Self::layout(self.most)) }
    }
}

// SAFETY: no page is handed out twice.
unsafe impl Pages for Memory {
    fn grow(&self, pages: usize) -> *mut u8 {
        let before = self.taken.get();
        if pages > self.most - before {
            return ptr::null_mut();
        }
        let after = before + pages + usize::from(self.has_gaps);
        self.taken.set(after.min(self.most));
        self.pages.wrapping_add(before * PAGE)
    }
}

type Free = &'static [(usize, usize)];

/// The ranges that are free: where each begins, from the first page, and its bytes.
fn free(ranges: &Ranges<Memory>) -> Vec<(usize, usize)> {
    let mut free = Vec::new();
    let mut next = ranges.start.next.get();
    while let Some(at) = next {
        // SAFETY: it is in the list.
        let range = unsafe { at.as_ref() };
        free.push((
            at.addr().get() - ranges.pages.pages.addr(),
            range.bytes.get(),
        ));
        next = range.next.get();
    }
    free
}

#[test]
fn what_is_given_back_is_joined_with_what_it_touches() {
    // Which of four blocks comes back first, and so on, and what is free after each.
    const REST: usize = PAGE - 4096;
    let one_by_one: [([usize; 4], [Free; 4]); 3] = [
        (
            [0, 1, 2, 3],
            [
                &[(0, 1024), (4096, REST)],
                &[(0, 2048), (4096, REST)],
                &[(0, 3072), (4096, REST)],
                &[(0, PAGE)],
            ],
        ),
        (
            [3, 2, 1, 0],
            [
                &[(3072, REST + 1024)],
                &[(2048, REST + 2048)],
                &[(1024, REST + 3072)],
                &[(0, PAGE)],
            ],
        ),
        (
            [0, 2, 1, 3],
            [
                &[(0, 1024), (4096, REST)],
                &[(0, 1024), (2048, 1024), (4096, REST)],
                &[(0, 3072), (4096, REST)],
                &[(0, PAGE)],
            ],
        ),
    ];
    for (order, after) in one_by_one {
        let ranges = Ranges::over(Memory::of(1, false));
        // SAFETY: each block is given back once.
        unsafe {
            let blocks = [(); 4].map(|()| ranges.cut(1024, 8));
            assert_eq!(free(&ranges), [(4096, REST)]);
            for (which, after) in order.into_iter().zip(after) {
                ranges.give(blocks[which], 1024);
                assert_eq!(free(&ranges), after, "{order:?}");
            }
        }
    }
}

#[test]
fn pages_that_touch_become_one_range_and_others_do_not() {
    for (has_gaps, after) in [
        (false, &[(0, 2 * PAGE)][..]),
        (true, &[(0, PAGE), (2 * PAGE, PAGE)]),
    ] {
        let ranges = Ranges::over(Memory::of(3, has_gaps));
        // SAFETY: each block is given back once.
        unsafe {
            let (first, second) = (ranges.cut(40_000, 8), ranges.cut(40_000, 8));
            ranges.give(first, 40_000);
            ranges.give(second, 40_000);
        }
        assert_eq!(free(&ranges), after);
    }
}

#[test]
fn what_is_left_out_for_an_alignment_stays_free() {
    let ranges = Ranges::over(Memory::of(1, false));
    // SAFETY: each block is given back once.
    unsafe {
        let small = ranges.cut(16, 16);
        let wide = ranges.cut(4096, 4096);
        assert!(wide.addr().is_multiple_of(4096));
        assert_eq!(free(&ranges), [(16, 4080), (8192, PAGE - 8192)]);
        ranges.give(small, 16);
        ranges.give(wide, 4096);
    }
    assert_eq!(free(&ranges), [(0, PAGE)]);
}

#[test]
fn a_range_is_used_to_its_last_byte() {
    let ranges = Ranges::over(Memory::of(1, false));
    // SAFETY: each block is given back once.
    unsafe {
        let first = ranges.cut(16, 16);
        let rest = ranges.cut(PAGE - 16, 16);
        assert!(!rest.is_null());
        assert_eq!(free(&ranges), []);
        assert!(ranges.cut(16, 16).is_null());
        ranges.give(first, 16);
        ranges.give(rest, PAGE - 16);
    }
    assert_eq!(free(&ranges), [(0, PAGE)]);
}

#[test]
fn as_many_pages_are_taken_as_are_needed() {
    for (bytes, align, pages) in [
        (16, 8, 1),
        (PAGE, 16, 1),
        (PAGE + 16, 16, 2),
        (16, PAGE / 2, 1),
        (16, 4 * PAGE, 5),
    ] {
        let ranges = Ranges::over(Memory::of(8, false));
        // SAFETY: the block is given back once.
        unsafe {
            let block = ranges.cut(bytes, align);
            assert!(block.addr().is_multiple_of(align));
            assert_eq!(ranges.pages.taken(), pages, "{bytes} {align}");
            ranges.give(block, bytes);
        }
        assert_eq!(free(&ranges), [(0, pages * PAGE)]);
    }
}
