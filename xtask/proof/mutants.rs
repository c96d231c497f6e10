//! Mutation testing: whether a test notices when core verifies, validates or decides otherwise.

use anyhow::{Context as _, Result, ensure};
use xshell::{Shell, cmd};

use super::{Row, report};
use crate::{say, tools};

const CARGO_MUTANTS: &str = "27.1.0";

/// The mutants that nothing caught, each with the reason why that is so.
const SURVIVORS: &str = "tests/mutants.md";

/// How many of a hundred must be caught.
const CAUGHT: usize = 90;

/// Changes the modules that `.cargo/mutants.toml` names, one place at a time, and runs core's tests.
/// It fails where fewer than 90 % are caught, and where one survives without a reason in
/// tests/mutants.md.
///
/// With `again`, only what was not caught the last time is tried once more, and no figure is written:
/// it would be about a part.
pub(crate) fn run(sh: &Shell, again: bool) -> Result<()> {
    tools::install(sh, "cargo-mutants", CARGO_MUTANTS, "cargo-mutants")?;
    let mutants = sh.current_dir().join("target/tools/bin/cargo-mutants");
    let folder = "target/mutants";
    sh.create_dir(folder)?;
    let iterate = again.then_some("--iterate");
    say::step("changing core, one place at a time (half an hour or so)");
    // Its exit status says that there are survivors; which of them may be is decided below.
    cmd!(
        sh,
        "{mutants} mutants --package edgeward-core --jobs 1 --timeout 60 --output {folder}
         {iterate...}"
    )
    // Debug info and many random cases would only take time, over and over.
    .env("CARGO_PROFILE_DEV_DEBUG", "none")
    .env("CARGO_PROFILE_TEST_DEBUG", "none")
    .env("PROPTEST_CASES", "16")
    .ignore_status()
    .run()?;
    let list = |name: &str| lines(sh, &format!("{folder}/mutants.out/{name}.txt"));
    let (caught, missed, hung) = (list("caught")?, list("missed")?, list("timeout")?);
    // One that never ends was noticed too.
    let noticed = caught.len() + hung.len();
    let all = noticed + missed.len();
    let reasons = sh.read_file(SURVIVORS)?;
    let unexplained: Vec<_> = missed
        .iter()
        .filter(|mutant| !reasons.contains(&format!("`{mutant}`")))
        .collect();
    for mutant in &unexplained {
        say::error(&format!("no reason in {SURVIVORS}: `{mutant}`"));
    }
    if again {
        ensure!(unexplained.is_empty(), "{} survive", unexplained.len());
        return Ok(());
    }
    let row = |target, measured, met| Row {
        row: "Mutation testing",
        target,
        measured,
        met,
    };
    let share = noticed as f64 * 100.0 / all.max(1) as f64;
    report(
        sh,
        "mutants",
        &[
            row(
                format!("at least {CAUGHT} % caught"),
                format!("{share:.1} %: {noticed} of {all}"),
                all > 0 && noticed * 100 >= all * CAUGHT,
            ),
            row(
                format!("each survivor with a reason in {SURVIVORS}"),
                format!("{} survivors, {} without", missed.len(), unexplained.len()),
                unexplained.is_empty(),
            ),
        ],
    )
}

/// The mutants of a list, without line and column, which change with every edit.
fn lines(sh: &Shell, file: &str) -> Result<Vec<String>> {
    let text = sh
        .read_file(file)
        .context("cargo-mutants left no results")?;
    Ok(text.lines().filter_map(without_position).collect())
}

/// `FILE:LINE:COLUMN: WHAT` as `FILE: WHAT`.
fn without_position(mutant: &str) -> Option<String> {
    let mut parts = mutant.splitn(4, ':');
    let (file, _, _, what) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some(format!("{file}:{what}"))
}

#[cfg(test)]
mod tests {
    use super::without_position;

    #[test]
    fn a_mutant_is_known_by_its_file_and_what_it_changes() {
        assert_eq!(
            without_position("src/a.rs:1:2: replace b::c with ()").as_deref(),
            Some("src/a.rs: replace b::c with ()")
        );
        assert_eq!(without_position("src/a.rs"), None);
    }
}
