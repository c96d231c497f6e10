//! The variants of core's errors, and whether a line that makes one ran.

use super::lines::Source;

/// Enums that say why something is refused, though their names do not end in `Error`.
const ERRORS: [&str; 4] = ["InvalidUrl", "KeySetFault", "NoClientAuth", "Refusal"];

/// What verifiers say, and they live outside core.
const FOREIGN: [&str; 1] = ["SignatureError"];

/// A variant of an error.
pub(super) struct Variant {
    /// `Enum::Variant`.
    pub(super) name: String,
    /// Whether a test makes one.
    pub(super) is_reached: bool,
}

/// The variants of every error of these files.
pub(super) fn of(sources: &[Source]) -> Vec<Variant> {
    let names = sources.iter().flat_map(|source| declared(&source.text));
    names
        .map(|name| Variant {
            is_reached: sources.iter().any(|source| makes(source, &name)),
            name,
        })
        .collect()
}

/// Whether a line ran that makes the variant. An arm of a `match` takes one apart.
fn makes(source: &Source, name: &str) -> bool {
    let (of, variant) = name.split_once("::").unwrap_or_default();
    let declares = source.text.iter().any(|line| declares(line) == Some(of));
    let own = format!("Self::{variant}");
    source.text.iter().enumerate().any(|(index, line)| {
        let ends = |rest: &str| !rest.starts_with(|it: char| it.is_alphanumeric());
        let named = |name: &str| {
            let found = line.split_once(name).filter(|(_, rest)| ends(rest));
            found.is_some_and(|(before, rest)| !rest.contains("=>") || before.contains("=>"))
        };
        let named = named(name) || (declares && named(&own));
        named && source.ran(index + 1)
    })
}

/// `Enum::Variant` for each variant of the errors that a file declares.
fn declared(text: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    // The enum that is open, and the indentation of its variants.
    let mut open: Option<(&str, usize)> = None;
    for line in text {
        let indent = line.len() - line.trim_start().len();
        if let Some(name) = declares(line) {
            open = Some((name, indent + 4));
            continue;
        }
        let Some((name, inside)) = open else { continue };
        if indent < inside && line.trim() == "}" {
            open = None;
        }
        let variant = line.trim_start();
        if indent == inside && variant.starts_with(|it: char| it.is_ascii_uppercase()) {
            let end = variant.find(|it: char| !it.is_alphanumeric());
            let variant = variant.get(..end.unwrap_or(variant.len()));
            found.push(format!("{name}::{}", variant.unwrap_or_default()));
        }
    }
    found
}

/// The error that a line begins to declare.
fn declares(line: &str) -> Option<&str> {
    let name = line.trim_start().strip_prefix("pub enum ")?;
    let name = name.strip_suffix(" {")?;
    let is_error = name.ends_with("Error") || ERRORS.contains(&name);
    (is_error && !FOREIGN.contains(&name)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variants_of_errors_are_found() {
        let text = "pub enum AError {\n    /// Doc.\n    One,\n    Two {\n        at: usize,\n    },\n    \
                    Three(u8) => \"three\",\n}\npub enum Other {\n    Four,\n}\n";
        let text: Vec<_> = text.lines().map(str::to_owned).collect();
        assert_eq!(
            declared(&text),
            ["AError::One", "AError::Two", "AError::Three"]
        );
    }
}
