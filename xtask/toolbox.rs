//! What turns a crate into what a JavaScript host loads.

mod make;
mod texts;

pub(crate) use make::Make;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use xshell::{Cmd, Shell, cmd};

use crate::wasm::small_std::{self, Std};
use crate::wasm::{self, Toolchain};
use crate::{dev_tools, metadata, remap, tools};

/// The tools that make what a JavaScript host loads of a crate.
pub(crate) struct Toolbox {
    toolchain: Toolchain,
    pub(crate) wasm_bindgen: PathBuf,
    wasm_opt: PathBuf,
    flags: String,
    /// What the JavaScript around a module depends on, beside the module.
    pub(crate) version: String,
}

impl Toolbox {
    /// Installs what is missing. `wasm-bindgen` only understands what a crate of its own version
    /// compiled, so Cargo.lock decides its version.
    pub(crate) fn install(sh: &Shell) -> Result<Self> {
        dev_tools::install(sh)?;
        let toolchain = wasm::toolchain(sh)?;
        let locked = metadata::load(sh)?;
        let bindgen = metadata::locked_version(&locked, "wasm-bindgen")?;
        Ok(Self {
            toolchain,
            wasm_bindgen: tools::install(sh, "wasm-bindgen-cli", &bindgen, "wasm-bindgen")?,
            wasm_opt: dev_tools::bin(sh, "wasm-opt"),
            flags: remap::flags(sh, toolchain, &locked)?,
            version: format!("wasm-bindgen {bindgen}, {}", texts::NOTE),
        })
    }

    /// The environment that every build shares, so that none undoes another's.
    pub(crate) fn equip<'a>(&self, command: Cmd<'a>) -> Cmd<'a> {
        self.toolchain
            .select(command)
            .env("WASM_BINDGEN_USE_JS_SYS", "1")
            .env("CARGO_ENCODED_RUSTFLAGS", &self.flags)
    }

    /// The smallest standard library that there is for a module.
    pub(crate) fn smallest_std(&self, sh: &Shell) -> Std {
        small_std::smallest(sh, self.toolchain)
    }

    /// Compiles a crate, and says where the WebAssembly is.
    pub(crate) fn compile(
        &self,
        sh: &Shell,
        package: &str,
        features: &str,
        make: Make,
        std: Std,
    ) -> Result<PathBuf> {
        let target = wasm::TARGET;
        let profile = make.profile();
        let compile = cmd!(
            sh,
            "cargo rustc --lib --profile {profile} --package {package} --features {features}
             --target {target}"
        );
        std.select(self.equip(compile), &self.flags)
            .arg("--")
            .args(make.settings(sh, self.toolchain))
            .quiet()
            .run()
            .with_context(|| format!("`{package}` does not compile"))?;
        let file = format!("{}.wasm", package.replace('-', "_"));
        let folder = sh.current_dir().join("target").join(target);
        Ok(folder.join(profile).join(file))
    }

    /// Writes the JavaScript around a compiled crate, and the module itself, to `folder`.
    pub(crate) fn bind(
        &self,
        sh: &Shell,
        compiled: &Path,
        folder: &str,
        name: &str,
        more: &[&str],
    ) -> Result<()> {
        let wasm_bindgen = &self.wasm_bindgen;
        cmd!(
            sh,
            "{wasm_bindgen} --target web --omit-default-module-path --out-dir {folder}
             --out-name {name} {more...} {compiled}"
        )
        .quiet()
        .run()
        .context("`wasm-bindgen` failed")?;
        texts::write_at_once(sh, &format!("{folder}/{name}.js"))
    }

    /// Makes a module smaller or faster, and leaves its functions their names. Only what every runtime
    /// has is used: a module with more loads nowhere.
    /// Of the exports, those in `uncalled` are left out, and what they alone hold with them.
    pub(crate) fn optimize(
        &self,
        sh: &Shell,
        make: Make,
        uncalled: &[&str],
        module: &str,
        into: &str,
    ) -> Result<()> {
        let wasm_opt = &self.wasm_opt;
        let passes = make.passes();
        let features = FEATURES.map(|feature| format!("--enable-{feature}"));
        let removals = uncalled.iter().map(|it| format!("--remove-exports={it}"));
        cmd!(
            sh,
            "{wasm_opt} {removals...} {passes...} --debuginfo {features...} {module} -o {into}"
        )
        .quiet()
        .run()
        .context("`wasm-opt` failed")
    }
}

/// What Rust's compiler uses for this target.
const FEATURES: [&str; 6] = [
    "bulk-memory",
    "multivalue",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
];
