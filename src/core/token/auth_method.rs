//! Which method of client authentication a client uses (RFC 6749 §2.3, OIDC Core §9).

use crate::displayed;
use crate::text::{Gaps, Say};

/// A method of client authentication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAuthMethod {
    /// Id and secret in the `Authorization` header.
    ClientSecretBasic,
    /// Id and secret in the form.
    ClientSecretPost,
    /// A signed assertion in the form.
    PrivateKeyJwt,
    /// The id only: a public client, protected by PKCE.
    None,
}

/// What the client has to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientCredential {
    /// Whether a client secret is configured.
    pub secret: bool,
    /// Whether a signing key is configured.
    pub key: bool,
}

impl ClientAuthMethod {
    const ALL: [Self; 4] = [
        Self::ClientSecretBasic,
        Self::ClientSecretPost,
        Self::PrivateKeyJwt,
        Self::None,
    ];

    /// The method of this registered name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|method| method.as_str() == name)
    }

    /// The registered name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::None => "none",
        }
    }

    /// Chooses the method.
    ///
    /// 1. A configured method stands, also where the metadata does not list it: metadata is often
    ///    incomplete, and the provider has the last word anyway.
    /// 2. A client without a credential is public; few providers list `none`, and most have it.
    /// 3. `private_key_jwt` with a key, `client_secret_basic` or `client_secret_post` with a
    ///    secret, the first of them that the provider [supports](crate::metadata::Metadata::supports_auth_method).
    ///
    /// # Errors
    /// [`NoClientAuth::CredentialMissing`] when the configured method lacks its credential,
    /// [`NoClientAuth::Unsupported`] when the provider supports none that the credential is for.
    pub fn choose(
        supports: impl Fn(Self) -> bool,
        configured: Option<Self>,
        credential: ClientCredential,
    ) -> Result<Self, NoClientAuth> {
        if let Some(method) = configured {
            let fits = method.fits(credential);
            return fits
                .then_some(method)
                .ok_or(NoClientAuth::CredentialMissing(method));
        }
        if !credential.secret && !credential.key {
            return Ok(Self::None);
        }
        [
            Self::PrivateKeyJwt,
            Self::ClientSecretBasic,
            Self::ClientSecretPost,
        ]
        .iter()
        .copied()
        .find(|method| method.fits(credential) && supports(*method))
        .ok_or(NoClientAuth::Unsupported)
    }

    const fn fits(self, credential: ClientCredential) -> bool {
        match self {
            Self::ClientSecretBasic | Self::ClientSecretPost => credential.secret,
            Self::PrivateKeyJwt => credential.key,
            Self::None => true,
        }
    }
}

/// Why no method of client authentication can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoClientAuth {
    /// The configured method needs a credential that is not configured.
    CredentialMissing(ClientAuthMethod),
    /// The provider supports no method for the configured credential.
    Unsupported,
}

impl Say for NoClientAuth {
    fn sentence(&self) -> &'static str {
        match self {
            Self::CredentialMissing(ClientAuthMethod::PrivateKeyJwt) => "`{}` needs a client key",
            Self::CredentialMissing(_) => "`{}` needs a client secret",
            Self::Unsupported => {
                "the provider's metadata lists no client authentication that the configured \
                 credential is for; configure the method if it is known to work"
            }
        }
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        if let Self::CredentialMissing(method) = self {
            gaps.text(method.as_str());
        }
    }
}

displayed!(NoClientAuth);

impl core::error::Error for NoClientAuth {}

#[cfg(test)]
mod tests {
    use super::ClientAuthMethod::{ClientSecretBasic, ClientSecretPost, PrivateKeyJwt};
    use super::*;

    const SECRET: ClientCredential = ClientCredential {
        secret: true,
        key: false,
    };
    const KEY: ClientCredential = ClientCredential {
        secret: false,
        key: true,
    };
    const BOTH: ClientCredential = ClientCredential {
        secret: true,
        key: true,
    };
    const NEITHER: ClientCredential = ClientCredential {
        secret: false,
        key: false,
    };

    #[test]
    fn methods_are_named_as_registered() {
        for method in ClientAuthMethod::ALL {
            assert_eq!(ClientAuthMethod::parse(method.as_str()), Some(method));
        }
        assert_eq!(ClientAuthMethod::parse("client_secret_jwt"), None);
    }

    #[test]
    fn the_method_follows_metadata_and_credential() {
        let all = &[ClientSecretPost, ClientSecretBasic, PrivateKeyJwt][..];
        for (supported, credential, expected) in [
            (None, SECRET, Ok(ClientSecretBasic)),
            (None, NEITHER, Ok(ClientAuthMethod::None)),
            (None, KEY, Err(NoClientAuth::Unsupported)),
            (Some(all), SECRET, Ok(ClientSecretBasic)),
            (Some(all), KEY, Ok(PrivateKeyJwt)),
            (Some(all), BOTH, Ok(PrivateKeyJwt)),
            (Some(all), NEITHER, Ok(ClientAuthMethod::None)),
            (Some(&[ClientSecretPost][..]), SECRET, Ok(ClientSecretPost)),
            (Some(&[ClientSecretPost][..]), BOTH, Ok(ClientSecretPost)),
            (
                Some(&[ClientSecretPost][..]),
                KEY,
                Err(NoClientAuth::Unsupported),
            ),
            (
                Some(&[ClientAuthMethod::None][..]),
                SECRET,
                Err(NoClientAuth::Unsupported),
            ),
            (Some(&[][..]), SECRET, Err(NoClientAuth::Unsupported)),
        ] {
            // As the metadata have it.
            let supports =
                |method| supported.map_or(method == ClientSecretBasic, |it| it.contains(&method));
            let chosen = ClientAuthMethod::choose(supports, None, credential);
            assert_eq!(chosen, expected, "{supported:?} {credential:?}");
        }
    }

    #[test]
    fn a_configured_method_stands_if_its_credential_is_there() {
        for (method, credential, fits) in [
            (ClientSecretPost, SECRET, true),
            (ClientSecretBasic, KEY, false),
            (ClientSecretPost, NEITHER, false),
            (PrivateKeyJwt, KEY, true),
            (PrivateKeyJwt, SECRET, false),
            (ClientAuthMethod::None, BOTH, true),
        ] {
            let chosen = ClientAuthMethod::choose(|_| false, Some(method), credential);
            let expected = fits
                .then_some(method)
                .ok_or(NoClientAuth::CredentialMissing(method));
            assert_eq!(chosen, expected, "{method:?}");
        }
    }
}
