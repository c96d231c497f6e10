//! The userinfo endpoint (OIDC Core §5.3).

use edgeward_core::limits;
use edgeward_core::secret::Secret;
use edgeward_core::user::{ExpectedSubject, User};

use crate::error::{Endpoint, Error};
use crate::{Client, Host};

impl<H: Host> Client<H> {
    /// Asks who the person of an access token is. Where there is an ID Token too, the answer's `sub`
    /// must be equal to its (§5.3.4).
    ///
    /// # Errors
    /// `Token` if the answer is about somebody else; everything else says that the provider could
    /// not be asked, or that its answer is unusable. A signed (JWT) answer is not read.
    pub async fn userinfo(
        &self,
        access_token: &Secret,
        expected: ExpectedSubject<'_>,
    ) -> Result<User, Error> {
        let metadata = self.discovery().await?;
        let bearer = Secret::new(format!("Bearer {}", access_token.expose()));
        let response = self
            .get_json(
                Endpoint::UserInfo,
                metadata.userinfo_endpoint()?,
                limits::TOKEN_RESPONSE,
                Some(bearer),
            )
            .await?;
        Ok(User::from_userinfo(
            &response.body,
            expected,
            &self.options.roles,
        )?)
    }
}
