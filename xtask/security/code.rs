//! What is measured on the sources: reachable panics, and the dependencies.

use xshell::{Shell, cmd};

use super::row::Row;
use crate::check::{self, deny::Advisories};

/// The lints that leave no panic to be reached (Cargo.toml, `workspace.lints.clippy`).
const LINTS: [&str; 8] = [
    "unwrap_used",
    "expect_used",
    "panic",
    "indexing_slicing",
    "string_slice",
    "todo",
    "unimplemented",
    "unreachable",
];

/// Every lint is denied, in each crate that ships, with no exception, and none of them finds anything.
pub(super) fn panics(sh: &Shell) -> Row {
    let what = "Panics";
    let target = "no unwrap, expect, indexing or panic! in shipped crates";
    let Some((denied, crates, under_lints, exceptions)) = read_sources(sh) else {
        return Row::not_measured(what, target);
    };
    let clean = check::lints(sh).is_ok();
    let clippy = if clean {
        "clippy passes"
    } else {
        "CLIPPY FAILS"
    };
    Row {
        row: what.to_owned(),
        target: target.to_owned(),
        measured: format!(
            "{denied} of {} lints denied in {under_lints} of {crates} crates, {exceptions} exceptions, {clippy}",
            LINTS.len()
        ),
        met: denied == LINTS.len()
            && under_lints == crates
            && crates > 0
            && exceptions == 0
            && clean,
    }
}

fn read_sources(sh: &Shell) -> Option<(usize, usize, usize, usize)> {
    let workspace = sh.read_file("Cargo.toml").ok()?;
    let denied = LINTS
        .into_iter()
        .filter(|lint| workspace.contains(&format!("\n{lint} = \"deny\"\n")))
        .count();
    let files = cmd!(sh, "git ls-files src").quiet().read().ok()?;
    let manifests: Vec<_> = files
        .lines()
        .filter(|it| it.ends_with("Cargo.toml"))
        .collect();
    let under_lints = manifests
        .iter()
        .filter_map(|file| sh.read_file(file).ok())
        .filter(|text| text.contains("[lints]\nworkspace = true"))
        .count();
    let exceptions = files
        .lines()
        .filter(|it| it.ends_with(".rs"))
        .filter_map(|file| sh.read_file(file).ok())
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| {
            LINTS
                .iter()
                .any(|lint| line.contains(&format!("clippy::{lint}")))
        })
        .count();
    Some((denied, manifests.len(), under_lints, exceptions))
}

/// cargo-deny, with the advisories where their database can be reached.
pub(super) fn supply_chain(sh: &Shell) -> Row {
    let (measured, met) = match check::deny::check(sh) {
        Ok(Advisories::Checked) => ("clean".to_owned(), true),
        Ok(Advisories::OutOfReach) => (
            "licences, bans and sources clean; advisories NOT MEASURED, their database is out of reach"
                .to_owned(),
            false,
        ),
        Err(error) => (format!("{error:#}"), false),
    };
    Row {
        row: "Supply chain".to_owned(),
        target: "cargo-deny clean: advisories, licences, bans".to_owned(),
        measured,
        met,
    }
}
