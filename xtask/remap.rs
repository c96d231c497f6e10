//! Folders of this machine, which have no business in what users get: a panic tells its place in the
//! source, and where the source of a dependency lies differs from one machine to the next.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use cargo_metadata::Metadata;
use xshell::{Shell, cmd};

use crate::wasm::Toolchain;

/// What separates the flags in `CARGO_ENCODED_RUSTFLAGS`, where one may hold spaces.
pub(crate) const SEPARATOR: &str = "\u{1f}";

/// The compiler's flags, as `CARGO_ENCODED_RUSTFLAGS` has them: dependencies and the standard library
/// are named from their own folder on.
pub(crate) fn flags(sh: &Shell, toolchain: Toolchain, locked: &Metadata) -> Result<String> {
    let sysroot = toolchain
        .select(cmd!(sh, "rustc --print sysroot"))
        .quiet()
        .read()
        .context("`rustc` does not say where its standard library is")?;
    let mut folders = BTreeSet::from([format!("{sysroot}/lib/rustlib/src/rust")]);
    folders.extend(
        locked
            .packages
            .iter()
            .filter(|package| package.source.is_some())
            .filter_map(|package| package.manifest_path.parent()?.parent())
            .map(ToString::to_string),
    );
    let flags = folders
        .iter()
        .map(|folder| format!("--remap-path-prefix={folder}="));
    Ok(flags.collect::<Vec<_>>().join(SEPARATOR))
}
