//! Spelling, of code and prose.

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use crate::tools;

const VERSION: &str = "1.52.0";

/// Runs typos with `_typos.toml`.
pub(super) fn check(sh: &Shell) -> Result<()> {
    let typos = tools::install(sh, "typos-cli", VERSION, "typos")?;
    cmd!(sh, "{typos} --format brief")
        .quiet()
        .run()
        .context("`typos` found a word that is none; what is one goes into _typos.toml")
}
