//! How a client shows who it is (RFC 6749 §2.3, RFC 7523 §2.2, OIDC Core §9).

use alloc::format;
use core::fmt;

use crate::secret::Secret;

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
        Self::ALL.into_iter().find(|method| method.as_str() == name)
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
    ///    secret, the first of them that the provider supports. `supported` is the metadata's
    ///    `token_endpoint_auth_methods_supported`, where an absent list means
    ///    `client_secret_basic` (RFC 8414 §2).
    ///
    /// # Errors
    /// [`NoClientAuth::CredentialMissing`] when the configured method lacks its credential,
    /// [`NoClientAuth::Unsupported`] when the provider supports none that the credential is for.
    pub fn choose(
        supported: Option<&[Self]>,
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
        let supported = supported.unwrap_or(&[Self::ClientSecretBasic]);
        [
            Self::PrivateKeyJwt,
            Self::ClientSecretBasic,
            Self::ClientSecretPost,
        ]
        .into_iter()
        .find(|method| method.fits(credential) && supported.contains(method))
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

impl fmt::Display for NoClientAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CredentialMissing(method) => {
                let needed = if *method == ClientAuthMethod::PrivateKeyJwt {
                    "key"
                } else {
                    "secret"
                };
                write!(f, "`{}` needs a client {needed}", method.as_str())
            }
            Self::Unsupported => f.write_str(
                "the provider's metadata lists no client authentication that the configured \
                 credential is for; configure the method if it is known to work",
            ),
        }
    }
}

impl core::error::Error for NoClientAuth {}

/// A client and what it shows.
#[derive(Debug, Clone, Copy)]
pub enum ClientAuth<'a> {
    /// [`ClientAuthMethod::None`].
    None {
        /// The client's id.
        client_id: &'a str,
    },
    /// [`ClientAuthMethod::ClientSecretBasic`].
    Basic {
        /// The client's id.
        client_id: &'a str,
        /// The client's secret.
        secret: &'a Secret,
    },
    /// [`ClientAuthMethod::ClientSecretPost`].
    Post {
        /// The client's id.
        client_id: &'a str,
        /// The client's secret.
        secret: &'a Secret,
    },
    /// [`ClientAuthMethod::PrivateKeyJwt`].
    PrivateKeyJwt {
        /// The client's id.
        client_id: &'a str,
        /// The signed assertion; see [`ClientAssertion`](super::ClientAssertion).
        assertion: &'a Secret,
    },
}

impl<'a> ClientAuth<'a> {
    /// The value of the `Authorization` header, if the method has one. Id and secret are
    /// form-encoded first, so that a colon in the id stays one (RFC 6749 §2.3.1).
    pub(super) fn authorization(&self) -> Option<Secret> {
        let Self::Basic { client_id, secret } = self else {
            return None;
        };
        let pair = format!(
            "{}:{}",
            form_encode(client_id),
            form_encode(secret.expose())
        );
        Some(Secret::new(format!("Basic {}", base64(pair.as_bytes()))))
    }

    /// The fields that the method adds to the form.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let (client_id, [first, second]) = match *self {
            Self::Basic { .. } => (None, [None, None]),
            Self::None { client_id } => (Some(client_id), [None, None]),
            Self::Post { client_id, secret } => (
                Some(client_id),
                [Some(("client_secret", secret.expose())), None],
            ),
            Self::PrivateKeyJwt {
                client_id,
                assertion,
            } => (
                Some(client_id),
                [
                    Some(("client_assertion_type", ASSERTION_TYPE)),
                    Some(("client_assertion", assertion.expose())),
                ],
            ),
        };
        client_id
            .map(|id| ("client_id", id))
            .into_iter()
            .chain(first)
            .chain(second)
    }
}

/// RFC 7523 §2.2.
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

fn form_encode(text: &str) -> alloc::string::String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// base64 with padding (RFC 4648 §4), which HTTP's Basic scheme wants (RFC 7617 §2).
fn base64(bytes: &[u8]) -> alloc::string::String {
    let mut text = crate::base64url::encode(bytes)
        .replace('-', "+")
        .replace('_', "/");
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

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
            let chosen = ClientAuthMethod::choose(supported, None, credential);
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
            let chosen = ClientAuthMethod::choose(Some(&[]), Some(method), credential);
            let expected = fits
                .then_some(method)
                .ok_or(NoClientAuth::CredentialMissing(method));
            assert_eq!(chosen, expected, "{method:?}");
        }
    }

    #[test]
    fn basic_form_encodes_id_and_secret_before_base64() {
        let secret = Secret::from("p+q/r s%é");
        let auth = ClientAuth::Basic {
            client_id: "https://app:1",
            secret: &secret,
        };
        // https%3A%2F%2Fapp%3A1:p%2Bq%2Fr+s%25%C3%A9
        let expected = "Basic aHR0cHMlM0ElMkYlMkZhcHAlM0ExOnAlMkJxJTJGcitzJTI1JUMzJUE5";
        assert_eq!(auth.authorization().unwrap().expose(), expected);
        assert_eq!(auth.fields().count(), 0);
    }

    #[test]
    fn base64_is_padded_and_has_its_own_two_characters() {
        for (bytes, expected) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"\xfb\xff", "+/8="),
        ] {
            assert_eq!(base64(bytes), expected);
        }
    }

    #[test]
    fn the_other_methods_add_fields_and_no_header() {
        let secret = Secret::from("s3cret");
        for (auth, expected) in [
            (
                ClientAuth::None { client_id: "app" },
                &[("client_id", "app")][..],
            ),
            (
                ClientAuth::Post {
                    client_id: "app",
                    secret: &secret,
                },
                &[("client_id", "app"), ("client_secret", "s3cret")],
            ),
            (
                ClientAuth::PrivateKeyJwt {
                    client_id: "app",
                    assertion: &secret,
                },
                &[
                    ("client_id", "app"),
                    (
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                    ),
                    ("client_assertion", "s3cret"),
                ],
            ),
        ] {
            assert!(auth.authorization().is_none());
            assert!(auth.fields().eq(expected.iter().copied()), "{auth:?}");
        }
    }

    #[test]
    fn debug_hides_the_secret() {
        let secret = Secret::from("s3cret");
        let auth = ClientAuth::Basic {
            client_id: "app",
            secret: &secret,
        };
        assert!(!format!("{auth:?}{:?}", auth.authorization()).contains("s3cret"));
    }
}
