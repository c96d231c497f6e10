//! Everything that building and testing need.

use anyhow::Result;
use xshell::Shell;

use crate::{chromium, npm, say, worker};

/// Installs it all.
pub(crate) fn run(sh: &Shell) -> Result<()> {
    npm::install(sh)?;
    worker::Toolbox::install(sh)?;
    let browser = chromium::find(sh)?;
    say::note(&format!("Chromium: {}", browser.display()));
    say::step("everything is installed");
    Ok(())
}
