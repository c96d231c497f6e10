//! `SHA256SUMS`, as `sha256sum --check` reads it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use xshell::Shell;

use crate::say;

/// Writes it for every file below a folder, and shows it.
pub(super) fn write(sh: &Shell, folder: &Path) -> Result<()> {
    let root = sh.current_dir().join(folder);
    let mut lines = String::new();
    for file in files(&root)? {
        let sum = hmac_sha256::Hash::hash(&fs::read(&file)?);
        let name = file.strip_prefix(&root)?.display();
        writeln!(lines, "{}  {name}", hexadecimal(&sum))?;
    }
    for line in lines.lines() {
        say::note(line);
    }
    sh.write_file(root.join("SHA256SUMS"), lines)?;
    Ok(())
}

/// Every file below a folder, in the order of their names.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Into a string nothing fails to be written.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_that_of_sha256sum() {
        // FIPS 180-2, B.1.
        assert_eq!(
            hexadecimal(&hmac_sha256::Hash::hash(b"abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
