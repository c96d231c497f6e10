//! The development tools from npm, as package-lock.json pins them.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, Result, ensure};
use xshell::{Shell, cmd};

use crate::say;

const OLDEST_NODE: u32 = 20;

/// Installs `node_modules` unless it is there and as new as the lock file.
pub(crate) fn install(sh: &Shell) -> Result<()> {
    require_node(sh)?;
    let root = sh.current_dir();
    if is_current(&root) {
        return Ok(());
    }
    say::step("installing development tools from npm (about a minute the first time)");
    cmd!(sh, "npm ci").run().context("`npm ci` failed")?;
    Ok(())
}

/// The path of a command that an npm package brings.
pub(crate) fn bin(sh: &Shell, name: &str) -> PathBuf {
    sh.current_dir().join("node_modules/.bin").join(name)
}

fn require_node(sh: &Shell) -> Result<()> {
    let version = cmd!(sh, "node --version")
        .quiet()
        .read()
        .context("Node.js was not found; install Node 20 or newer with its npm")?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|m| m.parse().ok());
    ensure!(
        major.is_some_and(|major: u32| major >= OLDEST_NODE),
        "Node.js {version} is too old; install Node {OLDEST_NODE} or newer"
    );
    Ok(())
}

/// npm writes `node_modules/.package-lock.json` last, when everything is in place.
fn is_current(root: &Path) -> bool {
    let installed = modified(&root.join("node_modules/.package-lock.json"));
    let wanted = modified(&root.join("package-lock.json"));
    matches!((installed, wanted), (Some(installed), Some(wanted)) if installed >= wanted)
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|file| file.modified()).ok()
}
