//! A page of error codes: what happened comes from the Rust code, and how to see and to mend it from
//! whoever wrote the page.

use std::collections::BTreeMap;

/// What each section says, beside what happened.
const ASKED: [&str; 2] = ["**See it:** ", "**Mend it:** "];

/// The page with exactly these sections, in this order, and with what is written in them.
pub fn with_codes(page: &str, codes: &[(&str, String)]) -> String {
    let (head, sections) = take_apart(page);
    let mut written: BTreeMap<_, _> = sections.into_iter().collect();
    let mut text = format!("{}\n", head.trim_end());
    for (code, about) in codes {
        let advice = written.remove(code).map_or("", after_first_paragraph);
        text += format!("\n## {code}\n\n{about}\n\n{advice}").trim_end();
        text += "\n";
    }
    let codes: Vec<_> = written.into_keys().collect();
    assert!(codes.is_empty(), "sections without a code: {codes:?}");
    text
}

/// What sections do not say and should.
pub fn lacking(page: &str) -> Vec<String> {
    let mut lacking = Vec::new();
    for (code, section) in take_apart(page).1 {
        for asked in ASKED {
            let says = section
                .lines()
                .any(|line| line.strip_prefix(asked).is_some_and(|it| it.len() > 10));
            if !says {
                lacking.push(format!("`{code}` has no `{asked}…`"));
            }
        }
    }
    lacking
}

/// What is above the sections, and the sections by their headings.
fn take_apart(page: &str) -> (&str, Vec<(&str, &str)>) {
    let mut parts = page.split("\n## ");
    let head = parts.next().unwrap_or_default();
    let sections = parts.map(|part| part.split_once('\n').unwrap_or((part, "")));
    (head, sections.collect())
}

fn after_first_paragraph(section: &str) -> &str {
    section.trim().split_once("\n\n").map_or("", |it| it.1)
}
