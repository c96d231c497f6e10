//! The pages that are made from the Rust code: the configuration's reference, and what is said of each
//! error code.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what a test relies on may fail the test"
)]
#![allow(
    dead_code,
    reason = "the modules of the codes serve the test `codes` too"
)]

#[path = "codes/classes.rs"]
mod classes;
#[path = "pages/configuration.rs"]
mod configuration;
#[path = "pages/errors.rs"]
mod errors;
#[path = "codes/render.rs"]
mod render;
#[path = "pages/samples.rs"]
mod samples;
#[path = "pages/sections.rs"]
mod sections;
#[path = "codes/written.rs"]
mod written;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use classes::Class;
use edgeward_gate::config::{Contradiction, Fault};

/// Set it, and the pages are written anew.
const WRITE: &str = "WRITE_PAGES";

fn www(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../www")
        .join(file)
}

/// The file is this text, or becomes it.
fn expect(file: &str, text: &str) {
    let path = www(file);
    if std::env::var_os(WRITE).is_some() {
        fs::write(&path, text).unwrap();
    }
    assert!(
        fs::read_to_string(&path).unwrap_or_default() == text,
        "www/{file} is not what the Rust code says: \
         run `{WRITE}=1 cargo test -p edgeward-tests --test pages`, and look at what changed"
    );
}

#[test]
fn the_reference_of_the_configuration_is_that_of_the_rust_code() {
    expect("guide/configuration.md", &configuration::page());
}

#[test]
fn the_reference_names_every_code_that_a_key_can_be_refused_with() {
    // Those are about no key that there is, or come from options of the npm package.
    let elsewhere = [
        "config_key_unknown",
        "config_origin_twice",
        "config_origin_unreachable",
    ];
    let listed = [Fault::CODES, Contradiction::CODES, written::GATE_CONFIG].concat();
    let listed = listed.iter().map(|it| it.0);
    let expected: BTreeSet<_> = listed.filter(|it| !elsewhere.contains(it)).collect();
    let found: BTreeSet<_> = samples::refusals().into_values().flatten().collect();
    assert_eq!(
        found, expected,
        "add to tests/pages/samples.rs what is refused with the missing ones"
    );
}

#[test]
fn every_error_code_has_a_section_that_says_how_to_see_and_to_mend_it() {
    let mut lacking = Vec::new();
    for page in errors::PAGES {
        let file = format!("guide/errors/{}.md", page.name);
        let text = fs::read_to_string(www(&file)).unwrap_or_default();
        let codes = errors::codes_of(&page);
        let text = sections::with_codes(&text, &codes);
        expect(&file, &text);
        lacking.extend(
            sections::lacking(&text)
                .into_iter()
                .map(|it| format!("{file}: {it}")),
        );
    }
    assert!(lacking.is_empty(), "{lacking:#?}");
}

#[test]
fn every_class_of_codes_is_on_one_page() {
    let paged: Vec<_> = errors::PAGES.iter().flat_map(|page| page.classes).collect();
    for class in classes::classes() {
        let pages = paged.iter().filter(|it| ***it == class.name).count();
        let expected = usize::from(Class::own(&class).next().is_some());
        assert_eq!(pages, expected, "{}", class.name);
    }
}

#[test]
fn the_list_of_codes_names_each() {
    expect("guide/errors/index.md", &errors::list());
}

#[test]
fn the_address_of_each_code_leads_to_its_section() {
    let file = "book.toml";
    let text = fs::read_to_string(www(file)).unwrap();
    let (written, _) = text.split_once(errors::REDIRECTS).unwrap();
    expect(file, &format!("{written}{}", errors::redirects()));
}
