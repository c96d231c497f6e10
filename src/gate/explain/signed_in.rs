//! Somebody who is signed in, made up.

use edgeward_core::secret::Secret;
use edgeward_core::user::{User, UserParts};

use crate::config::GateConfig;
use crate::identity::Credential;
use crate::walk::Principal;

/// Somebody who is signed in, by what routes ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SignedIn {
    /// The roles.
    pub roles: Vec<String>,
    /// The custom roles.
    pub custom_roles: Vec<String>,
    /// The scopes of the access token.
    pub scopes: Vec<String>,
}

impl SignedIn {
    /// The principal; `well_known` is one of whom the provider says everything that it may.
    pub(super) fn principal(&self, config: &GateConfig, well_known: bool) -> Principal {
        let by = if config.sign_in.is_some() {
            Credential::Session
        } else {
            Credential::Bearer
        };
        let forwarded = config.forward_access_token;
        Principal {
            user: self.user(well_known),
            by,
            access_token: forwarded.then(|| Secret::from("of the session")),
        }
    }

    pub(super) fn user(&self, well_known: bool) -> User {
        let known = |text: &str| well_known.then(|| text.to_owned());
        User::from_parts(UserParts {
            user_id: "somebody".into(),
            email: known("somebody@example.com"),
            email_verified: true,
            name: known("Somebody"),
            given_name: None,
            family_name: None,
            tenant_id: known("tenant"),
            roles: self.roles.clone(),
            custom_roles: self.custom_roles.clone(),
            scopes: self.scopes.clone(),
        })
    }
}
