//! edgeward's chores: `cargo xtask demo | test | check | worker | npm | docs | size | bench |
//! api-docs | release | setup`, and the proofs that take long, `fuzz | mutants | coverage | soak`, with
//! their table, `security`.
//!
//! Each command installs what it needs into this checkout (`target/`, `node_modules/`), says what
//! it does while it does it, and skips what is there already. Two things live outside it: a target
//! of the Rust toolchain, and on Debian the packages that stand in for what cannot be had elsewhere.

mod api_docs;
mod bench;
mod check;
mod chromium;
mod debian;
mod demo;
mod dev_tools;
mod docs;
mod examples;
mod harness;
mod metadata;
mod names;
mod npm;
mod proof;
mod release;
mod remap;
mod say;
mod security;
mod setup;
mod size;
mod test;
mod toolbox;
mod tools;
mod version;
mod wasm;
mod worker;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use xshell::Shell;

#[derive(Parser)]
#[command(
    bin_name = "cargo xtask",
    about = "edgeward's chores",
    disable_version_flag = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Start a provider, an origin and the gate between them, and say where to click
    Demo,
    /// Run every test: crates, then the built Worker with provider, origin and browser
    Test,
    /// Format, spelling, lints, docs, dependency direction, oldest Rust, core without std, licences
    Check,
    /// Build the Worker that wrangler.toml names
    Worker,
    /// Write the npm package to target/npm/edgeward
    Npm,
    /// Write the guides, as a site, to target/docs
    Docs,
    /// Print sizes and starts beside their targets, and what the bytes are
    Size {
        /// How many samples of each start are taken
        #[arg(long, default_value_t = 15)]
        rounds: u32,
    },
    /// Measure speed in every runtime beside other libraries, and the gate under load
    Bench(bench::Options),
    /// Write the references of the crates and of the npm package
    ApiDocs,
    /// Make what is published, twice, with checksums, and publish nothing
    Release(release::Options),
    /// Let libFuzzer choose what is read: tokens, keys, answers of a provider, cookies, requests
    Fuzz(proof::fuzz::Options),
    /// Change core where it decides, one place at a time, and see whether a test notices
    Mutants {
        /// Only what was not caught the last time
        #[arg(long)]
        again: bool,
    },
    /// Count the lines and the error variants of core that its tests reach
    Coverage,
    /// Load the Worker for minutes while the provider fails on and off
    Soak {
        /// For how many minutes
        #[arg(long, default_value_t = 10)]
        minutes: u32,
    },
    /// Measure what security is promised by on this build, and fail if a figure falls short
    Security,
    /// Install what the other commands need, and stop there
    Setup,
}

fn main() -> ExitCode {
    match run(&Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say::error(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .context("`xtask` has no parent folder")?;
    let sh = Shell::new()?;
    sh.change_dir(root);
    match command {
        Command::Demo => demo::run(&sh),
        Command::Test => test::run(&sh),
        Command::Check => check::run(&sh),
        Command::Worker => worker::build(&sh),
        Command::Npm => npm::build(&sh),
        Command::Docs => docs::build(&sh),
        Command::Size { rounds } => size::run(&sh, *rounds),
        Command::Bench(options) => bench::run(&sh, options),
        Command::ApiDocs => api_docs::run(&sh),
        Command::Release(options) => release::run(&sh, options),
        Command::Fuzz(options) => proof::fuzz::run(&sh, options),
        Command::Mutants { again } => proof::mutants::run(&sh, *again),
        Command::Coverage => proof::coverage::run(&sh),
        Command::Soak { minutes } => proof::soak::run(&sh, *minutes),
        Command::Security => security::run(&sh),
        Command::Setup => setup::run(&sh),
    }
}
