//! What origins make of a path.

/// What an origin does with a path, one step after the other, each of them or not.
const STEPS: [fn(&str) -> String; 8] = [
    decoded,
    |path| path.split('?').next().unwrap_or_default().into(),
    |path| path.split('#').next().unwrap_or_default().into(),
    |path| path.replace('\\', "/"),
    without_parameters,
    trimmed,
    without_dot_segments,
    fold,
];

/// Every reading of the path by an origin that decodes it once or twice, and does any of the other
/// steps: merges slashes, turns backslashes, cuts parameters, dots and spaces, folds case.
pub(crate) fn readings(path: &str) -> Vec<String> {
    let mut readings = vec![decoded(path)];
    for step in STEPS {
        let further: Vec<_> = readings.iter().map(|path| step(path)).collect();
        readings.extend(further);
        readings.sort_unstable();
        readings.dedup();
    }
    readings
}

/// The segments that are not empty.
pub(crate) fn segments(path: &str) -> Vec<&str> {
    path.split('/').filter(|it| !it.is_empty()).collect()
}

/// Without letter case, by the rules of Unicode.
pub(crate) fn fold(path: &str) -> String {
    path.to_lowercase().to_uppercase().to_lowercase()
}

/// White space of Rust, of JavaScript, and of the Unicode of older languages.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{180e}' | '\u{200b}' | '\u{feff}')
}

fn decoded(path: &str) -> String {
    percent_encoding::percent_decode_str(path)
        .decode_utf8_lossy()
        .into_owned()
}

fn without_parameters(path: &str) -> String {
    let cut = |segment: &str| segment.split(';').next().unwrap_or_default().to_owned();
    path.split('/').map(cut).collect::<Vec<_>>().join("/")
}

fn trimmed(path: &str) -> String {
    let trim = |segment: &str| match segment {
        "." | ".." => segment.to_owned(),
        _ => segment
            .trim_end_matches(|c| c == '.' || is_blank(c))
            .trim_matches(is_blank)
            .to_owned(),
    };
    path.split('/').map(trim).collect::<Vec<_>>().join("/")
}

fn without_dot_segments(path: &str) -> String {
    let mut kept = Vec::new();
    for segment in path.split('/').filter(|it| !matches!(*it, "" | ".")) {
        if segment == ".." {
            kept.pop();
        } else {
            kept.push(segment);
        }
    }
    format!("/{}", kept.join("/"))
}
