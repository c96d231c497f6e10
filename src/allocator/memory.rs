//! The memory of the module.

use core::arch::wasm32::memory_grow;
use core::ptr;

use crate::ranges::{PAGE, Pages};

pub(crate) struct Memory;

// SAFETY: what the memory grows by is nobody's before.
unsafe impl Pages for Memory {
    fn grow(&self, pages: usize) -> *mut u8 {
        match memory_grow::<0>(pages) {
            usize::MAX => ptr::null_mut(),
            before => ptr::with_exposed_provenance_mut(before * PAGE),
        }
    }
}
