//! How many bytes travel.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::{Compression, write::GzEncoder};

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
