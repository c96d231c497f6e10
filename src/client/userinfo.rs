//! The userinfo endpoint (OIDC Core §5.3).

use edgeward_core::limits;
use edgeward_core::secret::Secret;
use edgeward_core::user::{ExpectedSubject, User};

use crate::error::{Endpoint, Error};
use crate::media_type::is_json;
use crate::{Client, Host, HttpRequest, Method, Transport};

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
        let request = HttpRequest {
            method: Method::Get,
            url: metadata.userinfo_endpoint()?,
            accept: "application/json",
            authorization: Some(Secret::new(format!("Bearer {}", access_token.expose()))),
            max_bytes: limits::TOKEN_RESPONSE,
            timeout: self.options.timeout,
        };
        let response = self.host.transport().send(&request).await;
        let response = response.map_err(|error| Error::Transport(Endpoint::UserInfo, error))?;
        if response.status != 200 {
            return Err(Error::Status(Endpoint::UserInfo, response.status));
        }
        if !is_json(response.content_type.as_deref()) {
            return Err(Error::MediaType(Endpoint::UserInfo));
        }
        Ok(User::from_userinfo(
            &response.body,
            expected,
            &self.options.roles,
        )?)
    }
}
