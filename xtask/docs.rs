//! The guides: pages of `www/guide`, which mdBook makes a site of.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use crate::{say, tools};

const VERSION: &str = "0.5.4";

/// What of mdBook is built: no server and no watcher, which are half of it.
const FEATURES: [&str; 3] = ["--no-default-features", "--features", "search"];

/// Installs mdBook.
pub(crate) fn install(sh: &Shell) -> Result<PathBuf> {
    tools::install_with(sh, "mdbook", VERSION, "mdbook", &FEATURES)
}

/// Writes the site to `target/docs`.
pub(crate) fn build(sh: &Shell) -> Result<()> {
    let mdbook = install(sh)?;
    say::step("building the guides");
    let out = sh.current_dir().join("target/docs");
    // It leaves behind what an earlier book had.
    sh.remove_path(&out)?;
    cmd!(sh, "{mdbook} build --dest-dir {out} www")
        .quiet()
        .env("MDBOOK_LOG", "warn")
        .run()
        .context("mdBook could not build the guides")?;
    say::note("target/docs/index.html");
    Ok(())
}
