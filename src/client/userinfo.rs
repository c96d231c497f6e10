//! The userinfo endpoint (OIDC Core §5.3).

use edgeward_core::limits;
use edgeward_core::secret::Secret;
use edgeward_core::text::concat;
use edgeward_core::user::{ExpectedSubject, User, UserInfo};

use crate::error::{Endpoint, Error};
use crate::exchange::{get, require_json};
use crate::{Client, Host, HttpRequest, HttpResponse, Party};

impl Party {
    /// The request that asks who the person of an access token is.
    ///
    /// # Errors
    /// `Unavailable` while there are no metadata, `Provider` if they name no userinfo endpoint.
    pub fn userinfo_request(&self, access_token: &Secret, now: u64) -> Result<HttpRequest, Error> {
        let url = self.address(Endpoint::UserInfo, now)?;
        let mut request = get(url, limits::TOKEN_RESPONSE, self.options.timeout);
        request.authorization = Some(Secret::new(concat(&["Bearer ", access_token.expose()])));
        Ok(request)
    }

    /// What the answer says of the person.
    ///
    /// # Errors
    /// `Token` if it is about somebody else, else why it is unusable. A signed (JWT) answer is not
    /// read.
    pub fn userinfo(
        answer: &HttpResponse,
        expected: ExpectedSubject<'_>,
    ) -> Result<UserInfo, Error> {
        require_json(Endpoint::UserInfo, answer)?;
        Ok(UserInfo::parse(&answer.body, expected)?)
    }
}

impl<H: Host> Client<H> {
    /// Asks who the person of an access token is. Where there is an ID Token too, the answer's `sub`
    /// must be equal to its (§5.3.4).
    ///
    /// # Errors
    /// `Token` if the answer is about somebody else; everything else says that the provider could
    /// not be asked, or that its answer is unusable.
    pub async fn userinfo(
        &self,
        access_token: &Secret,
        expected: ExpectedSubject<'_>,
    ) -> Result<User, Error> {
        self.discovery().await?;
        let request = self.party.userinfo_request(access_token, self.now()?)?;
        let answer = self.exchange(Endpoint::UserInfo, request).await?;
        let info = Party::userinfo(&answer, expected)?;
        Ok(info.into_user(&self.options().roles))
    }
}
