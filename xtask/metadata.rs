//! What `Cargo.lock` and the manifests say, by way of `cargo metadata`.

use anyhow::{Context as _, Result};
use cargo_metadata::{Metadata, MetadataCommand};
use xshell::Shell;

/// The whole workspace with its locked dependencies.
pub(crate) fn load(sh: &Shell) -> Result<Metadata> {
    MetadataCommand::new()
        .manifest_path(sh.current_dir().join("Cargo.toml"))
        .exec()
        .context("`cargo metadata` failed")
}

/// The locked version of one package.
pub(crate) fn locked_version(metadata: &Metadata, package: &str) -> Result<String> {
    metadata
        .packages
        .iter()
        .find(|found| found.name.as_str() == package)
        .map(|found| found.version.to_string())
        .with_context(|| format!("Cargo.lock holds no package `{package}`"))
}

/// The names of the members that are built for a JavaScript host only: those that
/// `default-members` leaves out.
pub(crate) fn wasm_members(metadata: &Metadata) -> Vec<String> {
    metadata
        .workspace_packages()
        .iter()
        .filter(|member| !metadata.workspace_default_members.contains(&member.id))
        .map(|member| member.name.to_string())
        .collect()
}

/// The same as cargo wants them on its command line.
pub(crate) fn wasm_packages(metadata: &Metadata) -> Vec<String> {
    wasm_members(metadata)
        .into_iter()
        .flat_map(|name| ["--package".to_owned(), name])
        .collect()
}
