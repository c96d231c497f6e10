//! edgeward's chores: `cargo xtask demo | test | check | worker | npm | size | bench | security | setup`.
//!
//! Each command installs what it needs into this checkout (`target/`, `node_modules/`), says what
//! it does while it does it, and skips what is there already. Two things live outside it: a target
//! of the Rust toolchain, and on Debian the packages that stand in for what cannot be had elsewhere.

mod bench;
mod check;
mod chromium;
mod debian;
mod demo;
mod dev_tools;
mod harness;
mod metadata;
mod names;
mod npm;
mod remap;
mod say;
mod security;
mod setup;
mod size;
mod test;
mod toolbox;
mod tools;
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
    /// Format, lints, docs, dependency direction, core without std, licences
    Check,
    /// Build the Worker that wrangler.toml names
    Worker,
    /// Write the npm package to target/npm/edgeward
    Npm,
    /// Print sizes and starts beside their targets, and what the bytes are
    Size {
        /// How many samples of each start are taken
        #[arg(long, default_value_t = 15)]
        rounds: u32,
    },
    /// Measure speed in every runtime beside other libraries, and the gate under load
    Bench(bench::Options),
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
        Command::Size { rounds } => size::run(&sh, *rounds),
        Command::Bench(options) => bench::run(&sh, options),
        Command::Security => security::run(&sh),
        Command::Setup => setup::run(&sh),
    }
}
