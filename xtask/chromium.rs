//! The browser that the sign-in tests click through.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use xshell::Shell;

use crate::debian;

const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Finds a Chromium, or installs Debian's. `CHROME` names one that lives elsewhere.
pub(crate) fn find(sh: &Shell) -> Result<PathBuf> {
    if let Ok(chosen) = sh.var("CHROME") {
        return which::which(&chosen)
            .with_context(|| format!("`CHROME` is `{chosen}`, which is no program"));
    }
    if let Some(found) = on_path() {
        return Ok(found);
    }
    debian::install(sh, &["chromium"])
        .context("no Chromium found; install one, or name it in `CHROME`")?;
    on_path().context("Debian's `chromium` was installed but is not on the PATH")
}

fn on_path() -> Option<PathBuf> {
    NAMES.iter().find_map(|name| which::which(name).ok())
}
