//! A standard library compiled anew, small: for modules that every page and every cold Worker loads.
//!
//! The library that comes with a compiler is compiled for speed, and tells in text where and why it
//! panics; that text and what formats it are a tenth of the relying party's module. Compiled anew, a
//! panic is one instruction. The flags are not stable yet, so they are asked for by the name that
//! the compiler itself is built with.

use std::path::Path;

use xshell::{Cmd, Shell, cmd};

use super::{Toolchain, UNSTABLE, takes};
use crate::{remap, say};

/// A panic stops at once, without a word.
const FLAGS: [&str; 2] = ["-Zunstable-options", "-Cpanic=immediate-abort"];

/// Which standard library a module is built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Std {
    /// The one that came with the compiler.
    Prebuilt,
    /// One that is compiled anew with the module, small.
    Small,
}

/// The smallest that the toolchain can build with. The source that it takes is installed where it is
/// missing; where it cannot be had everything works, and is a tenth larger.
pub(crate) fn smallest(sh: &Shell, toolchain: Toolchain) -> Std {
    if !takes(sh, toolchain, &FLAGS) {
        say::note("standard library: the compiler's own; it cannot compile a smaller one");
        return Std::Prebuilt;
    }
    if !has_source(sh, toolchain) && !add_source(sh, toolchain) {
        say::note(
            "standard library: the compiler's own; for modules that are a tenth smaller, \
             `rustup component add rust-src`",
        );
        return Std::Prebuilt;
    }
    say::note("standard library: compiled anew, without messages for panics");
    Std::Small
}

impl Std {
    /// Makes a cargo build use this library. `flags` are those that the compiler gets anyway, as
    /// `CARGO_ENCODED_RUSTFLAGS` has them.
    pub(crate) fn select<'a>(self, build: Cmd<'a>, flags: &str) -> Cmd<'a> {
        match self {
            Self::Prebuilt => build,
            Self::Small => small(build, flags),
        }
    }
}

fn small<'a>(build: Cmd<'a>, flags: &str) -> Cmd<'a> {
    let flags = [&[flags], &FLAGS[..]].concat().join(remap::SEPARATOR);
    build
        .args([
            "-Zbuild-std=std,panic_abort",
            "-Zbuild-std-features=optimize_for_size",
        ])
        .env(UNSTABLE.0, UNSTABLE.1)
        .env("CARGO_ENCODED_RUSTFLAGS", flags)
}

fn has_source(sh: &Shell, toolchain: Toolchain) -> bool {
    let ask = toolchain.select(cmd!(sh, "rustc --print sysroot"));
    ask.quiet().ignore_stderr().read().is_ok_and(|sysroot| {
        let manifest = "lib/rustlib/src/rust/library/std/Cargo.toml";
        Path::new(&sysroot).join(manifest).exists()
    })
}

/// Debian's toolchain has brought its source along; rustup knows the others'.
fn add_source(sh: &Shell, toolchain: Toolchain) -> bool {
    if toolchain == Toolchain::Debian {
        return false;
    }
    say::step("rustup component add rust-src");
    let add = cmd!(sh, "rustup component add rust-src");
    add.quiet().run().is_ok() && has_source(sh, toolchain)
}
