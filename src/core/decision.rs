//! May this principal pass? The one place where roles and scopes meet a route's requirement.

use alloc::string::String;
use alloc::vec::Vec;
use core::slice;

use crate::challenge::Challenge;
use crate::route::{Access, Requirement, RoleCount};
use crate::user::User;

/// The answer to a request that carries no bad credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// The request goes on to the origin.
    Allow,
    /// Nobody is signed in, and the route needs somebody: 401, or a way to sign in.
    Challenge(Challenge),
    /// Somebody is signed in, but must not pass: 403.
    Forbid(Forbidden),
}

/// What a signed-in principal lacks. For logs and for the challenge; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forbidden {
    roles: Vec<String>,
    count: RoleCount,
    scopes: Vec<String>,
}

impl Forbidden {
    /// The roles that would help: one of them for [`RoleCount::Any`], each for [`RoleCount::All`].
    #[must_use]
    pub fn roles(&self) -> &[String] {
        &self.roles
    }

    /// How many of [`roles`](Self::roles) are needed.
    #[must_use]
    pub const fn role_count(&self) -> RoleCount {
        self.count
    }

    /// The missing scopes.
    #[must_use]
    pub fn scopes(&self) -> &[String] {
        &self.scopes
    }

    /// The challenge for a bearer of a token that is good but not enough (RFC 6750 §3.1). It names
    /// the scopes; what roles exist is nobody's business.
    #[must_use]
    pub fn challenge(&self) -> Challenge {
        Challenge::InsufficientScope {
            scope: self.scopes.join(" "),
        }
    }
}

impl Access {
    /// Decides for a principal, or for nobody.
    #[must_use]
    pub fn authorize(&self, principal: Option<&User>) -> Decision {
        match self {
            Self::Public | Self::Optional => Decision::Allow,
            Self::Requires(requirement) => requirement.authorize(principal),
        }
    }
}

impl Requirement {
    /// Decides for a principal, or for nobody.
    #[must_use]
    pub fn authorize(&self, principal: Option<&User>) -> Decision {
        let Some(user) = principal else {
            return Decision::Challenge(Challenge::NoCredentials);
        };
        let roles = self.missing_roles(user);
        let scopes: Vec<_> = self
            .scopes()
            .iter()
            .filter(|scope| !user.scopes().contains(scope))
            .cloned()
            .collect();
        if roles.is_empty() && scopes.is_empty() {
            return Decision::Allow;
        }
        Decision::Forbid(Forbidden {
            roles,
            count: self.role_count(),
            scopes,
        })
    }

    fn missing_roles(&self, user: &User) -> Vec<String> {
        let has = |role: &String| user.has_any_role(slice::from_ref(role), self.include_custom());
        match self.role_count() {
            RoleCount::Any if self.roles().iter().any(has) => Vec::new(),
            RoleCount::Any => self.roles().to_vec(),
            RoleCount::All => self
                .roles()
                .iter()
                .filter(|role| !has(role))
                .cloned()
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use crate::provider::Provider;
    use crate::user::RoleMapping;
    use alloc::vec;

    fn user(claims: &str) -> User {
        let claims = json::parse_object(claims.as_bytes()).unwrap();
        User::from_sealed_claims(claims, &RoleMapping::of(Provider::Signward, "app")).unwrap()
    }

    /// An editor with the custom role `billing` and one scope.
    fn editor() -> User {
        user(r#"{"sub":"1","roles":["editor"],"custom_roles":["billing"],"scope":"read"}"#)
    }

    fn roles(count: RoleCount, roles: &[&str]) -> Requirement {
        let roles = roles.iter().copied().map(String::from).collect();
        Requirement::signed_in().with_roles(count, roles).unwrap()
    }

    fn missing(decision: Decision) -> (Vec<String>, Vec<String>) {
        match decision {
            Decision::Forbid(forbidden) => {
                (forbidden.roles().to_vec(), forbidden.scopes().to_vec())
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn nobody_passes_where_a_sign_in_is_needed() {
        let challenged = Decision::Challenge(Challenge::NoCredentials);
        assert_eq!(Requirement::signed_in().authorize(None), challenged);
        let admin = Access::Requires(roles(RoleCount::Any, &["admin"]));
        assert_eq!(admin.authorize(None), challenged);
    }

    #[test]
    fn public_and_optional_routes_let_everybody_pass() {
        for access in [Access::Public, Access::Optional] {
            assert_eq!(access.authorize(None), Decision::Allow);
            assert_eq!(access.authorize(Some(&editor())), Decision::Allow);
        }
    }

    #[test]
    fn without_roles_any_signed_in_user_passes() {
        let nobody_special = user(r#"{"sub":"1"}"#);
        let decision = Requirement::signed_in().authorize(Some(&nobody_special));
        assert_eq!(decision, Decision::Allow);
    }

    #[test]
    fn one_of_the_roles_is_enough_unless_all_are_required() {
        let editor = editor();
        let any = roles(RoleCount::Any, &["admin", "EDITOR"]);
        assert_eq!(any.authorize(Some(&editor)), Decision::Allow);
        let all = roles(RoleCount::All, &["admin", "editor"]);
        assert_eq!(missing(all.authorize(Some(&editor))).0, ["admin"]);
        let held = roles(RoleCount::All, &["editor", "billing"]);
        assert_eq!(held.authorize(Some(&editor)), Decision::Allow);
        let none = roles(RoleCount::Any, &["admin", "owner"]);
        assert_eq!(missing(none.authorize(Some(&editor))).0, ["admin", "owner"]);
    }

    #[test]
    fn custom_roles_count_only_when_they_are_included() {
        let billing = roles(RoleCount::Any, &["billing"]);
        assert_eq!(billing.authorize(Some(&editor())), Decision::Allow);
        let built_in = billing.without_custom_roles();
        assert_eq!(missing(built_in.authorize(Some(&editor()))).0, ["billing"]);
    }

    #[test]
    fn each_scope_is_needed_beside_the_roles() {
        let scopes = || vec!["read".into(), "write".into()];
        let requirement = roles(RoleCount::Any, &["editor"])
            .with_scopes(scopes())
            .unwrap();
        let decision = requirement.authorize(Some(&editor()));
        assert_eq!(missing(decision), (vec![], vec!["write".into()]));
        let without_roles = Requirement::signed_in().with_scopes(scopes()).unwrap();
        let both = user(r#"{"sub":"1","scope":"write read"}"#);
        assert_eq!(without_roles.authorize(Some(&both)), Decision::Allow);
        // Letter case counts (RFC 6749 §3.3).
        let upper = user(r#"{"sub":"1","scope":"WRITE READ"}"#);
        assert_eq!(
            missing(without_roles.authorize(Some(&upper))).1,
            ["read", "write"]
        );
    }

    #[test]
    fn the_challenge_names_missing_scopes_and_no_role() {
        let scopes = vec!["write".into()];
        let requirement = roles(RoleCount::Any, &["admin"])
            .with_scopes(scopes)
            .unwrap();
        match requirement.authorize(Some(&editor())) {
            Decision::Forbid(forbidden) => {
                let scope = String::from("write");
                assert_eq!(forbidden.role_count(), RoleCount::Any);
                assert_eq!(
                    forbidden.challenge(),
                    Challenge::InsufficientScope { scope }
                );
            }
            other => panic!("{other:?}"),
        }
    }
}
