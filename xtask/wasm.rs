//! Finding a compiler whose standard library knows the wanted target.

mod debian_std;
pub(crate) mod small_std;

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use xshell::{Cmd, Shell, cmd};

use crate::say;

/// What browsers, workerd and the other hosts load.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Lets a stable compiler take unstable flags.
const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// Set to `debian`, it takes the way of a machine that cannot reach rustup's server.
const FORCE: &str = "EDGEWARD_WASM_TOOLCHAIN";

/// A toolchain that builds for [`TARGET`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toolchain {
    /// The one that runs this chore.
    Active,
    /// Debian's, with a standard library built from Debian's source.
    Debian,
}

impl Toolchain {
    /// Makes a command, and every compiler that it starts, use this toolchain.
    pub(crate) fn select<'a>(self, command: Cmd<'a>) -> Cmd<'a> {
        match self {
            Self::Active => command,
            Self::Debian => command
                .env("RUSTUP_TOOLCHAIN", debian_std::NAME)
                // Set by the cargo that runs this chore, and not for another cargo's eyes.
                .env_remove("CARGO")
                .env_remove("LD_LIBRARY_PATH"),
        }
    }
}

/// Whether the toolchain's compiler takes these arguments. `UNSTABLE` lets it take those that are not stable.
pub(crate) fn takes(sh: &Shell, toolchain: Toolchain, arguments: &[&str]) -> bool {
    let ask = cmd!(sh, "rustc --print cfg --target {TARGET} {arguments...}");
    toolchain
        .select(ask)
        .env(UNSTABLE.0, UNSTABLE.1)
        .quiet()
        .ignore_stdout()
        .ignore_stderr()
        .run()
        .is_ok()
}

/// Finds a toolchain for [`TARGET`], installing what is missing, and says which it took.
pub(crate) fn toolchain(sh: &Shell) -> Result<Toolchain> {
    match sh.var(FORCE).as_deref() {
        Ok("debian") => return debian(sh),
        Ok(other) => bail!("`{FORCE}` is `{other}`; the only value that it knows is `debian`"),
        Err(_) => {}
    }
    if has_target(sh, TARGET) {
        say::note(&format!("{TARGET}: the active toolchain has it"));
        return Ok(Toolchain::Active);
    }
    if add_target(sh, TARGET) {
        say::note(&format!("{TARGET}: added with rustup"));
        return Ok(Toolchain::Active);
    }
    debian(sh).with_context(|| {
        format!("{TARGET} is missing: `rustup target add {TARGET}` failed, and so did Debian's way")
    })
}

/// Debian's toolchain, whatever the active one has.
pub(crate) fn debian(sh: &Shell) -> Result<Toolchain> {
    debian_std::provide(sh)
}

/// Whether the active toolchain holds a standard library for `target`.
pub(crate) fn has_target(sh: &Shell, target: &str) -> bool {
    cmd!(sh, "rustc --print target-libdir --target {target}")
        .quiet()
        .ignore_stderr()
        .read()
        .is_ok_and(|folder| holds_core(sh, Path::new(&folder)))
}

/// Asks rustup for `target`; false where there is no rustup or its server is out of reach.
pub(crate) fn add_target(sh: &Shell, target: &str) -> bool {
    say::step(&format!("rustup target add {target}"));
    cmd!(sh, "rustup target add {target}").quiet().run().is_ok()
}

fn holds_core(sh: &Shell, folder: &Path) -> bool {
    let is_core = |path: &Path| {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        name.starts_with("libcore-") && name.ends_with(".rlib")
    };
    sh.read_dir(folder)
        .is_ok_and(|files| files.iter().any(|path| is_core(path)))
}
