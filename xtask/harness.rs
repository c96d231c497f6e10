//! Both verifiers and the seams in wasm, for the suites that run in several runtimes to call.

use anyhow::Result;
use xshell::Shell;

use crate::say;
use crate::toolbox::{Make, Toolbox};
use crate::wasm::small_std::Std;

const CRATE: &str = "edgeward-harness";
/// Where the suites look for it.
const FOLDER: &str = "target/harness";

/// Builds it; every runtime loads the same files.
pub(crate) fn build(sh: &Shell) -> Result<()> {
    let toolbox = Toolbox::install(sh)?;
    say::step("compiling the verifiers for the suites that run in every runtime");
    let compiled = toolbox.compile(sh, CRATE, "", Make::Even, Std::Prebuilt)?;
    toolbox.bind(sh, &compiled, FOLDER, "edgeward_harness", &[])
}
