//! How a client shows who it is (RFC 6749 §2.3.1, RFC 7523 §2.2).

use alloc::string::String;

use crate::form;
use crate::secret::Secret;
use crate::text::concat;

/// A client and what it shows.
#[derive(Debug, Clone, Copy)]
pub enum ClientAuth<'a> {
    /// [`ClientAuthMethod::None`](super::ClientAuthMethod::None).
    None {
        /// The client's id.
        client_id: &'a str,
    },
    /// [`ClientAuthMethod::ClientSecretBasic`](super::ClientAuthMethod::ClientSecretBasic).
    Basic {
        /// The client's id.
        client_id: &'a str,
        /// The client's secret.
        secret: &'a Secret,
    },
    /// [`ClientAuthMethod::ClientSecretPost`](super::ClientAuthMethod::ClientSecretPost).
    Post {
        /// The client's id.
        client_id: &'a str,
        /// The client's secret.
        secret: &'a Secret,
    },
    /// [`ClientAuthMethod::PrivateKeyJwt`](super::ClientAuthMethod::PrivateKeyJwt).
    PrivateKeyJwt {
        /// The client's id.
        client_id: &'a str,
        /// The signed assertion; see [`ClientAssertion`](super::ClientAssertion).
        assertion: &'a Secret,
    },
}

impl ClientAuth<'_> {
    /// The value of the `Authorization` header, if the method has one. Id and secret are
    /// form-encoded first, so that a colon in the id stays one (RFC 6749 §2.3.1).
    pub(super) fn authorization(&self) -> Option<Secret> {
        let Self::Basic { client_id, secret } = self else {
            return None;
        };
        let pair = concat(&[
            &form::encode_text(client_id),
            ":",
            &form::encode_text(secret.expose()),
        ]);
        Some(Secret::new(concat(&["Basic ", &base64(pair.as_bytes())])))
    }

    /// Adds the fields of the method to the form.
    pub(super) fn push_fields(&self, form: &mut String) {
        let (client_id, secret) = match *self {
            Self::Basic { .. } => return,
            Self::None { client_id } => (client_id, None),
            Self::Post { client_id, secret } => (client_id, Some(("client_secret", secret))),
            Self::PrivateKeyJwt {
                client_id,
                assertion,
            } => (client_id, Some(("client_assertion", assertion))),
        };
        form::push(form, "client_id", client_id);
        if let Self::PrivateKeyJwt { .. } = self {
            form::push(form, "client_assertion_type", ASSERTION_TYPE);
        }
        if let Some((name, secret)) = secret {
            form::push(form, name, secret.expose());
        }
    }
}

/// RFC 7523 §2.2.
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// base64 with padding (RFC 4648 §4), which HTTP's Basic scheme wants (RFC 7617 §2).
fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in crate::base64url::encode(bytes).bytes() {
        text.push(match byte {
            b'-' => '+',
            b'_' => '/',
            _ => byte.into(),
        });
    }
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn fields(auth: &ClientAuth<'_>) -> String {
        let mut form = String::new();
        auth.push_fields(&mut form);
        form
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
        assert_eq!(fields(&auth), "");
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
            let expected = form::encode(expected.iter().copied());
            assert_eq!(fields(&auth), expected, "{auth:?}");
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
