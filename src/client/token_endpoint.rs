//! The token endpoint: codes and refresh tokens become tokens; and the revocation endpoint.

use edgeward_core::authorization::AuthorizationCode;
use edgeward_core::limits;
use edgeward_core::metadata::Metadata;
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
use crate::{Client, Host, HttpResponse, Method, Signer};

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
        let metadata = self.discovery().await?;
        let url = metadata
            .revocation_endpoint()
            .ok_or(Error::NoEndpoint(Endpoint::Revocation))?;
        let request = TokenRequest::revocation(token, hint);
        let response = self
            .post(Endpoint::Revocation, url, &request, &metadata)
            .await?;
        match response.status {
            200 => Ok(()),
            status => Err(Error::Refused(refusal(status, &response.body))),
        }
    }

    fn request_tokens<'a>(&'a self, request: &'a TokenRequest) -> Pending<'a, TokenResponse> {
        pending(async move {
            let metadata = self.discovery().await?;
            let url = metadata.token_endpoint()?;
            let response = self.post(Endpoint::Token, url, request, &metadata).await?;
            if response.status != 200 {
                return Err(Error::Refused(refusal(response.status, &response.body)));
            }
            require_json(Endpoint::Token, &response)?;
            Ok(TokenResponse::parse(&response.body)?)
        })
    }

    /// POSTs a form that says which client asks.
    fn post<'a>(
        &'a self,
        endpoint: Endpoint,
        url: &'a HttpsUrl,
        request: &'a TokenRequest,
        metadata: &'a Metadata,
    ) -> Pending<'a, HttpResponse> {
        pending(async move {
            let method = self.auth_method(metadata)?;
            let assertion = match method {
                ClientAuthMethod::PrivateKeyJwt => Some(self.assertion().await?),
                _ => None,
            };
            let request = self.authenticate(request, method, assertion.as_ref())?;
            let form = Method::PostForm(request.body().clone());
            let authorization = request.authorization().cloned();
            let max_bytes = limits::TOKEN_RESPONSE;
            self.exchange(endpoint, form, url, max_bytes, authorization)
                .await
        })
    }

    /// How the client says who it is: as is configured, or as the metadata support.
    fn auth_method(&self, metadata: &Metadata) -> Result<ClientAuthMethod, Error> {
        let credential = ClientCredential {
            secret: self.options.client_secret.is_some(),
            key: self.host.signer().key().is_some(),
        };
        let configured = self.options.client_auth;
        ClientAuthMethod::choose(metadata.auth_methods(), configured, credential)
            .map_err(Error::ClientAuth)
    }

    fn authenticate(
        &self,
        request: &TokenRequest,
        method: ClientAuthMethod,
        assertion: Option<&Secret>,
    ) -> Result<AuthenticatedRequest, Error> {
        let client_id = self.client_id()?;
        let missing = Error::NotConfigured("a client credential");
        let secret = self.options.client_secret.as_ref();
        Ok(request.authenticate(&match method {
            ClientAuthMethod::None => ClientAuth::None { client_id },
            ClientAuthMethod::ClientSecretBasic => ClientAuth::Basic {
                client_id,
                secret: secret.ok_or(missing)?,
            },
            ClientAuthMethod::ClientSecretPost => ClientAuth::Post {
                client_id,
                secret: secret.ok_or(missing)?,
            },
            ClientAuthMethod::PrivateKeyJwt => ClientAuth::PrivateKeyJwt {
                client_id,
                assertion: assertion.ok_or(missing)?,
            },
        }))
    }

    /// The assertion of `private_key_jwt`, for the issuer as its audience: no other server can use
    /// it.
    async fn assertion(&self) -> Result<Secret, Error> {
        let signer = self.host.signer();
        let (alg, kid) = signer.key().ok_or(Error::Signing)?;
        let assertion = ClientAssertion {
            client_id: self.client_id()?,
            audience: self.options.issuer.as_str(),
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
