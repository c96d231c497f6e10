//! The types, in TypeScript.

use super::classes::{Class, Part};

/// The longest line of the house.
const WIDTH: usize = 100;

pub fn typescript(classes: &[Class]) -> String {
    let head = "// Every code that an error can have, as the Rust code lists them. The test \
                `tests/codes.rs` writes\n// this file.\n";
    let types = classes.iter().map(declaration);
    head.to_owned() + &types.collect::<String>()
}

fn declaration(class: &Class) -> String {
    let members: Vec<(Option<String>, String)> = class
        .parts
        .iter()
        .flat_map(|part| match part {
            Part::Codes(codes) => codes
                .iter()
                .map(|(code, about)| (Some(plain(about)), format!("'{code}'")))
                .collect(),
            Part::Code(code) => vec![(None, format!("'{code}'"))],
            Part::Class(name) => vec![(None, (*name).to_owned())],
        })
        .collect();
    let mut text = format!("\n/** {} */\nexport type {}", class.about, class.name);
    let line: Vec<_> = members.iter().map(|it| it.1.as_str()).collect();
    let line = format!(" = {};\n", line.join(" | "));
    let declared = format!("export type {}", class.name).len();
    if members.iter().all(|it| it.0.is_none()) && declared + line.len() <= WIDTH {
        return text + &line;
    }
    text += " =";
    for (about, member) in members {
        if let Some(about) = about {
            text += &comment(&about);
        }
        text += &format!("\n  | {member}");
    }
    text + ";\n"
}

/// The text as a comment of two spaces' depth, wrapped where it is long.
fn comment(text: &str) -> String {
    if text.len() + 9 <= WIDTH {
        return format!("\n  /** {text} */");
    }
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().unwrap();
        if line.is_empty() {
            *line += word;
        } else if line.chars().count() + word.chars().count() + 6 < WIDTH {
            *line = format!("{line} {word}");
        } else {
            lines.push(word.to_owned());
        }
    }
    let lines: String = lines.iter().map(|it| format!("\n   * {it}")).collect();
    format!("\n  /**{lines}\n   */")
}

/// The first paragraph in one line, without what only rustdoc reads.
pub fn plain(text: &str) -> String {
    let first = text.trim().split("\n\n").next().unwrap();
    let line = first.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut plain = String::new();
    let mut rest = line.as_str();
    while let Some((before, link)) = rest.split_once("[`") {
        let (name, after) = link.split_once("`]").unwrap();
        let after = match after.strip_prefix('(') {
            Some(target) => target.split_once(')').unwrap().1,
            None => after,
        };
        // In brackets stands what only the Rust code has.
        match (before.strip_suffix(" ("), after.strip_prefix(')')) {
            (Some(before), Some(after)) => {
                plain += before;
                rest = after;
            }
            _ => {
                plain += &format!("{before}`{name}`");
                rest = after;
            }
        }
    }
    plain + rest
}
