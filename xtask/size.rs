//! How many bytes travel, how fast they start, and what they are.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::{Compression, write::GzEncoder};
use xshell::{Shell, cmd};

use crate::{chromium, npm, say};

/// Builds what ships, prints its sizes and starts beside those of other libraries, and fails where a
/// target of tests/bench/budgets.mjs is missed.
pub(crate) fn run(sh: &Shell, rounds: u32) -> Result<()> {
    npm::build(sh)?;
    let browser = chromium::find(sh)?;
    say::step("measuring sizes and starts");
    let rounds = rounds.to_string();
    cmd!(sh, "node tests/bench/size/main.mjs --rounds {rounds}")
        .env("CHROME", browser)
        .quiet()
        .run()
        .context("the sizes and starts are not what they should be")
}

/// How many bytes a file has once it is compressed.
pub(crate) fn gzipped(path: &Path) -> Result<u64> {
    let mut encoder = GzEncoder::new(Count(0), Compression::best());
    io::copy(
        &mut File::open(path).with_context(|| path.display().to_string())?,
        &mut encoder,
    )?;
    Ok(encoder.finish()?.0)
}

/// Throws bytes away and remembers how many there were.
struct Count(u64);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
