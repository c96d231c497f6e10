//! Nothing in the tree may tell on whose machine it was made.

use std::path::Path;

use anyhow::{Result, bail};
use xshell::{Shell, cmd};

/// Reads every file that git tracks or would track.
pub(super) fn check(sh: &Shell) -> Result<()> {
    let needles = machine_paths(sh);
    let listed = cmd!(sh, "git ls-files --cached --others --exclude-standard -z")
        .quiet()
        .read()?;
    let mut found = Vec::new();
    for file in listed.split('\0').filter(|name| !name.is_empty()) {
        // Gone from the work tree, or not text.
        let Ok(text) = sh.read_file(file) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            if let Some(what) = fault(Path::new(file), line, &needles) {
                found.push(format!("{file}:{}: {what}", number + 1));
            }
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    bail!("{}", found.join("\n       "))
}

/// Where this checkout and this person's files live.
fn machine_paths(sh: &Shell) -> Vec<String> {
    let homes = ["HOME", "CARGO_HOME", "RUSTUP_HOME"]
        .into_iter()
        .filter_map(|name| sh.var(name).ok());
    let mut paths: Vec<String> = homes
        .map(|home| format!("{}/", home.trim_end_matches('/')))
        .collect();
    paths.push(sh.current_dir().display().to_string());
    paths.retain(|path| path.len() > "/".len());
    paths
}

fn fault(file: &Path, line: &str, machine_paths: &[String]) -> Option<String> {
    if let Some(path) = machine_paths
        .iter()
        .find(|path| line.contains(path.as_str()))
    {
        return Some(format!("names `{path}`, a path of this machine"));
    }
    // npm writes down which registry it asked, unless .npmrc tells it not to.
    if file.ends_with("package-lock.json") && line.contains("\"resolved\":") {
        return Some("names a registry; keep `omit-lockfile-registry-resolved` in .npmrc".into());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_this_machine_is_found() {
        let paths = ["/home/eve/".to_owned()];
        let file = Path::new("README.md");
        assert!(fault(file, "see /home/eve/notes", &paths).is_some());
        assert!(fault(file, "path = \"/home\"", &paths).is_none());
    }

    #[test]
    fn a_registry_is_found_in_the_lock_file_only() {
        let line = "\"resolved\": \"https://registry.example/a.tgz\"";
        assert!(fault(Path::new("package-lock.json"), line, &[]).is_some());
        assert!(fault(Path::new("www/notes.json"), line, &[]).is_none());
    }
}
