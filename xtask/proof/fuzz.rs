//! libFuzzer over the targets of tests/fuzz, one after the other.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use xshell::{Shell, cmd};

use super::{Row, report, thousands};
use crate::{say, tools};

const CARGO_FUZZ: &str = "0.13.2";

/// Most bytes of an input: what is longer says nothing new, and takes longer.
const LONGEST: usize = 4096;

/// The fewest targets that are enough.
const TARGETS: usize = 8;

/// Which targets, and for how long.
#[derive(Args)]
pub(crate) struct Options {
    /// For how many minutes, all targets together
    #[arg(long, default_value_t = 14)]
    minutes: u64,
    /// A target alone, or several
    #[arg(long, value_name = "TARGET")]
    only: Vec<String>,
}

/// Builds the targets with a nightly toolchain, which libFuzzer's flags need, and gives each an equal
/// share of the time. What was learned stays in target/fuzz/corpus; a finding is an input in
/// target/fuzz/artifacts, to be mended and kept as a seed.
pub(crate) fn run(sh: &Shell, options: &Options) -> Result<()> {
    let programs = build(sh)?;
    let mut targets = sh.read_dir("tests/fuzz/seeds")?;
    targets.retain(|folder| options.asks(folder));
    ensure!(!targets.is_empty(), "no such target in tests/fuzz/seeds");
    let seconds = (options.minutes * 60 / targets.len() as u64).max(1);

    let (mut executions, mut findings, mut each) = (0, Vec::new(), Vec::new());
    for seeds in &targets {
        let name = seeds.file_name().unwrap_or_default().to_string_lossy();
        say::step(&format!("{name}, {seconds} s"));
        let outcome = fuzz(sh, &programs, &name, seconds)?;
        executions += outcome.executions;
        each.push(format!("{name} {}", thousands(outcome.executions)));
        findings.extend(outcome.finding);
    }
    findings.iter().for_each(|finding| say::error(finding));
    let enough = if options.only.is_empty() { TARGETS } else { 1 };
    let row = Row {
        row: "Fuzzing",
        target: format!("at least {TARGETS} targets, 0 panics"),
        measured: format!(
            "{} targets, {} executions, {} findings ({})",
            targets.len(),
            thousands(executions),
            findings.len(),
            each.join(", ")
        ),
        met: findings.is_empty() && targets.len() >= enough && executions > 0,
    };
    report(sh, "fuzz", &[row])
}

impl Options {
    fn asks(&self, folder: &std::path::Path) -> bool {
        self.only.is_empty() || self.only.iter().any(|one| folder.ends_with(one))
    }
}

/// The folder of the programs, one for each target.
fn build(sh: &Shell) -> Result<PathBuf> {
    tools::install(sh, "cargo-fuzz", CARGO_FUZZ, "cargo-fuzz")?;
    let target_dir = sh.current_dir().join("target/fuzz/build");
    let path = format!(
        "{}:{}",
        sh.current_dir().join("target/tools/bin").display(),
        sh.var("PATH").unwrap_or_default()
    );
    // Everything under test is safe Rust: checks of overflows and assertions find what there is to
    // find, and an address sanitizer would halve the executions.
    cmd!(
        sh,
        "cargo +nightly fuzz build --fuzz-dir tests/fuzz/libfuzzer --sanitizer none
         --target-dir {target_dir}"
    )
    .env("PATH", path)
    .run()
    .context("the targets do not build: `rustup toolchain install nightly` may be missing")?;
    let version = cmd!(sh, "rustc --version --verbose").quiet().read()?;
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .context("rustc names no host")?;
    Ok(target_dir.join(host).join("release"))
}

struct Fuzzed {
    executions: u64,
    finding: Option<String>,
}

fn fuzz(sh: &Shell, programs: &std::path::Path, name: &str, seconds: u64) -> Result<Fuzzed> {
    let program = programs.join(name);
    let (corpus, artifacts) = (
        format!("target/fuzz/corpus/{name}"),
        format!("target/fuzz/artifacts/{name}/"),
    );
    for folder in [&corpus, &artifacts] {
        sh.create_dir(folder)?;
    }
    let (seconds, longest) = (seconds.to_string(), LONGEST.to_string());
    let output = cmd!(
        sh,
        "{program} -max_total_time={seconds} -max_len={longest} -timeout=10 -rss_limit_mb=2048
         -print_final_stats=1 -artifact_prefix={artifacts} {corpus} tests/fuzz/seeds/{name}"
    )
    .quiet()
    .ignore_status()
    .output()?;
    let text = String::from_utf8_lossy(&output.stderr);
    let executions = text
        .lines()
        .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))
        .and_then(|count| count.trim().parse().ok())
        .with_context(|| format!("`{name}` did not say what it did:\n{text}"))?;
    let said = || {
        let panic = text.lines().skip_while(|line| !line.contains("panicked"));
        let panic: Vec<_> = panic.take(2).collect();
        format!("{name}: {} (see {artifacts})", panic.join(" "))
    };
    Ok(Fuzzed {
        executions,
        finding: (!output.status.success()).then(said),
    })
}
