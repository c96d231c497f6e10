//! A user in the texts of the claims.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::{RoleMapping, UserParts};
use crate::claims::{self, ValidClaims};
use crate::error::TokenError;
use crate::json::{Object, Value};
use crate::text::concat;

/// A user without a copy of anything: for whoever only writes down who it is. Each field is that of
/// [`User`](super::User).
#[derive(Clone)]
#[allow(
    missing_docs,
    reason = "each field is named after the method that documents it"
)]
pub struct UserView<'a> {
    pub user_id: &'a str,
    pub email: Option<&'a str>,
    pub email_verified: bool,
    pub name: Option<Cow<'a, str>>,
    pub given_name: Option<&'a str>,
    pub family_name: Option<&'a str>,
    pub tenant_id: Option<&'a str>,
    pub roles: Vec<&'a str>,
    pub custom_roles: Vec<&'a str>,
    pub scopes: Vec<&'a str>,
    pub claims: &'a Object,
}

impl<'a> UserView<'a> {
    /// The user of valid claims.
    #[must_use]
    pub fn of(claims: &'a ValidClaims, mapping: &RoleMapping) -> Self {
        Self::map(claims.sub(), claims.object(), mapping)
    }

    /// The user of claims that were validated before and kept where nobody could change them, as in a
    /// sealed session. The mapping is applied anew, so a change of configuration counts at once.
    ///
    /// # Errors
    /// `sub` is missing or malformed.
    pub fn of_sealed_claims(claims: &'a Object, mapping: &RoleMapping) -> Result<Self, TokenError> {
        match claims.get("sub") {
            None => Err(TokenError::ClaimMissing("sub")),
            Some(Value::String(sub)) if claims::is_subject(sub) => {
                Ok(Self::map(sub, claims, mapping))
            }
            Some(_) => Err(TokenError::ClaimInvalid("sub")),
        }
    }

    pub(super) fn map(user_id: &'a str, claims: &'a Object, mapping: &RoleMapping) -> Self {
        let text = |name: &str| match claims.get(name) {
            Some(Value::String(text)) if !text.is_empty() => Some(text.as_str()),
            _ => None,
        };
        let (given_name, family_name) = (text("given_name"), text("family_name"));
        let full_name = match (given_name, family_name) {
            (Some(given), Some(family)) => Some(Cow::from(concat(&[given, " ", family]))),
            (given, family) => given.or(family).map(Cow::from),
        };
        // Cognito's userinfo says "true" in a string.
        let email_verified = match claims.get("email_verified") {
            Some(Value::Bool(verified)) => *verified,
            Some(Value::String(verified)) => verified == "true",
            _ => false,
        };
        Self {
            user_id,
            email: text("email"),
            email_verified,
            name: text("name").map(Cow::from).or(full_name),
            given_name,
            family_name,
            tenant_id: text(mapping.tenant_claim()),
            roles: mapping.roles(claims),
            custom_roles: mapping.custom_roles(claims),
            scopes: claims::scopes(claims).unwrap_or_default(),
            claims,
        }
    }

    /// A copy of it all, but for the claims.
    pub(super) fn to_parts(&self) -> UserParts {
        let copy = |text: Option<&str>| text.map(String::from);
        let copies = |texts: &[&str]| texts.iter().copied().map(String::from).collect();
        UserParts {
            user_id: self.user_id.into(),
            email: copy(self.email),
            email_verified: self.email_verified,
            name: copy(self.name.as_deref()),
            given_name: copy(self.given_name),
            family_name: copy(self.family_name),
            tenant_id: copy(self.tenant_id),
            roles: copies(&self.roles),
            custom_roles: copies(&self.custom_roles),
            scopes: copies(&self.scopes),
        }
    }
}

impl<'a> UserParts {
    /// The same without a copy, with the claims that they are from.
    pub(super) fn view(&'a self, claims: &'a Object) -> UserView<'a> {
        let texts = |texts: &'a [String]| texts.iter().map(String::as_str).collect();
        UserView {
            user_id: &self.user_id,
            email: self.email.as_deref(),
            email_verified: self.email_verified,
            name: self.name.as_deref().map(Cow::from),
            given_name: self.given_name.as_deref(),
            family_name: self.family_name.as_deref(),
            tenant_id: self.tenant_id.as_deref(),
            roles: texts(&self.roles),
            custom_roles: texts(&self.custom_roles),
            scopes: texts(&self.scopes),
            claims,
        }
    }
}

impl core::fmt::Debug for UserView<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("UserView")
            .field("claims", &self.claims)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::tests::valid;
    use crate::provider::Provider;
    use crate::user::User;
    use alloc::format;
    use alloc::string::ToString;

    #[test]
    fn a_view_says_what_the_user_says() {
        let mapping = RoleMapping::of(Provider::Signward, "app");
        for claims in [
            "{}",
            r#"{"given_name":"Ada","family_name":"Lovelace","email":""}"#,
            r#"{"email":"ada@example.com","email_verified":"true","name":"Ada L.","tenant_id":"t1",
                "scope":"openid api","roles":["admin","editor"],"custom_roles":"billing"}"#,
        ] {
            let claims = valid(claims);
            let user = User::from_claims(claims.clone(), &mapping);
            for view in [UserView::of(&claims, &mapping), user.view()] {
                assert_eq!(view.user_id, user.user_id());
                assert_eq!(view.email, user.email());
                assert_eq!(view.email_verified, user.email_verified());
                assert_eq!(view.name.as_deref(), user.name());
                assert_eq!(view.given_name, user.given_name());
                assert_eq!(view.family_name, user.family_name());
                assert_eq!(view.tenant_id, user.tenant_id());
                assert_eq!(view.roles, user.roles());
                assert_eq!(view.custom_roles, user.custom_roles());
                assert_eq!(view.scopes, user.scopes());
                assert_eq!(view.claims.to_string(), user.claims().to_string());
            }
        }
    }

    #[test]
    fn debug_shows_no_value() {
        let claims = valid(r#"{"email":"ada@example.com"}"#);
        let mapping = RoleMapping::of(Provider::Signward, "app");
        let shown = format!("{:?}", UserView::of(&claims, &mapping));
        assert!(shown.contains("\"email\": string") && !shown.contains("ada@"));
    }
}
