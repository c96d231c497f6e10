//! Scheme, host and port, and where plain http is let through.

use std::fmt;
use std::net::Ipv4Addr;

use edgeward_core::route::Host;
use edgeward_core::url::{Http, HttpsUrl, InvalidUrl};

use super::Fault;

/// An origin (RFC 6454): `https://app.example.com`, `http://localhost:8787`. In lower case and
/// without the scheme's own port, as browsers write it in `Origin`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebOrigin {
    text: String,
    host: Host,
}

impl WebOrigin {
    /// Parses an origin, with or without the slash that browsers show behind it. Plain http is
    /// taken for the own machine, and elsewhere when `http` allows it.
    pub(crate) fn parse(text: &str, http: Http) -> Result<Self, Fault> {
        let url = HttpsUrl::parse(text, Http::DangerAllow).map_err(Fault::Url)?;
        if !matches!(url.path(), "" | "/") || url.query().is_some() {
            return Err(Fault::NotAnOrigin);
        }
        if !url.is_https() && !is_loopback(&url) && http == Http::Refuse {
            return Err(Fault::PlainHttp);
        }
        let (_, host) = url
            .origin()
            .split_once("://")
            .ok_or(Fault::Url(InvalidUrl::Host))?;
        let host = Host::parse(host).map_err(Fault::Host)?;
        Ok(Self {
            text: url.origin().into(),
            host,
        })
    }

    /// `scheme://host[:port]`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The host, with its port if that is not the scheme's own.
    #[must_use]
    pub const fn host(&self) -> &Host {
        &self.host
    }

    /// The URL of a path there, which begins with `/`.
    pub(super) fn join(&self, path: &str) -> Result<HttpsUrl, Fault> {
        let url = format!("{}{path}", self.text);
        // An origin with http was let through when it was parsed.
        HttpsUrl::parse(&url, Http::DangerAllow).map_err(Fault::Url)
    }
}

impl fmt::Display for WebOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Plain http needs the option, and even then the host is one of an internal network: keys that
/// came over the open internet in the clear would let anybody in.
pub(super) fn refuse_http(url: &HttpsUrl, http: Http) -> Result<(), Fault> {
    match http {
        _ if url.is_https() => Ok(()),
        Http::Refuse => Err(Fault::PlainHttp),
        Http::DangerAllow if url.has_public_host() => Err(Fault::PlainHttpPublic),
        Http::DangerAllow => Ok(()),
    }
}

/// The own machine: what is sent there crosses no network.
fn is_loopback(url: &HttpsUrl) -> bool {
    let host = url.host();
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host
            .parse()
            .is_ok_and(|address: Ipv4Addr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(text: &str) -> Result<String, Fault> {
        WebOrigin::parse(text, Http::Refuse).map(|origin| origin.as_str().to_owned())
    }

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for (text, expected) in [
            ("https://App.Example.com", "https://app.example.com"),
            ("https://app.example.com/", "https://app.example.com"),
            ("https://app.example.com:443", "https://app.example.com"),
            (
                "https://app.example.com:8443",
                "https://app.example.com:8443",
            ),
            ("http://localhost:8787", "http://localhost:8787"),
            ("http://127.0.0.1:80/", "http://127.0.0.1"),
            ("http://app.localhost", "http://app.localhost"),
            ("http://[::1]:8787", "http://[::1]:8787"),
        ] {
            assert_eq!(origin(text).as_deref(), Ok(expected), "{text}");
        }
        let host = WebOrigin::parse("https://A.example:8443", Http::Refuse).unwrap();
        assert_eq!(host.host().as_str(), "a.example:8443");
    }

    #[test]
    fn more_than_an_origin_is_refused() {
        for text in [
            "https://a.example/x",
            "https://a.example//",
            "https://a.example?x",
            "https://a.example/?",
        ] {
            assert_eq!(origin(text), Err(Fault::NotAnOrigin), "{text}");
        }
        assert_eq!(
            origin("https://u@a.example"),
            Err(Fault::Url(InvalidUrl::UserInfo))
        );
        assert_eq!(
            origin("app.example.com"),
            Err(Fault::Url(InvalidUrl::Syntax))
        );
        assert_eq!(
            origin("ws://localhost"),
            Err(Fault::Url(InvalidUrl::Scheme))
        );
    }

    #[test]
    fn plain_http_stays_on_the_own_machine_unless_it_is_allowed() {
        for text in [
            "http://a.example",
            "http://10.0.0.1",
            "http://localhost.example",
            "http://128.0.0.1",
        ] {
            assert_eq!(origin(text), Err(Fault::PlainHttp), "{text}");
            assert!(WebOrigin::parse(text, Http::DangerAllow).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_provider_on_plain_http_needs_the_option_and_an_internal_host() {
        let url = |text| HttpsUrl::parse(text, Http::DangerAllow).unwrap();
        assert_eq!(refuse_http(&url("https://a.example"), Http::Refuse), Ok(()));
        let local = url("http://localhost:9000");
        assert_eq!(refuse_http(&local, Http::Refuse), Err(Fault::PlainHttp));
        assert_eq!(refuse_http(&local, Http::DangerAllow), Ok(()));
        let public = url("http://login.example.org");
        assert_eq!(
            refuse_http(&public, Http::DangerAllow),
            Err(Fault::PlainHttpPublic)
        );
    }
}
