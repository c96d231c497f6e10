//! The benchmark that runs natively, with Criterion.

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use crate::say;

/// Where the tokens are handed over.
const TOKENS: &str = "target/bench/native-tokens.json";

/// Runs it with fresh tokens, and says where Criterion leaves its results.
pub(super) fn run(sh: &Shell, is_quick: bool) -> Result<String> {
    say::step("measuring natively");
    let tokens = cmd!(sh, "node tests/bench/native-tokens.mjs")
        .quiet()
        .read()?;
    sh.create_dir("target/bench")?;
    sh.write_file(TOKENS, tokens)?;
    let root = sh.current_dir();
    let results = root.join("target/bench/criterion");
    let quick = is_quick.then_some("--quick");
    cmd!(
        sh,
        "cargo bench --quiet --package edgeward-tests --bench validate -- --noplot {quick...}"
    )
    .env("BENCH_TOKENS", root.join(TOKENS))
    .env("CRITERION_HOME", &results)
    .quiet()
    .run()
    .context("the native benchmark failed")?;
    Ok(results.display().to_string())
}
