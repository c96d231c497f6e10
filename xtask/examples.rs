//! The example that is a Rust crate. The others need no building: their tests do what they say.

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use crate::say;
use crate::toolbox::Toolbox;

/// What its tests run.
const BUILD: &str = "target/examples-build/worker-rust";

/// Builds it as `wrangler` would, with the tools that the Worker is built with.
pub(crate) fn build(sh: &Shell) -> Result<()> {
    let toolbox = Toolbox::install(sh)?;
    say::step("compiling the example in Rust");
    let worker_build = &toolbox.worker_build;
    let _inside = sh.push_dir("examples/worker-rust");
    let bundle = cmd!(sh, "{worker_build} --release --out-dir ../../{BUILD}");
    toolbox
        .equip(bundle)
        .quiet()
        .run()
        .context("`worker-build` failed on examples/worker-rust")
}
