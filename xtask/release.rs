//! What a release consists of, made and looked at: `target/dist`.

mod checksums;
mod second;

use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use cargo_metadata::Metadata;
use clap::Args;
use xshell::{Shell, cmd};

use crate::{metadata, npm, say, version, wasm, worker};

/// Where it is put.
const DIST: &str = "target/dist";

/// Where the crates are packaged and built.
const CRATES: &str = "target/crates";

/// What stands on the command line.
#[derive(Args)]
pub(crate) struct Options {
    /// Take what is there: changes that are not committed, a changelog without a day
    #[arg(long)]
    dry_run: bool,
    /// Build once: do not look whether a second build, elsewhere, gives the same bytes
    #[arg(long)]
    once: bool,
}

/// Makes everything that is published, and says how that is done. Nothing is published from here.
pub(crate) fn run(sh: &Shell, options: &Options) -> Result<()> {
    let locked = metadata::load(sh)?;
    let version = version::agreed(sh, &locked)?;
    if !options.dry_run {
        version::release_day(sh, &version)?;
        let changed = cmd!(sh, "git status --porcelain").quiet().read()?;
        ensure!(
            changed.is_empty(),
            "there are changes that are not committed:\n{changed}"
        );
    }
    npm::build(sh)?;
    if !options.once {
        second::compare(sh, &[npm::FOLDER, "build"])?;
    }
    sh.remove_path(DIST)?;
    sh.create_dir(DIST)?;
    tarball(sh)?;
    bundle(sh)?;
    let crates = crates(sh, &locked)?;
    checksums::write(sh, Path::new(DIST))?;
    say::step(&format!("edgeward {version} is in {DIST}"));
    if !options.dry_run {
        say::note(&format!("git tag v{version}"));
        say::note(&format!("cargo publish {}", packages(&crates).join(" ")));
        say::note(&format!("npm publish {DIST}/edgeward-{version}.tgz"));
    }
    Ok(())
}

/// The npm package, as `npm publish` would send it.
fn tarball(sh: &Shell) -> Result<()> {
    say::step("packing the npm package");
    let folder = npm::FOLDER;
    cmd!(sh, "npm pack ./{folder} --silent --pack-destination {DIST}")
        .quiet()
        .ignore_stdout()
        .run()
        .context("`npm pack` failed")
}

/// The Worker, for those who do not come by npm.
fn bundle(sh: &Shell) -> Result<()> {
    let folder = sh.create_dir(format!("{DIST}/worker"))?;
    for part in worker::PARTS {
        sh.copy_file(part, &folder)?;
    }
    Ok(())
}

/// The crates, each built from what is packaged of it, for the one target that all of them have.
fn crates(sh: &Shell, locked: &Metadata) -> Result<Vec<String>> {
    say::step("packaging the crates");
    let members = locked.workspace_packages();
    let published = members.iter().filter(|member| member.publish.is_none());
    let names: Vec<String> = published.map(|member| member.name.to_string()).collect();
    let packages = packages(&names);
    let target = wasm::TARGET;
    let package = cmd!(
        sh,
        "cargo package --quiet --allow-dirty --target {target} --target-dir {CRATES} {packages...}"
    );
    wasm::toolchain(sh)?
        .select(package)
        .quiet()
        .run()
        .context("a crate cannot be packaged")?;
    for member in members.iter().filter(|member| member.publish.is_none()) {
        let file = format!("{}-{}.crate", member.name, member.version);
        sh.copy_file(format!("{CRATES}/package/{file}"), DIST)?;
    }
    Ok(names)
}

fn packages(names: &[String]) -> Vec<String> {
    names
        .iter()
        .flat_map(|name| ["--package".to_owned(), name.clone()])
        .collect()
}
