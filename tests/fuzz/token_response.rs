//! Any answer of the token or userinfo endpoint.

use edgeward_core::limits;
use edgeward_core::provider::Provider;
use edgeward_core::token::{TokenResponse, refusal};
use edgeward_core::user::{ExpectedSubject, RoleMapping, User};

use crate::CLIENT;

/// Parses the body as a success, as an error and as userinfo. Tokens fit into a header line; no text
/// of an error has a control character; a person is the one that was asked about.
pub fn token_response(bytes: &[u8]) {
    if let Ok(response) = TokenResponse::parse(bytes) {
        let tokens = [
            Some(response.access_token()),
            response.refresh_token(),
            response.id_token(),
        ];
        for token in tokens.into_iter().flatten() {
            let token = token.expose();
            assert!((1..=limits::TOKEN).contains(&token.len()));
            assert!(token.bytes().all(|byte| byte.is_ascii_graphic()));
        }
        assert_ne!(response.expires_in(), Some(0));
        let shown = format!("{response:?}");
        let token = format!("{:?}", response.access_token().expose());
        let scope = format!("{:?}", response.scope());
        assert!(
            scope.contains(&token) || !shown.contains(&token),
            "a secret is shown"
        );
    }
    let refused = refusal(400, bytes);
    if let Some(error) = refused.response() {
        let plain = |text: &str| text.bytes().all(|byte| matches!(byte, 0x20..=0x7e));
        assert!(plain(error.error()));
        assert!(error.description().is_none_or(plain));
    }
    let mapping = RoleMapping::of(Provider::Generic, CLIENT);
    if let Ok(user) = User::from_userinfo(bytes, ExpectedSubject::Equal("u1"), &mapping) {
        assert_eq!(user.user_id(), "u1");
    }
    if let Ok(user) = User::from_userinfo(bytes, ExpectedSubject::SkipSubject, &mapping) {
        assert!(!user.user_id().is_empty());
    }
}
