//! The Worker that wrangler.toml names: `build/index.js` and `build/index_bg.wasm`.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use anyhow::{Context as _, Result};
use xshell::{Shell, cmd};

use crate::toolbox::Toolbox;
use crate::wasm::small_std::Std;
use crate::{names, say, size};

const CRATE: &str = "edgeward-worker";
pub(crate) const PARTS: [&str; 2] = ["build/index.js", MODULE];
const MODULE: &str = "build/index_bg.wasm";
/// What the module is called among those that are kept with their names.
const NAME: &str = "worker";
/// What the Worker in `build` was made from.
const STAMP: &str = "build/.made-from";

/// Builds the Worker, or leaves it alone where nothing that it is made of has changed.
pub(crate) fn build(sh: &Shell) -> Result<()> {
    let toolbox = Toolbox::install(sh)?;
    say::step("compiling the Worker to WebAssembly");
    let compiled = toolbox.compile(sh, CRATE, "release", Std::Prebuilt)?;
    let made_from = format!("{}\n{}\n", toolbox.versions, fingerprint(sh, &compiled)?);
    if sh.read_file(STAMP).is_ok_and(|stamp| stamp == made_from) && has_parts(sh) {
        say::note("the Worker in build/ is up to date");
    } else {
        bundle(sh, &toolbox)?;
        // worker-build makes wasm-opt keep the names, whatever its settings say.
        names::take(sh, MODULE, NAME)?;
        sh.write_file(STAMP, made_from)?;
    }
    report_size(sh)
}

fn bundle(sh: &Shell, toolbox: &Toolbox) -> Result<()> {
    say::step("bundling it for workerd (wasm-bindgen, wasm-opt, esbuild)");
    let worker_build = &toolbox.worker_build;
    let _inside = sh.push_dir("src/worker");
    let bundle = cmd!(sh, "{worker_build} --release --out-dir ../../build");
    toolbox
        .equip(bundle)
        .quiet()
        .run()
        .context("`worker-build` failed")?;
    Ok(())
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
    PARTS.iter().all(|part| sh.path_exists(part)) && sh.path_exists(names::kept(NAME))
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
