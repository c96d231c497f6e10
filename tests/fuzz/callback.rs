//! Any query or form at the redirection endpoint.

use edgeward_core::authorization::{AuthorizationResponse, ExpectedCallback, State};
use edgeward_core::form::{FormFields, encode};
use edgeward_core::limits;
use edgeward_core::url::{Http, Issuer};

use crate::ISSUER;

const STATE: &str = "the-state-of-this-sign-in";

/// Parses and validates the response. A code comes only with the state, once, and from the issuer
/// where it is named; to a form reader of the URL Standard the fields are the same.
pub fn callback(bytes: &[u8]) {
    let Ok(fields) = FormFields::parse(bytes) else {
        return;
    };
    assert!(bytes.len() <= limits::FORM);
    let theirs: Vec<_> = url::form_urlencoded::parse(bytes).collect();
    assert!(
        fields
            .iter()
            .eq(theirs.iter().map(|(name, value)| (&**name, &**value))),
        "two readings"
    );
    assert!(
        FormFields::parse(encode(fields.iter()).as_bytes())
            .is_ok_and(|again| again.iter().eq(fields.iter())),
        "it reads otherwise when it is written again"
    );

    let state = State::parse(STATE).expect("it is one");
    let issuer = Issuer::parse(ISSUER, Http::Refuse).expect("it is one");
    for iss_parameter_required in [false, true] {
        let expected = ExpectedCallback {
            state: &state,
            issuer: &issuer,
            iss_parameter_required,
        };
        let Ok(response) = AuthorizationResponse::parse(&fields) else {
            return;
        };
        let Ok(code) = response.validate(&expected) else {
            continue;
        };
        let all = |name: &str| -> Vec<&str> {
            let named = theirs.iter().filter(|(it, _)| it == name);
            named.map(|(_, value)| &**value).collect()
        };
        assert_eq!(all("state"), [STATE]);
        assert_eq!(all("code"), [code.expose()]);
        assert!(all("error").is_empty());
        match all("iss")[..] {
            [] => assert!(!iss_parameter_required),
            [iss] => assert_eq!(iss, ISSUER),
            _ => panic!("several issuers"),
        }
    }
}
