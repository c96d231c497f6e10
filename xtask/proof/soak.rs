//! Everything at once at the Worker, for minutes, while the provider fails on and off.

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use crate::worker;

/// Builds the Worker and runs the load at it; tests/soak writes the figures.
pub(crate) fn run(sh: &Shell, minutes: u32) -> Result<()> {
    worker::build(sh)?;
    let minutes = minutes.to_string();
    cmd!(sh, "node tests/soak/main.mjs --minutes {minutes}")
        .quiet()
        .run()
        .context("the Worker does not stand the load")
}
