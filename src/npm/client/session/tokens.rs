//! From a token response to a session.

use edgeward_core::error::TokenError;
use edgeward_core::json::Object;
use edgeward_core::token::TokenResponse;
use edgeward_core::user::{ExpectedSubject, User};

use super::Shared;

/// The longest that a token is renewed before it expires, in seconds.
const EARLIEST: u64 = 60;

impl Shared {
    /// When the access token expires and when it should be renewed: as the response says, else with
    /// the ID Token.
    pub(super) fn times(tokens: &TokenResponse, id_token_exp: u64, now: u64) -> (u64, u64) {
        let expires_at = tokens
            .expires_in()
            .map_or(id_token_exp, |seconds| now.saturating_add(seconds));
        let early = (expires_at.saturating_sub(now) / 5).min(EARLIEST);
        (expires_at, expires_at.saturating_sub(early))
    }

    /// The claims of the person. Providers may keep the ID Token short and answer at the userinfo
    /// endpoint instead (OIDC Core §5.4); without that answer there is no name here, and no more.
    pub(super) async fn profile(&self, named: &User, tokens: &TokenResponse) -> Object {
        let mut claims = named.claims().clone();
        if named.name().is_some() || named.email().is_some() {
            return claims;
        }
        let sub = ExpectedSubject::Equal(named.user_id());
        if let Ok(more) = self.client.userinfo(tokens.access_token(), sub).await {
            for (name, value) in more.claims().iter() {
                if !claims.contains(name) {
                    claims.insert(name, value.clone());
                }
            }
        }
        claims
    }

    /// The roles and custom roles of the access token: none where it is not a JWT for an audience
    /// that the options name.
    ///
    /// # Errors
    /// It could not be looked at, or is about somebody else.
    pub(super) async fn access_token_roles(
        &self,
        tokens: &TokenResponse,
        sub: &str,
    ) -> Result<(Vec<String>, Vec<String>), edgeward::Error> {
        let none = Ok((Vec::new(), Vec::new()));
        if self.client.options().access_tokens.is_none() {
            return none;
        }
        let token = tokens.access_token().expose();
        match self.client.validate_token(token).await {
            Ok(user) if user.user_id() == sub => {
                Ok((user.roles().to_vec(), user.custom_roles().to_vec()))
            }
            Ok(_) => Err(TokenError::SubjectMismatch.into()),
            Err(error) if error.is_token() => none,
            Err(error) => Err(error),
        }
    }
}
