//! Licences, bans and sources of the dependencies, and their advisories where those can be had.

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use crate::{say, tools};

const VERSION: &str = "0.20.2";

/// Whether the advisories were looked at.
pub(crate) enum Advisories {
    /// They were, and there is none.
    Checked,
    /// Their database cannot be had from here.
    OutOfReach,
}

/// Runs cargo-deny with deny.toml.
///
/// # Errors
/// What it found.
pub(crate) fn check(sh: &Shell) -> Result<Advisories> {
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
        return Ok(Advisories::OutOfReach);
    }
    cmd!(sh, "{deny} --log-level warn --offline check advisories")
        .quiet()
        .run()
        .context("cargo-deny found an advisory")?;
    Ok(Advisories::Checked)
}
