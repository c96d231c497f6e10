//! The authorization request (RFC 6749 §4.1.1, OIDC Core §3.1.2.1, RFC 7636 §4.3).

use alloc::string::String;

use super::{Nonce, Scope, State};
use crate::displayed;
use crate::form::{self, Fields};
use crate::pkce::CodeChallenge;
use crate::text::{Say, decimal};
use crate::url::HttpsUrl;

/// Parameters that belong to edgeward: an extra parameter must not say something else, nor put a
/// secret or a token into a URL.
const RESERVED: [&str; 24] = [
    "access_token",
    "acr_values",
    "client_assertion",
    "client_assertion_type",
    "client_id",
    "client_secret",
    "code",
    "code_challenge",
    "code_challenge_method",
    "code_verifier",
    "id_token",
    "login_hint",
    "max_age",
    "nonce",
    "prompt",
    "redirect_uri",
    "refresh_token",
    "request",
    "request_uri",
    "response_mode",
    "response_type",
    "scope",
    "state",
    "ui_locales",
];

/// An authorization request of the code flow, always with `state`, `nonce` and PKCE.
#[derive(Debug, Clone)]
pub struct AuthorizationRequest<'a> {
    fields: Fields<'a>,
    scope: Scope,
    max_age: Option<u64>,
    state: &'a State,
    nonce: &'a Nonce,
}

impl<'a> AuthorizationRequest<'a> {
    /// A request for the scope `openid`. `redirect_uri` goes out byte for byte, as registered.
    #[must_use]
    pub fn new(
        client_id: &'a str,
        redirect_uri: &'a HttpsUrl,
        state: &'a State,
        nonce: &'a Nonce,
        challenge: &'a CodeChallenge,
    ) -> Self {
        let mut fields = Fields::new();
        fields.set("response_type", "code");
        fields.set("client_id", client_id);
        fields.set("redirect_uri", redirect_uri.as_str());
        fields.set("code_challenge", challenge.as_str());
        fields.set("code_challenge_method", CodeChallenge::METHOD);
        Self {
            fields,
            scope: Scope::default(),
            max_age: None,
            state,
            nonce,
        }
    }

    /// Asks for `scope`, and for `openid` with it.
    pub fn scope(&mut self, scope: &Scope) {
        self.scope = scope.with_openid();
    }

    /// How the answer shall come back. Without this call the provider takes the query. As with every
    /// parameter, the last call stands.
    pub fn response_mode(&mut self, mode: ResponseMode) {
        self.fields.set("response_mode", mode.as_str());
    }

    /// Whether the provider asks the person, and for what.
    pub fn prompt(&mut self, prompt: &'a Prompt) {
        self.fields.set("prompt", prompt.as_str());
    }

    /// How many seconds ago the person may have signed in at most. The ID Token's `auth_time` is
    /// then validated against it.
    pub const fn max_age(&mut self, seconds: u64) {
        self.max_age = Some(seconds);
    }

    /// Who probably signs in.
    pub fn login_hint(&mut self, hint: &'a str) {
        self.fields.set("login_hint", hint);
    }

    /// The person's languages (BCP 47), the preferred one first, with spaces between them.
    pub fn ui_locales(&mut self, locales: &'a str) {
        self.fields.set("ui_locales", locales);
    }

    /// Authentication context classes, the preferred one first, with spaces between them.
    pub fn acr_values(&mut self, values: &'a str) {
        self.fields.set("acr_values", values);
    }

    /// A parameter of the provider's own.
    ///
    /// # Errors
    /// [`ReservedParameter`] for an empty name, a name that is there already, and a name that
    /// edgeward answers for.
    pub fn extra(&mut self, name: &'a str, value: &'a str) -> Result<(), ReservedParameter> {
        if name.is_empty() || self.fields.has(name) || ReservedParameter::is(name) {
            return Err(ReservedParameter);
        }
        self.fields.set(name, value);
        Ok(())
    }

    /// The address to send the person to.
    #[must_use]
    pub fn url(&self, authorization_endpoint: &HttpsUrl) -> String {
        let mut query = self.fields.encode();
        if let Some(seconds) = self.max_age {
            form::push(&mut query, "max_age", &decimal(seconds));
        }
        form::push(&mut query, "scope", self.scope.as_str());
        form::push(&mut query, "state", self.state.expose());
        form::push(&mut query, "nonce", self.nonce.expose());
        authorization_endpoint.with_form(&query)
    }
}

/// How the authorization response reaches the redirect URI (OAuth 2.0 Multiple Response Types
/// §2.1, OAuth 2.0 Form Post Response Mode).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ResponseMode {
    /// In the query of a redirect.
    #[default]
    Query,
    /// In a form that the browser posts.
    FormPost,
}

impl ResponseMode {
    /// The mode of this registered name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "query" => Some(Self::Query),
            "form_post" => Some(Self::FormPost),
            _ => None,
        }
    }

    /// The registered name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::FormPost => "form_post",
        }
    }
}

/// What the provider shall ask the person: `none`, or a list like `login consent`
/// (OIDC Core §3.1.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt(Scope);

impl Prompt {
    /// Parses a list of names with single spaces between them; none when it is malformed, or
    /// combines `none` with another name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let list = Scope::parse(text).ok()?;
        (!list.contains("none") || text == "none").then_some(Self(list))
    }

    /// The list as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// An extra parameter has no name, or one that edgeward sets itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReservedParameter;

impl ReservedParameter {
    /// Whether edgeward answers for the parameter of this name.
    #[must_use]
    pub fn is(name: &str) -> bool {
        RESERVED.contains(&name)
    }
}

impl Say for ReservedParameter {
    fn sentence(&self) -> &'static str {
        "an extra parameter must not repeat or replace one that edgeward sets"
    }
}

displayed!(ReservedParameter);

impl core::error::Error for ReservedParameter {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::FormFields;
    use crate::pkce::CodeVerifier;
    use crate::url::Http;
    use alloc::boxed::Box;
    use alloc::vec;
    use alloc::vec::Vec;

    fn url(text: &str) -> HttpsUrl {
        HttpsUrl::parse(text, Http::Refuse).unwrap()
    }

    fn sent(build: impl Fn(&mut AuthorizationRequest<'_>)) -> FormFields {
        let (state, nonce) = (
            State::parse("the-state").unwrap(),
            Nonce::parse("the-nonce").unwrap(),
        );
        let challenge = CodeVerifier::from_random([0; 32]).challenge();
        let callback = url("https://app.example/auth/callback?x=1&y=2");
        let mut request =
            AuthorizationRequest::new("my app", &callback, &state, &nonce, &challenge);
        build(&mut request);
        let sent = request.url(&url("https://idp.example/authorize?tenant=7"));
        let query = sent.strip_prefix("https://idp.example/authorize?").unwrap();
        FormFields::parse(query.as_bytes()).unwrap()
    }

    #[test]
    fn every_request_carries_state_nonce_pkce_and_openid() {
        let fields = sent(|_| {});
        let challenge = CodeVerifier::from_random([0; 32]).challenge();
        let expected = vec![
            ("tenant", "7"),
            ("response_type", "code"),
            ("client_id", "my app"),
            ("redirect_uri", "https://app.example/auth/callback?x=1&y=2"),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
            ("scope", "openid"),
            ("state", "the-state"),
            ("nonce", "the-nonce"),
        ];
        assert_eq!(fields.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_optional_parameters_are_sent_once() {
        // The request borrows it for longer than this test can name.
        let prompt: &'static Prompt = Box::leak(Box::new(Prompt::parse("login consent").unwrap()));
        let fields = sent(|request| {
            request.scope(&Scope::parse("email").unwrap());
            request.response_mode(ResponseMode::Query);
            request.response_mode(ResponseMode::FormPost);
            request.prompt(prompt);
            request.max_age(0);
            request.login_hint("ada@example.com");
            request.ui_locales("de en");
            request.acr_values("urn:mfa");
            request.extra("domain_hint", "example.com").unwrap();
        });
        for (name, value) in [
            ("scope", "openid email"),
            ("response_mode", "form_post"),
            ("prompt", "login consent"),
            ("max_age", "0"),
            ("login_hint", "ada@example.com"),
            ("ui_locales", "de en"),
            ("acr_values", "urn:mfa"),
            ("domain_hint", "example.com"),
        ] {
            assert_eq!(fields.single(name), Ok(Some(value)));
        }
    }

    #[test]
    fn an_extra_parameter_cannot_take_the_place_of_ours() {
        sent(|request| {
            for name in RESERVED.iter().copied().chain([""]) {
                assert_eq!(
                    request.extra(name, "x").unwrap_err(),
                    ReservedParameter,
                    "{name}"
                );
            }
            request.extra("audience", "api").unwrap();
            assert!(request.extra("audience", "other").is_err());
        });
    }

    #[test]
    fn prompt_none_stands_alone() {
        assert_eq!(Prompt::parse("none").unwrap().as_str(), "none");
        assert_eq!(
            Prompt::parse("select_account").unwrap().as_str(),
            "select_account"
        );
        for bad in ["", "none login", "login none", "login  consent", "log\"in"] {
            assert_eq!(Prompt::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn response_modes_are_named_as_registered() {
        for mode in [ResponseMode::Query, ResponseMode::FormPost] {
            assert_eq!(ResponseMode::parse(mode.as_str()), Some(mode));
        }
        assert_eq!(ResponseMode::parse("fragment"), None);
    }
}
