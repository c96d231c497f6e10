//! The oldest Rust that the crates promise to build with: `rust-version` of the workspace.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, bail};
use cargo_metadata::Metadata;
use xshell::{Shell, cmd};

use crate::say;

/// Holds it against what the dependencies ask for, and builds the crates with that very Rust where it is
/// installed, unless everything is built with it anyway. Which parts of the standard library are newer, clippy says among the lints.
pub(super) fn check(sh: &Shell, metadata: &Metadata) -> Result<()> {
    let published: Vec<_> = metadata
        .workspace_packages()
        .into_iter()
        .filter(|member| member.publish.is_none())
        .collect();
    let promised = published
        .first()
        .and_then(|member| member.rust_version.clone())
        .context("the workspace states no `rust-version`")?;
    let newer: Vec<String> = needed(metadata)?
        .into_iter()
        .filter_map(|id| {
            let package = metadata.packages.iter().find(|it| it.id == *id)?;
            let asks = package.rust_version.as_ref()?;
            (*asks > promised).then(|| format!("`{}` asks for {asks}", package.name))
        })
        .collect();
    if !newer.is_empty() {
        bail!("Rust {promised} is promised, but {}", newer.join("; "));
    }
    let release = format!("{}.{}", promised.major, promised.minor);
    let active = cmd!(sh, "rustc --version").quiet().read()?;
    if active.starts_with(&format!("rustc {release}.")) {
        say::note(&format!("it is the Rust that builds here: {active}"));
        return Ok(());
    }
    let toolchain = format!("+{release}");
    let is_installed = cmd!(sh, "rustc {toolchain} --version")
        .quiet()
        .ignore_stdout()
        .ignore_stderr()
        .run()
        .is_ok();
    if !is_installed {
        say::note(&format!(
            "NOT CHECKED: a build with Rust {promised} itself, which is not installed here"
        ));
        return Ok(());
    }
    cmd!(
        sh,
        "cargo {toolchain} check --quiet --target-dir target/oldest-rust"
    )
    .env_remove("RUSTUP_TOOLCHAIN")
    .quiet()
    .run()
    .with_context(|| format!("the crates do not build with Rust {promised}"))
}

/// What the published crates are built with, tests and benchmarks apart.
fn needed(metadata: &Metadata) -> Result<BTreeSet<&cargo_metadata::PackageId>> {
    let graph = metadata.resolve.as_ref().context("there is no lock file")?;
    let published = metadata
        .workspace_packages()
        .into_iter()
        .filter(|member| member.publish.is_none());
    let mut next: Vec<_> = published.map(|member| &member.id).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = next.pop() {
        if !found.insert(id) {
            continue;
        }
        let node = graph.nodes.iter().find(|node| node.id == *id);
        for dependency in node.map_or(&[][..], |node| &node.deps) {
            let is_built = dependency
                .dep_kinds
                .iter()
                .any(|kind| kind.kind != cargo_metadata::DependencyKind::Development);
            if is_built {
                next.push(&dependency.pkg);
            }
        }
    }
    Ok(found)
}
