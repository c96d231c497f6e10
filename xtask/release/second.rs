//! A second build, in another folder and from nothing: what is published must be the same bytes.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use xshell::{Shell, cmd};

use super::checksums;
use crate::say;

/// A copy of the sources.
const COPY: &str = "target/second";

/// What is shared with the first build: the tools, which are pinned. Those of npm by hard links, because
/// a bundle names the files that it is made of where they really are.
const NPM: &str = "node_modules";
const TOOLS: &str = "target/tools";

/// Builds the npm package, with the Worker in it, again, and holds these folders of both against each
/// other. The copy stays only where something differs.
pub(super) fn compare(sh: &Shell, folders: &[&str]) -> Result<()> {
    say::step("building everything a second time, in another folder (some minutes)");
    sh.remove_path(COPY)?;
    copy_sources(sh)?;
    let here = sh.current_dir();
    let there = here.join(COPY);
    {
        let _inside = sh.push_dir(&there);
        cmd!(sh, "cargo run --quiet --package xtask -- npm")
            .env_remove("CARGO_TARGET_DIR")
            .quiet()
            .run()
            .context("the second build failed")?;
    }
    let mut different = Vec::new();
    let mut count = 0;
    for folder in folders {
        let (first, second) = (here.join(folder), there.join(folder));
        let names = names(&first)?
            .union(&names(&second)?)
            .cloned()
            .collect::<Vec<_>>();
        count += names.len();
        for name in names {
            let bytes = |folder: &Path| fs::read(folder.join(&name)).ok();
            if bytes(&first) != bytes(&second) {
                different.push(format!("{folder}/{}", name.display()));
            }
        }
    }
    if !different.is_empty() {
        bail!(
            "these files differ from those of a second build, in {COPY}: {}",
            different.join(", ")
        );
    }
    say::note(&format!("{count} files, each the same in both builds"));
    sh.remove_path(COPY)?;
    Ok(())
}

/// Every file that git has or would take, with its time: what is older than `node_modules` stays so.
fn copy_sources(sh: &Shell) -> Result<()> {
    let listed = cmd!(sh, "git ls-files --cached --others --exclude-standard -z")
        .quiet()
        .read()?;
    let here = sh.current_dir();
    let there = here.join(COPY);
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        let (from, to) = (here.join(name), there.join(name));
        // Gone from the work tree, and not yet from the index.
        if !from.exists() {
            continue;
        }
        sh.copy_file(&from, &to)
            .or_else(|_| {
                sh.create_dir(to.parent().unwrap_or(&there))?;
                sh.copy_file(&from, &to)
            })
            .with_context(|| name.to_owned())?;
        let modified = fs::metadata(&from)?.modified()?;
        File::options()
            .write(true)
            .open(&to)?
            .set_modified(modified)?;
    }
    link_files(&here.join(NPM), &there.join(NPM))?;
    let tools = there.join(TOOLS);
    sh.create_dir(tools.parent().unwrap_or(&there))?;
    symlink(&here.join(TOOLS), &tools)?;
    Ok(())
}

/// The files below a folder, by their names in it, apart from what only says when it was built.
fn names(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let files = checksums::files(folder)?.into_iter();
    let names = files.map(|file| file.strip_prefix(folder).map(Path::to_owned));
    let names = names.collect::<Result<BTreeSet<_>, _>>()?;
    Ok(names
        .into_iter()
        .filter(|name| !name.components().any(is_hidden))
        .collect())
}

fn is_hidden(component: std::path::Component<'_>) -> bool {
    component
        .as_os_str()
        .to_str()
        .is_some_and(|name| name.starts_with('.'))
}

/// The same folder again, with the same files in it.
fn link_files(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, link) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            link_files(&path, &link)?;
        } else if kind.is_symlink() {
            symlink(&fs::read_link(&path)?, &link)?;
        } else {
            fs::hard_link(&path, &link)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn symlink(to: &Path, link: &Path) -> Result<()> {
    Ok(std::os::unix::fs::symlink(to, link)?)
}

#[cfg(not(unix))]
fn symlink(_to: &Path, _link: &Path) -> Result<()> {
    bail!("a second build needs a system with symbolic links: use `--once`")
}
