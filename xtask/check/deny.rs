//! Licences, bans and sources of the dependencies, and their advisories where those can be had.

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use crate::{say, tools};

const VERSION: &str = "0.20.2";

/// Runs cargo-deny with deny.toml.
pub(super) fn check(sh: &Shell) -> Result<()> {
    let deny = tools::install(sh, "cargo-deny", VERSION, "cargo-deny")?;
    cmd!(sh, "{deny} --log-level warn check licenses bans sources")
        .quiet()
        .run()
        .context("cargo-deny found something in licences, bans or sources")?;
    if cmd!(sh, "{deny} fetch db")
        .quiet()
        .ignore_stdout()
        .ignore_stderr()
        .run()
        .is_err()
    {
        say::note("NOT CHECKED: advisories, whose database cannot be reached from here");
        return Ok(());
    }
    cmd!(
        sh,
        "{deny} --log-level warn check --disable-fetch advisories"
    )
    .quiet()
    .run()
    .context("cargo-deny found an advisory")
}
