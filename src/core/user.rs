//! The person or program behind valid claims, with roles.

mod info;
mod mapping;
mod source;
mod view;

pub use info::{ExpectedSubject, UserInfo};
pub use mapping::RoleMapping;
pub use source::{InvalidRoleSource, RoleSource};
pub use view::UserView;

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::claims::ValidClaims;
use crate::error::{Error, TokenError};
use crate::json::Object;

/// Who is asking. Ids are strings: only some providers make them UUIDs.
///
/// It never changes, so a clone is the same one behind a pointer. `Debug` shows names of claims and no
/// values.
#[derive(Clone, PartialEq, Eq)]
pub struct User(Arc<Known>);

#[derive(PartialEq, Eq)]
struct Known {
    parts: UserParts,
    claims: Object,
}

/// What a user is put together from again; each field is that of [`User`].
#[derive(Clone, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each field is named after the method that documents it"
)]
pub struct UserParts {
    pub user_id: String,
    pub email: Option<String>,
    pub email_verified: bool,
    pub name: Option<String>,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub tenant_id: Option<String>,
    pub roles: Vec<String>,
    pub custom_roles: Vec<String>,
    pub scopes: Vec<String>,
}

impl User {
    /// The user of valid claims.
    #[must_use]
    pub fn from_claims(claims: ValidClaims, mapping: &RoleMapping) -> Self {
        let parts = UserView::of(&claims, mapping).to_parts();
        Self::of(parts, claims.into_object())
    }

    /// The user of a userinfo response (OIDC Core §5.3.2).
    ///
    /// # Errors
    /// A response that is no strict JSON object, has no `sub`, or is about somebody else.
    pub fn from_userinfo(
        response: &[u8],
        expected: ExpectedSubject<'_>,
        mapping: &RoleMapping,
    ) -> Result<Self, Error> {
        UserInfo::parse(response, expected).map(|info| info.into_user(mapping))
    }

    /// The user of claims that were validated before and kept where nobody could change them, as in
    /// a sealed session. The mapping is applied anew, so a change of configuration counts at once.
    ///
    /// # Errors
    /// `sub` is missing or malformed.
    pub fn from_sealed_claims(claims: Object, mapping: &RoleMapping) -> Result<Self, TokenError> {
        let parts = UserView::of_sealed_claims(&claims, mapping)?.to_parts();
        Ok(Self::of(parts, claims))
    }

    /// The user of parts that came from valid claims and were kept where nobody could change them,
    /// as in a sealed session. The claims themselves were not kept.
    #[must_use]
    pub fn from_parts(parts: UserParts) -> Self {
        Self::of(parts, Object::new())
    }

    fn of(parts: UserParts, claims: Object) -> Self {
        Self(Arc::new(Known { parts, claims }))
    }

    /// The user without a copy.
    #[must_use]
    pub fn view(&self) -> UserView<'_> {
        self.0.parts.view(&self.0.claims)
    }

    /// `sub`: unique and never reassigned within the issuer.
    #[must_use]
    pub fn user_id(&self) -> &str {
        &self.0.parts.user_id
    }

    /// The e-mail address. Whether it is the person's own, [`email_verified`](Self::email_verified)
    /// says.
    #[must_use]
    pub fn email(&self) -> Option<&str> {
        self.0.parts.email.as_deref()
    }

    /// Whether the provider has seen that the e-mail address is the person's.
    #[must_use]
    pub fn email_verified(&self) -> bool {
        self.0.parts.email_verified
    }

    /// The full name; given and family name where the provider sends no `name`.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.0.parts.name.as_deref()
    }

    /// The given name.
    #[must_use]
    pub fn given_name(&self) -> Option<&str> {
        self.0.parts.given_name.as_deref()
    }

    /// The family name.
    #[must_use]
    pub fn family_name(&self) -> Option<&str> {
        self.0.parts.family_name.as_deref()
    }

    /// The tenant, in the claim that the provider's preset names.
    #[must_use]
    pub fn tenant_id(&self) -> Option<&str> {
        self.0.parts.tenant_id.as_deref()
    }

    /// The roles.
    #[must_use]
    pub fn roles(&self) -> &[String] {
        &self.0.parts.roles
    }

    /// The roles that the tenant or the application made up itself.
    #[must_use]
    pub fn custom_roles(&self) -> &[String] {
        &self.0.parts.custom_roles
    }

    /// The names in the token's `scope`.
    #[must_use]
    pub fn scopes(&self) -> &[String] {
        &self.0.parts.scopes
    }

    /// All claims.
    #[must_use]
    pub fn claims(&self) -> &Object {
        &self.0.claims
    }

    /// Whether `role` is one of the roles. Here as below, the letter case of ASCII does not count.
    #[must_use]
    pub fn has_role(&self, role: &str) -> bool {
        contains(&self.0.parts.roles, role)
    }

    /// Whether `role` is one of the custom roles.
    #[must_use]
    pub fn has_custom_role(&self, role: &str) -> bool {
        contains(&self.0.parts.custom_roles, role)
    }

    /// Whether the user has one of `roles`; nobody has one of none. With `include_custom` the
    /// custom roles count too.
    #[must_use]
    pub fn has_any_role<R: AsRef<str>>(&self, roles: &[R], include_custom: bool) -> bool {
        roles
            .iter()
            .any(|role| self.has(role.as_ref(), include_custom))
    }

    /// Whether the user has each of `roles`. With `include_custom` the custom roles count too.
    #[must_use]
    pub fn has_all_roles<R: AsRef<str>>(&self, roles: &[R], include_custom: bool) -> bool {
        roles
            .iter()
            .all(|role| self.has(role.as_ref(), include_custom))
    }

    fn has(&self, role: &str, include_custom: bool) -> bool {
        self.has_role(role) || (include_custom && self.has_custom_role(role))
    }
}

impl core::fmt::Debug for User {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("User")
            .field("claims", &self.0.claims)
            .finish_non_exhaustive()
    }
}

fn contains(roles: &[String], role: &str) -> bool {
    roles.iter().any(|held| held.eq_ignore_ascii_case(role))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::tests::{object, valid};
    use crate::error::{Document, ProviderError};
    use crate::limits;
    use crate::provider::Provider;
    use alloc::format;

    fn signward() -> RoleMapping {
        RoleMapping::of(Provider::Signward, "app")
    }

    fn user(claims: &str) -> User {
        User::from_claims(valid(claims), &signward())
    }

    #[test]
    fn the_claims_of_openid_connect_are_mapped() {
        let user = user(
            r#"{"sub":"7f","email":"ada@example.com","email_verified":true,"name":"Ada L.",
                "given_name":"Ada","family_name":"Lovelace","tenant_id":"t1","scope":"openid api",
                "roles":["admin"],"custom_roles":["billing"],"x":1}"#,
        );
        assert_eq!(user.user_id(), "7f");
        assert_eq!(
            (user.email(), user.email_verified()),
            (Some("ada@example.com"), true)
        );
        assert_eq!(user.name(), Some("Ada L."));
        assert_eq!(
            (user.given_name(), user.family_name()),
            (Some("Ada"), Some("Lovelace"))
        );
        assert_eq!(user.tenant_id(), Some("t1"));
        assert_eq!(
            (user.roles(), user.custom_roles()),
            (&["admin".into()][..], &["billing".into()][..])
        );
        assert_eq!(user.scopes(), ["openid", "api"]);
        assert!(user.claims().contains("x"));
    }

    #[test]
    fn the_name_falls_back_to_given_and_family_name() {
        for (claims, expected) in [
            (
                r#"{"given_name":"Ada","family_name":"Lovelace"}"#,
                Some("Ada Lovelace"),
            ),
            (r#"{"given_name":"Ada"}"#, Some("Ada")),
            (r#"{"family_name":"Lovelace"}"#, Some("Lovelace")),
            (r#"{"name":"","given_name":"Ada"}"#, Some("Ada")),
            (r#"{"name":7}"#, None),
            ("{}", None),
        ] {
            assert_eq!(user(claims).name(), expected, "{claims}");
        }
    }

    #[test]
    fn an_email_is_verified_only_when_the_provider_says_so() {
        for (value, expected) in [
            ("true", true),
            ("\"true\"", true),
            ("false", false),
            ("\"false\"", false),
            ("\"True\"", false),
            ("1", false),
            ("\"1\"", false),
            ("[]", false),
        ] {
            let claims = alloc::format!(r#"{{"email":"a@b.example","email_verified":{value}}}"#);
            assert_eq!(user(&claims).email_verified(), expected, "{value}");
        }
        assert!(!user(r#"{"email":"a@b.example"}"#).email_verified());
    }

    #[test]
    fn roles_are_compared_without_letter_case_and_as_a_whole() {
        let user = user(r#"{"roles":["Admin"],"custom_roles":["Billing"]}"#);
        assert!(user.has_role("admin") && user.has_role("ADMIN"));
        assert!(!user.has_role("adm") && !user.has_role("admin2") && !user.has_role(""));
        assert!(user.has_custom_role("billing") && !user.has_custom_role("admin"));
        assert!(!user.has_role("billing"));
    }

    #[test]
    fn custom_roles_count_only_when_they_are_included() {
        let user = user(r#"{"roles":["admin"],"custom_roles":["billing"]}"#);
        assert!(user.has_any_role(&["billing", "x"], true));
        assert!(!user.has_any_role(&["billing", "x"], false));
        assert!(user.has_any_role(&["x", "admin"], false));
        assert!(user.has_all_roles(&["admin", "billing"], true));
        assert!(!user.has_all_roles(&["admin", "billing"], false));
        assert!(!user.has_all_roles(&["admin", "x"], true));
    }

    #[test]
    fn nobody_has_one_of_no_roles_and_everybody_has_all_of_them() {
        let user = user(r#"{"roles":["admin"]}"#);
        assert!(!user.has_any_role::<&str>(&[], true));
        assert!(user.has_all_roles::<&str>(&[], true));
    }

    #[test]
    fn userinfo_must_be_about_the_same_subject() {
        let read = |response: &str| {
            User::from_userinfo(
                response.as_bytes(),
                ExpectedSubject::Equal("u1"),
                &signward(),
            )
        };
        let user = read(r#"{"sub":"u1","roles":"admin"}"#).unwrap();
        assert!(user.has_role("admin"));
        let missing = ProviderError::MemberMissing(Document::UserInfo, "sub");
        let invalid = ProviderError::MemberInvalid(Document::UserInfo, "sub");
        for (response, expected) in [
            (r#"{"sub":"u2"}"#, Error::Token(TokenError::SubjectMismatch)),
            (r#"{"sub":"U1"}"#, Error::Token(TokenError::SubjectMismatch)),
            (r#"{"roles":"admin"}"#, missing.into()),
            (r#"{"sub":7}"#, invalid.clone().into()),
            (r#"{"sub":""}"#, invalid.into()),
        ] {
            assert_eq!(read(response).unwrap_err(), expected, "{response}");
        }
    }

    #[test]
    fn userinfo_must_be_one_json_object_within_the_limit() {
        let read = |response: &[u8]| {
            User::from_userinfo(response, ExpectedSubject::Equal("u1"), &signward())
        };
        for response in [
            "",
            "[{\"sub\":\"u1\"}]",
            "{\"sub\":\"u1\"}x",
            "{\"sub\":\"u1\",\"sub\":\"u1\"}",
        ] {
            let refused = read(response.as_bytes()).unwrap_err();
            assert_eq!(refused.code(), "provider_json_invalid", "{response}");
        }
        let mut response = br#"{"sub":"u1"}"#.to_vec();
        response.resize(limits::TOKEN_RESPONSE, b' ');
        assert!(read(&response).is_ok());
        response.push(b' ');
        assert_eq!(
            read(&response).unwrap_err().code(),
            "provider_document_too_long"
        );
    }

    #[test]
    fn sealed_claims_are_mapped_like_fresh_ones() {
        let claims = valid(r#"{"roles":["admin"],"scope":"a"}"#);
        let fresh = User::from_claims(claims.clone(), &signward());
        assert_eq!(
            User::from_sealed_claims(claims.into_object(), &signward()),
            Ok(fresh)
        );
        let missing = User::from_sealed_claims(object("{}"), &signward());
        assert_eq!(missing, Err(TokenError::ClaimMissing("sub")));
        let invalid = User::from_sealed_claims(object(r#"{"sub":""}"#), &signward());
        assert_eq!(invalid, Err(TokenError::ClaimInvalid("sub")));
    }

    #[test]
    fn debug_shows_no_personal_data() {
        let text = format!(
            "{:?}",
            user(r#"{"email":"ada@example.com","roles":["secretrole"]}"#)
        );
        for hidden in ["ada", "secretrole", "u1"] {
            assert!(!text.contains(hidden), "{text}");
        }
    }
}
