//! The names of a module's functions: the report of what the bytes are reads them, and nobody else,
//! so what ships has none.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use xshell::Shell;

/// Where the modules with their names stay, for `cargo xtask size` to read.
const FOLDER: &str = "target/names";

/// The eight bytes that every module begins with (WebAssembly core specification, section 5.5.16).
const PREAMBLE: &[u8] = b"\0asm\x01\0\0\0";

/// The sections that no runtime needs (appendix 7.4.1, and the tool conventions).
const DROPPED: [&[u8]; 3] = [b"name", b"producers", b"target_features"];

/// Where the module called `name` is with its names.
pub(crate) fn kept(name: &str) -> String {
    format!("{FOLDER}/{name}.wasm")
}

/// Takes the names out of `module`, and keeps the module with them under `name`. Not one other byte
/// changes, so what is said about the one holds for the other.
pub(crate) fn take(sh: &Shell, module: &str, name: &str) -> Result<()> {
    sh.create_dir(FOLDER)?;
    let path = sh.current_dir().join(module);
    let bytes = fs::read(&path).with_context(|| module.to_owned())?;
    fs::write(sh.current_dir().join(kept(name)), &bytes)?;
    let stripped = strip(&bytes).with_context(|| module.to_owned())?;
    write(&path, &stripped)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| path.display().to_string())
}

/// The module without the sections that are dropped.
fn strip(module: &[u8]) -> Result<Vec<u8>> {
    ensure!(module.starts_with(PREAMBLE), "this is no WebAssembly");
    let mut stripped = PREAMBLE.to_vec();
    let mut rest = module.get(PREAMBLE.len()..).unwrap_or_default();
    while !rest.is_empty() {
        let (section, content) = section(rest).context("a section is cut off")?;
        // A custom section has the id 0 and begins with its name.
        let name = content.and_then(name);
        if !name.is_some_and(|name| DROPPED.contains(&name)) {
            stripped.extend_from_slice(section);
        }
        rest = rest.get(section.len()..).unwrap_or_default();
    }
    Ok(stripped)
}

/// The whole of the first section, and what a custom one holds.
fn section(bytes: &[u8]) -> Option<(&[u8], Option<&[u8]>)> {
    let (&id, rest) = bytes.split_first()?;
    let (length, content) = number(rest)?;
    let before = bytes.len().checked_sub(content.len())?;
    let whole = bytes.get(..before.checked_add(length)?)?;
    let content = content.get(..length)?;
    Some((whole, (id == 0).then_some(content)))
}

fn name(content: &[u8]) -> Option<&[u8]> {
    let (length, rest) = number(content)?;
    rest.get(..length)
}

/// An unsigned LEB128 number, and what follows it.
fn number(mut bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for shift in (0..32).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        bytes = rest;
        value |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some((value, bytes));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(sections: &[&[u8]]) -> Vec<u8> {
        [&[PREAMBLE], sections].concat().concat()
    }

    #[test]
    fn names_go_and_everything_else_stays() {
        let types: &[u8] = &[1, 1, 0];
        let names: &[u8] = &[0, 6, 4, b'n', b'a', b'm', b'e', 7];
        let features: &[u8] = &[0, 3, 2, b'h', b'i'];
        let whole = module(&[types, names, features]);
        assert_eq!(strip(&whole).unwrap(), module(&[types, features]));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(strip(b"text").is_err());
        assert!(strip(&module(&[&[1, 9, 0]])).is_err());
    }
}
