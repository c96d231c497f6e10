//! The allocator of the modules that JavaScript loads. Whoever names this crate allocates by it:
//! `use edgeward_allocator as _;`.
//!
//! A token is some fifty small blocks that are freed some microseconds later. [`Kept`] hands them out again as
//! they are. Large blocks are cut from [`Ranges`] of free memory and joined with them again, so that memory
//! does not fall to pieces.

#![no_std]
#![allow(
    unsafe_code,
    reason = "an allocator hands out memory: the one place in the house where nothing else can"
)]

mod kept;
#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
mod memory;
mod ranges;
mod size;

pub use kept::{Blocks, Kept};
pub use ranges::{PAGE, Pages, Ranges};
pub use size::Size;

#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: Kept<Ranges<memory::Memory>> = Kept::over(Ranges::over(memory::Memory));
