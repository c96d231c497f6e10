//! The allocator of the modules that JavaScript loads. Whoever names this crate allocates by it:
//! `use edgeward_allocator as _;`.
//!
//! A token is some fifty small blocks that are freed some microseconds later. talc looks for the
//! best place for each and joins what is freed with its neighbours; [`Kept`] in front of it hands the small
//! ones out again as they are. Large blocks go to talc, so that memory does not fall to pieces.

#![no_std]

mod kept;

pub use kept::Kept;

#[cfg(all(target_family = "wasm", not(target_feature = "atomics")))]
#[global_allocator]
static ALLOCATOR: Kept<talc::wasm::WasmDynamicTalc> =
    Kept::over(talc::wasm::new_wasm_dynamic_allocator());
