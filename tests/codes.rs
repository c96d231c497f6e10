//! The error codes: `src/npm/js/codes.ts` says what the Rust code says.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what a test relies on may fail the test"
)]

#[path = "codes/classes.rs"]
mod classes;
#[path = "codes/render.rs"]
mod render;
#[path = "codes/sources.rs"]
mod sources;
#[path = "codes/written.rs"]
mod written;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use classes::{Class, Part, classes};

/// Set it, and the file is written anew.
const WRITE: &str = "WRITE_CODES";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn the_types_of_the_npm_package_are_those_of_the_rust_code() {
    let path = root().join("src/npm/js/codes.ts");
    let text = render::typescript(&classes());
    if std::env::var_os(WRITE).is_some() {
        fs::write(&path, &text).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap() == text,
        "src/npm/js/codes.ts is not what the Rust code says: \
         run `{WRITE}=1 cargo test -p edgeward-tests --test codes`, and look at what changed"
    );
}

#[test]
fn no_code_means_two_things() {
    let classes = classes();
    let mut seen = BTreeSet::new();
    for (code, _) in classes.iter().flat_map(Class::own) {
        let shape = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_';
        assert!(code.bytes().all(shape), "{code}");
        assert!(seen.insert(code), "`{code}` is listed twice");
    }
}

#[test]
fn a_class_takes_its_parts_from_classes_that_are_there() {
    let classes = classes();
    let named: BTreeSet<_> = classes.iter().map(|class| class.name).collect();
    for part in classes.iter().flat_map(|class| &class.parts) {
        if let Part::Class(name) = part {
            assert!(named.contains(name), "{name}");
        }
    }
}

#[test]
fn every_code_that_the_sources_write_is_listed_and_the_other_way_round() {
    let lists = [
        (vec!["src/npm/client", "src/npm/js"], written::npm()),
        (vec!["src/gate", "src/npm/gate"], written::gate()),
    ];
    for (folders, listed) in lists {
        let mut written = BTreeSet::new();
        let mut words = BTreeSet::new();
        for folder in folders {
            for text in sources::read(&root().join(folder)) {
                written.extend(sources::codes(&text));
                words.extend(sources::literals(&text));
            }
        }
        assert!(
            !written.is_empty(),
            "the sources write codes in another way now"
        );
        let classes = classes();
        let known: BTreeSet<_> = classes.iter().flat_map(Class::own).map(|it| it.0).collect();
        let missing: Vec<_> = written
            .iter()
            .filter(|it| !known.contains(it.as_str()))
            .collect();
        assert!(
            missing.is_empty(),
            "add to tests/codes/written.rs: {missing:?}"
        );
        let dead: Vec<_> = listed.iter().filter(|it| !words.contains(it.0)).collect();
        assert!(
            dead.is_empty(),
            "remove from tests/codes/written.rs: {dead:?}"
        );
    }
}
