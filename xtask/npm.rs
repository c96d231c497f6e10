//! The npm package, as a maintainer publishes it: `target/npm/edgeward`.

use std::fs;

use anyhow::{Context as _, Result};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use xshell::{Shell, cmd};

use crate::toolbox::Toolbox;
use crate::{dev_tools, metadata, names, say, size, worker};

/// Where the package is written.
const FOLDER: &str = "target/npm/edgeward";

/// The modules of the package, each with the crate that it is made of.
const MODULES: [(&str, &str); 3] = [
    ("edgeward", "edgeward-npm"),
    ("verifier", "edgeward-npm-verifier"),
    ("gate", "edgeward-npm-gate"),
];

/// What stands beside the code.
const DOCUMENTS: [(&str, &str); 3] = [
    ("src/npm/README.md", "README.md"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
];

/// Builds it anew: what is in the folder is what the sources say, and nothing older.
pub(crate) fn build(sh: &Shell) -> Result<()> {
    worker::build(sh)?;
    let toolbox = Toolbox::install(sh)?;
    sh.remove_path(FOLDER)?;
    sh.create_dir(FOLDER)?;
    say::step("compiling the npm package's modules to WebAssembly");
    for (name, package) in MODULES {
        module(sh, &toolbox, name, package)?;
    }
    say::step("compiling its TypeScript");
    typescript(sh)?;
    let version = metadata::locked_version(&metadata::load(sh)?, "edgeward")?;
    manifest(sh, &version)?;
    for (from, to) in DOCUMENTS {
        sh.copy_file(from, format!("{FOLDER}/{to}"))?;
    }
    sh.create_dir(format!("{FOLDER}/worker"))?;
    for part in worker::PARTS {
        sh.copy_file(part, format!("{FOLDER}/worker"))?;
    }
    say::step(&format!("the npm package is in {FOLDER}"));
    Ok(())
}

/// A module, the JavaScript around it, and the same module as text.
fn module(sh: &Shell, toolbox: &Toolbox, name: &str, package: &str) -> Result<()> {
    let folder = format!("{FOLDER}/wasm");
    let compiled = toolbox.compile(sh, package, "npm")?;
    toolbox.bind(sh, &compiled, &folder, name)?;
    let bound = format!("{folder}/{name}_bg.wasm");
    let shrunk = format!("{folder}/{name}.wasm");
    toolbox.shrink(sh, &bound, &shrunk)?;
    names::take(sh, &shrunk, name)?;
    sh.remove_path(&bound)?;
    sh.remove_path(format!("{bound}.d.ts"))?;
    inline(sh, &shrunk, &format!("{folder}/{name}.inline.js"))?;
    let gzipped = size::gzipped(&sh.current_dir().join(&shrunk))?;
    say::note(&format!(
        "{name}.wasm: {:.1} KiB gzipped",
        gzipped as f64 / 1024.0
    ));
    Ok(())
}

/// The module as the text of a JavaScript module, for where nothing can be read or fetched.
fn inline(sh: &Shell, module: &str, into: &str) -> Result<()> {
    let bytes = fs::read(sh.current_dir().join(module)).with_context(|| module.to_owned())?;
    let text = BASE64_STANDARD.encode(bytes);
    sh.write_file(
        into,
        format!(
            "const text =\n  '{text}';\n\n\
             export default function bytes() {{\n  \
             return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));\n}}\n"
        ),
    )?;
    Ok(())
}

/// Types with their comments, code without.
fn typescript(sh: &Shell) -> Result<()> {
    let tsc = dev_tools::bin(sh, "tsc");
    let project = "src/npm/tsconfig.json";
    cmd!(sh, "{tsc} --project {project} --emitDeclarationOnly")
        .quiet()
        .run()
        .context("the package's TypeScript is wrong")?;
    cmd!(
        sh,
        "{tsc} --project {project} --declaration false --isolatedDeclarations false --removeComments"
    )
    .quiet()
    .run()
    .context("the package's TypeScript is wrong")
}

/// The manifest with the version of the workspace.
fn manifest(sh: &Shell, version: &str) -> Result<()> {
    let manifest = sh.read_file("src/npm/package.json")?;
    let versioned = manifest.replace(
        "\"version\": \"0.0.0\"",
        &format!("\"version\": \"{version}\""),
    );
    anyhow::ensure!(
        versioned != manifest,
        "src/npm/package.json has no version `0.0.0`"
    );
    sh.write_file(format!("{FOLDER}/package.json"), versioned)?;
    Ok(())
}
