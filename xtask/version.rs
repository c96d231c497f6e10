//! The one version: it stands in the workspace's `Cargo.toml`, and whatever else names it must agree.

use anyhow::{Context as _, Result, bail};
use cargo_metadata::Metadata;
use xshell::Shell;

use crate::metadata;

const CHANGELOG: &str = "CHANGELOG.md";

/// The version, once everything that names it agrees: members, what they ask of each other, and the
/// changelog.
pub(crate) fn agreed(sh: &Shell, locked: &Metadata) -> Result<String> {
    let version = metadata::locked_version(locked, "edgeward")?;
    let mut others = Vec::new();
    for member in locked.workspace_packages() {
        if member.version.to_string() != version {
            others.push(format!("`{}` is {}", member.name, member.version));
        }
        for dependency in &member.dependencies {
            let asked = dependency.req.to_string();
            // A member is asked for by its path and, where it is published, by its version.
            if dependency.path.is_some() && asked != "*" && asked != format!("^{version}") {
                others.push(format!(
                    "`{}` asks for `{}` {asked}",
                    member.name, dependency.name
                ));
            }
        }
    }
    others.sort();
    others.dedup();
    if !others.is_empty() {
        bail!("the version is {version}, but {}", others.join("; "));
    }
    let changes = sh.read_file(CHANGELOG)?;
    section(&changes, &version)
        .or_else(|| section(&changes, "Unreleased"))
        .with_context(|| format!("{CHANGELOG} says nothing of {version}"))?;
    Ok(version)
}

/// The day on which the changelog says that this version is released.
pub(crate) fn release_day(sh: &Shell, version: &str) -> Result<String> {
    let changes = sh.read_file(CHANGELOG)?;
    section(&changes, version)
        .and_then(|heading| heading.strip_prefix(" - "))
        .map(str::to_owned)
        .with_context(|| {
            format!("{CHANGELOG} has no heading `## [{version}] - YYYY-MM-DD`; write it")
        })
}

/// What follows `## [NAME]` on the line of that heading.
fn section<'a>(changes: &'a str, name: &str) -> Option<&'a str> {
    let heading = format!("## [{name}]");
    changes.lines().find_map(|line| line.strip_prefix(&heading))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_found_by_its_whole_name() {
        let changes = "# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-01-02\n";
        assert_eq!(section(changes, "0.1.0"), Some(" - 2026-01-02"));
        assert_eq!(section(changes, "Unreleased"), Some(""));
        assert_eq!(section(changes, "0.1"), None);
    }
}
