//! Debian's compiler, and a standard library for wasm built from Debian's source: for machines that
//! reach Debian's packages but not rustup's server.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use xshell::{Shell, cmd};

use super::{TARGET, Toolchain, holds_core};
use crate::{debian, say};

/// The name under which rustup knows Debian's toolchain.
pub(super) const NAME: &str = "debian";

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const RUSTLIB: &str = "/usr/lib/rustlib";
/// Laid by `rust-web-src`, and matched to the compiler's version by its dependencies.
const SOURCE: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";

/// Installs and builds what is missing.
pub(super) fn provide(sh: &Shell) -> Result<Toolchain> {
    if !is_complete() {
        debian::install(
            sh,
            &["cargo-web", "rust-web-src", "rustc-web", "rust-web-clippy"],
        )?;
    }
    let version = cmd!(sh, "{RUSTC} --version").quiet().read()?;
    let library = Path::new(RUSTLIB).join(TARGET).join("lib");
    // An upgraded compiler cannot read what its predecessor compiled.
    let stamp = library.join("built-by");
    let is_built = sh.read_file(&stamp).is_ok_and(|by| by.trim() == version);
    if !(is_built && holds_core(sh, &library)) {
        build(sh, &library)?;
        sh.write_file(&stamp, &version)?;
    }
    link_linker(sh)?;
    if cmd!(sh, "rustc +{NAME} --version")
        .quiet()
        .ignore_stderr()
        .read()
        .is_err()
    {
        cmd!(sh, "rustup toolchain link {NAME} /usr")
            .quiet()
            .run()?;
    }
    say::note(&format!(
        "{TARGET}: Debian's {version}, standard library built from its source"
    ));
    Ok(Toolchain::Debian)
}

fn is_complete() -> bool {
    let clippy = "/usr/bin/clippy-driver";
    [RUSTC, CARGO, SOURCE, clippy]
        .iter()
        .all(|path| Path::new(path).exists())
}

/// Builds an empty library with its own copy of the standard library, and keeps the latter.
fn build(sh: &Shell, library: &Path) -> Result<()> {
    say::step(&format!(
        "building the standard library for {TARGET} (half a minute, once)"
    ));
    let scratch = sh.current_dir().join("target/debian-std");
    sh.remove_path(&scratch)?;
    sh.write_file(scratch.join("src/lib.rs"), "")?;
    // The empty table keeps cargo from looking for a workspace further up.
    let manifest = "[package]\nname = \"empty\"\nedition = \"2024\"\n\n[workspace]\n";
    sh.write_file(scratch.join("Cargo.toml"), manifest)?;
    let _inside = sh.push_dir(&scratch);
    cmd!(sh, "{CARGO} build --release --target {TARGET}")
        .arg("-Zbuild-std=std,panic_abort,panic_unwind")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", RUSTC)
        // Without the bitcode, link-time optimization of what uses it fails.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes")
        .env("CARGO_TARGET_DIR", scratch.join("target"))
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO")
        .env_remove("LD_LIBRARY_PATH")
        .run()?;
    sh.remove_path(library)?;
    sh.create_dir(library)?;
    for file in sh.read_dir(scratch.join("target").join(TARGET).join("release/deps"))? {
        let is_ours = file.file_stem().is_some_and(|name| {
            name.to_str()
                .is_some_and(|name| name.starts_with("libempty"))
        });
        if file.extension().is_some_and(|kind| kind == "rlib") && !is_ours {
            sh.copy_file(&file, library)?;
        }
    }
    ensure!(
        holds_core(sh, library),
        "the build left no standard library in `target/debian-std`"
    );
    Ok(())
}

/// Debian's compiler comes without `rust-lld`; rustup's does the work. A link, because the linker
/// finds its own libraries relative to where it really is.
fn link_linker(sh: &Shell) -> Result<()> {
    let host = cmd!(sh, "{RUSTC} --print host-tuple").quiet().read()?;
    let theirs = Path::new(RUSTLIB).join(&host).join("bin/rust-lld");
    if theirs.exists() {
        return Ok(());
    }
    let ours = rustup_linker(sh, &host)?;
    let folder = theirs.parent().context("the linker has a folder")?;
    sh.create_dir(folder)?;
    cmd!(sh, "ln -sfn {ours} {theirs}").quiet().run()?;
    Ok(())
}

fn rustup_linker(sh: &Shell, host: &str) -> Result<PathBuf> {
    let sysroot = cmd!(sh, "rustc --print sysroot").quiet().read()?;
    let linker = Path::new(&sysroot)
        .join("lib/rustlib")
        .join(host)
        .join("bin/rust-lld");
    ensure!(
        linker.exists(),
        "the active toolchain has no `rust-lld`; install Rust with rustup"
    );
    Ok(linker)
}
