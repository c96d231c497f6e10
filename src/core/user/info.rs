//! Userinfo responses (OIDC Core §5.3.2).

use super::{RoleMapping, User, UserView};
use crate::claims;
use crate::error::{Document, Error, ProviderError, TokenError};
use crate::json::{self, Object, Value};
use crate::limits;

/// What `sub` of a userinfo response must be.
#[derive(Debug, Clone, Copy)]
pub enum ExpectedSubject<'a> {
    /// That of the ID Token or access token. Without this comparison one person's answer could be
    /// taken for another's (OIDC Core §5.3.4).
    Equal(&'a str),
    /// Anybody: only the access token says whose it is, and nothing else is known of the person.
    SkipSubject,
}

/// The claims of a userinfo response, about whom they must be. `Debug` shows their names.
#[derive(Debug)]
pub struct UserInfo(Object);

impl UserInfo {
    /// Parses a response.
    ///
    /// # Errors
    /// It is no strict JSON object, has no `sub`, or is about somebody else.
    pub fn parse(response: &[u8], expected: ExpectedSubject<'_>) -> Result<Self, Error> {
        let document = Document::UserInfo;
        if response.len() > limits::TOKEN_RESPONSE {
            return Err(ProviderError::TooLong(document, limits::TOKEN_RESPONSE).into());
        }
        let object =
            json::parse_object(response).map_err(|error| ProviderError::Json(document, error))?;
        let sub = match object.get("sub") {
            None => return Err(ProviderError::MemberMissing(document, "sub").into()),
            Some(Value::String(sub)) if claims::is_subject(sub) => sub,
            Some(_) => return Err(ProviderError::MemberInvalid(document, "sub").into()),
        };
        match expected {
            ExpectedSubject::Equal(expected) if sub != expected => {
                Err(TokenError::SubjectMismatch.into())
            }
            ExpectedSubject::Equal(_) | ExpectedSubject::SkipSubject => Ok(Self(object)),
        }
    }

    /// The user, without a copy of anything.
    #[must_use]
    pub fn view(&self, mapping: &RoleMapping) -> UserView<'_> {
        let sub = self.0.get("sub").and_then(Value::as_str);
        UserView::map(sub.unwrap_or_default(), &self.0, mapping)
    }

    /// The user.
    #[must_use]
    pub fn into_user(self, mapping: &RoleMapping) -> User {
        let parts = self.view(mapping).to_parts();
        User::of(parts, self.0)
    }
}
