//! The authorization response, as it comes to the redirect URI (RFC 6749 §4.1.2, RFC 9207).

use alloc::string::String;
use core::fmt;

use super::State;
use crate::error::{CallbackError, ErrorResponse};
use crate::form::FormFields;
use crate::limits;
use crate::url::Issuer;

/// Parameters of the implicit and hybrid flows and of JARM. None of them was asked for.
const FRONT_CHANNEL: [&str; 4] = ["access_token", "id_token", "response", "token_type"];

/// An authorization response: every parameter at most once, nothing validated.
#[derive(Clone, Copy)]
pub struct AuthorizationResponse<'a> {
    state: Option<&'a str>,
    iss: Option<&'a str>,
    code: Option<&'a str>,
    error: Option<&'a str>,
    error_description: Option<&'a str>,
}

/// What the callback is validated against.
#[derive(Debug, Clone, Copy)]
pub struct ExpectedCallback<'a> {
    /// The state of the sign-in that this browser began.
    pub state: &'a State,
    /// The issuer that the sign-in went to.
    pub issuer: &'a Issuer,
    /// Whether the issuer's metadata promises `iss`
    /// (`authorization_response_iss_parameter_supported`, RFC 9207 §3).
    pub iss_parameter_required: bool,
}

impl<'a> AuthorizationResponse<'a> {
    /// Takes the parameters of a response out of the query or the posted form.
    ///
    /// # Errors
    /// A parameter that is there twice, and tokens in the front channel.
    pub fn parse(fields: &'a FormFields) -> Result<Self, CallbackError> {
        for name in FRONT_CHANNEL {
            if fields.single(name)?.is_some() {
                return Err(CallbackError::FrontChannelToken(name));
            }
        }
        Ok(Self {
            state: fields.single("state")?,
            iss: fields.single("iss")?,
            code: fields.single("code")?,
            error: fields.single("error")?,
            error_description: fields.single("error_description")?,
        })
    }

    /// The `state` as it came, good for finding the sign-in that it may belong to and for nothing
    /// else: [`validate`](Self::validate) says whether it does.
    #[must_use]
    pub const fn unverified_state(&self) -> Option<&'a str> {
        self.state
    }

    /// Validates the response. The order is fixed: nothing of the response is believed before
    /// `state` shows that this browser asked for it, and no error before `iss` shows who sent it.
    ///
    /// 1. `state` (RFC 6749 §10.12)
    /// 2. `iss`, required where promised, compared wherever present (RFC 9207 §2.4)
    /// 3. `error` (RFC 6749 §4.1.2.1)
    /// 4. `code`
    ///
    /// # Errors
    /// The first step that fails.
    pub fn validate(
        self,
        expected: &ExpectedCallback<'_>,
    ) -> Result<AuthorizationCode, CallbackError> {
        let state = self.state.ok_or(CallbackError::StateMissing)?;
        if !expected.state.is(state) {
            return Err(CallbackError::StateMismatch);
        }
        match self.iss {
            Some(iss) if !expected.issuer.is(iss) => return Err(CallbackError::IssuerMismatch),
            None if expected.iss_parameter_required => return Err(CallbackError::IssuerMissing),
            _ => {}
        }
        if let Some(error) = self.error {
            let response = ErrorResponse::parse(error, self.error_description);
            return Err(response.map_or(CallbackError::ErrorInvalid, CallbackError::Refused));
        }
        AuthorizationCode::parse(self.code.ok_or(CallbackError::CodeMissing)?)
    }
}

impl fmt::Debug for AuthorizationResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthorizationResponse([redacted])")
    }
}

/// The code of a validated response, to be redeemed once.
#[derive(Clone)]
pub struct AuthorizationCode(String);

impl AuthorizationCode {
    /// Takes a code from somebody who validated the callback already.
    ///
    /// # Errors
    /// Anything but 1 to [`limits::CODE`] printable ASCII characters (RFC 6749 appendix A.11).
    pub fn parse(text: &str) -> Result<Self, CallbackError> {
        let printable = text.bytes().all(|b| matches!(b, 0x20..=0x7e));
        let valid = (1..=limits::CODE).contains(&text.len()) && printable;
        valid
            .then(|| Self(text.into()))
            .ok_or(CallbackError::CodeInvalid)
    }

    /// The code itself. It goes to the token endpoint and nowhere else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for AuthorizationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthorizationCode([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url::Http;
    use alloc::format;

    const ISSUER: &str = "https%3A%2F%2Fidp.example";

    fn validate(query: &str, iss_parameter_required: bool) -> Result<String, CallbackError> {
        let state = State::parse("right").unwrap();
        let issuer = Issuer::parse("https://idp.example", Http::Refuse).unwrap();
        let expected = ExpectedCallback {
            state: &state,
            issuer: &issuer,
            iss_parameter_required,
        };
        AuthorizationResponse::parse(&FormFields::parse(query.as_bytes()).unwrap())?
            .validate(&expected)
            .map(|code| code.expose().into())
    }

    #[test]
    fn the_right_answer_gives_the_code() {
        assert_eq!(validate("code=c1&state=right", false), Ok("c1".into()));
        assert_eq!(
            validate(&format!("code=c1&state=right&iss={ISSUER}"), true),
            Ok("c1".into())
        );
        assert_eq!(
            validate("code=c1&state=right&session_state=x", false),
            Ok("c1".into())
        );
    }

    #[test]
    fn state_comes_before_everything() {
        for (query, expected) in [
            ("code=c1", CallbackError::StateMissing),
            ("error=access_denied", CallbackError::StateMissing),
            (
                "error=access_denied&state=wrong",
                CallbackError::StateMismatch,
            ),
            (
                "code=c1&state=wrong&iss=https%3A%2F%2Fevil.example",
                CallbackError::StateMismatch,
            ),
            ("code=c1&state=", CallbackError::StateMismatch),
            ("", CallbackError::StateMissing),
        ] {
            assert_eq!(validate(query, true), Err(expected), "{query}");
        }
    }

    #[test]
    fn a_promised_iss_must_be_there_also_beside_an_error() {
        for query in ["code=c1&state=right", "error=access_denied&state=right"] {
            assert_eq!(
                validate(query, true),
                Err(CallbackError::IssuerMissing),
                "{query}"
            );
        }
    }

    #[test]
    fn an_iss_that_is_there_must_fit_whether_promised_or_not() {
        for iss in [
            "https%3A%2F%2Fevil.example",
            "https%3A%2F%2Fidp.example%2F",
            "",
        ] {
            for rest in ["code=c1", "error=access_denied"] {
                for promised in [false, true] {
                    let answer = validate(&format!("{rest}&state=right&iss={iss}"), promised);
                    assert_eq!(answer, Err(CallbackError::IssuerMismatch), "{iss} {rest}");
                }
            }
        }
    }

    #[test]
    fn an_error_response_is_typed_and_wins_over_a_code() {
        let answer = validate(
            "error=access_denied&error_description=No%21&state=right&code=c",
            false,
        );
        let Err(CallbackError::Refused(response)) = answer else {
            panic!("{answer:?}")
        };
        assert_eq!(
            (response.error(), response.description()),
            ("access_denied", Some("No!"))
        );
        let answer = validate("error=%3Cscript%3E%22&state=right", false);
        assert_eq!(answer, Err(CallbackError::ErrorInvalid));
    }

    #[test]
    fn the_code_is_required_and_printable() {
        assert_eq!(
            validate("state=right", false),
            Err(CallbackError::CodeMissing)
        );
        for code in ["", "a%0d%0ab", "%C3%BC", "%7f"] {
            let query = format!("state=right&code={code}");
            assert_eq!(
                validate(&query, false),
                Err(CallbackError::CodeInvalid),
                "{code}"
            );
        }
        let longest = "c".repeat(limits::CODE);
        assert_eq!(
            validate(&format!("state=right&code={longest}"), false),
            Ok(longest.clone())
        );
        let query = format!("state=right&code={longest}c");
        assert_eq!(validate(&query, false), Err(CallbackError::CodeInvalid));
    }

    #[test]
    fn a_repeated_parameter_is_refused() {
        for name in [
            "code",
            "state",
            "iss",
            "error",
            "error_description",
            "id_token",
        ] {
            let query = format!("{name}=a&{name}=a");
            assert_eq!(
                validate(&query, false),
                Err(CallbackError::DuplicateParameter(name))
            );
        }
    }

    #[test]
    fn tokens_in_the_front_channel_are_refused() {
        for name in FRONT_CHANNEL {
            let query = format!("code=c1&state=right&{name}=x");
            assert_eq!(
                validate(&query, false),
                Err(CallbackError::FrontChannelToken(name))
            );
        }
    }

    #[test]
    fn debug_hides_code_and_response() {
        let fields = FormFields::parse(b"code=topsecret&state=s").unwrap();
        let response = AuthorizationResponse::parse(&fields).unwrap();
        assert_eq!(response.unverified_state(), Some("s"));
        let code = AuthorizationCode::parse("topsecret").unwrap();
        assert!(!format!("{response:?}{code:?}").contains("topsecret"));
    }

    #[test]
    fn debug_shows_neither_the_response_nor_its_code() {
        let fields = FormFields::parse(b"code=topsecret&state=topsecret").unwrap();
        let response = AuthorizationResponse::parse(&fields).unwrap();
        let code = AuthorizationCode::parse("topsecret").unwrap();
        assert_eq!(format!("{response:?}"), "AuthorizationResponse([redacted])");
        assert_eq!(format!("{code:?}"), "AuthorizationCode([redacted])");
    }

    #[test]
    fn what_is_no_form_is_no_callback() {
        let refused = FormFields::parse(b"code=%").unwrap_err();
        let expected = CallbackError::Form(refused);
        assert_eq!(CallbackError::from(refused), expected);
        assert_eq!(expected.code(), "callback_form_invalid");
    }
}
