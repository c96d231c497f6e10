//! Memory of any size, cut from what is free.

use core::cell::Cell;
use core::fmt;
use core::ptr::{self, NonNull};

use crate::kept::Blocks;
use crate::size::Size;

/// Where memory comes from that nobody has used.
///
/// # Safety
/// What `grow` returns is null, or the start of as many pages that are nobody's, aligned to a page.
pub unsafe trait Pages {
    /// More pages in one piece; null if there are not so many.
    fn grow(&self, pages: usize) -> *mut u8;
}

/// The bytes of a page of WebAssembly.
pub const PAGE: usize = 64 * 1024;

/// Free memory. A block is cut from the first range that has room for it, and joined with those that it touches
/// when it is given back.
pub struct Ranges<P> {
    pages: P,
    /// Before the first range, and of no bytes itself.
    start: Range,
}

/// Free memory in one piece, from here on; the next has a higher address and does not touch it.
struct Range {
    bytes: Cell<usize>,
    next: Cell<Option<NonNull<Range>>>,
}

// Whatever is cut or left over has room for one, and it is aligned there.
const _: () = assert!(size_of::<Range>() <= Size::STEP && align_of::<Range>() <= Size::STEP);

impl<P> Ranges<P> {
    /// Cut from `pages`.
    pub const fn over(pages: P) -> Self {
        let start = Range {
            bytes: Cell::new(0),
            next: Cell::new(None),
        };
        Self { pages, start }
    }

    #[cfg(test)]
    pub(crate) const fn pages(&self) -> &P {
        &self.pages
    }

    /// Adds memory to what is free.
    ///
    /// # Safety
    /// Nobody uses it. Its address and its length are multiples of [`Size::STEP`].
    #[inline(never)]
    unsafe fn add(&self, memory: *mut u8, mut bytes: usize) {
        let Some(range) = NonNull::new(memory.cast::<Range>()).filter(|_| bytes > 0) else {
            return;
        };
        let mut before = &self.start;
        let mut next = before.next.get();
        while let Some(at) = next.filter(|at| *at < range) {
            // SAFETY: what is in the list is a range, until it is taken out.
            before = unsafe { at.as_ref() };
            next = before.next.get();
        }
        if let Some(at) = next.filter(|at| at.as_ptr().cast() == memory.wrapping_add(bytes)) {
            // SAFETY: as above.
            let after = unsafe { at.as_ref() };
            bytes += after.bytes.get();
            next = after.next.get();
        }
        if memory.addr() == ptr::from_ref(before).addr() + before.bytes.get() {
            before.bytes.set(before.bytes.get() + bytes);
            before.next.set(next);
        } else {
            let bytes = Cell::new(bytes);
            let next = Cell::new(next);
            // SAFETY: nobody uses it, and it has room for a range.
            unsafe { range.write(Range { bytes, next }) };
            before.next.set(Some(range));
        }
    }

    /// A block, if there is a range with room for it.
    ///
    /// # Safety
    /// As of [`Blocks::cut`].
    unsafe fn find(&self, bytes: usize, align: usize) -> Option<*mut u8> {
        let mut before = &self.start;
        while let Some(at) = before.next.get() {
            // SAFETY: what is in the list is a range, until it is taken out.
            let range = unsafe { at.as_ref() };
            let memory = at.as_ptr().cast::<u8>();
            let skipped = memory.addr().wrapping_neg() & (align - 1);
            if let Some(rest) = range.bytes.get().checked_sub(skipped + bytes) {
                before.next.set(range.next.get());
                let block = memory.wrapping_add(skipped);
                // SAFETY: what lies before and after the block was free and is in no range now.
                unsafe {
                    self.add(memory, skipped);
                    self.add(block.wrapping_add(bytes), rest);
                }
                return Some(block);
            }
            before = range;
        }
        None
    }
}

// SAFETY: a block lies in a range that was taken out of the list, and the rest of it alone goes back.
unsafe impl<P: Pages> Blocks for Ranges<P> {
    #[cold]
    #[inline(never)]
    unsafe fn cut(&self, bytes: usize, align: usize) -> *mut u8 {
        loop {
            // SAFETY: the caller's contract.
            if let Some(block) = unsafe { self.find(bytes, align) } {
                return block;
            }
            // As they are aligned to a page, a wider alignment alone leaves something out.
            let pages = bytes.div_ceil(PAGE) + align / PAGE;
            let memory = self.pages.grow(pages);
            if memory.is_null() {
                return memory;
            }
            // SAFETY: these pages are nobody's.
            unsafe { self.add(memory, pages * PAGE) };
        }
    }

    unsafe fn give(&self, block: *mut u8, bytes: usize) {
        // SAFETY: the caller's contract.
        unsafe { self.add(block, bytes) }
    }
}

impl<P> fmt::Debug for Ranges<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ranges").finish_non_exhaustive()
    }
}

#[cfg(test)]
pub(crate) mod tests;
