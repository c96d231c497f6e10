//! One runner of tests: what it is started with, and what came of it.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result};
use xshell::Shell;

use super::counts::Counts;
use super::failures;

const END_TO_END: &str = "tests/e2e";
const SUFFIX: &str = ".test.mjs";
/// A file of tests that hangs is cancelled, and that counts as failed.
const FILE_MILLISECONDS: u32 = 300_000;

/// The files of tests that the gate has to pass in every host. What they leave out is the core's, and
/// the same in all of them.
const ABOUT_THE_GATE: [&str; 20] = [
    "answers",
    "bearer",
    "callback",
    "client-authentication",
    "configuration",
    "configuration-bites",
    "connection",
    "cross-origin",
    "forged",
    "keys",
    "log",
    "matrix",
    "origins",
    "other-tokens",
    "paths",
    "proxy",
    "renewal",
    "routes",
    "session",
    "sign-out",
];

/// A runtime that the gate of the npm package serves in.
pub(crate) struct GateHost {
    /// What `EDGEWARD_GATE` calls it.
    pub(crate) name: &'static str,
    suite: &'static str,
}

/// All of them.
pub(crate) const GATE_HOSTS: [GateHost; 3] = [
    GateHost {
        name: "node",
        suite: "gate in Node",
    },
    GateHost {
        name: "deno",
        suite: "gate in Deno",
    },
    GateHost {
        name: "bun",
        suite: "gate in Bun",
    },
];

/// A command that runs tests.
pub(crate) struct Suite {
    name: &'static str,
    command: Command,
    /// Where node leaves its results, out of the way of what it shows.
    tap: Option<PathBuf>,
}

/// What a suite left behind.
pub(crate) struct Outcome {
    pub(crate) suite: &'static str,
    pub(crate) counts: Counts,
    /// Tests that failed, with their errors.
    pub(crate) failures: Vec<String>,
    /// Whether the runner itself was content.
    succeeded: bool,
    /// Files that held no test, which node counts as passed.
    empty_files: Vec<String>,
}

impl Suite {
    /// The tests of the members that run natively.
    pub(crate) fn crates(sh: &Shell) -> Self {
        let mut command = Command::new("cargo");
        command
            .args(["test", "--no-fail-fast"])
            .current_dir(sh.current_dir());
        Self {
            name: "crates",
            command,
            tap: None,
        }
    }

    /// The tests that speak to the built Worker over HTTP.
    pub(crate) fn end_to_end(sh: &Shell, browser: Option<&Path>) -> Result<Self> {
        let mut suite = Self::node(sh, "end to end", test_files(sh)?)?;
        if let Some(browser) = browser {
            suite.command.env("CHROME", browser);
        }
        Ok(suite)
    }

    /// The tests that are about the gate, with the gate of the npm package in another runtime.
    pub(crate) fn gate(sh: &Shell, host: &GateHost) -> Result<Self> {
        let files =
            ABOUT_THE_GATE.map(|name| PathBuf::from(format!("{END_TO_END}/{name}{SUFFIX}")));
        let mut suite = Self::node(sh, host.suite, files.to_vec())?;
        suite.command.env("EDGEWARD_GATE", host.name);
        Ok(suite)
    }

    fn node(sh: &Shell, name: &'static str, files: Vec<PathBuf>) -> Result<Self> {
        let tap = format!("target/{}.tap", name.replace(' ', "-"));
        let tap = sh.current_dir().join(tap);
        let mut command = Command::new("node");
        command.current_dir(sh.current_dir());
        // Of a run that ends before it began, nothing old may be counted.
        sh.remove_path(&tap)?;
        command
            .arg("--test")
            .arg(format!("--test-timeout={FILE_MILLISECONDS}"));
        command.args(["--test-reporter=spec", "--test-reporter-destination=stdout"]);
        command.arg("--test-reporter=tap");
        command.arg(format!("--test-reporter-destination={}", tap.display()));
        command.args(files);
        Ok(Self {
            name,
            command,
            tap: Some(tap),
        })
    }

    /// Runs it, showing what it prints as it comes.
    pub(crate) fn run(mut self) -> Result<Outcome> {
        let mut counts = Counts::default();
        let mut failures = Vec::new();
        let mut child = self
            .command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("the suite `{}` could not be started", self.name))?;
        let output = child.stdout.take().context("the suite has an output")?;
        for line in BufReader::new(output).split(b'\n') {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            if self.tap.is_none() {
                counts.read_cargo(&line);
                failures.extend(failures::read_cargo(&line));
            }
        }
        let succeeded = child.wait()?.success();
        let mut empty_files = Vec::new();
        if let Some(tap) = &self.tap {
            let results = fs::read_to_string(tap).unwrap_or_default();
            results.lines().for_each(|line| counts.read_tap(line));
            failures = failures::read_tap(&results);
            empty_files = files_without_tests(&results);
        }
        Ok(Outcome {
            suite: self.name,
            counts,
            failures,
            succeeded,
            empty_files,
        })
    }
}

impl Outcome {
    /// Why this suite does not count as passed.
    pub(crate) fn faults(&self) -> Vec<String> {
        let suite = self.suite;
        let mut faults = Vec::new();
        if self.counts.failed > 0 {
            faults.push(format!("{suite}: {} failed", self.counts.failed));
        } else if !self.succeeded {
            faults.push(format!("{suite}: the runner failed"));
        }
        if self.counts.passed + self.counts.failed == 0 {
            faults.push(format!("{suite}: no test ran"));
        }
        faults.extend(
            self.empty_files
                .iter()
                .map(|file| format!("{file} holds no test")),
        );
        faults
    }
}

/// Node before 21 takes no patterns, so the files are named one by one.
fn test_files(sh: &Shell) -> Result<Vec<PathBuf>> {
    let mut files = sh.read_dir(END_TO_END).unwrap_or_default();
    files.retain(|file| file.to_str().is_some_and(|name| name.ends_with(SUFFIX)));
    anyhow::ensure!(!files.is_empty(), "`{END_TO_END}` holds no `*{SUFFIX}`");
    Ok(files)
}

/// A file that registers no test shows up as a test of its own, named by its path.
fn files_without_tests(tap: &str) -> Vec<String> {
    tap.lines()
        .filter_map(|line| line.strip_prefix("ok "))
        .filter_map(|line| line.split_once(" - "))
        .map(|(_, name)| name.trim())
        .filter(|name| name.ends_with(SUFFIX))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(passed: u64, failed: u64, succeeded: bool) -> Outcome {
        let counts = Counts {
            passed,
            failed,
            skipped: 1,
        };
        Outcome {
            suite: "crates",
            counts,
            failures: Vec::new(),
            succeeded,
            empty_files: Vec::new(),
        }
    }

    #[test]
    fn a_suite_that_ran_nothing_is_a_fault() {
        assert_eq!(outcome(0, 0, true).faults(), ["crates: no test ran"]);
        assert!(outcome(1, 0, true).faults().is_empty());
    }

    #[test]
    fn a_runner_that_fails_without_a_failed_test_is_a_fault() {
        assert_eq!(outcome(3, 0, false).faults(), ["crates: the runner failed"]);
        assert_eq!(outcome(3, 2, false).faults(), ["crates: 2 failed"]);
    }

    #[test]
    fn a_file_that_node_took_for_a_test_is_named() {
        let tap = "TAP version 13\nok 1 - signs in\n    ok 1 - inner.test.mjs\n\
                   ok 2 - /tests/e2e/empty.test.mjs\n# pass 2\n";
        assert_eq!(files_without_tests(tap), ["/tests/e2e/empty.test.mjs"]);
    }
}
