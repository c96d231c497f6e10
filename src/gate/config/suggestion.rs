//! "Did you mean": the known name that an unknown one is probably a slip of.

use super::key::Describe;

/// The nearest known key, if one is near.
pub(super) fn suggestion(unknown: &str, known: &[&'static dyn Describe]) -> Option<&'static str> {
    let unknown = unknown.to_ascii_uppercase();
    // Every third letter may be off: `CLIENTID`, `AUDIENCES`, `COOKIE_KEYS`, `ROUTE`.
    let most = unknown.len() / 3;
    known
        .iter()
        .map(|key| (distance(&unknown, key.name()), key.name()))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

fn distance(unknown: &str, known: &str) -> usize {
    let known = known.to_ascii_uppercase();
    // `ISSUER_URL`: the right word with something added.
    let extended = known.len() >= 5 && unknown.starts_with(&known);
    if extended {
        1
    } else {
        strsim::osa_distance(unknown, &known)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{KEYS, ROUTE_KEYS};
    use super::*;

    #[test]
    fn slips_find_the_key_that_was_meant() {
        for (slip, meant) in [
            ("AUDIENCES", "AUDIENCE"),
            ("CLIENTID", "CLIENT_ID"),
            ("client_id", "CLIENT_ID"),
            ("ISSUER_URL", "ISSUER"),
            ("ROUTE", "ROUTES"),
            ("COOKIE_KEYS", "COOKIE_KEY"),
            ("SINGIN", "SIGN_IN"),
        ] {
            assert_eq!(suggestion(slip, &KEYS), Some(meant), "{slip}");
        }
        assert_eq!(suggestion("role", &ROUTE_KEYS), Some("roles"));
        assert_eq!(suggestion("requireAll", &ROUTE_KEYS), Some("require_all"));
    }

    #[test]
    fn what_resembles_nothing_finds_nothing() {
        for name in ["", "X", "DATABASE", "HELLO_WORLD"] {
            assert_eq!(suggestion(name, &KEYS), None, "{name}");
        }
    }
}
