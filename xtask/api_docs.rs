//! The reference of the crates by rustdoc, and of the npm package by TypeDoc, without a warning.

use anyhow::{Context as _, Result};
use cargo_metadata::Metadata;
use xshell::{Shell, cmd};

use crate::wasm::{self, Toolchain};
use crate::{metadata, npm, say};

/// TypeDoc and its configuration; its TypeScript is another than the package's.
const SOURCE: &str = "src/npm/typedoc";
/// Where both are installed.
const TYPEDOC: &str = "target/typedoc";
const PARTS: [&str; 4] = [
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "typedoc.json",
];

/// Builds all of it.
pub(crate) fn run(sh: &Shell) -> Result<()> {
    npm::build(sh)?;
    say::step("documenting the crates");
    crates(sh, &metadata::load(sh)?, wasm::toolchain(sh)?)?;
    package(sh)?;
    say::step("the references are in target/doc and target/api-docs/npm");
    Ok(())
}

/// The crates: those that run natively, and those for a JavaScript host.
pub(crate) fn crates(sh: &Shell, metadata: &Metadata, toolchain: Toolchain) -> Result<()> {
    let native = cmd!(sh, "cargo doc --quiet --no-deps");
    native.env("RUSTDOCFLAGS", "-D warnings").quiet().run()?;
    let packages = metadata::wasm_packages(metadata);
    let target = wasm::TARGET;
    let host = cmd!(
        sh,
        "cargo doc --quiet --no-deps --target {target} {packages...}"
    );
    Ok(toolchain
        .select(host)
        .env("RUSTDOCFLAGS", "-D warnings")
        .quiet()
        .run()?)
}

/// The built npm package: every entry point, from the declarations that its users get. What has no
/// comment, or a link that leads nowhere, is an error.
pub(crate) fn package(sh: &Shell) -> Result<()> {
    say::step("documenting the npm package");
    let folder = sh.create_dir(TYPEDOC)?;
    let is_installed = sh
        .read_file(folder.join("package-lock.json"))
        .is_ok_and(|lock| sh.read_file(format!("{SOURCE}/package-lock.json")).ok() == Some(lock))
        && sh.path_exists(folder.join("node_modules/.package-lock.json"));
    for part in PARTS {
        sh.copy_file(format!("{SOURCE}/{part}"), &folder)?;
    }
    let _inside = sh.push_dir(&folder);
    if !is_installed {
        cmd!(sh, "npm ci --ignore-scripts --no-audit --no-fund")
            .quiet()
            .ignore_stdout()
            .run()
            .context("TypeDoc could not be installed")?;
    }
    cmd!(sh, "node node_modules/typedoc/bin/typedoc --logLevel Warn")
        .quiet()
        .run()
        .context("the npm package's declarations are not documented as they should be")
}
