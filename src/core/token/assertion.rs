//! The assertion of `private_key_jwt` (RFC 7523 §3, OIDC Core §9). Core writes what is signed; the
//! signature comes from the host.

use alloc::format;
use alloc::string::{String, ToString};

use crate::alg::Alg;
use crate::base64url;
use crate::displayed;
use crate::json::Object;
use crate::secret::Secret;
use crate::text::Say;

/// How long an assertion is valid, in seconds: time enough for one request.
const LIFETIME: u64 = 60;

/// What an assertion says.
#[derive(Debug, Clone, Copy)]
pub struct ClientAssertion<'a> {
    /// The client, as issuer and subject.
    pub client_id: &'a str,
    /// Who it is for: the issuer (safest, RFC 7523bis), or the token endpoint where the provider
    /// wants that.
    pub audience: &'a str,
    /// The `jti`: random, so that an assertion is used once.
    pub random: [u8; 32],
    /// The time, in seconds since 1970.
    pub now: u64,
}

impl ClientAssertion<'_> {
    /// The JWS signing input, for a key with this algorithm and `kid`.
    ///
    /// # Errors
    /// [`SymmetricAssertion`]: HS256 and its like would be `client_secret_jwt`, another method.
    pub fn signing_input(
        &self,
        alg: Alg,
        kid: Option<&str>,
    ) -> Result<ClientAssertionInput, SymmetricAssertion> {
        if alg.is_symmetric() {
            return Err(SymmetricAssertion);
        }
        let mut header = Object::new();
        header.insert("alg", alg.as_str());
        header.insert("typ", "JWT");
        if let Some(kid) = kid {
            header.insert("kid", kid);
        }
        let mut claims = Object::new();
        claims.insert("iss", self.client_id);
        claims.insert("sub", self.client_id);
        claims.insert("aud", self.audience);
        claims.insert("jti", base64url::encode(&self.random));
        claims.insert("iat", self.now);
        claims.insert("exp", self.now.saturating_add(LIFETIME));
        Ok(ClientAssertionInput(format!(
            "{}.{}",
            encode(&header),
            encode(&claims)
        )))
    }
}

/// What the host signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientAssertionInput(String);

impl ClientAssertionInput {
    /// The signing input.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The finished assertion. ECDSA signatures are `r` and `s` side by side (RFC 7518 §3.4).
    #[must_use]
    pub fn with_signature(self, signature: &[u8]) -> Secret {
        Secret::new(format!("{}.{}", self.0, base64url::encode(signature)))
    }
}

/// An assertion of `private_key_jwt` cannot be signed with a symmetric algorithm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SymmetricAssertion;

impl Say for SymmetricAssertion {
    fn sentence(&self) -> &'static str {
        "`private_key_jwt` needs a private key, not a symmetric algorithm"
    }
}

displayed!(SymmetricAssertion);

impl core::error::Error for SymmetricAssertion {}

fn encode(object: &Object) -> String {
    base64url::encode(object.to_string().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jws::CompactJws;

    const ASSERTION: ClientAssertion<'_> = ClientAssertion {
        client_id: "a\"pp",
        audience: "https://idp.example",
        random: [0; 32],
        now: 1_700_000_000,
    };

    #[test]
    fn the_assertion_names_client_audience_and_a_minute() {
        let input = ASSERTION.signing_input(Alg::Es256, Some("k1")).unwrap();
        let assertion = input.with_signature(&[1; 64]);
        let jws = CompactJws::parse(assertion.expose()).unwrap();
        let header = jws.unverified_header();
        assert_eq!(
            (header.alg(), header.kid(), header.typ()),
            (Alg::Es256, Some("k1"), Some("JWT"))
        );
        let claims = String::from_utf8(jws.unverified_payload().to_vec()).unwrap();
        let jti = "A".repeat(43);
        assert_eq!(
            claims,
            format!(
                r#"{{"iss":"a\"pp","sub":"a\"pp","aud":"https://idp.example","jti":"{jti}","iat":1700000000,"exp":1700000060}}"#
            )
        );
    }

    #[test]
    fn a_key_without_kid_gives_a_header_without_one() {
        let assertion = ASSERTION
            .signing_input(Alg::Rs256, None)
            .unwrap()
            .with_signature(&[1]);
        let jws = CompactJws::parse(assertion.expose()).unwrap();
        assert_eq!(jws.unverified_header().kid(), None);
    }

    #[test]
    fn a_symmetric_algorithm_is_refused() {
        for alg in Alg::ALL {
            assert_eq!(
                ASSERTION.signing_input(alg, None).is_err(),
                alg.is_symmetric(),
                "{alg}"
            );
        }
    }
}
