//! The npm package, as a maintainer publishes it: `target/npm/edgeward`.

mod declarations;

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use xshell::{Shell, cmd};

use crate::toolbox::{Make, Toolbox};
use crate::{dev_tools, metadata, names, say, size, worker};

/// Where the package is written.
pub(crate) const FOLDER: &str = "target/npm/edgeward";

/// Where the types of what is around the modules are kept: our TypeScript needs them, users do not.
const BINDINGS: &str = "target/npm/bindings/wasm";

/// The relying party as pages load it, and a second build of it for servers.
const CORE: &str = "edgeward";
const FAST_CORE: &str = "edgeward-fast";

/// What the script of `wasm-bindgen` calls. What is around the relying party is `src/npm/js/glue.ts`
/// instead, which has no use for it.
const UNCALLED: [&str; 5] = [
    "__abort_handler",
    "__instance_terminated",
    "__wbindgen_externrefs",
    "__wbindgen_realloc",
    "__wbindgen_start",
];

/// The modules of the package, each with the crate and the features that it is made of and how.
const MODULES: [(&str, &str, &str, Make); 4] = [
    (CORE, "edgeward-npm", "small", Make::Page),
    (FAST_CORE, "edgeward-npm", "", Make::Fast),
    ("verifier", "edgeward-npm-verifier", "", Make::Small),
    ("gate", "edgeward-npm-gate", "", Make::Small),
];

/// Every runtime has `TextEncoder.encodeInto`: there is nothing to put in its place.
const ENCODE_INTO: [&str; 2] = ["--encode-into", "always"];

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
    let std = toolbox.smallest_std(sh);
    for (name, package, features, make) in MODULES {
        let compiled = toolbox.compile(sh, package, features, make, std)?;
        module(sh, &toolbox, &compiled, name, make)?;
    }
    say::step("compiling its TypeScript");
    typescript(sh)?;
    bundle_toml(sh)?;
    let version = metadata::locked_version(&metadata::load(sh)?, "edgeward")?;
    manifest(sh, &version)?;
    prebuilt_worker(sh)?;
    for (from, to) in DOCUMENTS {
        sh.copy_file(from, format!("{FOLDER}/{to}"))?;
    }
    declarations::prune(sh, &sh.current_dir().join(FOLDER))?;
    say::step(&format!("the npm package is in {FOLDER}"));
    Ok(())
}

/// A module, the JavaScript around it where it is not ours, and the same module as text.
fn module(sh: &Shell, toolbox: &Toolbox, compiled: &Path, name: &str, make: Make) -> Result<()> {
    let folder = format!("{FOLDER}/wasm");
    toolbox.bind(sh, compiled, &folder, name, &ENCODE_INTO)?;
    let bound = format!("{folder}/{name}_bg.wasm");
    let shrunk = format!("{folder}/{name}.wasm");
    let is_core = [CORE, FAST_CORE].contains(&name);
    let uncalled: &[&str] = if is_core { &UNCALLED } else { &[] };
    toolbox.optimize(sh, make, uncalled, &bound, &shrunk)?;
    names::take(sh, &shrunk, name)?;
    sh.remove_path(&bound)?;
    sh.remove_path(format!("{bound}.d.ts"))?;
    if is_core {
        sh.remove_path(format!("{folder}/{name}.js"))?;
    }
    let types = format!("{name}.d.ts");
    fs::rename(
        sh.current_dir().join(format!("{folder}/{types}")),
        sh.create_dir(BINDINGS)?.join(types),
    )?;
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

/// The Worker, so that nobody needs Rust to put the gate in front of an origin.
fn prebuilt_worker(sh: &Shell) -> Result<()> {
    let folder = format!("{FOLDER}/worker");
    sh.create_dir(&folder)?;
    for part in worker::PARTS {
        sh.copy_file(part, &folder)?;
    }
    sh.copy_file("src/npm/worker.d.ts", format!("{folder}/index.d.ts"))?;
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

/// The parser of TOML becomes a part of the one module that uses it, so that the package depends on
/// nothing. Its licence asks to be named.
fn bundle_toml(sh: &Shell) -> Result<()> {
    let esbuild = dev_tools::bin(sh, "esbuild");
    let module = "js/cli/configuration/toml";
    cmd!(
        sh,
        "{esbuild} src/npm/{module}.ts --outfile={FOLDER}/{module}.js --allow-overwrite --bundle
         --format=esm --platform=node --target=node20 --legal-comments=none --log-level=warning"
    )
    .quiet()
    .run()
    .context("the parser of TOML cannot be bundled")?;
    let licence = sh.read_file("node_modules/smol-toml/LICENSE")?;
    sh.write_file(
        format!("{FOLDER}/THIRD-PARTY-LICENSES"),
        format!(
            "{module}.js holds smol-toml (https://github.com/squirrelchat/smol-toml):\n\n{licence}"
        ),
    )?;
    Ok(())
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
