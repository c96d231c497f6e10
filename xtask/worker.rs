//! The Worker that wrangler.toml names: `build/index.js` and `build/index_bg.wasm`.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use crate::toolbox::{Make, Toolbox};
use crate::{dev_tools, names, say, size};

const CRATE: &str = "edgeward-worker";
/// Where the JavaScript around the compiled crate is written, with its types, for `index.ts` to import.
const BOUND: &str = "target/worker";
pub(crate) const PARTS: [&str; 2] = ["build/index.js", MODULE];
const MODULE: &str = "build/index_bg.wasm";
/// What the module is called among those that are kept with their names.
const NAME: &str = "worker";
/// What the Worker in `build` was made from.
const STAMP: &str = "build/.made-from";

/// Builds the Worker, or leaves alone what nothing has changed of.
pub(crate) fn build(sh: &Shell) -> Result<()> {
    let toolbox = Toolbox::install(sh)?;
    say::step("compiling the Worker to WebAssembly");
    let std = toolbox.smallest_std(sh);
    let compiled = toolbox.compile(sh, CRATE, "", Make::Even, std)?;
    let made_from = format!("{}\n{}\n", toolbox.version, fingerprint(sh, &compiled)?);
    if sh.read_file(STAMP).is_ok_and(|stamp| stamp == made_from) && has_parts(sh) {
        say::note("the module in build/ is up to date");
    } else {
        module(sh, &toolbox, &compiled)?;
        sh.write_file(STAMP, made_from)?;
    }
    bundle(sh)?;
    report_size(sh)
}

/// The module, and the JavaScript around it. After a fault in the middle of a request, a Worker goes on
/// with another instance of it.
fn module(sh: &Shell, toolbox: &Toolbox, compiled: &Path) -> Result<()> {
    say::step("making it smaller (wasm-bindgen, wasm-opt)");
    let renewable = ["--experimental-reset-state-function"];
    toolbox.bind(sh, compiled, BOUND, NAME, &renewable)?;
    sh.create_dir("build")?;
    let bound = format!("{BOUND}/{NAME}_bg.wasm");
    toolbox.optimize(sh, Make::Even, &[], &bound, MODULE)?;
    names::take(sh, MODULE, NAME)
}

/// The Worker's TypeScript, and what it shares with the npm package, as one module of JavaScript.
fn bundle(sh: &Shell) -> Result<()> {
    say::step("bundling it for workerd (tsc, esbuild)");
    let [tsc, esbuild] = ["tsc", "esbuild"].map(|name| dev_tools::bin(sh, name));
    cmd!(sh, "{tsc} --project src/worker/tsconfig.json")
        .quiet()
        .run()
        .context("the Worker's TypeScript is wrong")?;
    let [script, _] = PARTS;
    cmd!(
        sh,
        "{esbuild} src/worker/index.ts --outfile={script} --bundle --format=esm --platform=neutral
         --target=es2022 --external:*.wasm --minify --log-level=warning"
    )
    .quiet()
    .run()
    .context("the Worker cannot be bundled")
}

/// Cargo leaves its output untouched when nothing changed.
fn fingerprint(sh: &Shell, compiled: &Path) -> Result<String> {
    let compiled = fs::metadata(compiled)?;
    let modified = compiled.modified()?.duration_since(UNIX_EPOCH)?;
    let lock = sh.read_file("package-lock.json")?;
    let binaryen = lock
        .lines()
        .skip_while(|line| !line.contains("\"node_modules/binaryen\""));
    let binaryen = binaryen.take(2).collect::<String>();
    Ok(format!(
        "{} bytes of {} ns, {binaryen}",
        compiled.len(),
        modified.as_nanos()
    ))
}

fn has_parts(sh: &Shell) -> bool {
    let made = [MODULE, &names::kept(NAME), &format!("{BOUND}/{NAME}.js")];
    made.iter().all(|part| sh.path_exists(part))
}

fn report_size(sh: &Shell) -> Result<()> {
    let mut total = 0;
    for part in PARTS {
        total += size::gzipped(&sh.current_dir().join(part))?;
    }
    say::step(&format!(
        "the Worker is built: {:.1} KiB gzipped",
        total as f64 / 1024.0
    ));
    Ok(())
}
