//! Issuer identifiers (RFC 8414 §2, OIDC Core §2).

use alloc::string::String;
use core::fmt;

use super::{Http, HttpsUrl, InvalidUrl};
use crate::text::concat;

/// The identifier of a provider: an https URL without query and fragment, compared byte for byte.
///
/// Nothing is trimmed, folded or normalised. `https://a.example` and `https://a.example/` are two
/// issuers, and mixing them up is what an attacker would like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer(HttpsUrl);

impl Issuer {
    /// Parses an issuer identifier.
    ///
    /// # Errors
    /// What [`HttpsUrl::parse`] refuses, and a query.
    pub fn parse(text: &str, http: Http) -> Result<Self, InvalidUrl> {
        let url = HttpsUrl::parse(text, http)?;
        if url.query().is_some() {
            return Err(InvalidUrl::Query);
        }
        Ok(Self(url))
    }

    /// The identifier, exactly as it was parsed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The identifier as the URL that it is.
    #[must_use]
    pub const fn url(&self) -> &HttpsUrl {
        &self.0
    }

    /// Whether `text` is this issuer, byte for byte.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.as_str() == text
    }

    /// Where the provider publishes its metadata (OIDC Discovery §4): the issuer, without a closing
    /// slash, and `/.well-known/openid-configuration`.
    #[must_use]
    pub fn well_known_url(&self) -> HttpsUrl {
        self.0.below("/.well-known/openid-configuration")
    }

    /// The issuer, without a closing slash, and `path`, which begins with one.
    #[must_use]
    pub fn join(&self, path: &str) -> String {
        let issuer = self.as_str();
        concat(&[issuer.strip_suffix("/").unwrap_or(issuer), path])
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issuer(text: &str) -> Issuer {
        Issuer::parse(text, Http::Refuse).unwrap()
    }

    #[test]
    fn comparison_is_byte_for_byte() {
        let issuer = issuer("https://login.example.com/tenant");
        assert!(issuer.is("https://login.example.com/tenant"));
        for other in [
            "",
            "https://login.example.com",
            "https://login.example.com/tenant/",
            "https://login.example.com/tenan",
            "https://login.example.com/tenant2",
            "https://LOGIN.example.com/tenant",
            "https://login.example.com:443/tenant",
            "https://login.example.com/tenant ",
        ] {
            assert!(!issuer.is(other), "{other:?}");
        }
    }

    #[test]
    fn the_metadata_address_has_one_slash() {
        let expected = "https://a.example/t/.well-known/openid-configuration";
        assert_eq!(
            issuer("https://a.example/t").well_known_url().as_str(),
            expected
        );
        assert_eq!(
            issuer("https://a.example/t/").well_known_url().as_str(),
            expected
        );
        assert_eq!(
            issuer("https://a.example").well_known_url().as_str(),
            "https://a.example/.well-known/openid-configuration"
        );
    }

    #[test]
    fn query_fragment_and_plain_http_are_refused() {
        let parse = |text| Issuer::parse(text, Http::Refuse);
        assert_eq!(parse("https://a.example/?"), Err(InvalidUrl::Query));
        assert_eq!(parse("https://a.example/?t=1"), Err(InvalidUrl::Query));
        assert_eq!(parse("https://a.example/#"), Err(InvalidUrl::Fragment));
        assert_eq!(parse("http://a.example/"), Err(InvalidUrl::Scheme));
        assert!(Issuer::parse("http://127.0.0.1:9000", Http::DangerAllow).is_ok());
    }
}
