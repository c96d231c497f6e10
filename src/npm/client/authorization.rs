//! Where people are sent, to sign in and to sign out.

use edgeward::{AuthorizeOptions, Client};
use edgeward_core::authorization::{Nonce, Prompt, ReservedParameter, ResponseMode, Scope, State};
use edgeward_core::json::{Object, Value};
use edgeward_core::logout::EndSessionRequest;
use edgeward_core::pkce::CodeChallenge;
use edgeward_core::url::HttpsUrl;

use crate::argument::{Arguments, redirect_uri};
use crate::error::Failure;
use crate::host::NpmHost;

/// The authorization request with the caller's `state`, `nonce` and `codeChallenge`.
pub(crate) async fn authorize_url(
    client: &Client<NpmHost>,
    arguments: &Arguments,
) -> Result<Value, Failure> {
    let state = arguments.required("state", State::parse)?;
    let nonce = arguments.required("nonce", Nonce::parse)?;
    let challenge = arguments.required("codeChallenge", CodeChallenge::parse)?;
    let request = Request::parse(arguments)?;
    let options = request.options();
    let url = client
        .authorize_url(&state, &nonce, &challenge, &options)
        .await?;
    Ok(url.into())
}

/// The authorization request with fresh `state`, `nonce` and PKCE.
pub(crate) async fn authorize_url_with_pkce(
    client: &Client<NpmHost>,
    arguments: &Arguments,
) -> Result<Value, Failure> {
    let request = Request::parse(arguments)?;
    let sign_in = client.authorize_url_with_pkce(&request.options()).await?;
    let mut object = Object::new();
    object.insert("url", sign_in.url);
    object.insert("codeVerifier", sign_in.code_verifier.expose());
    object.insert("state", sign_in.state.expose());
    object.insert("nonce", sign_in.nonce.expose());
    Ok(object.into())
}

/// Where people are sent to sign out: `idTokenHint`, `postLogoutRedirectUri`, `state`, `uiLocales`.
pub(crate) async fn end_session_url(
    client: &Client<NpmHost>,
    arguments: &Arguments,
) -> Result<Value, Failure> {
    let mut request = EndSessionRequest::new(client.client_id()?);
    if let Some(token) = arguments.secret("idTokenHint") {
        request = request.id_token_hint(&token);
    }
    if let Some(uri) = arguments.parsed("postLogoutRedirectUri", redirect_uri)? {
        request = request.post_logout_redirect_uri(&uri);
    }
    if let Some(state) = arguments.parsed("state", State::parse)? {
        request = request.state(&state);
    }
    if let Some(locales) = arguments.text("uiLocales") {
        request = request.ui_locales(locales);
    }
    Ok(client.end_session_url(&request).await?.into())
}

/// What an authorization request says, parsed.
pub(crate) struct Request {
    redirect_uri: HttpsUrl,
    scope: Option<Scope>,
    response_mode: Option<ResponseMode>,
    prompt: Option<Prompt>,
    max_age: Option<u64>,
    login_hint: Option<String>,
    ui_locales: Option<String>,
    acr_values: Option<String>,
    extra: Vec<(String, String)>,
}

impl Request {
    pub(crate) fn parse(arguments: &Arguments) -> Result<Self, Failure> {
        let text = |name| arguments.text(name).map(String::from);
        let extra = arguments.pairs("extraParams");
        if extra
            .iter()
            .any(|(name, _)| name.is_empty() || ReservedParameter::is(name))
        {
            return Err(Failure::argument("extraParams", &ReservedParameter));
        }
        Ok(Self {
            redirect_uri: arguments.required("redirectUri", redirect_uri)?,
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
            login_hint: text("loginHint"),
            ui_locales: text("uiLocales"),
            acr_values: text("acrValues"),
            extra,
        })
    }

    pub(crate) fn options(&self) -> AuthorizeOptions<'_> {
        AuthorizeOptions {
            redirect_uri: &self.redirect_uri,
            scope: self.scope.clone(),
            response_mode: self.response_mode,
            prompt: self.prompt.clone(),
            max_age: self.max_age,
            login_hint: self.login_hint.as_deref(),
            ui_locales: self.ui_locales.as_deref(),
            acr_values: self.acr_values.as_deref(),
            extra: &self.extra,
        }
    }
}
