//! How an origin may read a path: what is equal for one that folds, what is left for one that cuts or
//! trims.

use alloc::string::String;
use alloc::vec::Vec;

/// Two segments are the same for the table when their folds are equal.
///
/// Lower case, upper case, then lower case again: an origin that folds in either direction reads `K` (U+212A,
/// the kelvin sign) as `k`, or `ſ` (U+017F) as `S`, and one that folds by Unicode's rules reads `ẞ` (U+1E9E)
/// as `ss`.
pub(super) fn fold(decoded: &str) -> String {
    // Of most segments the tables of Unicode say the same.
    if decoded.is_ascii() {
        return decoded.to_ascii_lowercase();
    }
    decoded
        .chars()
        .flat_map(char::to_lowercase)
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .collect()
}

/// White space for some language's `trim`: Unicode's, and what JavaScript or older Unicode add to it.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{180e}' | '\u{200b}' | '\u{feff}')
}

/// Where an origin cuts that decodes before it looks for the end of the path.
const ENDS: [char; 2] = ['?', '#'];

/// What comes before the first [end](ENDS), or all of it.
pub(super) fn before_end(decoded: &str) -> &str {
    decoded.split(ENDS).next().unwrap_or_default()
}

/// Every other path that a careless origin may read in this one, which is folded and without a slash at the
/// start: one that decodes before it splits cuts at `?`, at `#` or at both; one on a Windows file system
/// drops dots and spaces at the end of segments, one that trims drops white space on both sides.
pub(super) fn careless(path: &str) -> Vec<String> {
    let mut readings = Vec::new();
    // Of most paths there is no other reading.
    if !path.contains(ENDS) && path.split('/').all(|segment| trim(segment) == segment) {
        return readings;
    }
    let ends: [&[char]; 4] = [&[], &['?'], &['#'], &ENDS];
    for ends in ends {
        let kept = path.split(ends).next().unwrap_or_default();
        let trimmed = joined(kept.split('/').map(trim));
        for reading in [joined(kept.split('/')), trimmed] {
            if reading != path && !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    readings
}

fn trim(segment: &str) -> &str {
    segment
        .trim_end_matches(|c| c == '.' || is_blank(c))
        .trim_start_matches(is_blank)
}

fn joined<'a>(segments: impl Iterator<Item = &'a str>) -> String {
    let mut path = String::new();
    for segment in segments.filter(|segment| !segment.is_empty()) {
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(segment);
    }
    path
}
