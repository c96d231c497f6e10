//! What known providers do in their own way: presets, each of which configuration can override.

use crate::claims::AudienceClaim;

/// A provider that edgeward knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Provider {
    /// Signward Identity Server.
    Signward,
    /// Keycloak.
    Keycloak,
    /// Microsoft Entra ID.
    Entra,
    /// Auth0.
    Auth0,
    /// Okta.
    Okta,
    /// Amazon Cognito.
    Cognito,
    /// Google.
    Google,
    /// Any other provider of OpenID Connect.
    #[default]
    Generic,
}

impl Provider {
    /// Every preset.
    pub const ALL: [Self; 8] = [
        Self::Signward,
        Self::Keycloak,
        Self::Entra,
        Self::Auth0,
        Self::Okta,
        Self::Cognito,
        Self::Google,
        Self::Generic,
    ];

    /// The preset of this name, as configuration spells it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|provider| provider.as_str() == name)
    }

    /// The name in configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Signward => "signward",
            Self::Keycloak => "keycloak",
            Self::Entra => "entra",
            Self::Auth0 => "auth0",
            Self::Okta => "okta",
            Self::Cognito => "cognito",
            Self::Google => "google",
            Self::Generic => "generic",
        }
    }

    /// The audience of access tokens, where every tenant of the provider has the same.
    #[must_use]
    pub const fn default_audience(self) -> Option<&'static str> {
        match self {
            Self::Signward => Some("idserver-api"),
            _ => None,
        }
    }

    /// Where access tokens name their audience.
    #[must_use]
    pub const fn audience_claim(self) -> AudienceClaim {
        match self {
            Self::Cognito => AudienceClaim::ClientIdIfAbsent,
            _ => AudienceClaim::Aud,
        }
    }

    /// Whether a sign-out follows OpenID Connect RP-Initiated Logout. Cognito's takes the address to
    /// come back to as `logout_uri`, and brings no `state` back.
    #[must_use]
    pub const fn has_standard_sign_out(self) -> bool {
        !matches!(self, Self::Cognito)
    }

    /// The claim that holds the person's tenant.
    #[must_use]
    pub const fn tenant_claim(self) -> &'static str {
        match self {
            Self::Entra => "tid",
            Self::Auth0 => "org_id",
            Self::Google => "hd",
            _ => "tenant_id",
        }
    }

    /// The path under the issuer of an endpoint that the metadata may omit.
    #[must_use]
    pub const fn fallback_path(self, endpoint: Endpoint) -> Option<&'static str> {
        match (self, endpoint) {
            (Self::Signward, Endpoint::Authorization) => Some("/connect/authorize"),
            (Self::Signward, Endpoint::Token) => Some("/connect/token"),
            (Self::Signward, Endpoint::UserInfo) => Some("/connect/userinfo"),
            (Self::Signward, Endpoint::EndSession) => Some("/connect/endsession"),
            _ => None,
        }
    }
}

/// An endpoint that metadata names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// Where people are sent to sign in.
    Authorization,
    /// Where codes and refresh tokens are redeemed.
    Token,
    /// Where an access token is exchanged for claims.
    UserInfo,
    /// Where people are sent to sign out.
    EndSession,
    /// Where tokens are revoked.
    Revocation,
}

impl Endpoint {
    /// The member of the metadata (RFC 8414 §2, OIDC Discovery §3, RP-Initiated Logout §2.1).
    #[must_use]
    pub const fn member(self) -> &'static str {
        match self {
            Self::Authorization => "authorization_endpoint",
            Self::Token => "token_endpoint",
            Self::UserInfo => "userinfo_endpoint",
            Self::EndSession => "end_session_endpoint",
            Self::Revocation => "revocation_endpoint",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_parsed_from_its_own_name() {
        for provider in Provider::ALL {
            assert_eq!(Provider::parse(provider.as_str()), Some(provider));
        }
        for name in ["", "Keycloak", "keycloak ", "azure"] {
            assert_eq!(Provider::parse(name), None, "{name}");
        }
    }

    #[test]
    fn only_cognito_names_the_audience_elsewhere() {
        for provider in Provider::ALL {
            let elsewhere = provider.audience_claim() == AudienceClaim::ClientIdIfAbsent;
            assert_eq!(elsewhere, provider == Provider::Cognito);
            assert_eq!(provider.has_standard_sign_out(), !elsewhere);
        }
    }
}
