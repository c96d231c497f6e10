//! Bearer credentials in `Authorization` (RFC 6750 §2.1).

use crate::base64url;

/// The token of a bearer credential: the scheme in any letter case, spaces, and one `b64token`.
///
/// Another scheme, a second value beside a comma, or anything else is none. Where there is more than
/// one field, the request is refused before this is asked.
#[must_use]
pub fn bearer_token(authorization: &str) -> Option<&str> {
    let (scheme, token) = authorization.split_once(' ')?;
    let token = token.trim_matches(' ');
    let (body, padding) = token.split_at(token.trim_end_matches('=').len());
    let is_b64token = !body.is_empty()
        && padding.len() <= 2
        && body
            .bytes()
            .all(|it| base64url::is_character(it) || b".~+/".contains(&it));
    (scheme.eq_ignore_ascii_case("bearer") && is_b64token).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::bearer_token;

    #[test]
    fn a_credential_is_one_scheme_and_one_token() {
        for (authorization, token) in [
            ("Bearer abc.def-_~+/=", Some("abc.def-_~+/=")),
            ("bEARER   x", Some("x")),
            ("Bearer x  ", Some("x")),
            ("Bearer a==", Some("a==")),
            ("Bearer a===", None),
            ("Bearer =", None),
            ("Bearer ", None),
            ("Bearer", None),
            ("", None),
            (" Bearer x", None),
            ("Bearer\tx", None),
            ("Bearer a b", None),
            ("Bearer a,b", None),
            ("Bearer a=b", None),
            ("Bearer \u{e9}", None),
            ("Basic x", None),
            ("Bearers x", None),
        ] {
            assert_eq!(bearer_token(authorization), token, "{authorization:?}");
        }
    }
}
