//! Which codes are on which page, the list of all, and the address of each.

use crate::classes::{Class, Code, classes};
use crate::render::plain;
use crate::written;

/// A page of sections, one for each code.
pub struct Page {
    pub name: &'static str,
    pub title: &'static str,
    /// The classes of codes whose own codes it has.
    pub classes: &'static [&'static str],
    /// Codes of no class.
    pub further: &'static [Code],
}

/// Every page, in the order of the list.
pub const PAGES: [Page; 6] = [
    Page {
        name: "requests",
        title: "A request is refused",
        classes: &["ChallengeCode", "GateCode"],
        further: &[],
    },
    Page {
        name: "tokens",
        title: "A token is refused",
        classes: &["TokenCode"],
        further: &[],
    },
    Page {
        name: "sign-in",
        title: "A sign-in or a session ends",
        classes: &["CallbackCode", "TokenExchangeCode", "SessionCode"],
        further: written::ASIDES,
    },
    Page {
        name: "provider",
        title: "The provider cannot be used",
        classes: &[
            "DiscoveryCode",
            "EndpointCode",
            "DocumentCode",
            "KeySetCode",
        ],
        further: &[],
    },
    Page {
        name: "configuration",
        title: "The gate's configuration is refused",
        classes: &["GateConfigCode"],
        further: &[],
    },
    Page {
        name: "client",
        title: "A client cannot be made or used",
        classes: &["ConfigCode", "OptionCode", "HostCode"],
        further: &[],
    },
];

/// The codes of a page with what each means, in the order of their classes.
pub fn codes_of(page: &Page) -> Vec<(&'static str, String)> {
    let all = classes();
    let of = |name: &&str| all.iter().find(|it| it.name == *name).unwrap();
    let codes = page.classes.iter().map(of).flat_map(Class::own);
    codes
        .chain(page.further.iter().copied())
        .map(|(code, about)| (code, plain(about)))
        .collect()
}

/// The page that lists all codes.
pub fn list() -> String {
    let mut text = String::from(HEAD);
    for page in PAGES {
        let Page { name, title, .. } = page;
        text += &format!("\n## {title}\n\n| Code | What happened |\n|---|---|\n");
        for (code, about) in codes_of(&page) {
            let about = about.replace('|', "\\|");
            text += &format!("| [`{code}`]({name}.md#{code}) | {about} |\n");
        }
    }
    text
}

/// The part of `book.toml` that leads from the address of each code to its section.
pub fn redirects() -> String {
    let mut text = String::from(REDIRECTS);
    for page in PAGES {
        for (code, _) in codes_of(&page) {
            let target = format!("{}.html#{code}", page.name);
            text += &format!("\"/errors/{code}.html\" = \"{target}\"\n");
        }
    }
    text
}

/// What is above them.
pub const REDIRECTS: &str = "\
# What a problem document names as its `type`. The test `tests/pages.rs` writes this table.
[output.html.redirect]
";

const HEAD: &str = "\
# Errors, by code

Every error has a code that stays the same from version to version. It is `code` of a problem document
and of an `EdgewardError`, the small grey line on a page of the gate, and `reason` or `aside` in the
gate's log. The `type` of a problem document is the address of the code's section here:
`https://edgeward.dev/errors/` and the code.

Codes say what is wrong. They never hold a token, a secret or a value of a request.

<!-- The test `tests/pages.rs` writes this page. -->
";
