//! Debian packages, for what neither cargo nor npm brings.

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use xshell::{Shell, cmd};

use crate::say;

/// Installs packages on Debian and its kin when run as root; elsewhere says what to do by hand.
pub(crate) fn install(sh: &Shell, packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    ensure!(
        Path::new("/etc/debian_version").exists(),
        "this is not Debian, so `{names}` cannot be installed from its packages"
    );
    let user = cmd!(sh, "id --user").quiet().read()?;
    ensure!(
        user == "0",
        "not root: run `sudo apt-get install {names}`, then this again"
    );
    say::step(&format!("installing Debian's packages: {names}"));
    cmd!(sh, "apt-get update -qq").run()?;
    cmd!(
        sh,
        "apt-get install -qq -y --no-install-recommends {packages...}"
    )
    .env("DEBIAN_FRONTEND", "noninteractive")
    .run()
    .with_context(|| format!("`apt-get install {names}` failed"))
}
