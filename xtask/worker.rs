//! The Worker that wrangler.toml names: `build/index.js` and `build/index_bg.wasm`.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context as _, Result};
use flate2::{Compression, write::GzEncoder};
use xshell::{Cmd, Shell, cmd};

use crate::wasm::{self, Toolchain};
use crate::{metadata, npm, say, tools};

const CRATE: &str = "edgeward-worker";
const COMPILED: &str = "target/wasm32-unknown-unknown/release/edgeward_worker.wasm";
const PARTS: [&str; 2] = ["build/index.js", "build/index_bg.wasm"];
/// What the Worker in `build` was made from.
const STAMP: &str = "build/.made-from";

/// The tools that make a Worker of a crate.
pub(crate) struct Toolbox {
    toolchain: Toolchain,
    worker_build: PathBuf,
    pub(crate) wasm_bindgen: PathBuf,
    wasm_opt: PathBuf,
    esbuild: PathBuf,
    versions: String,
}

impl Toolbox {
    /// Installs what is missing. `worker-build` is released together with the crate `worker`, and
    /// `wasm-bindgen` only understands what a crate of its own version compiled, so Cargo.lock
    /// decides both versions.
    pub(crate) fn install(sh: &Shell) -> Result<Self> {
        let toolchain = wasm::toolchain(sh)?;
        let locked = metadata::load(sh)?;
        let worker = metadata::locked_version(&locked, "worker")?;
        let bindgen = metadata::locked_version(&locked, "wasm-bindgen")?;
        Ok(Self {
            toolchain,
            worker_build: tools::install(sh, "worker-build", &worker, "worker-build")?,
            wasm_bindgen: tools::install(sh, "wasm-bindgen-cli", &bindgen, "wasm-bindgen")?,
            wasm_opt: npm::bin(sh, "wasm-opt"),
            esbuild: npm::bin(sh, "esbuild"),
            versions: format!("worker-build {worker}, wasm-bindgen {bindgen}"),
        })
    }

    /// The environment that every build of the Worker shares, so that none undoes another's.
    pub(crate) fn equip<'a>(&self, command: Cmd<'a>) -> Cmd<'a> {
        self.toolchain
            .select(command)
            .env("WASM_BINDGEN_BIN", &self.wasm_bindgen)
            .env("WASM_OPT_BIN", &self.wasm_opt)
            .env("ESBUILD_BIN", &self.esbuild)
            .env("WASM_BINDGEN_USE_JS_SYS", "1")
    }
}

/// Builds the Worker, or leaves it alone where nothing that it is made of has changed.
pub(crate) fn build(sh: &Shell) -> Result<()> {
    npm::install(sh)?;
    let toolbox = Toolbox::install(sh)?;
    say::step("compiling the Worker to WebAssembly");
    let target = wasm::TARGET;
    let compile = cmd!(
        sh,
        "cargo build --release --package {CRATE} --target {target}"
    );
    toolbox
        .equip(compile)
        .quiet()
        .run()
        .context("the Worker does not compile")?;

    let made_from = format!("{}\n{}\n", toolbox.versions, fingerprint(sh)?);
    if sh.read_file(STAMP).is_ok_and(|stamp| stamp == made_from) && has_parts(sh) {
        say::note("the Worker in build/ is up to date");
    } else {
        bundle(sh, &toolbox)?;
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
fn fingerprint(sh: &Shell) -> Result<String> {
    let compiled = fs::metadata(sh.current_dir().join(COMPILED)).context(COMPILED)?;
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
    PARTS.iter().all(|part| sh.path_exists(part))
}

fn report_size(sh: &Shell) -> Result<()> {
    let mut total = 0;
    for part in PARTS {
        total += gzipped(&sh.current_dir().join(part))?;
    }
    say::step(&format!(
        "the Worker is built: {:.1} KiB gzipped",
        total as f64 / 1024.0
    ));
    Ok(())
}

/// How many bytes a file has once it is compressed.
fn gzipped(path: &Path) -> Result<u64> {
    let mut encoder = GzEncoder::new(Count(0), Compression::best());
    io::copy(&mut File::open(path)?, &mut encoder)?;
    Ok(encoder.finish()?.0)
}

/// Throws bytes away and remembers how many there were.
struct Count(u64);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
