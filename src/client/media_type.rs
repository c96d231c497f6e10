//! What an answer says that it is.

use edgeward_core::text::{cut, cut_last};

/// Whether a media type is JSON: `application/json`, or a type with the `+json` suffix (RFC 6839).
pub(crate) fn is_json(content_type: Option<&str>) -> bool {
    let content_type = content_type.unwrap_or_default();
    let (essence, _) = cut(content_type, b';').unwrap_or((content_type, ""));
    cut(essence.trim_ascii(), b'/').is_some_and(|(kind, subtype)| {
        let suffix = cut_last(subtype, b'+').map_or(subtype, |(_, suffix)| suffix);
        kind.eq_ignore_ascii_case("application") && suffix.eq_ignore_ascii_case("json")
    })
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn json_is_known_by_its_media_type() {
        let known = [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/jwk-set+json",
        ];
        for json in known {
            assert!(is_json(Some(json)), "{json}");
        }
        for other in ["text/html", "text/json", "application/jsonp", "json", ""] {
            assert!(!is_json(Some(other)), "{other}");
        }
        assert!(!is_json(None));
    }
}
