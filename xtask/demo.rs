//! A provider, an origin, the gate between them and a single-page app, to click through.

use std::process::Command;

use anyhow::{Context as _, Result};
use xshell::Shell;

use crate::{docs, npm, say};

const MAIN: &str = "tests/demo/main.mjs";

/// Builds the Worker, the npm package and the guides, and hands the terminal to the demo, until Ctrl-C ends it.
pub(crate) fn run(sh: &Shell) -> Result<()> {
    npm::build(sh)?;
    docs::build(sh)?;
    say::step("starting the demo; Ctrl-C ends it");
    let mut demo = Command::new("node");
    demo.arg(MAIN).current_dir(sh.current_dir());
    become_it(demo)
}

/// Ctrl-C reaches the demo alone, which then ends what it has started before the prompt returns.
#[cfg(unix)]
fn become_it(mut demo: Command) -> Result<()> {
    use std::os::unix::process::CommandExt as _;
    Err(demo.exec()).context("`node` could not be started")
}

#[cfg(not(unix))]
fn become_it(mut demo: Command) -> Result<()> {
    let status = demo.status().context("`node` could not be started")?;
    anyhow::ensure!(status.success(), "the demo ended with {status}");
    Ok(())
}
