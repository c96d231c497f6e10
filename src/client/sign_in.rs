//! Where a person is sent to sign in, and to sign out.

use edgeward_core::authorization::{
    AuthorizationRequest, Nonce, Prompt, ResponseMode, Scope, State,
};
use edgeward_core::logout::EndSessionRequest;
use edgeward_core::pkce::{CodeChallenge, CodeVerifier};
use edgeward_core::text::concat;
use edgeward_core::url::HttpsUrl;

use crate::error::{Endpoint, Error};
use crate::{Client, Host, Party};

/// What an authorization request says beyond the client's own options.
#[derive(Debug, Clone)]
pub struct AuthorizeOptions<'a> {
    /// The redirection endpoint, as registered.
    pub redirect_uri: &'a HttpsUrl,
    /// The scope, if not the client's.
    pub scope: Option<Scope>,
    /// How the response comes back, if not in the query.
    pub response_mode: Option<ResponseMode>,
    /// Whether and for what the provider asks the person.
    pub prompt: Option<Prompt>,
    /// How many seconds ago the person may have signed in at most.
    pub max_age: Option<u64>,
    /// Who probably signs in.
    pub login_hint: Option<&'a str>,
    /// The person's languages (BCP 47), separated by spaces.
    pub ui_locales: Option<&'a str>,
    /// Authentication context classes, separated by spaces.
    pub acr_values: Option<&'a str>,
    /// Parameters of the provider's own.
    pub extra: &'a [(String, String)],
}

impl<'a> AuthorizeOptions<'a> {
    /// The client's own options and nothing else.
    #[must_use]
    pub const fn new(redirect_uri: &'a HttpsUrl) -> Self {
        Self {
            redirect_uri,
            scope: None,
            response_mode: None,
            prompt: None,
            max_age: None,
            login_hint: None,
            ui_locales: None,
            acr_values: None,
            extra: &[],
        }
    }
}

/// A sign-in that begins: where the person goes, and what must be kept until they come back.
#[derive(Debug)]
pub struct SignIn {
    /// The authorization request.
    pub url: String,
    /// Comes back with the response.
    pub state: State,
    /// Comes back in the ID Token.
    pub nonce: Nonce,
    /// Goes to the token endpoint with the code.
    pub code_verifier: CodeVerifier,
}

impl Party {
    /// The authorization request with these values.
    ///
    /// # Errors
    /// `NotConfigured` without a client id or with a reserved extra parameter, `Unavailable` while
    /// there are no metadata, `Provider` if they name no authorization endpoint.
    pub fn authorize_url(
        &self,
        state: &State,
        nonce: &Nonce,
        challenge: &CodeChallenge,
        options: &AuthorizeOptions<'_>,
        now: u64,
    ) -> Result<String, Error> {
        let scope = options.scope.as_ref().unwrap_or(&self.options.scope);
        let redirect_uri = options.redirect_uri;
        let mut request =
            AuthorizationRequest::new(self.client_id()?, redirect_uri, state, nonce, challenge);
        request.scope(scope);
        if let Some(mode) = options.response_mode {
            request.response_mode(mode);
        }
        if let Some(prompt) = &options.prompt {
            request.prompt(prompt);
        }
        if let Some(seconds) = options.max_age {
            request.max_age(seconds);
        }
        if let Some(hint) = options.login_hint {
            request.login_hint(hint);
        }
        if let Some(locales) = options.ui_locales {
            request.ui_locales(locales);
        }
        if let Some(values) = options.acr_values {
            request.acr_values(values);
        }
        for (name, value) in options.extra {
            request
                .extra(name, value)
                .map_err(|_| Error::NotConfigured("extra parameters that are its own to set"))?;
        }
        Ok(request.url(&self.address(Endpoint::Authorization, now)?))
    }

    /// Where a person is sent to sign out at the provider too (RP-Initiated Logout 1.0 §2).
    ///
    /// # Errors
    /// `NoEndpoint` if the provider has no such address, `Unavailable` while there are no metadata.
    pub fn end_session_url(
        &self,
        request: &EndSessionRequest<'_>,
        now: u64,
    ) -> Result<String, Error> {
        let endpoint = self.address(Endpoint::EndSession, now)?;
        Ok(request.url(&endpoint, self.options().provider))
    }
}

impl<H: Host> Client<H> {
    /// The authorization request with these values.
    ///
    /// # Errors
    /// `NotConfigured` without a client id or with a reserved extra parameter, and those of
    /// [`discovery`](Self::discovery).
    pub async fn authorize_url(
        &self,
        state: &State,
        nonce: &Nonce,
        challenge: &CodeChallenge,
        options: &AuthorizeOptions<'_>,
    ) -> Result<String, Error> {
        self.discovery().await?;
        self.party
            .authorize_url(state, nonce, challenge, options, self.now()?)
    }

    /// The authorization request with fresh `state`, `nonce` and PKCE (S256).
    ///
    /// # Errors
    /// Those of [`authorize_url`](Self::authorize_url), and `NoRandomness`.
    pub async fn authorize_url_with_pkce(
        &self,
        options: &AuthorizeOptions<'_>,
    ) -> Result<SignIn, Error> {
        let state = State::from_random(self.random()?);
        let nonce = Nonce::from_random(self.random()?);
        let code_verifier = CodeVerifier::from_random(self.random()?);
        let url = self
            .authorize_url(&state, &nonce, &code_verifier.challenge(), options)
            .await?;
        Ok(SignIn {
            url,
            state,
            nonce,
            code_verifier,
        })
    }

    /// Where a person is sent to sign out at the provider too (RP-Initiated Logout 1.0 §2).
    ///
    /// # Errors
    /// `NoEndpoint` if the provider has no such address, and those of
    /// [`discovery`](Self::discovery).
    pub async fn end_session_url(&self, request: &EndSessionRequest<'_>) -> Result<String, Error> {
        self.discovery().await?;
        self.party.end_session_url(request, self.now()?)
    }

    /// The address where people see and manage their data at a Signward server.
    #[must_use]
    pub fn privacy_center_url(&self) -> String {
        let options = self.options();
        let base = options.web_base_url.as_ref();
        let base = base.unwrap_or(options.issuer.url()).as_str();
        concat(&[base.trim_end_matches('/'), "/Auth/MyPrivacy"])
    }
}
