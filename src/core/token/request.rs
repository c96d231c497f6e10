//! What is posted to the token endpoint (RFC 6749 §4.1.3, §6) and to the revocation endpoint
//! (RFC 7009 §2.1).

use alloc::string::String;

use super::ClientAuth;
use crate::authorization::{AuthorizationCode, Scope};
use crate::form;
use crate::pkce::CodeVerifier;
use crate::secret::Secret;
use crate::url::HttpsUrl;

/// A request that does not yet say which client makes it.
#[derive(Debug, Clone)]
pub struct TokenRequest(Secret);

impl TokenRequest {
    /// Redeems a code. `redirect_uri` is the one of the authorization request, byte for byte.
    #[must_use]
    pub fn authorization_code(
        code: &AuthorizationCode,
        redirect_uri: &HttpsUrl,
        verifier: &CodeVerifier,
    ) -> Self {
        let mut form = String::new();
        form::push(&mut form, "grant_type", "authorization_code");
        form::push(&mut form, "code", code.expose());
        form::push(&mut form, "redirect_uri", redirect_uri.as_str());
        form::push(&mut form, "code_verifier", verifier.expose());
        Self(Secret::new(form))
    }

    /// Redeems a refresh token, for the same scope or a narrower one.
    #[must_use]
    pub fn refresh_token(refresh_token: &Secret, scope: Option<&Scope>) -> Self {
        let mut form = String::new();
        form::push(&mut form, "grant_type", "refresh_token");
        form::push(&mut form, "refresh_token", refresh_token.expose());
        if let Some(scope) = scope {
            form::push(&mut form, "scope", scope.as_str());
        }
        Self(Secret::new(form))
    }

    /// Revokes a token, at the revocation endpoint.
    #[must_use]
    pub fn revocation(token: &Secret, hint: Option<TokenTypeHint>) -> Self {
        let mut form = String::new();
        form::push(&mut form, "token", token.expose());
        if let Some(hint) = hint {
            form::push(&mut form, "token_type_hint", hint.as_str());
        }
        Self(Secret::new(form))
    }

    /// Says which client makes the request.
    #[must_use]
    pub fn authenticate(&self, client: &ClientAuth<'_>) -> AuthenticatedRequest {
        let mut body = String::from(self.0.expose());
        client.push_fields(&mut body);
        AuthenticatedRequest {
            body: Secret::new(body),
            authorization: client.authorization(),
        }
    }
}

/// Which token is to be revoked (RFC 7009 §2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenTypeHint {
    /// An access token.
    AccessToken,
    /// A refresh token.
    RefreshToken,
}

impl TokenTypeHint {
    const fn as_str(self) -> &'static str {
        match self {
            Self::AccessToken => "access_token",
            Self::RefreshToken => "refresh_token",
        }
    }
}

/// A request ready to be posted as `application/x-www-form-urlencoded`.
#[derive(Debug, Clone)]
pub struct AuthenticatedRequest {
    /// The body.
    pub body: Secret,
    /// The value of the `Authorization` header, if the client's method has one.
    pub authorization: Option<Secret>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url::Http;
    use alloc::format;

    const PUBLIC: ClientAuth<'_> = ClientAuth::None { client_id: "app" };

    fn code_request() -> TokenRequest {
        let code = AuthorizationCode::parse("c+1").unwrap();
        let callback = HttpsUrl::parse("https://app.example/cb?x=1", Http::Refuse).unwrap();
        TokenRequest::authorization_code(&code, &callback, &CodeVerifier::from_random([0; 32]))
    }

    #[test]
    fn a_code_is_redeemed_with_its_redirect_uri_and_verifier() {
        let request = code_request().authenticate(&PUBLIC);
        let verifier = "A".repeat(43);
        let expected = format!(
            "grant_type=authorization_code&code=c%2B1&\
             redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Fx%3D1&\
             code_verifier={verifier}&client_id=app"
        );
        assert_eq!(request.body.expose(), expected);
        assert!(request.authorization.is_none());
    }

    #[test]
    fn a_refresh_token_is_redeemed_with_or_without_a_scope() {
        let (token, scope) = (Secret::from("r1"), Scope::parse("openid a").unwrap());
        let body = |scope| {
            let request = TokenRequest::refresh_token(&token, scope).authenticate(&PUBLIC);
            request.body.expose().replace("&client_id=app", "")
        };
        assert_eq!(body(None), "grant_type=refresh_token&refresh_token=r1");
        assert_eq!(
            body(Some(&scope)),
            "grant_type=refresh_token&refresh_token=r1&scope=openid+a"
        );
    }

    #[test]
    fn a_revocation_names_the_token_and_perhaps_its_type() {
        let token = Secret::from("t1");
        let body = |hint| {
            let request = TokenRequest::revocation(&token, hint).authenticate(&PUBLIC);
            request.body.expose().replace("&client_id=app", "")
        };
        assert_eq!(body(None), "token=t1");
        let hint = Some(TokenTypeHint::RefreshToken);
        assert_eq!(body(hint), "token=t1&token_type_hint=refresh_token");
        let hint = Some(TokenTypeHint::AccessToken);
        assert_eq!(body(hint), "token=t1&token_type_hint=access_token");
    }

    #[test]
    fn client_secret_basic_leaves_the_body_alone() {
        let secret = Secret::from("s");
        let request = code_request().authenticate(&ClientAuth::Basic {
            client_id: "app",
            secret: &secret,
        });
        assert!(!request.body.expose().contains("client"));
        assert_eq!(request.authorization.unwrap().expose(), "Basic YXBwOnM=");
    }

    #[test]
    fn debug_hides_code_verifier_and_secret() {
        let secret = Secret::from("topsecret");
        let client = ClientAuth::Post {
            client_id: "app",
            secret: &secret,
        };
        let request = TokenRequest::refresh_token(&secret, None);
        let text = format!("{request:?}{:?}", request.authenticate(&client));
        assert!(!text.contains("topsecret"), "{text}");
    }
}
