//! Everything that building and testing need.

use anyhow::Result;
use xshell::Shell;

use crate::{chromium, docs, examples, say, toolbox};

/// Installs it all.
pub(crate) fn run(sh: &Shell) -> Result<()> {
    toolbox::Toolbox::install(sh)?;
    docs::install(sh)?;
    examples::install(sh)?;
    let browser = chromium::find(sh)?;
    say::note(&format!("Chromium: {}", browser.display()));
    say::step("everything is installed");
    Ok(())
}
