//! The example that is a Rust crate. The others need no building: their tests do what they say.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use crate::toolbox::Toolbox;
use crate::{dev_tools, metadata, say, tools};

/// What its tests run.
const BUILD: &str = "target/examples-build/worker-rust";

/// Builds it as `wrangler` would, with the tools that the gate is built with.
pub(crate) fn build(sh: &Shell) -> Result<()> {
    let toolbox = Toolbox::install(sh)?;
    let worker_build = install(sh)?;
    let [wasm_opt, esbuild] = ["wasm-opt", "esbuild"].map(|name| dev_tools::bin(sh, name));
    say::step("compiling the example in Rust");
    let _inside = sh.push_dir("examples/worker-rust");
    let bundle = cmd!(sh, "{worker_build} --release --out-dir ../../{BUILD}");
    toolbox
        .equip(bundle)
        .env("WASM_BINDGEN_BIN", &toolbox.wasm_bindgen)
        .env("WASM_OPT_BIN", wasm_opt)
        .env("ESBUILD_BIN", esbuild)
        .quiet()
        .run()
        .context("`worker-build` failed on examples/worker-rust")
}

/// Installs `worker-build` unless it is there. It is released together with the crate `worker`, so
/// Cargo.lock decides its version.
pub(crate) fn install(sh: &Shell) -> Result<PathBuf> {
    let version = metadata::locked_version(&metadata::load(sh)?, "worker")?;
    tools::install(sh, "worker-build", &version, "worker-build")
}
