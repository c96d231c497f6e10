//! Both verifiers and the seams in wasm, for the suites that run in several runtimes to call.

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use crate::worker::Toolbox;
use crate::{say, wasm};

const CRATE: &str = "edgeward-harness";
const COMPILED: &str = "target/wasm32-unknown-unknown/release/edgeward_harness.wasm";
/// Where the suites look for it.
const FOLDER: &str = "target/harness";

/// Builds it; every runtime loads the same files.
pub(crate) fn build(sh: &Shell) -> Result<()> {
    let toolbox = Toolbox::install(sh)?;
    say::step("compiling the verifiers for the suites that run in every runtime");
    let target = wasm::TARGET;
    let compile = cmd!(
        sh,
        "cargo build --release --package {CRATE} --target {target}"
    );
    toolbox
        .equip(compile)
        .quiet()
        .run()
        .context("the harness does not compile")?;
    let wasm_bindgen = &toolbox.wasm_bindgen;
    cmd!(
        sh,
        "{wasm_bindgen} --target web --no-typescript --out-dir {FOLDER} {COMPILED}"
    )
    .quiet()
    .run()
    .context("`wasm-bindgen` failed")
}
