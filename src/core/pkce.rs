//! Proof Key for Code Exchange (RFC 7636), method S256 only.

use alloc::string::String;
use core::fmt;

use crate::displayed;
use crate::text::Say;
use crate::{base64url, digest};

/// The secret that ties a token request to its authorization request (RFC 7636 §4.1).
#[derive(Clone)]
pub struct CodeVerifier(String);

impl CodeVerifier {
    /// A verifier of 43 characters from 32 random bytes, as RFC 7636 §4.1 recommends.
    #[must_use]
    pub fn from_random(random: [u8; 32]) -> Self {
        Self(base64url::encode(&random))
    }

    /// Takes a verifier that was made before.
    ///
    /// # Errors
    /// Anything but 43 to 128 unreserved characters.
    pub fn parse(text: &str) -> Result<Self, InvalidPkce> {
        let unreserved =
            |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~');
        let valid = (43..=128).contains(&text.len()) && text.bytes().all(unreserved);
        valid.then(|| Self(text.into())).ok_or(InvalidPkce)
    }

    /// The verifier itself. It goes to the token endpoint and nowhere else.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The challenge of the authorization request: SHA-256 of the verifier, base64url.
    #[must_use]
    pub fn challenge(&self) -> CodeChallenge {
        CodeChallenge(base64url::encode(&digest::sha256(self.0.as_bytes())))
    }
}

impl fmt::Debug for CodeVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeVerifier([redacted])")
    }
}

/// A code challenge of the method S256 (RFC 7636 §4.2). It is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeChallenge(String);

impl CodeChallenge {
    /// The name of the method, for `code_challenge_method`.
    pub const METHOD: &'static str = "S256";

    /// Takes a challenge that was made elsewhere.
    ///
    /// # Errors
    /// Anything but the 43 characters of 32 bytes in base64url.
    pub fn parse(text: &str) -> Result<Self, InvalidPkce> {
        match base64url::decode(text) {
            Ok(bytes) if bytes.len() == 32 => Ok(Self(text.into())),
            _ => Err(InvalidPkce),
        }
    }

    /// The challenge as it is sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The text is no code verifier or no S256 challenge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidPkce;

impl Say for InvalidPkce {
    fn sentence(&self) -> &'static str {
        "not a `code_verifier` or S256 `code_challenge` of RFC 7636"
    }
}

displayed!(InvalidPkce);

impl core::error::Error for InvalidPkce {}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    #[test]
    fn the_vector_of_rfc_7636_appendix_b_holds() {
        let random = [
            116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212,
            37, 77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
        ];
        let verifier = CodeVerifier::from_random(random);
        assert_eq!(
            verifier.expose(),
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        );
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        assert_eq!(verifier.challenge().as_str(), challenge);
        assert_eq!(
            CodeVerifier::parse(verifier.expose())
                .unwrap()
                .challenge()
                .as_str(),
            challenge
        );
        assert_eq!(
            CodeChallenge::parse(challenge).unwrap(),
            verifier.challenge()
        );
    }

    #[test]
    fn a_verifier_has_43_to_128_unreserved_characters() {
        for length in [43, 128] {
            assert!(CodeVerifier::parse(&"a".repeat(length)).is_ok());
        }
        for length in [0, 42, 129] {
            assert!(CodeVerifier::parse(&"a".repeat(length)).is_err());
        }
        assert!(CodeVerifier::parse(&format!("{}-._~", "Z9".repeat(20))).is_ok());
        for bad in ["+", "/", "=", " ", "%", "ü", "\n"] {
            assert!(
                CodeVerifier::parse(&format!("{}{bad}", "a".repeat(43))).is_err(),
                "{bad}"
            );
        }
    }

    #[test]
    fn a_challenge_is_32_bytes_of_base64url() {
        assert!(CodeChallenge::parse(&"A".repeat(43)).is_ok());
        for bad in [
            "",
            "A",
            &"A".repeat(42),
            &"A".repeat(44),
            &format!("{}=", "A".repeat(43)),
        ] {
            assert!(CodeChallenge::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn debug_hides_the_verifier() {
        let text = format!("{:?}", CodeVerifier::from_random([7; 32]));
        assert_eq!(text, "CodeVerifier([redacted])");
    }
}
