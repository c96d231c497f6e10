//! The package's type declarations: those that its users can reach, and no others.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::Value;
use xshell::Shell;

const DECLARATION: &str = ".d.ts";

/// Removes what no `types` of the manifest leads to.
pub(crate) fn prune(sh: &Shell, folder: &Path) -> Result<()> {
    let manifest = serde_json::from_str(&sh.read_file(folder.join("package.json"))?)
        .context("package.json is not JSON")?;
    let mut reached = BTreeSet::new();
    let mut next = Vec::new();
    entries(&manifest, folder, &mut next);
    while let Some(file) = next.pop() {
        let text = sh.read_file(&file)?;
        let beside = file.parent().context("a file is in a folder")?;
        next.extend(
            imports(&text)
                .map(|path| declaration(beside, path))
                .filter(|path| !reached.contains(path)),
        );
        reached.insert(file);
    }
    remove_others(sh, &folder.join("js"), &reached)
}

/// Every `types` in `exports`, however deep.
fn entries(value: &Value, folder: &Path, found: &mut Vec<PathBuf>) {
    for (name, inner) in value.as_object().into_iter().flatten() {
        match inner.as_str() {
            Some(path) if name == "types" => found.push(join(folder, path)),
            _ => entries(inner, folder, found),
        }
    }
}

/// The relative modules that a declaration names, by `from '…'` or `import('…')`.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    ["from '", "import('"]
        .into_iter()
        .flat_map(|before| text.split(before).skip(1))
        .filter_map(|after| after.split('\'').next())
        .filter(|module| module.starts_with('.') && module.ends_with(".js"))
}

/// What a relative module's declaration is called.
fn declaration(beside: &Path, module: &str) -> PathBuf {
    let name = module.strip_suffix(".js").unwrap_or(module);
    join(beside, &format!("{name}{DECLARATION}"))
}

/// A path without `.` and `..` in it, so that each file has one name.
fn join(folder: &Path, relative: &str) -> PathBuf {
    let mut path = folder.to_owned();
    for part in relative.split('/') {
        match part {
            "." => {}
            ".." => {
                path.pop();
            }
            name => path.push(name),
        }
    }
    path
}

fn remove_others(sh: &Shell, folder: &Path, reached: &BTreeSet<PathBuf>) -> Result<()> {
    for path in sh.read_dir(folder)? {
        let is_declaration = path
            .to_str()
            .is_some_and(|name| name.ends_with(DECLARATION));
        if path.is_dir() {
            remove_others(sh, &path, reached)?;
        } else if is_declaration && !reached.contains(&path) {
            sh.remove_path(&path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_names_modules_in_two_ways() {
        let text = "import { A } from './a.js';\nexport declare const b: typeof import('../b.js');\n\
                    import type { Context } from 'hono';\n// The library's own './c.js'\n";
        assert_eq!(imports(text).collect::<Vec<_>>(), ["./a.js", "../b.js"]);
    }

    #[test]
    fn each_file_has_one_name() {
        let beside = Path::new("js/doors");
        assert_eq!(
            declaration(beside, "../../wasm/a.js"),
            Path::new("wasm/a.d.ts")
        );
    }
}
