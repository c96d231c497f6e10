//! Command-line tools from crates.io, kept in `target/tools`.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use crate::say;

/// Installs `package` at exactly `version` unless it is there, and returns the path of its `binary`.
pub(crate) fn install(sh: &Shell, package: &str, version: &str, binary: &str) -> Result<PathBuf> {
    install_with(sh, package, version, binary, &[])
}

/// The same with these arguments for `cargo install`, which say what of the package is built.
pub(crate) fn install_with(
    sh: &Shell,
    package: &str,
    version: &str,
    binary: &str,
    features: &[&str],
) -> Result<PathBuf> {
    let root = sh.current_dir().join("target/tools");
    let path = root
        .join("bin")
        .join(format!("{binary}{}", std::env::consts::EXE_SUFFIX));
    if path.exists() && is_installed(sh, &root, package, version) {
        return Ok(path);
    }
    say::step(&format!(
        "installing {package} {version} into target/tools (some minutes, once)"
    ));
    let spec = format!("{package}@{version}");
    let install = || {
        // Nobody debugs these, and they run for a second: not optimizing them takes less than half
        // the time. One build folder lets them share what they have in common.
        cmd!(
            sh,
            "cargo install --debug --root {root} {spec} {features...}"
        )
        .env("CARGO_TARGET_DIR", root.join("build"))
        .env("CARGO_PROFILE_DEV_DEBUG", "false")
        .env_remove("RUSTFLAGS")
    };
    if install().arg("--locked").run().is_err() {
        // A registry that lags behind may lack a version of the tool's own lock file.
        say::note(&format!(
            "{package}'s own lock file does not serve here: resolving it anew"
        ));
        install()
            .run()
            .with_context(|| format!("{spec} could not be installed"))?;
    }
    Ok(path)
}

/// Cargo lists what it has put under a root in `.crates.toml`.
fn is_installed(sh: &Shell, root: &std::path::Path, package: &str, version: &str) -> bool {
    sh.read_file(root.join(".crates.toml"))
        .is_ok_and(|list| list.contains(&format!("\"{package} {version} (")))
}
