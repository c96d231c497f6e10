//! The token endpoint, the userinfo endpoint and what their answers become.

use edgeward::Client;
use edgeward_core::authorization::{AuthorizationCode, Nonce};
use edgeward_core::claims::{ExpectedNonce, IdTokenPolicy};
use edgeward_core::json::{Object, Value};
use edgeward_core::pkce::CodeVerifier;
use edgeward_core::token::{TokenResponse, TokenTypeHint};
use edgeward_core::user::{ExpectedSubject, User};

use crate::argument::{Arguments, redirect_uri};
use crate::error::Failure;
use crate::host::NpmHost;
use crate::user;

/// Redeems a code: `code`, `redirectUri`, `codeVerifier`.
pub(crate) async fn exchange_code(
    client: &Client<NpmHost>,
    arguments: &Arguments,
) -> Result<Value, Failure> {
    let code = arguments.required("code", AuthorizationCode::parse)?;
    let verifier = arguments.required("codeVerifier", CodeVerifier::parse)?;
    let redirect_uri = arguments.required("redirectUri", redirect_uri)?;
    let tokens = client
        .exchange_code(&code, &redirect_uri, &verifier)
        .await?;
    Ok(object(&tokens).into())
}

/// Renews tokens: `refreshToken`.
pub(crate) async fn refresh_token(
    client: &Client<NpmHost>,
    arguments: &Arguments,
) -> Result<Value, Failure> {
    let token = arguments.required_secret("refreshToken")?;
    let tokens = client.refresh_token(&token).await?;
    Ok(object(&tokens).into())
}

/// Revokes a token: `token`, `hint`.
pub(crate) async fn revoke_token(
    client: &Client<NpmHost>,
    arguments: &Arguments,
) -> Result<Value, Failure> {
    let token = arguments.required_secret("token")?;
    let hint = arguments.parsed("hint", |hint| match hint {
        "access_token" => Ok(TokenTypeHint::AccessToken),
        "refresh_token" => Ok(TokenTypeHint::RefreshToken),
        _ => Err("must be `access_token` or `refresh_token`"),
    })?;
    client.revoke_token(&token, hint).await?;
    Ok(Value::Null)
}

/// Asks who the person of an access token is: `accessToken`, `sub`.
pub(crate) async fn userinfo(
    client: &Client<NpmHost>,
    arguments: &Arguments,
) -> Result<Value, Failure> {
    let token = arguments.required_secret("accessToken")?;
    let expected = match arguments.text("sub") {
        Some(sub) => ExpectedSubject::Equal(sub),
        None => ExpectedSubject::SkipSubject,
    };
    let asked = client.userinfo(&token, expected).await;
    let user = asked.map_err(|error| Failure::of_userinfo(&error))?;
    Ok(user::object(&user).into())
}

/// Validates an ID Token: `idToken`, `nonce` or `skipNonce`, `maxAge`, `accessToken`,
/// `trustedAudiences`.
pub(crate) async fn validate_id_token(
    client: &Client<NpmHost>,
    arguments: &Arguments,
) -> Result<Value, Failure> {
    let id_token = arguments.required_secret("idToken")?;
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
    let claims = client.validate_id_token(id_token.expose(), &policy).await?;
    Ok(user::object(&User::from_claims(&claims, &options.roles)).into())
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
