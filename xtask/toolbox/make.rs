//! What modules are made for, and what the compiler and `wasm-opt` do for that.

use xshell::Shell;

use crate::say;
use crate::wasm::{Toolchain, takes};

/// What a module is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Make {
    /// As few bytes as can be: pages wait for each.
    Page,
    /// Few bytes.
    Small,
    /// Few bytes and little time: a Worker starts cold all day, and its bytes are limited.
    Even,
    /// Little time: servers load it once, and ask it all day.
    Fast,
}

/// The compiler's settings for pages.
///
/// Addresses come after the stack, and are a byte shorter after a small one: the deepest call, of a JSON text
/// with as many levels as there may be, takes less than a tenth of it.
///
/// LLVM takes a few loads and stores to be shorter than `memory.copy` and `memory.fill`, as they are on other
/// machines, and whatever is longer than a word to be better computed once and kept: here what is kept takes a
/// local, and an instruction each time it is put in and taken out.
///
/// And a call is longer than LLVM thinks: a little more in line is less in all.
const PAGE: [&str; 8] = [
    "-Clink-arg=-zstack-size=262144",
    "-Cllvm-args=--inline-threshold=10",
    "-Cllvm-args=--max-store-memcpy=1",
    "-Cllvm-args=--max-store-memmove=1",
    "-Cllvm-args=--max-store-memset=1",
    "-Cllvm-args=--disable-machine-cse",
    "-Cllvm-args=--disable-lsr",
    "-Cllvm-args=--disable-early-taildup",
];

impl Make {
    /// Cargo's profile.
    pub(super) const fn profile(self) -> &'static str {
        match self {
            Self::Page | Self::Small => "npm",
            Self::Even => "release",
            Self::Fast => "server",
        }
    }

    /// Arguments of the compiler for the crate that becomes the module, in which all others are optimized
    /// with it. LLVM renames its settings at will: without them everything works, and is larger.
    pub(super) fn settings(self, sh: &Shell, toolchain: Toolchain) -> &'static [&'static str] {
        if self != Self::Page {
            return &[];
        }
        if takes(sh, toolchain, &PAGE) {
            return &PAGE;
        }
        say::note("the compiler does not know all settings for small modules: it is used without");
        &[]
    }

    /// What `wasm-opt` does.
    pub(super) const fn passes(self) -> &'static [&'static str] {
        match self {
            // Nothing of ours is below 1024, where the stack would end: an address plus an offset is never
            // there, and the offset goes into the instruction. Functions with one caller stay functions.
            // Jumps are laid out anew from the flat form, which only pays if everything is done again.
            Self::Page | Self::Small => &[
                "--low-memory-unused",
                "--one-caller-inline-max-function-size=0",
                "-Oz",
                "--flatten",
                "--rereloop",
                "-Oz",
                "-Oz",
            ],
            Self::Even => &["-Os"],
            Self::Fast => &["-O3"],
        }
    }
}
