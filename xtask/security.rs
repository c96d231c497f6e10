//! The figures that security is promised by, measured on this build, beside what they must be.

mod code;
mod row;

use anyhow::{Result, ensure};
use xshell::{Shell, cmd};

use crate::{chromium, npm, say};
use row::Row;

/// Where whatever measures leaves its figures, each under its own name.
const FOLDER: &str = "target/security";

/// The files of tests that measure, in the order of the table, each with what it measures.
const TESTS: [(&str, &str); 11] = [
    ("limits", "Sizes, JSON, clock skew"),
    ("attacks", "Tokens, keys and claims"),
    ("provider-faults", "Provider fetch"),
    ("provider-faults-gate", "Provider fetch, the gate"),
    ("oidcc", "OpenID Foundation modules"),
    ("oidcc-session", "Refresh, sign-out, sign-in"),
    ("key-figures", "Flood, outage, rotation"),
    ("cookies", "Cookies"),
    ("paths", "Paths"),
    ("requests", "Requests"),
    ("leaks", "Secrets"),
];

/// A file of tests that hangs is cancelled: what it would have measured falls short.
const FILE_MILLISECONDS: u32 = 300_000;

/// How many requests with made-up key ids are sent at each place.
const FLOOD: u32 = 10_000;

/// What takes too long to run along: what it has measured, and the command that measures it.
const LONG: [(&str, &str, &str); 4] = [
    ("fuzz", "Fuzzing", "cargo xtask fuzz"),
    ("mutants", "Mutation testing", "cargo xtask mutants"),
    ("coverage", "Coverage", "cargo xtask coverage"),
    ("soak", "Load", "cargo xtask soak"),
];

/// Builds what ships, measures it, and prints every figure beside its target. What the long runs have left
/// in target/security is printed as it is.
///
/// # Errors
/// A figure falls short, or was not measured.
pub(crate) fn run(sh: &Shell) -> Result<()> {
    npm::build(sh)?;
    // Of a run that ends before it has measured, nothing old may be shown.
    for (name, _) in TESTS {
        sh.remove_path(file(name))?;
    }
    run_tests(sh);
    let mut rows = Vec::new();
    for (name, what) in TESTS {
        rows.extend(Row::read(
            sh,
            &file(name),
            what,
            &format!("`{name}.test.mjs`"),
        ));
    }
    for (name, what, command) in LONG {
        rows.extend(Row::read(sh, &file(name), what, &format!("`{command}`")));
    }
    rows.push(code::panics(sh));
    rows.push(code::supply_chain(sh));
    row::print(&rows);
    let short = rows.iter().filter(|row| !row.met).count();
    ensure!(short == 0, "{short} of {} figures fall short", rows.len());
    say::step(&format!("all {} figures hold", rows.len()));
    Ok(())
}

fn file(name: &str) -> String {
    format!("{FOLDER}/{name}.json")
}

/// A test that fails leaves a figure that falls short, or none.
fn run_tests(sh: &Shell) {
    say::step("measuring the npm package and the built Worker");
    let files = TESTS.map(|(name, _)| format!("tests/e2e/{name}.test.mjs"));
    let there = files.into_iter().filter(|file| sh.path_exists(file));
    let limit = format!("--test-timeout={FILE_MILLISECONDS}");
    let mut command = cmd!(sh, "node --test --test-reporter=spec {limit} {there...}")
        .quiet()
        .env("EDGEWARD_FLOOD", FLOOD.to_string());
    if let Ok(browser) = chromium::find(sh) {
        command = command.env("CHROME", browser);
    }
    if command.run().is_err() {
        say::error("some of the tests failed; what they would have measured falls short");
    }
}
