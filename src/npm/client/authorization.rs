//! Where people are sent, to sign in and to sign out.

use edgeward::AuthorizeOptions;
use edgeward_core::authorization::{Nonce, Prompt, ReservedParameter, ResponseMode, Scope, State};
use edgeward_core::logout::EndSessionRequest;
use edgeward_core::pkce::{CodeChallenge, CodeVerifier};
use edgeward_core::text::Say;

use crate::answer::Json;
use crate::argument::redirect_uri;
use crate::calls::{Answer, Call};
use crate::error::Failure;
use crate::relying_party::client_id;

/// The authorization request with the caller's `state`, `nonce` and `codeChallenge`.
pub(crate) fn authorize_url(call: &Call<'_>) -> Answer {
    let arguments = &call.arguments;
    let state = arguments.required("state", State::parse)?;
    let nonce = arguments.required("nonce", Nonce::parse)?;
    let challenge = arguments.required("codeChallenge", CodeChallenge::parse)?;
    Ok(url(call, &state, &nonce, &challenge)?.as_str().into())
}

/// The authorization request with fresh `state`, `nonce` and PKCE; the bytes are random.
pub(crate) fn authorize_url_with_pkce(call: &Call<'_>) -> Answer {
    let ([state, nonce, verifier, ..], _) = call.bytes.as_chunks() else {
        return Err(edgeward::Error::NoRandomness.into());
    };
    let state = State::from_random(*state);
    let nonce = Nonce::from_random(*nonce);
    let verifier = CodeVerifier::from_random(*verifier);
    let url = url(call, &state, &nonce, &verifier.challenge())?;
    Ok(Json::object(|it| {
        it.text("url", &url);
        it.text("codeVerifier", verifier.expose());
        it.text("state", state.expose());
        it.text("nonce", nonce.expose());
    }))
}

/// Where people are sent to sign out: `idTokenHint`, `postLogoutRedirectUri`, `state`, `uiLocales`.
pub(crate) fn end_session_url(call: &Call<'_>) -> Answer {
    let arguments = &call.arguments;
    let mut request = EndSessionRequest::new(client_id(call.party)?);
    let id_token = arguments.secret("idTokenHint");
    if let Some(token) = &id_token {
        request.id_token_hint(token);
    }
    let uri = arguments.parsed("postLogoutRedirectUri", redirect_uri)?;
    if let Some(uri) = &uri {
        request.post_logout_redirect_uri(uri);
    }
    let state = arguments.parsed("state", State::parse)?;
    if let Some(state) = &state {
        request.state(state);
    }
    if let Some(locales) = arguments.text("uiLocales") {
        request.ui_locales(locales);
    }
    call.require_metadata()?;
    let url = call.party.end_session_url(&request, call.now)?;
    Ok(url.as_str().into())
}

fn url(
    call: &Call<'_>,
    state: &State,
    nonce: &Nonce,
    challenge: &CodeChallenge,
) -> Result<String, Failure> {
    let arguments = &call.arguments;
    let extra = arguments.pairs("extraParams");
    for (name, _) in &extra {
        if name.is_empty() || ReservedParameter::is(name) {
            return Err(Failure::argument(
                "extraParams",
                ReservedParameter.sentence(),
            ));
        }
    }
    let redirect_uri = arguments.required("redirectUri", redirect_uri)?;
    let options = AuthorizeOptions {
        redirect_uri: &redirect_uri,
        scope: arguments.parsed("scope", Scope::parse)?,
        response_mode: arguments.parsed("responseMode", |mode| match mode {
            "query" => Ok(ResponseMode::Query),
            "form_post" => Ok(ResponseMode::FormPost),
            _ => Err("must be `query` or `form_post`"),
        })?,
        prompt: arguments.parsed("prompt", |prompt| {
            Prompt::parse(prompt).ok_or("must be names with single spaces between them")
        })?,
        max_age: arguments.whole("maxAge"),
        login_hint: arguments.text("loginHint"),
        ui_locales: arguments.text("uiLocales"),
        acr_values: arguments.text("acrValues"),
        extra: &extra,
    };
    client_id(call.party)?;
    call.require_metadata()?;
    Ok(call
        .party
        .authorize_url(state, nonce, challenge, &options, call.now)?)
}
