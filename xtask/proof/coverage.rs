//! Which lines of core its tests reach, and which of its error variants.

mod lines;
mod variants;

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use super::{Row, report, thousands};
use crate::{debian, say, tools};

const CARGO_LLVM_COV: &str = "0.9.1";

/// How many lines of a hundred must be reached.
const REACHED: usize = 95;

/// Runs core's own tests and counts what they reach. Lines of tests do not count; a variant of an
/// error is reached when a line that makes it is.
pub(crate) fn run(sh: &Shell) -> Result<()> {
    let tool = tools::install(sh, "cargo-llvm-cov", CARGO_LLVM_COV, "cargo-llvm-cov")?;
    let lcov = "target/security/core.lcov";
    sh.create_dir("target/security")?;
    let mut command = cmd!(
        sh,
        "{tool} llvm-cov --package edgeward-core --lib --lcov --output-path {lcov}"
    )
    .env("CARGO_TARGET_DIR", sh.current_dir().join("target/coverage"));
    if let Some((cov, profdata)) = llvm_tools(sh)? {
        command = command.env("LLVM_COV", cov).env("LLVM_PROFDATA", profdata);
    }
    command.run().context("the tests of core did not pass")?;

    let sources = lines::read(sh, lcov)?;
    let (mut reached, mut all) = (0, 0);
    for source in &sources {
        let counts = source.counts();
        reached += counts.0;
        all += counts.1;
        if counts.0 < counts.1 {
            let missed: Vec<_> = source.missed().map(|line| line.to_string()).collect();
            say::note(&format!("{}: {}", source.file, missed.join(", ")));
        }
    }
    let variants = variants::of(&sources);
    let unreached: Vec<_> = variants.iter().filter(|it| !it.is_reached).collect();
    for variant in &unreached {
        say::error(&format!("no test reaches {}", variant.name));
    }
    let row = |target, measured, met| Row {
        row: "Line coverage",
        target,
        measured,
        met,
    };
    let share = reached as f64 * 100.0 / all.max(1) as f64;
    report(
        sh,
        "coverage",
        &[
            row(
                format!("at least {REACHED} % of core's lines"),
                format!(
                    "{share:.1} %: {} of {}, tests left out",
                    thousands(reached as u64),
                    thousands(all as u64)
                ),
                all > 0 && reached * 100 >= all * REACHED,
            ),
            row(
                "every error variant of core".into(),
                format!("{} of {}", variants.len() - unreached.len(), variants.len()),
                !variants.is_empty() && unreached.is_empty(),
            ),
        ],
    )
}

/// `llvm-cov` and `llvm-profdata`, where cargo-llvm-cov does not find them by itself: it does in
/// rustup's component, else Debian has them, of the same major version as the compiler's.
fn llvm_tools(sh: &Shell) -> Result<Option<(PathBuf, PathBuf)>> {
    let component = cmd!(sh, "rustup component add llvm-tools")
        .quiet()
        .ignore_stdout()
        .ignore_stderr();
    if component.run().is_ok() {
        return Ok(None);
    }
    let version = cmd!(sh, "rustc --version --verbose").quiet().read()?;
    let major = version
        .lines()
        .find_map(|line| line.strip_prefix("LLVM version: "))
        .and_then(|version| version.split('.').next())
        .context("rustc names no version of LLVM")?;
    let names = ["cov", "profdata"].map(|tool| format!("llvm-{tool}-{major}"));
    if names.iter().any(|name| which::which(name).is_err()) {
        debian::install(sh, &[&format!("llvm-{major}")])?;
    }
    Ok(Some((which::which(&names[0])?, which::which(&names[1])?)))
}
