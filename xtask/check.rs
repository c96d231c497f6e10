//! What must hold of the code before it is merged, apart from its tests.

mod bare;
pub(crate) mod deny;
mod direction;
mod files;
mod oldest_rust;
mod spelling;

use anyhow::{Context as _, Result, bail};
use cargo_metadata::Metadata;
use xshell::{Shell, cmd};

use crate::wasm::{self, Toolchain};
use crate::{api_docs, dev_tools, metadata, say, version};

/// What every check may ask.
struct Workshop<'a> {
    sh: &'a Shell,
    metadata: Metadata,
    wasm: Toolchain,
}

impl<'a> Workshop<'a> {
    fn open(sh: &'a Shell) -> Result<Self> {
        Ok(Self {
            sh,
            metadata: metadata::load(sh)?,
            wasm: wasm::toolchain(sh)?,
        })
    }
}

type Check = fn(&Workshop<'_>) -> Result<()>;

const CHECKS: [(&str, Check); 11] = [
    ("format", format),
    ("spelling", |shop| spelling::check(shop.sh)),
    ("file contents", |shop| files::check(shop.sh)),
    ("one version", |shop| {
        version::agreed(shop.sh, &shop.metadata).map(drop)
    }),
    ("dependency direction", |shop| {
        direction::check(&shop.metadata)
    }),
    ("oldest Rust", |shop| {
        oldest_rust::check(shop.sh, &shop.metadata)
    }),
    ("lints of what runs natively", native_lints),
    ("lints of what runs in a JavaScript host", wasm_lints),
    ("documentation", |shop| {
        api_docs::crates(shop.sh, &shop.metadata, shop.wasm)
    }),
    ("core without a standard library", |shop| {
        bare::check(shop.sh, shop.wasm)
    }),
    ("licences, bans, sources, advisories", |shop| {
        deny::check(shop.sh).map(drop)
    }),
];

/// Runs all checks, also after one has failed, and names those that did.
pub(crate) fn run(sh: &Shell) -> Result<()> {
    dev_tools::install(sh)?;
    say::step("checking: lock file");
    // Before anything else, since every other use of cargo would bring it up to date.
    cmd!(sh, "cargo metadata --locked --format-version 1")
        .quiet()
        .ignore_stdout()
        .run()
        .context("Cargo.lock is behind the manifests; run `cargo metadata` and commit it")?;
    let shop = Workshop::open(sh)?;
    let mut failed = Vec::new();
    for (name, check) in CHECKS {
        say::step(&format!("checking: {name}"));
        if let Err(error) = check(&shop) {
            say::error(&format!("{error:#}"));
            failed.push(name);
        }
    }
    if failed.is_empty() {
        say::step("all checks hold");
        return Ok(());
    }
    bail!("these checks failed: {}", failed.join("; "))
}

/// The lints alone, of everything.
///
/// # Errors
/// One of them found something.
pub(crate) fn lints(sh: &Shell) -> Result<()> {
    let shop = Workshop::open(sh)?;
    native_lints(&shop)?;
    wasm_lints(&shop)
}

fn format(shop: &Workshop<'_>) -> Result<()> {
    cmd!(shop.sh, "cargo fmt --all --check").quiet().run()?;
    let prettier = dev_tools::bin(shop.sh, "prettier");
    let scripts = [
        "examples/**/*.{html,js,json,mjs}",
        "src/npm/js",
        "src/worker/*.ts",
        "tests/**/*.{mjs,ts}",
        "www",
    ];
    cmd!(
        shop.sh,
        "{prettier} --log-level warn --no-error-on-unmatched-pattern --check {scripts...}"
    )
    .quiet()
    .run()
    .context("`npx prettier --write examples src/npm/js src/worker tests www` mends it")
}

fn native_lints(shop: &Workshop<'_>) -> Result<()> {
    Ok(
        cmd!(shop.sh, "cargo clippy --quiet --all-targets -- -D warnings")
            .quiet()
            .run()?,
    )
}

fn wasm_lints(shop: &Workshop<'_>) -> Result<()> {
    let packages = metadata::wasm_packages(&shop.metadata);
    let target = wasm::TARGET;
    let lint = cmd!(
        shop.sh,
        "cargo clippy --quiet --target {target} {packages...} -- -D warnings"
    );
    Ok(shop.wasm.select(lint).quiet().run()?)
}
