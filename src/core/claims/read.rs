//! Claims in the one JSON type that the standards give them.

use alloc::vec::Vec;

use crate::error::{ClaimName, TokenError};
use crate::json::{Object, Value};
use crate::limits;
use crate::text::pieces;

/// A claim that is a string.
pub(super) fn string(object: &Object, name: ClaimName) -> Result<Option<&str>, TokenError> {
    match object.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(TokenError::ClaimInvalid(name)),
    }
}

/// `aud`: one non-empty string, or 1 to [`limits::AUDIENCES`] of them (RFC 7519 §4.1.3). Empty
/// only when the claim is absent.
pub(super) fn audiences(object: &Object) -> Result<Vec<&str>, TokenError> {
    let values = match object.get("aud") {
        None => return Ok(Vec::new()),
        Some(Value::Array(values)) if (1..=limits::AUDIENCES).contains(&values.len()) => values,
        Some(Value::Array(_)) => return Err(TokenError::ClaimInvalid("aud")),
        Some(value) => core::slice::from_ref(value),
    };
    let mut audiences = Vec::with_capacity(values.len());
    for value in values {
        match value {
            Value::String(text) if !text.is_empty() => audiences.push(text.as_str()),
            _ => return Err(TokenError::ClaimInvalid("aud")),
        }
    }
    Ok(audiences)
}

/// Whether the claims are those of an event (RFC 8417 §2.2), a logout token say, or carry a provider's mark of
/// another kind of token: this `token_use` (Cognito), or one of these `typ`s (Keycloak). Letter case does not
/// count.
pub(super) fn is_of_kind(object: &Object, token_use: &str, kinds: &[&str]) -> bool {
    let is = |name, mark: &str| {
        object
            .get(name)
            .and_then(Value::as_str)
            .is_some_and(|text| text.eq_ignore_ascii_case(mark))
    };
    object.contains("events")
        || is("token_use", token_use)
        || kinds.iter().any(|kind| is("typ", kind))
}

/// The names in `scope`, else in `scp`: a string with spaces between them (RFC 9068 §2.2.3), or an
/// array of strings, as Okta and IdentityServer write it. None for any other type.
pub(crate) fn scopes(object: &Object) -> Option<Vec<&str>> {
    match object.get("scope").or_else(|| object.get("scp")) {
        None => Some(Vec::new()),
        Some(Value::String(text)) => Some(pieces(text, b' ').filter(|it| !it.is_empty()).collect()),
        Some(Value::Array(names)) => names.iter().map(Value::as_str).collect(),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::object;
    use super::*;
    use alloc::format;
    use alloc::string::String;
    use alloc::vec;

    #[test]
    fn aud_is_a_string_or_a_short_array_of_strings() {
        assert_eq!(audiences(&object("{}")), Ok(vec![]));
        assert_eq!(audiences(&object(r#"{"aud":"a"}"#)), Ok(vec!["a"]));
        assert_eq!(
            audiences(&object(r#"{"aud":["a","b"]}"#)),
            Ok(vec!["a", "b"])
        );
        for aud in [
            "[]",
            "\"\"",
            "[\"\"]",
            "[\"a\",\"\"]",
            "7",
            "null",
            "true",
            "{}",
            "[7]",
            "[[\"a\"]]",
            "[\"a\",null]",
        ] {
            let claims = object(&format!(r#"{{"aud":{aud}}}"#));
            assert_eq!(
                audiences(&claims),
                Err(TokenError::ClaimInvalid("aud")),
                "{aud}"
            );
        }
    }

    #[test]
    fn aud_has_32_values_at_most() {
        let many = |count: usize| {
            object(&format!(
                r#"{{"aud":[{}]}}"#,
                vec!["\"a\""; count].join(",")
            ))
        };
        assert_eq!(audiences(&many(32)).unwrap().len(), 32);
        assert_eq!(audiences(&many(33)), Err(TokenError::ClaimInvalid("aud")));
    }

    #[test]
    fn scopes_are_split_at_spaces_only() {
        let names = |text: &str| scopes(&object(text)).map(|names| names.join("|"));
        assert_eq!(names(r#"{"scope":"a b,c\td"}"#), Some("a|b,c\td".into()));
        assert_eq!(names(r#"{"scope":" a  b "}"#), Some("a|b".into()));
        assert_eq!(names(r#"{"scp":["a","b c"]}"#), Some("a|b c".into()));
        assert_eq!(names(r#"{"scope":"a","scp":"b"}"#), Some("a".into()));
        assert_eq!(names("{}"), Some(String::new()));
        for bad in [
            r#"{"scope":7}"#,
            r#"{"scope":[7]}"#,
            r#"{"scope":null,"scp":"a"}"#,
        ] {
            assert_eq!(names(bad), None, "{bad}");
        }
    }
}
