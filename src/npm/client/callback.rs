//! The redirection endpoint: from the address that the provider sent the person back to, to who they
//! are.

use edgeward::Client;
use edgeward_core::authorization::{
    AuthorizationCode, AuthorizationResponse, ExpectedCallback, Nonce, State,
};
use edgeward_core::claims::{ExpectedNonce, IdTokenPolicy};
use edgeward_core::error::{CallbackError, TokenError};
use edgeward_core::form::FormFields;
use edgeward_core::json::{Object, Value};
use edgeward_core::pkce::CodeVerifier;
use edgeward_core::token::TokenResponse;
use edgeward_core::url::HttpsUrl;
use edgeward_core::user::User;

use crate::argument::{Arguments, redirect_uri};
use crate::error::Failure;
use crate::host::NpmHost;
use crate::{tokens, user};

/// Validates the response, redeems its code and validates the ID Token: `response`, the query or the
/// posted form, `state`, `nonce`, `codeVerifier`, `redirectUri` and `maxAge`.
pub(crate) async fn handle_callback(
    client: &Client<NpmHost>,
    arguments: &Arguments,
) -> Result<Value, Failure> {
    let response = arguments.text("response").unwrap_or_default();
    let expected = Expected::parse(arguments)?;
    let (tokens, user) = expected.redeem(client, response).await?;
    let mut object = Object::new();
    object.insert("tokens", tokens::object(&tokens));
    object.insert("user", user::object(&user));
    Ok(object.into())
}

/// What the sign-in that began here expects of its end.
pub(crate) struct Expected {
    pub(crate) state: State,
    pub(crate) nonce: Nonce,
    pub(crate) code_verifier: CodeVerifier,
    pub(crate) redirect_uri: HttpsUrl,
    pub(crate) max_age: Option<u64>,
}

impl Expected {
    fn parse(arguments: &Arguments) -> Result<Self, Failure> {
        Ok(Self {
            state: arguments.required("state", State::parse)?,
            nonce: arguments.required("nonce", Nonce::parse)?,
            code_verifier: arguments.required("codeVerifier", CodeVerifier::parse)?,
            redirect_uri: arguments.required("redirectUri", redirect_uri)?,
            max_age: arguments.whole("maxAge"),
        })
    }

    /// Tokens and user, or the first step that fails:
    ///
    /// 1. the response is this sign-in's, from this issuer, and no refusal
    /// 2. the code is redeemed, once
    /// 3. the ID Token is there and valid, and fits the access token beside it
    pub(crate) async fn redeem(
        &self,
        client: &Client<NpmHost>,
        response: &str,
    ) -> Result<(TokenResponse, User), edgeward::Error> {
        let code = self.code(client, response).await?;
        let tokens = client
            .exchange_code(&code, &self.redirect_uri, &self.code_verifier)
            .await?;
        let id_token = tokens
            .id_token()
            .ok_or(TokenError::ClaimMissing("id_token"))?;
        let options = client.options();
        let policy = IdTokenPolicy {
            issuer: &options.issuer,
            client_id: client.client_id()?,
            nonce: ExpectedNonce::Equal(&self.nonce),
            max_age: self.max_age,
            access_token: Some(tokens.access_token().expose()),
            trusted_audiences: &[],
            clock_tolerance: options.clock_tolerance,
        };
        let claims = client.validate_id_token(id_token.expose(), &policy).await?;
        let user = User::from_claims(&claims, &options.roles);
        Ok((tokens, user))
    }

    async fn code(
        &self,
        client: &Client<NpmHost>,
        response: &str,
    ) -> Result<AuthorizationCode, edgeward::Error> {
        let fields = FormFields::parse(response.as_bytes()).map_err(CallbackError::from)?;
        let response = AuthorizationResponse::parse(&fields)?;
        let metadata = client.discovery().await?;
        Ok(response.validate(&ExpectedCallback {
            state: &self.state,
            issuer: &client.options().issuer,
            iss_parameter_required: metadata.iss_parameter_supported(),
        })?)
    }
}
