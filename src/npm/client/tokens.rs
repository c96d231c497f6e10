//! The token endpoint, the userinfo endpoint and what their answers become.

use edgeward::{Endpoint, Error, Party};
use edgeward_core::authorization::{AuthorizationCode, Scope};
use edgeward_core::error::TokenError;
use edgeward_core::pkce::CodeVerifier;
use edgeward_core::secret::Secret;
use edgeward_core::token::{TokenRequest, TokenResponse, TokenTypeHint};
use edgeward_core::user::ExpectedSubject;

use crate::answer::{Json, optional};
use crate::argument::redirect_uri;
use crate::calls::{Answer, Call};
use crate::error::Failure;
use crate::{answer, user};

/// The request that redeems a code: `code`, `redirectUri`, `codeVerifier`.
pub(crate) fn exchange_code(call: &Call<'_>) -> Answer {
    let arguments = &call.arguments;
    let code = arguments.required("code", AuthorizationCode::parse)?;
    let verifier = arguments.required("codeVerifier", CodeVerifier::parse)?;
    let redirect_uri = arguments.required("redirectUri", redirect_uri)?;
    let request = TokenRequest::authorization_code(&code, &redirect_uri, &verifier);
    form(call, Endpoint::Token, &request)
}

/// The request that renews tokens: `refreshToken`.
pub(crate) fn refresh_token(call: &Call<'_>) -> Answer {
    let token = call.arguments.required_secret("refreshToken")?;
    let request = TokenRequest::refresh_token(&token, None);
    form(call, Endpoint::Token, &request)
}

/// The request that revokes a token: `token`, `hint`.
pub(crate) fn revoke_token(call: &Call<'_>) -> Answer {
    let token = call.arguments.required_secret("token")?;
    let hint = call.arguments.parsed("hint", |hint| match hint {
        "access_token" => Ok(TokenTypeHint::AccessToken),
        "refresh_token" => Ok(TokenTypeHint::RefreshToken),
        _ => Err("must be `access_token` or `refresh_token`"),
    })?;
    let request = TokenRequest::revocation(&token, hint);
    form(call, Endpoint::Revocation, &request)
}

fn form(call: &Call<'_>, endpoint: Endpoint, request: &TokenRequest) -> Answer {
    call.require_metadata()?;
    answer::request(call.party.token_request(endpoint, request, None, call.now))
}

/// The tokens of an answer; after a sign-in (`isSignIn`), with an ID Token.
pub(crate) fn tokens(call: &Call<'_>) -> Answer {
    let tokens = Party::tokens(&answer::of(call, Endpoint::Token)?)?;
    if call.arguments.flag("isSignIn") && tokens.id_token().is_none() {
        return Err(TokenError::ClaimMissing("id_token").into());
    }
    Ok(object(&tokens))
}

/// Nothing more, where an answer says that the token is revoked.
pub(crate) fn revoked(call: &Call<'_>) -> Answer {
    Party::revoked(&answer::of(call, Endpoint::Revocation)?)?;
    Ok(Json::plain("null"))
}

/// The request that asks who the person of an access token is: `accessToken`.
pub(crate) fn userinfo(call: &Call<'_>) -> Answer {
    let token = call.arguments.required_secret("accessToken")?;
    call.require_metadata()?;
    answer::request(call.party.userinfo_request(&token, call.now))
}

/// The user of an answer about `sub`, or about whomever.
pub(crate) fn person(call: &Call<'_>) -> Answer {
    let expected = match call.arguments.text("sub") {
        Some(sub) => ExpectedSubject::Equal(sub),
        None => ExpectedSubject::SkipSubject,
    };
    let answer = answer::of(call, Endpoint::UserInfo)?;
    let info = Party::userinfo(&answer, expected);
    let info = info.map_err(|error: Error| Failure::of_userinfo(&error))?;
    Ok(user::json(&info.view(&call.party.options().roles)))
}

/// The members that TypeScript's `TokenResponse` has.
fn object(tokens: &TokenResponse) -> Json {
    Json::object(|it| {
        it.text("accessToken", tokens.access_token().expose());
        it.text("tokenType", "Bearer");
        optional(
            it,
            "refreshToken",
            tokens.refresh_token().map(Secret::expose),
        );
        optional(it, "idToken", tokens.id_token().map(Secret::expose));
        optional(it, "scope", tokens.scope().map(Scope::as_str));
        if let Some(seconds) = tokens.expires_in() {
            it.number("expiresIn", seconds);
        }
    })
}
