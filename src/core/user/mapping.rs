//! From claims to roles, provider by provider.

use alloc::vec::Vec;

use super::RoleSource;
use crate::json::Object;
use crate::provider::Provider;

/// Which claims hold the roles, the custom roles and the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleMapping {
    roles_from: Vec<RoleSource>,
    custom_roles_from: Vec<RoleSource>,
    tenant_claim: &'static str,
}

impl RoleMapping {
    /// The mapping of a provider's preset. `client_id` tells which of Keycloak's client roles are
    /// meant.
    ///
    /// | | roles | custom roles |
    /// |---|---|---|
    /// | Signward, generic | `roles` | `custom_roles` |
    /// | Keycloak | `realm_access.roles` | `resource_access.<client>.roles` |
    /// | Entra | `roles` | |
    /// | Auth0 | `roles` | `permissions` |
    /// | Okta | `groups` | |
    /// | Cognito | `cognito:groups` | |
    /// | Google | | |
    #[must_use]
    pub fn of(provider: Provider, client_id: &str) -> Self {
        let client_roles = ["resource_access", client_id, "roles"];
        let (roles, custom_roles): (&[&str], &[&str]) = match provider {
            Provider::Signward | Provider::Generic => (&["roles"], &["custom_roles"]),
            Provider::Keycloak => (&["realm_access", "roles"], &client_roles),
            Provider::Entra => (&["roles"], &[]),
            Provider::Auth0 => (&["roles"], &["permissions"]),
            Provider::Okta => (&["groups"], &[]),
            Provider::Cognito => (&["cognito:groups"], &[]),
            Provider::Google => (&[], &[]),
        };
        Self {
            roles_from: Vec::from([RoleSource::from_path(roles)]),
            custom_roles_from: Vec::from([RoleSource::from_path(custom_roles)]),
            tenant_claim: provider.tenant_claim(),
        }
    }

    /// Takes the roles from `sources` instead, all of them together.
    #[must_use]
    pub fn roles_from(mut self, sources: Vec<RoleSource>) -> Self {
        self.roles_from = sources;
        self
    }

    /// Takes the custom roles from `sources` instead, all of them together.
    #[must_use]
    pub fn custom_roles_from(mut self, sources: Vec<RoleSource>) -> Self {
        self.custom_roles_from = sources;
        self
    }

    pub(super) const fn tenant_claim(&self) -> &'static str {
        self.tenant_claim
    }

    pub(super) fn roles<'a>(&self, claims: &'a Object) -> Vec<&'a str> {
        all(&self.roles_from, claims)
    }

    pub(super) fn custom_roles<'a>(&self, claims: &'a Object) -> Vec<&'a str> {
        all(&self.custom_roles_from, claims)
    }
}

fn all<'a>(sources: &[RoleSource], claims: &'a Object) -> Vec<&'a str> {
    let mut roles = Vec::new();
    for source in sources {
        source.add_roles(claims, &mut roles);
    }
    roles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::tests::object;
    use alloc::vec;

    const CLAIMS: &str = r#"{
        "roles": "r", "custom_roles": ["c"], "groups": ["g"], "permissions": ["p"],
        "cognito:groups": ["cg"], "tenant_id": "t", "tid": "e", "org_id": "o", "hd": "h",
        "realm_access": {"roles": ["realm"]},
        "resource_access": {"my.app": {"roles": ["mine"]}, "other": {"roles": ["theirs"]}}
    }"#;

    #[test]
    fn each_preset_knows_where_roles_live() {
        let claims = object(CLAIMS);
        for (provider, roles, custom_roles, tenant) in [
            (Provider::Signward, "r", "c", "tenant_id"),
            (Provider::Generic, "r", "c", "tenant_id"),
            (Provider::Keycloak, "realm", "mine", "tenant_id"),
            (Provider::Entra, "r", "", "tid"),
            (Provider::Auth0, "r", "p", "org_id"),
            (Provider::Okta, "g", "", "tenant_id"),
            (Provider::Cognito, "cg", "", "tenant_id"),
            (Provider::Google, "", "", "hd"),
        ] {
            let mapping = RoleMapping::of(provider, "my.app");
            assert_eq!(mapping.roles(&claims).join("|"), roles, "{provider:?}");
            assert_eq!(
                mapping.custom_roles(&claims).join("|"),
                custom_roles,
                "{provider:?}"
            );
            assert_eq!(mapping.tenant_claim(), tenant);
        }
    }

    #[test]
    fn configured_sources_replace_those_of_the_preset_and_add_up() {
        let source = |text| RoleSource::parse(text).unwrap();
        let mapping = RoleMapping::of(Provider::Keycloak, "app")
            .roles_from(vec![
                source("groups"),
                source("missing"),
                source("realm_access.roles"),
            ])
            .custom_roles_from(vec![]);
        assert_eq!(mapping.roles(&object(CLAIMS)), ["g", "realm"]);
        assert!(mapping.custom_roles(&object(CLAIMS)).is_empty());
    }
}
