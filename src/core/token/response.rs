//! What the token endpoint answers (RFC 6749 §5, OIDC Core §3.1.3.3).

use crate::authorization::Scope;
use crate::error::{Document, ErrorResponse, ProviderError, TokenRefusal};
use crate::json::{self, Object, Value};
use crate::limits;
use crate::secret::Secret;
use crate::text::whole;

/// A successful token response.
#[derive(Debug, Clone)]
pub struct TokenResponse {
    access_token: Secret,
    refresh_token: Option<Secret>,
    id_token: Option<Secret>,
    expires_in: Option<u64>,
    scope: Option<Scope>,
}

impl TokenResponse {
    /// Parses the body of an answer with status 200.
    ///
    /// `token_type` must be `Bearer`, in any letter case (RFC 6749 §7.1): a token of another type
    /// would not protect anything when it is sent as one. `expires_in` is a positive whole number;
    /// one in a string of digits is taken too, because Entra's older endpoint writes it so and it
    /// cannot be read in two ways. An empty `scope` counts as none.
    ///
    /// # Errors
    /// A body over [`limits::TOKEN_RESPONSE`], not one strict JSON object, without `access_token`
    /// or `token_type`, or with a member of the wrong type.
    pub fn parse(body: &[u8]) -> Result<Self, ProviderError> {
        let object = parse_object(body)?;
        let token_type = text(&object, "token_type")?.ok_or(missing("token_type"))?;
        if !token_type.eq_ignore_ascii_case("Bearer") {
            return Err(invalid("token_type"));
        }
        let access_token = token(&object, "access_token")?.ok_or(missing("access_token"))?;
        let refresh_token = token(&object, "refresh_token")?;
        let id_token = token(&object, "id_token")?;
        let expires_in = object.get("expires_in").map(expires_in).transpose()?;
        let scope = match text(&object, "scope")? {
            None | Some("") => None,
            Some(scope) => Some(Scope::parse(scope).map_err(|_| invalid("scope"))?),
        };
        Ok(Self {
            access_token: access_token.into(),
            refresh_token: refresh_token.map(Secret::from),
            id_token: id_token.map(Secret::from),
            expires_in,
            scope,
        })
    }

    /// The access token.
    #[must_use]
    pub const fn access_token(&self) -> &Secret {
        &self.access_token
    }

    /// The refresh token. After a refresh, none means that the old one stays good.
    #[must_use]
    pub const fn refresh_token(&self) -> Option<&Secret> {
        self.refresh_token.as_ref()
    }

    /// The ID Token, unverified.
    #[must_use]
    pub const fn id_token(&self) -> Option<&Secret> {
        self.id_token.as_ref()
    }

    /// How many seconds the access token is valid from now on.
    #[must_use]
    pub const fn expires_in(&self) -> Option<u64> {
        self.expires_in
    }

    /// The scope, where it is not the one that was asked for.
    #[must_use]
    pub const fn scope(&self) -> Option<&Scope> {
        self.scope.as_ref()
    }
}

/// Reads an answer with another status than 200 (RFC 6749 §5.2). A body that is no error response
/// leaves only the status.
#[must_use]
pub fn refusal(status: u16, body: &[u8]) -> TokenRefusal {
    let response = parse_object(body).ok().and_then(|object| {
        let description = object.get("error_description").and_then(Value::as_str);
        ErrorResponse::parse(object.get("error")?.as_str()?, description)
    });
    TokenRefusal::new(status, response)
}

fn parse_object(body: &[u8]) -> Result<Object, ProviderError> {
    if body.len() > limits::TOKEN_RESPONSE {
        return Err(ProviderError::TooLong(
            Document::TokenResponse,
            limits::TOKEN_RESPONSE,
        ));
    }
    json::parse_object(body).map_err(|error| ProviderError::Json(Document::TokenResponse, error))
}

fn text<'a>(object: &'a Object, name: &'static str) -> Result<Option<&'a str>, ProviderError> {
    match object.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(invalid(name)),
    }
}

/// Printable ASCII (RFC 6749 appendix A.12) without spaces: it goes into headers and cookies.
fn token<'a>(object: &'a Object, name: &'static str) -> Result<Option<&'a str>, ProviderError> {
    let token = text(object, name)?;
    let valid = token.is_none_or(|token| {
        (1..=limits::TOKEN).contains(&token.len()) && token.bytes().all(|b| b.is_ascii_graphic())
    });
    valid.then_some(token).ok_or(invalid(name))
}

fn expires_in(value: &Value) -> Result<u64, ProviderError> {
    let seconds = match value {
        Value::Number(number) => number.as_u64(),
        Value::String(digits) => whole(digits),
        _ => None,
    };
    seconds
        .filter(|seconds| *seconds > 0)
        .ok_or(invalid("expires_in"))
}

const fn missing(name: &'static str) -> ProviderError {
    ProviderError::MemberMissing(Document::TokenResponse, name)
}

const fn invalid(name: &'static str) -> ProviderError {
    ProviderError::MemberInvalid(Document::TokenResponse, name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn parse(members: &str) -> Result<TokenResponse, ProviderError> {
        let comma = if members.is_empty() { "" } else { "," };
        let body = format!(r#"{{"access_token":"at","token_type":"Bearer"{comma}{members}}}"#);
        TokenResponse::parse(body.as_bytes())
    }

    #[test]
    fn a_full_response_is_read() {
        let response = parse(
            r#""expires_in":3600,"refresh_token":"rt","id_token":"a.b.c","scope":"openid a","x":null"#,
        )
        .unwrap();
        assert_eq!(response.access_token().expose(), "at");
        assert_eq!(response.refresh_token().unwrap().expose(), "rt");
        assert_eq!(response.id_token().unwrap().expose(), "a.b.c");
        assert_eq!(response.expires_in(), Some(3600));
        assert_eq!(response.scope().unwrap().as_str(), "openid a");
    }

    #[test]
    fn a_short_response_is_read() {
        let response = parse("").unwrap();
        assert!(response.refresh_token().is_none() && response.id_token().is_none());
        assert!(response.expires_in().is_none() && response.scope().is_none());
        assert!(parse(r#""scope":"""#).unwrap().scope().is_none());
    }

    #[test]
    fn the_token_type_is_bearer_in_any_letter_case() {
        let typed = |token_type: &str| {
            let body = format!(r#"{{"access_token":"at"{token_type}}}"#);
            TokenResponse::parse(body.as_bytes()).map(|_| ())
        };
        for token_type in ["Bearer", "bearer", "BEARER"] {
            assert_eq!(typed(&format!(r#","token_type":"{token_type}""#)), Ok(()));
        }
        for token_type in [
            r#""DPoP""#,
            r#""mac""#,
            r#""""#,
            r#""Bearer ""#,
            "7",
            "null",
        ] {
            let refused = typed(&format!(r#","token_type":{token_type}"#));
            assert_eq!(refused, Err(invalid("token_type")), "{token_type}");
        }
        assert_eq!(typed(""), Err(missing("token_type")));
    }

    #[test]
    fn the_access_token_is_required() {
        let refused = TokenResponse::parse(br#"{"token_type":"Bearer"}"#).unwrap_err();
        assert_eq!(refused, missing("access_token"));
    }

    #[test]
    fn tokens_are_printable_and_not_empty() {
        for name in ["refresh_token", "id_token"] {
            for value in [
                r#""""#,
                r#""a b""#,
                r#""a\nb""#,
                r#""é""#,
                "7",
                "null",
                "[]",
            ] {
                let refused = parse(&format!(r#""{name}":{value}"#)).unwrap_err();
                assert_eq!(refused, invalid(name), "{value}");
            }
        }
        let longest = "t".repeat(limits::TOKEN);
        assert!(parse(&format!(r#""id_token":"{longest}""#)).is_ok());
        let refused = parse(&format!(r#""id_token":"{longest}t""#)).unwrap_err();
        assert_eq!(refused, invalid("id_token"));
    }

    #[test]
    fn expires_in_is_a_positive_whole_number_also_in_a_string() {
        for (value, expected) in [("1", 1), ("3600", 3600), (r#""3599""#, 3599)] {
            let response = parse(&format!(r#""expires_in":{value}"#)).unwrap();
            assert_eq!(response.expires_in(), Some(expected), "{value}");
        }
        for value in [
            "0",
            "-1",
            "1.5",
            "1e3",
            "null",
            "true",
            "[]",
            r#""""#,
            r#""0""#,
            r#""-1""#,
            r#""+1""#,
            r#"" 1""#,
            r#""1s""#,
            "99999999999999999999",
        ] {
            let refused = parse(&format!(r#""expires_in":{value}"#)).unwrap_err();
            assert_eq!(refused, invalid("expires_in"), "{value}");
        }
    }

    #[test]
    fn a_malformed_scope_is_refused() {
        for value in [r#""a  b""#, r#""a\tb""#, "7", r#"["a"]"#] {
            let refused = parse(&format!(r#""scope":{value}"#)).unwrap_err();
            assert_eq!(refused, invalid("scope"), "{value}");
        }
    }

    #[test]
    fn the_size_limit_is_exact() {
        let mut body = br#"{"access_token":"at","token_type":"Bearer"}"#.to_vec();
        body.resize(limits::TOKEN_RESPONSE, b' ');
        assert!(TokenResponse::parse(&body).is_ok());
        body.push(b' ');
        let refused = TokenResponse::parse(&body).unwrap_err();
        let too_long = ProviderError::TooLong(Document::TokenResponse, limits::TOKEN_RESPONSE);
        assert_eq!(refused, too_long);
    }

    #[test]
    fn a_refusal_tells_invalid_grant_from_a_bad_day() {
        let body = br#"{"error":"invalid_grant","error_description":"used"}"#;
        let gone = refusal(400, body);
        assert!(gone.is_invalid_grant());
        assert_eq!(gone.status(), 400);
        assert_eq!(gone.response().unwrap().description(), Some("used"));
        for body in [
            "",
            "<html>",
            r#"{"error":7}"#,
            r#"{"error":"in\nvalid"}"#,
            r#"{"x":"invalid_grant"}"#,
        ] {
            let refusal = refusal(502, body.as_bytes());
            assert!(
                !refusal.is_invalid_grant() && refusal.response().is_none(),
                "{body}"
            );
        }
    }

    #[test]
    fn debug_hides_the_tokens() {
        let text = format!("{:?}", parse(r#""refresh_token":"topsecret""#).unwrap());
        assert!(
            !text.contains("topsecret") && !text.contains("\"at\""),
            "{text}"
        );
    }
}
