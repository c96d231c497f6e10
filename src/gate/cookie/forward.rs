//! What the origin sees of the Cookie header: everything but the gate's own cookies.

use super::name::PREFIX;

/// The Cookie header for the origin: `header` without the gate's own cookies, all others byte for
/// byte and in order. `None` when nothing is left.
///
/// Names are compared without letter case, for an origin may read them so.
#[must_use]
pub fn forwarded_cookie_header(header: &str) -> Option<String> {
    let kept: Vec<_> = header.split(';').filter(|pair| !is_own(pair)).collect();
    let forwarded = kept.join(";");
    if forwarded.trim_matches([' ', '\t', ';']).is_empty() {
        return None;
    }
    // The space that stood between a first cookie that is gone and the next one.
    Some(forwarded.trim_start_matches([' ', '\t']).to_owned())
}

/// A host that joins repeated fields as the Fetch standard does puts `, ` between two Cookie headers,
/// so what follows a comma may be a cookie too. What begins with `=` has no name (RFC 6265bis §5.4), or the
/// one after it.
fn is_own(pair: &str) -> bool {
    pair.split(',').any(|part| {
        let name = part.trim_start_matches(|it: char| it == '=' || !it.is_ascii_graphic());
        let start = name.get(..PREFIX.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn own_cookies_are_stripped_wherever_they_stand() {
        for (header, forwarded) in [
            ("__Host-edgeward-session=a; b=2", Some("b=2")),
            ("a=1; __Host-edgeward-session=a; b=2", Some("a=1; b=2")),
            ("a=1; __Host-edgeward-session.1=a", Some("a=1")),
            (
                "a=1;__Host-edgeward-flow-0123456789abcdef=a;b=2",
                Some("a=1;b=2"),
            ),
            (
                "__Host-edgeward-session=a; __Host-edgeward-session.1=b",
                None,
            ),
            ("__Host-edgeward-session", None),
            ("__Host-edgeward-session=a; ", None),
            ("", None),
        ] {
            assert_eq!(
                forwarded_cookie_header(header).as_deref(),
                forwarded,
                "{header:?}"
            );
        }
    }

    #[test]
    fn other_letter_cases_and_spaces_are_stripped_too() {
        for own in [
            "__host-edgeward-session=a",
            "__HOST-EDGEWARD-X=a",
            "__hOST-eDGEWARD-flow-=a",
            "  __Host-edgeward-session=a",
            "\t__Host-edgeward-session =a",
            "=__Host-edgeward-session=a",
            " = __Host-edgeward-session=a",
            "\u{a0}__Host-edgeward-session=a",
        ] {
            let header = format!("a=1;{own}; b=2");
            assert_eq!(
                forwarded_cookie_header(&header).as_deref(),
                Some("a=1; b=2"),
                "{own:?}"
            );
        }
    }

    #[test]
    fn a_header_that_was_joined_with_a_comma_hides_nothing() {
        for header in [
            "a=1; b=2, __Host-edgeward-session=s",
            "a=1; b=2,__host-edgeward-session=s",
        ] {
            assert_eq!(
                forwarded_cookie_header(header).as_deref(),
                Some("a=1"),
                "{header:?}"
            );
        }
    }

    #[test]
    fn all_others_are_kept_byte_for_byte() {
        for header in [
            "a=1",
            "a=1;b=2;  c=\"x, y\";; d",
            "edgeward-session=a; __Host-edgeward=b; x__Host-edgeward-session=c",
            "consent=__Host-edgeward-session; ü=é",
            "a=1 ; ",
        ] {
            assert_eq!(forwarded_cookie_header(header).as_deref(), Some(header));
        }
        let header = "a=\"x;  é\" ; __Host-edgeward-session=s;  c=%3B;;d";
        let forwarded = forwarded_cookie_header(header);
        assert_eq!(forwarded.as_deref(), Some("a=\"x;  é\" ;  c=%3B;;d"));
    }

    proptest! {
        #[test]
        fn nothing_of_ours_is_left(header in "([a_]|__Host-edgeward-|__HOST-edgeward-|[=; é]){0,40}")
        {
            let forwarded = forwarded_cookie_header(&header).unwrap_or_default().to_lowercase();
            let left = forwarded.split(';').any(|pair| pair.trim().starts_with("__host-edgeward-"));
            prop_assert!(!left);
        }
    }
}
