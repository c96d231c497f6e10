//! Small blocks, kept by their size.

use core::alloc::{GlobalAlloc, Layout};
use core::cell::Cell;
use core::fmt;
use core::ptr::NonNull;

use crate::size::Size;

/// Where blocks come from that are not kept.
///
/// # Safety
/// What `cut` returns is null, or as many bytes that nobody else has until they are given back, aligned to
/// `align` and to [`Size::STEP`].
pub unsafe trait Blocks {
    /// A block; null if there is no memory for it.
    ///
    /// # Safety
    /// `bytes` is that of a [`Size`], and `align` of a layout.
    unsafe fn cut(&self, bytes: usize, align: usize) -> *mut u8;

    /// Takes a block back.
    ///
    /// # Safety
    /// It was cut with as many bytes, and nobody uses it any more.
    unsafe fn give(&self, block: *mut u8, bytes: usize);
}

/// An allocator that keeps small blocks when they are freed, for the next who asks for their size, and gets
/// all others, and new ones, from `B`.
///
/// What is kept is never given back: as much as there ever was at one time of each size.
pub struct Kept<B> {
    blocks: B,
    /// The first block of each size.
    sizes: [Cell<Option<NonNull<Free>>>; SIZES],
}

/// A block that is kept, with the next one of its size.
struct Free {
    next: Option<NonNull<Free>>,
}

/// How many sizes are kept: those up to 4 KiB, the parts of a token and most tokens. What is larger is rare,
/// so that the walk through the ranges is short.
const SIZES: usize = Size::of(4096).index + 1;

impl<B> Kept<B> {
    /// In front of `blocks`.
    pub const fn over(blocks: B) -> Self {
        Self {
            blocks,
            sizes: [const { Cell::new(None) }; SIZES],
        }
    }

    /// Where blocks of this layout are kept; `None` if they are not.
    #[inline(always)]
    fn kept(&self, layout: Layout) -> Option<&Cell<Option<NonNull<Free>>>> {
        self.sizes
            .get(Size::of(layout.size()).index)
            .filter(|_| layout.align() <= Size::STEP)
    }
}

// SAFETY: A kept block was cut with the size of those that are kept with it, so it is large enough and aligned;
// and nobody holds it, since `dealloc` was called for it and it is taken out before it is handed out. The cells
// are never borrowed, and only one thread looks at them: `Kept` is not `Sync` but where there is one thread.
unsafe impl<B: Blocks> GlobalAlloc for Kept<B> {
    // None of the three in line: the module would grow by an eighth, for a fortieth of the time.
    #[inline(never)]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if let Some(kept) = self.kept(layout)
            && let Some(block) = kept.get()
        {
            // SAFETY: `dealloc` has written a `Free` there, and nobody has had the block since.
            kept.set(unsafe { block.as_ref() }.next);
            return block.as_ptr().cast();
        }
        // SAFETY: a size, and the alignment of a layout.
        unsafe {
            self.blocks
                .cut(Size::of(layout.size()).bytes, layout.align())
        }
    }

    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if let Some(kept) = self.kept(layout)
            && let Some(free) = NonNull::new(block.cast::<Free>())
        {
            // SAFETY: nobody has the block any more; it has room for a `Free` and is aligned for it.
            unsafe { free.write(Free { next: kept.get() }) };
            kept.set(Some(free));
        } else {
            // SAFETY: the caller's contract; it was cut for this layout.
            unsafe { self.blocks.give(block, Size::of(layout.size()).bytes) }
        }
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        if Size::of(layout.size()).bytes == Size::of(new_size).bytes {
            return block;
        }
        // SAFETY: the caller's contract. The new block is another one, and as much is copied as both hold.
        unsafe {
            let moved = self.alloc(Layout::from_size_align_unchecked(new_size, layout.align()));
            if !moved.is_null() {
                moved.copy_from_nonoverlapping(block, layout.size().min(new_size));
                self.dealloc(block, layout);
            }
            moved
        }
    }
}

// SAFETY: without atomics, an instance of a module has one thread.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
unsafe impl<B> Sync for Kept<B> {}

impl<B> fmt::Debug for Kept<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Kept").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
