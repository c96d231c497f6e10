//! Proof that core is what it says: no operating system, no clock, no randomness.

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use crate::say;
use crate::wasm::{self, Toolchain};

/// A microcontroller: it has `core` and `alloc`, and no `std` was ever made for it.
const TARGET: &str = "thumbv7m-none-eabi";

/// Builds core for [`TARGET`]; where rustup cannot bring that, with Debian's compiler and `core` and
/// `alloc` built from Debian's source.
pub(super) fn check(sh: &Shell, toolchain: Toolchain) -> Result<()> {
    let build = cmd!(
        sh,
        "cargo build --quiet --package edgeward-core --target {TARGET}"
    )
    .quiet();
    let is_active = toolchain == Toolchain::Active;
    if is_active && (wasm::has_target(sh, TARGET) || wasm::add_target(sh, TARGET)) {
        say::note(&format!("{TARGET}: rustup's"));
        return build
            .run()
            .context("core does not build without a standard library");
    }
    let debian = wasm::debian(sh).context("no toolchain for a target without std")?;
    say::note(&format!(
        "{TARGET}: `core` and `alloc` built from Debian's source"
    ));
    debian
        .select(build)
        .arg("-Zbuild-std=core,alloc")
        .env("RUSTC_BOOTSTRAP", "1")
        .run()
        .context("core does not build without a standard library")
}
