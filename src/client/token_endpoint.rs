//! The token endpoint: codes and refresh tokens become tokens; and the revocation endpoint.

use edgeward_core::authorization::AuthorizationCode;
use edgeward_core::limits;
use edgeward_core::pkce::CodeVerifier;
use edgeward_core::secret::Secret;
use edgeward_core::token::{
    AuthenticatedRequest, ClientAssertion, ClientAuth, ClientAuthMethod, ClientCredential,
    TokenRequest, TokenResponse, TokenTypeHint, refusal,
};
use edgeward_core::url::HttpsUrl;

use crate::error::{Endpoint, Error};
use crate::exchange::require_json;
use crate::pending::{Pending, pending};
use crate::{Client, Host, HttpRequest, HttpResponse, Method, Party, Signer};

impl Party {
    /// The form to the token endpoint or the revocation endpoint, which says which client asks.
    ///
    /// # Errors
    /// `Unavailable` while there are no metadata, `Provider` or `NoEndpoint` if they name no such
    /// endpoint, `ClientAuth` or `NotConfigured` if the client cannot say who it is.
    pub fn token_request(
        &self,
        endpoint: Endpoint,
        request: &TokenRequest,
        assertion: Option<&Secret>,
        now: u64,
    ) -> Result<HttpRequest, Error> {
        let url = self.address(endpoint, now)?;
        let method = self.auth_method(assertion.is_some(), now)?;
        let request = self.authenticate(request, method, assertion)?;
        Ok(HttpRequest {
            method: Method::PostForm(request.body),
            url,
            accept: "application/json",
            authorization: request.authorization,
            max_bytes: limits::TOKEN_RESPONSE,
            timeout: self.options.timeout,
        })
    }

    /// The tokens of the token endpoint's answer.
    ///
    /// # Errors
    /// `Refused` if the provider says no; everything else says that the answer is unusable.
    pub fn tokens(answer: &HttpResponse) -> Result<TokenResponse, Error> {
        if answer.status != 200 {
            return Err(Error::Refused(refusal(answer.status, &answer.body)));
        }
        require_json(Endpoint::Token, answer)?;
        Ok(TokenResponse::parse(&answer.body)?)
    }

    /// Whether the revocation endpoint has done as it was asked.
    ///
    /// # Errors
    /// `Refused`, with the provider's words.
    pub fn revoked(answer: &HttpResponse) -> Result<(), Error> {
        match answer.status {
            200 => Ok(()),
            status => Err(Error::Refused(refusal(status, &answer.body))),
        }
    }

    /// How the client says who it is: as is configured, or as the metadata support.
    fn auth_method(&self, has_key: bool, now: u64) -> Result<ClientAuthMethod, Error> {
        let credential = ClientCredential {
            secret: self.options.client_secret.is_some(),
            key: has_key,
        };
        let configured = self.options.client_auth;
        let metadata = self.metadata(now)?;
        let supports = |method| metadata.supports_auth_method(method);
        ClientAuthMethod::choose(supports, configured, credential).map_err(Error::ClientAuth)
    }

    fn authenticate(
        &self,
        request: &TokenRequest,
        method: ClientAuthMethod,
        assertion: Option<&Secret>,
    ) -> Result<AuthenticatedRequest, Error> {
        let client_id = self.client_id()?;
        let shown = match method {
            ClientAuthMethod::PrivateKeyJwt => assertion,
            _ => self.options.client_secret.as_ref(),
        };
        let auth = match (method, shown) {
            (ClientAuthMethod::None, _) => ClientAuth::None { client_id },
            (ClientAuthMethod::ClientSecretBasic, Some(secret)) => {
                ClientAuth::Basic { client_id, secret }
            }
            (ClientAuthMethod::ClientSecretPost, Some(secret)) => {
                ClientAuth::Post { client_id, secret }
            }
            (ClientAuthMethod::PrivateKeyJwt, Some(assertion)) => ClientAuth::PrivateKeyJwt {
                client_id,
                assertion,
            },
            _ => return Err(Error::NotConfigured("a client credential")),
        };
        Ok(request.authenticate(&auth))
    }
}

impl<H: Host> Client<H> {
    /// Redeems a code, once. `redirect_uri` is the one of the authorization request.
    ///
    /// The ID Token in the answer is not validated yet:
    /// [`validate_id_token`](Self::validate_id_token) does that.
    ///
    /// # Errors
    /// `Refused` if the provider says no; everything else says that it could not be asked, or that
    /// its answer is unusable.
    pub async fn exchange_code(
        &self,
        code: &AuthorizationCode,
        redirect_uri: &HttpsUrl,
        code_verifier: &CodeVerifier,
    ) -> Result<TokenResponse, Error> {
        let request = TokenRequest::authorization_code(code, redirect_uri, code_verifier);
        self.request_tokens(&request).await
    }

    /// Renews tokens. A new ID Token in the answer is not validated yet, and must be about the same
    /// person: [`refreshed`](edgeward_core::claims::refreshed).
    ///
    /// # Errors
    /// Those of [`exchange_code`](Self::exchange_code); `Refused` with `invalid_grant` when the
    /// refresh token is no good any more.
    pub async fn refresh_token(&self, refresh_token: &Secret) -> Result<TokenResponse, Error> {
        self.request_tokens(&TokenRequest::refresh_token(refresh_token, None))
            .await
    }

    /// Revokes a token (RFC 7009).
    ///
    /// # Errors
    /// `NoEndpoint` if the provider cannot revoke, and those of
    /// [`exchange_code`](Self::exchange_code).
    pub async fn revoke_token(
        &self,
        token: &Secret,
        hint: Option<TokenTypeHint>,
    ) -> Result<(), Error> {
        let request = TokenRequest::revocation(token, hint);
        let answer = self.post(Endpoint::Revocation, &request).await?;
        Party::revoked(&answer)
    }

    async fn request_tokens(&self, request: &TokenRequest) -> Result<TokenResponse, Error> {
        let answer = self.post(Endpoint::Token, request).await?;
        Party::tokens(&answer)
    }

    fn post<'a>(
        &'a self,
        endpoint: Endpoint,
        request: &'a TokenRequest,
    ) -> Pending<'a, HttpResponse> {
        pending(async move {
            self.discovery().await?;
            let has_key = self.host.signer().key().is_some();
            let method = self.party.auth_method(has_key, self.now()?)?;
            let assertion = match method {
                ClientAuthMethod::PrivateKeyJwt => Some(self.assertion().await?),
                _ => None,
            };
            let now = self.now()?;
            let request = self
                .party
                .token_request(endpoint, request, assertion.as_ref(), now)?;
            self.exchange(endpoint, request).await
        })
    }

    /// The assertion of `private_key_jwt`, for the issuer as its audience: no other server can use
    /// it.
    async fn assertion(&self) -> Result<Secret, Error> {
        let signer = self.host.signer();
        let (alg, kid) = signer.key().ok_or(Error::Signing)?;
        let assertion = ClientAssertion {
            client_id: self.client_id()?,
            audience: self.options().issuer.as_str(),
            random: self.random()?,
            now: self.now()?,
        };
        let input = assertion
            .signing_input(alg, kid)
            .map_err(|_| Error::Signing)?;
        let signature = signer.sign(input.as_bytes()).await?;
        Ok(input.with_signature(&signature))
    }
}
