//! Small blocks, kept by their size.

#![allow(
    unsafe_code,
    reason = "an allocator hands out memory: the one place in the house where nothing else can"
)]

use core::alloc::{GlobalAlloc, Layout};
use core::cell::Cell;
use core::fmt;
use core::ptr::{self, NonNull};

/// An allocator that keeps small blocks when they are freed, for the next who asks for their size, and gets
/// all others, and new ones, from `A`.
///
/// What is kept is never given back: as much as there ever was at one time of each size.
pub struct Kept<A> {
    inner: A,
    /// The first block of each size.
    sizes: [Cell<Option<NonNull<Free>>>; SIZES],
}

/// A block that is kept, with the next one of its size.
struct Free {
    next: Option<NonNull<Free>>,
}

/// Bytes between two sizes. The smallest block has room for a [`Free`].
const STEP: usize = 16;
const SIZES: usize = 32;

/// What each block is aligned to.
const ALIGN: usize = 8;

impl<A> Kept<A> {
    /// In front of `inner`.
    pub const fn over(inner: A) -> Self {
        Self {
            inner,
            sizes: [const { Cell::new(None) }; SIZES],
        }
    }

    /// Where blocks of this layout are kept; `None` if they are not.
    fn kept(&self, layout: Layout) -> Option<&Cell<Option<NonNull<Free>>>> {
        // Of size 0 there is none.
        let index = layout.size().wrapping_sub(1) / STEP;
        self.sizes.get(index).filter(|_| layout.align() <= ALIGN)
    }
}

impl<A: GlobalAlloc> Kept<A> {
    /// A new block that can be kept for this layout.
    ///
    /// # Safety
    /// The layout is one of those that are kept.
    // Most blocks come from those that are kept, and who calls this should stay small.
    #[cold]
    #[inline(never)]
    unsafe fn new_block(&self, layout: Layout) -> *mut u8 {
        let size = layout.size().next_multiple_of(STEP);
        match Layout::from_size_align(size, ALIGN) {
            // SAFETY: none of those is of size 0.
            Ok(whole) => unsafe { self.inner.alloc(whole) },
            Err(_) => ptr::null_mut(),
        }
    }
}

// SAFETY: A kept block was allocated from `A` with the largest layout of those that are kept with
// it, so it is large enough and aligned; and nobody holds it, since `dealloc` was called for it and it is
// taken out before it is handed out. The cells are never borrowed, and only one thread looks at them: `Kept`
// is not `Sync` but where there is one thread.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Kept<A> {
    // None of the three in line: the module would grow by an eighth, for a fortieth of the time.
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let Some(kept) = self.kept(layout) else {
            // SAFETY: the caller's contract.
            return unsafe { self.inner.alloc(layout) };
        };
        let Some(block) = kept.get() else {
            // SAFETY: it is kept.
            return unsafe { self.new_block(layout) };
        };
        // SAFETY: `dealloc` has written a `Free` there, and nobody has had the block since.
        kept.set(unsafe { block.as_ref() }.next);
        block.as_ptr().cast()
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        match (self.kept(layout), NonNull::new(block.cast::<Free>())) {
            (Some(kept), Some(free)) => {
                // SAFETY: nobody has the block any more; it has room for a `Free` and is aligned for it.
                unsafe { free.write(Free { next: kept.get() }) };
                kept.set(Some(free));
            }
            // SAFETY: the caller's contract; it was allocated from `inner` with this layout.
            _ => unsafe { self.inner.dealloc(block, layout) },
        }
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: the caller's contract.
        let new = unsafe { Layout::from_size_align_unchecked(new_size, layout.align()) };
        match (self.kept(layout), self.kept(new)) {
            // SAFETY: the caller's contract; before and after, the block is one of `inner`'s.
            (None, None) => unsafe { self.inner.realloc(block, layout, new_size) },
            (Some(before), Some(after)) if ptr::eq(before, after) => block,
            // SAFETY: the caller's contract. The new block is another one, and as much is copied as both hold.
            _ => unsafe {
                let moved = self.alloc(new);
                if !moved.is_null() {
                    moved.copy_from_nonoverlapping(block, layout.size().min(new_size));
                    self.dealloc(block, layout);
                }
                moved
            },
        }
    }
}

// SAFETY: without atomics, an instance of a module has one thread.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
unsafe impl<A> Sync for Kept<A> {}

impl<A> fmt::Debug for Kept<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
