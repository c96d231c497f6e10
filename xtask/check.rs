//! What must hold of the code before it is merged, apart from its tests.

mod bare;
pub(crate) mod deny;
mod direction;
mod files;

use anyhow::{Context as _, Result, bail};
use cargo_metadata::Metadata;
use xshell::{Shell, cmd};

use crate::wasm::{self, Toolchain};
use crate::{dev_tools, metadata, say};

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

const CHECKS: [(&str, Check); 8] = [
    ("format", format),
    ("file contents", |shop| files::check(shop.sh)),
    ("dependency direction", |shop| {
        direction::check(&shop.metadata)
    }),
    ("lints of what runs natively", native_lints),
    ("lints of what runs in a JavaScript host", wasm_lints),
    ("documentation", documentation),
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
    let scripts = ["src/npm/js", "tests/**/*.{mjs,ts}", "www"];
    cmd!(
        shop.sh,
        "{prettier} --log-level warn --no-error-on-unmatched-pattern --check {scripts...}"
    )
    .quiet()
    .run()
    .context("`npx prettier --write src/npm/js tests www` mends it")
}

fn native_lints(shop: &Workshop<'_>) -> Result<()> {
    Ok(
        cmd!(shop.sh, "cargo clippy --quiet --all-targets -- -D warnings")
            .quiet()
            .run()?,
    )
}

fn wasm_lints(shop: &Workshop<'_>) -> Result<()> {
    let packages = wasm_packages(shop);
    let target = wasm::TARGET;
    let lint = cmd!(
        shop.sh,
        "cargo clippy --quiet --target {target} {packages...} -- -D warnings"
    );
    Ok(shop.wasm.select(lint).quiet().run()?)
}

fn documentation(shop: &Workshop<'_>) -> Result<()> {
    let native = cmd!(shop.sh, "cargo doc --quiet --no-deps");
    native.env("RUSTDOCFLAGS", "-D warnings").quiet().run()?;
    let packages = wasm_packages(shop);
    let target = wasm::TARGET;
    let host = cmd!(
        shop.sh,
        "cargo doc --quiet --no-deps --target {target} {packages...}"
    );
    Ok(shop
        .wasm
        .select(host)
        .env("RUSTDOCFLAGS", "-D warnings")
        .quiet()
        .run()?)
}

fn wasm_packages(shop: &Workshop<'_>) -> Vec<String> {
    let members = metadata::wasm_members(&shop.metadata);
    members
        .into_iter()
        .flat_map(|name| ["--package".to_owned(), name])
        .collect()
}
