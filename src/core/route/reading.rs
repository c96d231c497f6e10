//! How an origin may read a segment: what is equal for one that folds, what is left for one that
//! cuts.

use alloc::string::String;

/// Two segments are the same for the table when their folds are equal.
///
/// Upper case, then lower case: an origin that folds in either direction reads `K` (U+212A, the
/// kelvin sign) as `k`, or `ſ` (U+017F) as `S`.
pub(super) fn fold(decoded: &str) -> String {
    decoded
        .chars()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .collect()
}

/// What a careless origin keeps of a folded segment.
pub(super) struct Careless<'a> {
    /// The segment as far as that origin reads it.
    pub(super) segment: &'a str,
    /// That origin does not look at what follows.
    pub(super) last: bool,
}

/// An origin that decodes before it splits cuts at `?` and `#`; one on a Windows file system drops
/// dots and spaces at the end, one that trims drops white space on both sides.
pub(super) fn careless(folded: &str) -> Careless<'_> {
    let (kept, last) = match folded.find(['?', '#']) {
        Some(at) => (folded.get(..at).unwrap_or_default(), true),
        None => (folded, false),
    };
    let segment = kept
        .trim_end_matches(|c: char| c == '.' || c.is_whitespace())
        .trim_start();
    Careless { segment, last }
}
