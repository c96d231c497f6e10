//! Why a route applies, in a sentence.

use edgeward_core::route::{Matched, Method, Refusal, Route};

/// The sentence about what the table found. `naming` are the routes that name the path.
pub(super) fn why(
    naming: &[&Route],
    found: &Result<Matched<'_>, Refusal>,
    method: Method,
) -> String {
    let winner = match (found, naming.first()) {
        (Err(Refusal::MethodNotAllowed(methods)), Some(first)) => {
            let path = first.pattern.as_str();
            return format!(
                "`{path}` is the most specific route for this path and takes only {methods}: a \
                 less specific one never opens what it leaves out"
            );
        }
        (Err(refusal), _) => return refusal.to_string(),
        (Ok(matched), _) => matched.route,
    };
    let Some(winner) = winner else {
        return "no route names this path, and what no route names needs a sign-in".into();
    };
    let mut others = naming.iter().filter(|other| **other != winner);
    let Some(next) = others.next() else {
        return "it is the only route that names this path".into();
    };
    if next.pattern == winner.pattern {
        return format!(
            "of the routes with this path it is the one that takes {}",
            method.as_str()
        );
    }
    let path = next.pattern.as_str();
    match difference(winner.pattern.as_str(), path) {
        Some((place, this, that)) => {
            format!(
                "it is more specific than `{path}`: in place {place} it has {this}, there is {that}"
            )
        }
        None => format!("it is more specific than `{path}`"),
    }
}

/// The first place in which one pattern is more specific than the other, and what each has there.
fn difference(winner: &str, other: &str) -> Option<(usize, String, String)> {
    let mut these = split(winner);
    let mut those = split(other);
    let mut place = 1;
    loop {
        let (this, that) = (these.next(), those.next());
        if rank(this) != rank(that) {
            return Some((place, name(this), name(that)));
        }
        this?;
        place += 1;
    }
}

fn split(pattern: &str) -> impl Iterator<Item = &str> {
    pattern.split('/').filter(|segment| !segment.is_empty())
}

/// The greater one is the more specific.
fn rank(segment: Option<&str>) -> u8 {
    match segment {
        Some("**") => 0,
        None => 1,
        Some("*") => 2,
        Some(_) => 3,
    }
}

fn name(segment: Option<&str>) -> String {
    match segment {
        Some(wildcard @ ("*" | "**")) => format!("`{wildcard}`"),
        Some(literal) => format!("the name `{literal}`"),
        None => "the end".into(),
    }
}
