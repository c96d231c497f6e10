//! What a route asks of whoever wants to pass.

use alloc::string::String;
use alloc::vec::Vec;

use crate::displayed;
use crate::text::Say;

/// Who may pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Everybody. A credential that is sent must still be valid.
    Public,
    /// Everybody; whoever is signed in is made known to the origin.
    Optional,
    /// Whoever meets the requirement.
    Requires(Requirement),
}

/// A signed-in principal with roles and scopes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    roles: Vec<String>,
    count: RoleCount,
    include_custom: bool,
    scopes: Vec<String>,
}

/// How many of the named roles are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleCount {
    /// At least one.
    Any,
    /// Every one.
    All,
}

impl Requirement {
    /// Any signed-in principal.
    #[must_use]
    pub const fn signed_in() -> Self {
        Self {
            roles: Vec::new(),
            count: RoleCount::Any,
            include_custom: true,
            scopes: Vec::new(),
        }
    }

    /// Asks for roles, in any letter case; custom roles count too.
    ///
    /// # Errors
    ///
    /// [`RequirementError`] for an empty list or an empty name, which would ask for nothing or for
    /// what nobody has.
    pub fn with_roles(
        self,
        count: RoleCount,
        roles: Vec<String>,
    ) -> Result<Self, RequirementError> {
        if roles.is_empty() {
            return Err(RequirementError::NoRole);
        }
        if roles
            .iter()
            .any(|role| role.trim() != role || role.is_empty())
        {
            return Err(RequirementError::RoleInvalid);
        }
        Ok(Self {
            roles,
            count,
            ..self
        })
    }

    /// Custom roles do not count.
    #[must_use]
    pub fn without_custom_roles(self) -> Self {
        Self {
            include_custom: false,
            ..self
        }
    }

    /// Asks for every one of these scopes.
    ///
    /// # Errors
    ///
    /// [`RequirementError`] for an empty list, or what is no scope token (RFC 6749 §3.3).
    pub fn with_scopes(self, scopes: Vec<String>) -> Result<Self, RequirementError> {
        if scopes.is_empty() {
            return Err(RequirementError::NoScope);
        }
        if !scopes.iter().all(|scope| is_scope_token(scope)) {
            return Err(RequirementError::ScopeInvalid);
        }
        Ok(Self { scopes, ..self })
    }

    /// The roles that are asked for; none means any signed-in principal.
    #[must_use]
    pub fn roles(&self) -> &[String] {
        &self.roles
    }

    /// How many of the roles are needed.
    #[must_use]
    pub const fn role_count(&self) -> RoleCount {
        self.count
    }

    /// Whether custom roles count too.
    #[must_use]
    pub const fn include_custom(&self) -> bool {
        self.include_custom
    }

    /// The scopes that are asked for, all of them.
    #[must_use]
    pub fn scopes(&self) -> &[String] {
        &self.scopes
    }
}

/// Why a requirement is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequirementError {
    /// A list without roles.
    NoRole,
    /// A role without a name, or with white space around it.
    RoleInvalid,
    /// A list without scopes.
    NoScope,
    /// Not a scope token.
    ScopeInvalid,
}

impl RequirementError {
    /// A stable identifier, in `snake_case`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoRole => "roles_empty",
            Self::RoleInvalid => "role_invalid",
            Self::NoScope => "scopes_empty",
            Self::ScopeInvalid => "scope_invalid",
        }
    }
}

impl Say for RequirementError {
    fn sentence(&self) -> &'static str {
        match self {
            Self::NoRole => "the list of roles is empty",
            Self::RoleInvalid => "a role is empty or has white space around it",
            Self::NoScope => "the list of scopes is empty",
            Self::ScopeInvalid => "a scope has a character that scopes cannot have",
        }
    }
}

displayed!(RequirementError);

impl core::error::Error for RequirementError {}

/// RFC 6749 §3.3: printable ASCII without space, `"` and `\`.
fn is_scope_token(scope: &str) -> bool {
    !scope.is_empty()
        && scope
            .bytes()
            .all(|byte| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e))
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    #[test]
    fn any_signed_in_principal_is_the_least_requirement() {
        let requirement = Requirement::signed_in();
        assert!(requirement.roles().is_empty() && requirement.scopes().is_empty());
    }

    #[test]
    fn lists_that_ask_for_nothing_are_refused() {
        let base = Requirement::signed_in;
        assert_eq!(
            base().with_roles(RoleCount::All, vec![]),
            Err(RequirementError::NoRole)
        );
        for role in ["", " ", " admin", "admin "] {
            let roles = vec!["editor".into(), role.into()];
            assert_eq!(
                base().with_roles(RoleCount::Any, roles),
                Err(RequirementError::RoleInvalid),
                "{role:?}"
            );
        }
        assert_eq!(base().with_scopes(vec![]), Err(RequirementError::NoScope));
        for scope in ["", "a b", "a\"b", "a\\b", "é", "a\n"] {
            assert_eq!(
                base().with_scopes(vec![scope.into()]),
                Err(RequirementError::ScopeInvalid),
                "{scope:?}"
            );
        }
        assert!(base().with_scopes(vec!["api:read".into()]).is_ok());
    }
}
