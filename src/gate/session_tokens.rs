//! From a token response to a session.
//!
//! Who the person is comes from the ID Token. Roles come from it and from the access token, where
//! that is a JWT for this gate's audience; both are kept apart, so that a refresh that brings only one
//! of them takes away what that one no longer names. An access token for somebody else's API is none
//! of the gate's business.

use edgeward::{Error, Host};
use edgeward_core::authorization::Nonce;
use edgeward_core::claims::{ExpectedNonce, IdTokenPolicy, ValidClaims, refreshed};
use edgeward_core::error::TokenError;
use edgeward_core::secret::Secret;
use edgeward_core::token::TokenResponse;
use edgeward_core::user::{ExpectedSubject, User};

use crate::Gate;
use crate::config::SignInConfig;
use crate::session::{Session, SessionId, SourcedRoles};

impl<H: Host> Gate<H> {
    /// The session of a sign-in that ends with these tokens.
    ///
    /// # Errors
    /// `Token` if the ID Token is missing or refused; everything else says that it could not be
    /// looked at.
    pub(crate) async fn new_session(
        &self,
        sign_in: &SignInConfig,
        tokens: &TokenResponse,
        nonce: &Nonce,
        now: u64,
    ) -> Result<Session, Error> {
        let nonce = ExpectedNonce::Equal(nonce);
        let id_token = tokens
            .id_token()
            .ok_or(TokenError::ClaimMissing("id_token"))?;
        let claims = self
            .id_token_claims(sign_in, tokens, id_token, nonce)
            .await?;
        let named = User::from_claims(claims.clone(), &self.client.options().roles);
        let id_token_roles = roles_of(&named);
        let person = self.profile(named, tokens).await;
        let access = match self.access_token_roles(tokens, claims.sub()).await {
            // Signed by a key that this issuer does not publish: it is for somebody else.
            Err(Error::Token(TokenError::NoMatchingKey)) => SourcedRoles::default(),
            access => access?,
        };
        let expires_at = expires_at(tokens, claims.exp(), now);
        let lifetime = sign_in.session_lifetime;
        Ok(Session {
            id: SessionId::from_random(self.client.random()?),
            issuer: claims.iss().to_owned(),
            subject: claims.sub().to_owned(),
            email: person.email().map(str::to_owned),
            email_verified: person.email_verified(),
            name: person.name().map(str::to_owned),
            given_name: person.given_name().map(str::to_owned),
            family_name: person.family_name().map(str::to_owned),
            tenant_id: person.tenant_id().map(str::to_owned),
            id_token_roles,
            access_token_roles: access,
            scope: tokens.scope().or(Some(&sign_in.scope)).cloned(),
            created_at: now,
            ends_at: now.saturating_add(lifetime),
            tokens_expire_at: expires_at,
            refresh_token: tokens.refresh_token().cloned(),
            id_token: Some(id_token.clone()),
            access_token: self.kept_access_token(tokens),
        })
    }

    /// The session with refreshed tokens: same person, same absolute end.
    ///
    /// When they cannot be looked at now, what was known stands, with a code that says why. The new
    /// refresh token is kept even so: the old one may be spent.
    ///
    /// # Errors
    /// `Refused` if the provider does not renew it, `Token` if what it sent is refused.
    pub(crate) async fn refreshed(
        &self,
        sign_in: &SignInConfig,
        session: &Session,
        now: u64,
    ) -> Result<(Session, Option<&'static str>), Error> {
        let token = session.refresh_token.as_ref();
        let token = token.ok_or(Error::NotConfigured("a refresh token"))?;
        let tokens = self.client.refresh_token(token).await?;
        let mut kept = session.clone();
        if let Some(token) = tokens.refresh_token() {
            kept.refresh_token = Some(token.clone());
        }
        match self.renewed(sign_in, &kept, &tokens, now).await {
            Ok(renewed) => Ok((renewed, None)),
            Err(error) if is_about_the_tokens(&error) => Err(error),
            Err(error) => Ok((kept, Some(error.code()))),
        }
    }

    async fn renewed(
        &self,
        sign_in: &SignInConfig,
        session: &Session,
        tokens: &TokenResponse,
        now: u64,
    ) -> Result<Session, Error> {
        let mut renewed = session.clone();
        let mut exp = now;
        if let Some(id_token) = tokens.id_token() {
            let nonce = ExpectedNonce::SkipNonce;
            let claims = self
                .id_token_claims(sign_in, tokens, id_token, nonce)
                .await?;
            // OIDC Core §12.2: the same issuer and the same person.
            refreshed(&claims, &session.issuer, &session.subject)?;
            exp = claims.exp();
            let person = User::from_claims(claims, &self.client.options().roles);
            renewed.id_token_roles = roles_of(&person);
            renewed.id_token = Some(id_token.clone());
        }
        renewed.access_token_roles = match self.access_token_roles(tokens, &session.subject).await {
            // As at the sign-in, where this token named no roles either.
            Err(Error::Token(TokenError::NoMatchingKey))
                if session.access_token_roles == SourcedRoles::default() =>
            {
                SourcedRoles::default()
            }
            roles => roles?,
        };
        renewed.tokens_expire_at = expires_at(tokens, exp, now);
        renewed.access_token = self.kept_access_token(tokens);
        if let Some(scope) = tokens.scope() {
            renewed.scope = Some(scope.clone());
        }
        Ok(renewed)
    }

    /// The person with name and address. Providers may keep the ID Token short and answer at the
    /// userinfo endpoint instead (OIDC Core §5.4); without that answer there is no name here, and no
    /// more. Roles come from tokens only, so that a refresh can renew them.
    async fn profile(&self, named: User, tokens: &TokenResponse) -> User {
        if named.name().is_some() || named.email().is_some() {
            return named;
        }
        let asked = self
            .client
            .userinfo(
                tokens.access_token(),
                ExpectedSubject::Equal(named.user_id()),
            )
            .await;
        asked.unwrap_or(named)
    }

    async fn id_token_claims(
        &self,
        sign_in: &SignInConfig,
        tokens: &TokenResponse,
        id_token: &Secret,
        nonce: ExpectedNonce<'_>,
    ) -> Result<ValidClaims, Error> {
        let options = self.client.options();
        let policy = IdTokenPolicy {
            issuer: &options.issuer,
            client_id: &sign_in.client_id,
            nonce,
            // A refreshed ID Token has the `auth_time` of the sign-in (OIDC Core §12.2).
            max_age: match nonce {
                ExpectedNonce::Equal(_) => sign_in.login_params.max_age,
                ExpectedNonce::SkipNonce => None,
            },
            access_token: Some(tokens.access_token().expose()),
            trusted_audiences: &[],
            clock_tolerance: options.clock_tolerance,
        };
        self.client
            .validate_id_token(id_token.expose(), &policy)
            .await
    }

    /// The roles in the access token: none where it is not a JWT for this gate.
    ///
    /// # Errors
    /// What says that the token could not be looked at; a key that is not known is that too.
    async fn access_token_roles(
        &self,
        tokens: &TokenResponse,
        sub: &str,
    ) -> Result<SourcedRoles, Error> {
        match self
            .client
            .validate_token(tokens.access_token().expose())
            .await
        {
            Ok(user) if user.user_id() == sub => Ok(roles_of(&user)),
            Ok(_) => Err(TokenError::SubjectMismatch.into()),
            Err(error) if is_about_the_tokens(&error) => Ok(SourcedRoles::default()),
            Err(error) => Err(error),
        }
    }

    fn kept_access_token(&self, tokens: &TokenResponse) -> Option<Secret> {
        self.config
            .forward_access_token
            .then(|| tokens.access_token().clone())
    }
}

/// Whether tokens are at fault, rather than anything that was needed to look at them. A key that is
/// not known may be so new that it could not be fetched yet.
fn is_about_the_tokens(error: &Error) -> bool {
    error.is_token() && *error != Error::Token(TokenError::NoMatchingKey)
}

fn roles_of(user: &User) -> SourcedRoles {
    SourcedRoles {
        roles: user.roles().to_vec(),
        custom_roles: user.custom_roles().to_vec(),
    }
}

/// When the tokens expire: as the response says, else with the ID Token.
fn expires_at(tokens: &TokenResponse, id_token_exp: u64, now: u64) -> u64 {
    tokens
        .expires_in()
        .map_or(id_token_exp, |seconds| now.saturating_add(seconds))
}
