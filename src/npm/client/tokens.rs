//! The token endpoint, the userinfo endpoint and what their answers become.

use edgeward_core::authorization::{AuthorizationCode, Nonce};
use edgeward_core::claims::{ExpectedNonce, IdTokenPolicy};
use edgeward_core::json::{Object, Value};
use edgeward_core::pkce::CodeVerifier;
use edgeward_core::secret::Secret;
use edgeward_core::token::{TokenResponse, TokenTypeHint};
use edgeward_core::user::{ExpectedSubject, User};
use wasm_bindgen::prelude::*;

use crate::argument::Arguments;
use crate::error::Failure;
use crate::relying_party::RelyingParty;
use crate::start::Answer;
use crate::user;

#[wasm_bindgen]
impl RelyingParty {
    /// Redeems a code: `code`, `redirectUri`, `codeVerifier`.
    #[wasm_bindgen(js_name = exchangeCode)]
    pub fn exchange_code(&self, arguments: String) -> Answer {
        self.work(async move |client| {
            let arguments = Arguments::parse(&arguments)?;
            let code = arguments.required("code", AuthorizationCode::parse)?;
            let verifier = arguments.required("codeVerifier", CodeVerifier::parse)?;
            let redirect_uri = arguments
                .redirect_uri("redirectUri")?
                .ok_or_else(|| Failure::argument("redirectUri", &"is missing"))?;
            let tokens = client
                .exchange_code(&code, &redirect_uri, &verifier)
                .await?;
            Ok(object(&tokens).into())
        })
    }

    /// Renews tokens.
    #[wasm_bindgen(js_name = refreshToken)]
    pub fn refresh_token(&self, refresh_token: String) -> Answer {
        self.work(async move |client| {
            let tokens = client.refresh_token(&Secret::new(refresh_token)).await?;
            Ok(object(&tokens).into())
        })
    }

    /// Revokes a token.
    #[wasm_bindgen(js_name = revokeToken)]
    pub fn revoke_token(&self, token: String, hint: Option<String>) -> Answer {
        self.work(async move |client| {
            let hint = match hint.as_deref() {
                None => None,
                Some("access_token") => Some(TokenTypeHint::AccessToken),
                Some("refresh_token") => Some(TokenTypeHint::RefreshToken),
                Some(_) => {
                    let cure = "must be `access_token` or `refresh_token`";
                    return Err(Failure::argument("hint", &cure));
                }
            };
            client.revoke_token(&Secret::new(token), hint).await?;
            Ok(Value::Null)
        })
    }

    /// Asks who the person of an access token is.
    pub fn userinfo(&self, access_token: String, sub: Option<String>) -> Answer {
        self.work(async move |client| {
            let expected = match &sub {
                Some(sub) => ExpectedSubject::Equal(sub),
                None => ExpectedSubject::SkipSubject,
            };
            let asked = client.userinfo(&Secret::new(access_token), expected).await;
            let user = asked.map_err(|error| Failure::of_userinfo(&error))?;
            Ok(user::object(&user).into())
        })
    }

    /// Validates an ID Token: `nonce` or `skipNonce`, `maxAge`, `accessToken`,
    /// `trustedAudiences`.
    #[wasm_bindgen(js_name = validateIdToken)]
    pub fn validate_id_token(&self, id_token: String, arguments: String) -> Answer {
        self.work(async move |client| {
            let arguments = Arguments::parse(&arguments)?;
            let nonce = arguments.parsed("nonce", Nonce::parse)?;
            let nonce = match &nonce {
                Some(nonce) => ExpectedNonce::Equal(nonce),
                None if arguments.flag("skipNonce") => ExpectedNonce::SkipNonce,
                None => return Err(Failure::argument("nonce", &"is missing")),
            };
            let trusted = arguments.texts("trustedAudiences").unwrap_or_default();
            let options = client.options();
            let policy = IdTokenPolicy {
                issuer: &options.issuer,
                client_id: client.client_id()?,
                nonce,
                max_age: arguments.whole("maxAge"),
                access_token: arguments.text("accessToken"),
                trusted_audiences: &trusted,
                clock_tolerance: options.clock_tolerance,
            };
            let claims = client.validate_id_token(&id_token, &policy).await?;
            Ok(user::object(&User::from_claims(&claims, &options.roles)).into())
        })
    }
}

/// The members that TypeScript's `TokenResponse` has.
pub(crate) fn object(tokens: &TokenResponse) -> Object {
    let mut object = Object::new();
    object.insert("accessToken", tokens.access_token().expose());
    object.insert("tokenType", "Bearer");
    if let Some(seconds) = tokens.expires_in() {
        object.insert("expiresIn", seconds);
    }
    if let Some(token) = tokens.refresh_token() {
        object.insert("refreshToken", token.expose());
    }
    if let Some(token) = tokens.id_token() {
        object.insert("idToken", token.expose());
    }
    if let Some(scope) = tokens.scope() {
        object.insert("scope", scope.as_str());
    }
    object
}
