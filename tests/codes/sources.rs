//! What the sources write: string literals, and those of them that stand where a code does.

use std::fs;
use std::path::Path;

/// The sources below a folder, without comments and without their tests.
pub fn read(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            // The command's remarks are for people and scripts; no error has their codes.
            if name != "cli" {
                texts.extend(read(&path));
            }
        } else if name.ends_with(".rs") || (name.ends_with(".ts") && name != "codes.ts") {
            let text = fs::read_to_string(&path).unwrap();
            let shipped = text.split("#[cfg(test)]").next().unwrap();
            let is_code = |line: &&str| !line.trim_start().starts_with("//");
            texts.push(
                shipped
                    .lines()
                    .filter(is_code)
                    .collect::<Vec<_>>()
                    .join("\n"),
            );
        }
    }
    texts
}

/// Every literal in `snake_case`.
pub fn literals(text: &str) -> Vec<String> {
    split(text)
        .into_iter()
        .map(|(_, literal)| literal)
        .collect()
}

/// Those that stand after `code:`, or after the first argument of what makes an error.
pub fn codes(text: &str) -> Vec<String> {
    let is_code = |before: &str| {
        let before = before.trim_end();
        let is_second_argument = before.strip_suffix(',').is_some_and(|before| {
            let at = before.rfind('(').map_or(0, |at| at + 1);
            let call = before[..at].trim_end_matches('(');
            ["problem", "Failure::new"]
                .iter()
                .any(|it| call.ends_with(it))
        });
        let is_first_argument = before.ends_with("Error(");
        is_first_argument
            || is_second_argument
            || ["code:", "code: Some(", "Challenge::InvalidRequest,"]
                .iter()
                .any(|it| before.ends_with(it))
    };
    split(text)
        .into_iter()
        .filter_map(|(before, literal)| is_code(&before).then_some(literal))
        .collect()
}

/// The literals in `snake_case`, each with the text before it.
fn split(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, quote) in text.char_indices().filter(|it| matches!(it.1, '"' | '\'')) {
        let rest = &text[at + 1..];
        let Some(end) = rest.find(quote) else {
            continue;
        };
        let literal = &rest[..end];
        let is_snake = literal.contains('_')
            && literal
                .bytes()
                .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'_');
        if is_snake {
            found.push((text[..at].to_owned(), literal.to_owned()));
        }
    }
    found
}
