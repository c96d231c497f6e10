//! Absolute URLs as configuration and metadata may name them (RFC 3986), strict enough that every
//! reader of the text agrees about its scheme, host and port.
//!
//! The text is kept as it was written: issuers and redirect URIs are compared byte for byte.

pub(crate) mod address;
mod host;
mod issuer;
mod parts;
pub(crate) mod percent;

pub use issuer::Issuer;

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;
use core::ops::Range;

use crate::displayed;
use crate::limits;
use crate::text::{Say, concat, push_decimal, whole};
use parts::Parts;

/// Whether plain http is let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Http {
    /// https only.
    #[default]
    Refuse,
    /// http too, and hosts of an internal network: the option `danger_allow_http`, for
    /// development and tests. Whoever sits on the wire reads and changes everything.
    DangerAllow,
}

/// An absolute https URL (http only where the caller said so) without user information and
/// fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HttpsUrl(Box<Parsed>);

/// Boxed: what holds five or six URLs is moved about while it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Parsed {
    text: String,
    origin: String,
    /// Where the host is in the origin.
    host: Range<usize>,
    is_public: bool,
    /// Where the path is in the text; the query, if there is one, follows it.
    path: Range<usize>,
}

impl HttpsUrl {
    /// Parses an absolute URL of at most [`limits::URL`] bytes.
    ///
    /// # Errors
    /// The first rule that the text breaks.
    pub fn parse(text: &str, http: Http) -> Result<Self, InvalidUrl> {
        if text.len() > limits::URL {
            return Err(InvalidUrl::TooLong);
        }
        // ASCII only, no white space, no backslash: all outside RFC 3986's character set.
        let parts = Parts::parse(text).ok_or(InvalidUrl::Syntax)?;
        let is = |name| parts.scheme.eq_ignore_ascii_case(name);
        let (scheme, default_port) = match http {
            _ if is("https") => ("https://", 443),
            Http::DangerAllow if is("http") => ("http://", 80),
            _ => return Err(InvalidUrl::Scheme),
        };
        let authority = parts.authority.ok_or(InvalidUrl::Host)?;
        if authority.has_userinfo {
            return Err(InvalidUrl::UserInfo);
        }
        if parts.has_fragment {
            return Err(InvalidUrl::Fragment);
        }
        let mut origin = String::from(scheme);
        let is_public = host::push(&mut origin, authority.host).ok_or(InvalidUrl::Host)?;
        let host = scheme.len()..origin.len();
        let port = match authority.port {
            None => default_port,
            Some(digits) => parse_port(digits).ok_or(InvalidUrl::Port)?,
        };
        if port != default_port {
            origin.push(':');
            push_decimal(&mut origin, port.into());
        }
        Ok(Self(Box::new(Parsed {
            text: text.to_owned(),
            origin,
            host,
            is_public,
            path: parts.path,
        })))
    }

    /// The URL of `path`, which begins with a slash, below this one's; without its query.
    fn below(&self, path: &str) -> Self {
        let base = self.path();
        let base = base.strip_suffix("/").unwrap_or(base);
        let text = concat(&[&self.0.origin, base, path]);
        Self(Box::new(Parsed {
            path: self.0.origin.len()..text.len(),
            text,
            origin: self.0.origin.clone(),
            host: self.0.host.clone(),
            is_public: self.0.is_public,
        }))
    }

    /// The text, exactly as it was parsed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// `scheme://host[:port]`, in lower case, without the scheme's default port (RFC 6454 §6.2).
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.0.origin
    }

    /// The host in lower case; an IPv6 address with its brackets.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.origin.get(self.0.host.clone()).unwrap_or_default()
    }

    /// The path as it was written; empty when the URL ends with its authority.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.text.get(self.0.path.clone()).unwrap_or_default()
    }

    /// The query as it was written, without its question mark.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.0.text.get(self.0.path.end..)?.strip_prefix("?")
    }

    /// Whether the scheme is https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.origin.starts_with("https:")
    }

    /// Whether the host can be one of the public internet: no address of a private, loopback or
    /// link-local range, and no name that only an internal network resolves.
    #[must_use]
    pub fn has_public_host(&self) -> bool {
        self.0.is_public
    }

    /// The URL with `pairs` appended to its query, form-encoded (RFC 6749 appendix B).
    #[must_use]
    pub fn with_query<'a>(&self, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
        self.with_form(&crate::form::encode(pairs))
    }

    /// The URL with a form that is encoded already.
    pub(crate) fn with_form(&self, encoded: &str) -> String {
        let separator = match self.query() {
            _ if encoded.is_empty() => "",
            None => "?",
            Some("") => "",
            Some(_) => "&",
        };
        concat(&[&self.0.text, separator, encoded])
    }
}

impl fmt::Display for HttpsUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}

/// Why a text is not a URL that may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidUrl {
    /// Longer than [`limits::URL`].
    TooLong,
    /// Not an absolute URI of RFC 3986: among others, every text with white space, a backslash, a
    /// control or a non-ASCII character.
    Syntax,
    /// Another scheme than https (or http, where that is allowed).
    Scheme,
    /// User information before the host.
    UserInfo,
    /// No host, or one that readers could take for different machines.
    Host,
    /// A port that is empty, zero, over 65535 or has leading zeros.
    Port,
    /// A query, where none may be.
    Query,
    /// A fragment.
    Fragment,
}

impl Say for InvalidUrl {
    fn sentence(&self) -> &'static str {
        match self {
            Self::TooLong => "the URL is too long",
            Self::Syntax => "not an absolute URL",
            Self::Scheme => "the URL's scheme is not https",
            Self::UserInfo => "the URL names a user before its host",
            Self::Host => "the URL's host is missing or malformed",
            Self::Port => "the URL's port is malformed",
            Self::Query => "the URL has a query",
            Self::Fragment => "the URL has a fragment",
        }
    }
}

displayed!(InvalidUrl);

impl core::error::Error for InvalidUrl {}

/// A port in its one spelling: no sign, no leading zero.
pub(crate) fn parse_port(digits: &str) -> Option<u16> {
    let port = u16::try_from(whole(digits)?).ok()?;
    (!digits.starts_with("0")).then_some(port)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::string::ToString;

    fn https(text: &str) -> Result<HttpsUrl, InvalidUrl> {
        HttpsUrl::parse(text, Http::Refuse)
    }

    #[test]
    fn the_text_is_kept_and_the_origin_is_normalised() {
        let url = https("HTTPS://Login.Example.COM:443/Tenant/./x?a=b").unwrap();
        assert_eq!(url.as_str(), "HTTPS://Login.Example.COM:443/Tenant/./x?a=b");
        assert_eq!(url.to_string(), url.as_str());
        assert_eq!(url.origin(), "https://login.example.com");
        assert_eq!(url.host(), "login.example.com");
        assert_eq!(url.path(), "/Tenant/./x");
        assert_eq!(url.query(), Some("a=b"));
        assert!(url.is_https());
    }

    #[test]
    fn only_the_default_port_leaves_the_origin() {
        assert_eq!(
            https("https://a.example:8443").unwrap().origin(),
            "https://a.example:8443"
        );
        assert_eq!(
            https("https://a.example:80").unwrap().origin(),
            "https://a.example:80"
        );
        let http = HttpsUrl::parse("http://a.example:80/", Http::DangerAllow).unwrap();
        assert_eq!(http.origin(), "http://a.example");
        assert!(!http.is_https());
    }

    #[test]
    fn an_ipv6_host_keeps_its_brackets() {
        let url = https("https://[2001:DB8::1]:8443/x").unwrap();
        assert_eq!(url.host(), "[2001:db8::1]");
        assert_eq!(url.origin(), "https://[2001:db8::1]:8443");
    }

    #[test]
    fn http_needs_to_be_allowed_and_nothing_else_can_be() {
        assert_eq!(https("http://a.example/"), Err(InvalidUrl::Scheme));
        assert!(HttpsUrl::parse("http://a.example/", Http::DangerAllow).is_ok());
        for text in [
            "ftp://a.example/",
            "javascript://a.example/",
            "httpss://a.example/",
        ] {
            assert_eq!(
                HttpsUrl::parse(text, Http::DangerAllow),
                Err(InvalidUrl::Scheme),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_not_an_absolute_uri_is_refused() {
        for text in [
            "",
            "a.example",
            "/path",
            "//a.example/",
            " https://a.example/",
            "https://a.example/ ",
            "https://a.example/a b",
            "https://a.example\\@b.example/",
            "https:\\\\a.example/",
            "https://a.example/\n",
            "https://a.example/\t",
            "https://a.example/\0",
            "https://exämple.com/",
            "https://a.example/%zz",
            "https://a.example/%1",
            "https://[::1/",
        ] {
            assert_eq!(https(text), Err(InvalidUrl::Syntax), "{text:?}");
        }
    }

    #[test]
    fn user_information_fragment_and_missing_host_are_refused() {
        assert_eq!(https("https://user@a.example/"), Err(InvalidUrl::UserInfo));
        assert_eq!(https("https://@a.example/"), Err(InvalidUrl::UserInfo));
        assert_eq!(https("https://a:b@a.example/"), Err(InvalidUrl::UserInfo));
        assert_eq!(https("https://a.example/#"), Err(InvalidUrl::Fragment));
        assert_eq!(https("https://a.example/#top"), Err(InvalidUrl::Fragment));
        assert_eq!(https("https:///path"), Err(InvalidUrl::Host));
        assert_eq!(https("https:path"), Err(InvalidUrl::Host));
        assert_eq!(https("https://:443/"), Err(InvalidUrl::Host));
    }

    #[test]
    fn a_port_is_a_plain_number() {
        for port in ["", "0", "080", "65536", "99999999999"] {
            assert_eq!(
                https(&format!("https://a.example:{port}/")),
                Err(InvalidUrl::Port),
                "{port}"
            );
        }
        assert!(https("https://a.example:65535/").is_ok());
        assert!(https("https://a.example:1/").is_ok());
    }

    #[test]
    fn the_length_limit_is_exact() {
        let longest = format!("https://a.example/{}", "x".repeat(limits::URL - 18));
        assert!(https(&longest).is_ok());
        assert_eq!(https(&format!("{longest}x")), Err(InvalidUrl::TooLong));
    }

    #[test]
    fn parameters_join_the_query_that_is_there() {
        let pairs = [("a", "1 2"), ("b", "ü&=")];
        let cases = [
            (
                "https://a.example",
                "https://a.example?a=1+2&b=%C3%BC%26%3D",
            ),
            (
                "https://a.example/x",
                "https://a.example/x?a=1+2&b=%C3%BC%26%3D",
            ),
            (
                "https://a.example/x?",
                "https://a.example/x?a=1+2&b=%C3%BC%26%3D",
            ),
            (
                "https://a.example/x?p=q",
                "https://a.example/x?p=q&a=1+2&b=%C3%BC%26%3D",
            ),
        ];
        for (url, expected) in cases {
            assert_eq!(https(url).unwrap().with_query(pairs), expected);
        }
        assert_eq!(
            https("https://a.example/x").unwrap().with_query([]),
            "https://a.example/x"
        );
    }
}
