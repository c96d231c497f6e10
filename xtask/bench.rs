//! How fast it is, beside the others.

mod native;

use anyhow::{Context as _, Result};
use clap::Args;
use xshell::{Shell, cmd};

use crate::{chromium, debian, npm, say};

/// What can be measured by itself, as tests/bench/main.mjs calls it.
const PARTS: [&str; 9] = [
    "Node", "Deno", "Bun", "Chromium", "workerd", "memory", "gate", "size", "native",
];

/// What is measured.
#[derive(Args)]
pub(crate) struct Options {
    /// Take fewer samples: what a minute allows; RESULTS.md and README.md stay as they are
    #[arg(long)]
    quick: bool,
    /// Write every sample to a file, to compare commits by
    #[arg(long, value_name = "FILE")]
    json: Option<String>,
    /// Measure a part alone, or several
    #[arg(long, value_name = "PART", value_parser = PARTS)]
    only: Vec<String>,
}

/// Builds what ships, measures it in every runtime beside what others use, natively too, and writes
/// tests/bench/RESULTS.md, and the figures of README.md.
pub(crate) fn run(sh: &Shell, options: &Options) -> Result<()> {
    npm::build(sh)?;
    let browser = chromium::find(sh)?;
    let mut arguments: Vec<String> = Vec::new();
    if options.asks("gate") {
        require_wrk(sh)?;
    }
    if options.asks("native") {
        let results = native::run(sh, options.quick)?;
        arguments.extend(["--native".to_owned(), results]);
    }
    if options.quick {
        arguments.push("--quick".to_owned());
    }
    for part in &options.only {
        arguments.extend(["--only".to_owned(), part.clone()]);
    }
    if let Some(file) = &options.json {
        arguments.extend(["--json".to_owned(), file.clone()]);
    }
    say::step("measuring beside the others, everybody in turn");
    cmd!(sh, "node tests/bench/main.mjs {arguments...}")
        .env("CHROME", browser)
        .quiet()
        .run()
        .context("the measuring failed")
}

impl Options {
    fn asks(&self, part: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|one| one == part)
    }
}

/// The load on the gate comes from `wrk`.
fn require_wrk(sh: &Shell) -> Result<()> {
    if which::which("wrk").is_ok() {
        return Ok(());
    }
    debian::install(sh, &["wrk"]).context("no `wrk` found; install it, or leave the gate out")
}
