//! The host that a request is for.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::displayed;
use crate::text::Say;
use crate::url::{self, address};

/// A host with its port, if it is not the scheme's own: `app.example.com`, `localhost:8787`,
/// `[::1]:8787`. Lower case, so that equal hosts are equal text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host(String);

impl Host {
    /// Parses what stands in `Host` or in the authority of a URL. Names outside ASCII are in
    /// Punycode, as they are on the wire.
    ///
    /// # Errors
    ///
    /// [`HostError::Invalid`] for user information, a trailing dot, an empty label or port, and
    /// everything that is no host.
    pub fn parse(text: &str) -> Result<Self, HostError> {
        let (name, port) = match text.rsplit_once(':') {
            // The colons of an IPv6 address are inside its brackets.
            Some((name, port)) if !port.contains(']') => (name, Some(port)),
            _ => (text, None),
        };
        let mut host = match name.strip_prefix('[') {
            Some(address) => ipv6(address),
            None => is_name(name).then(|| name.to_ascii_lowercase()),
        }
        .ok_or(HostError::Invalid)?;
        if let Some(port) = port {
            if url::parse_port(port).is_none() {
                return Err(HostError::Invalid);
            }
            host.push(':');
            host.push_str(port);
        }
        Ok(Self(host))
    }

    /// The host in lower case, with its port if it has one.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host without this port: that of the scheme, which means the same as none.
    #[must_use]
    pub fn without_port(self, port: u16) -> Self {
        match self.0.rsplit_once(':') {
            Some((name, own)) if url::parse_port(own) == Some(port) => Self(name.into()),
            _ => self,
        }
    }

    /// Whether a list that has this host means the other one: with no port, it means every port, because the
    /// port in a request is whatever its sender writes.
    fn means(&self, other: &Self) -> bool {
        let rest = other.0.strip_prefix(&self.0);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which hosts a route is about. Never empty. One without a port is that host at every port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts(Option<Vec<Host>>);

impl Hosts {
    /// Every host that the gate answers for.
    #[must_use]
    pub const fn any() -> Self {
        Self(None)
    }

    /// The hosts of a list.
    ///
    /// # Errors
    ///
    /// [`HostError::Empty`] for a route that would never apply.
    pub fn listed(hosts: Vec<Host>) -> Result<Self, HostError> {
        if hosts.is_empty() {
            Err(HostError::Empty)
        } else {
            Ok(Self(Some(hosts)))
        }
    }

    /// Whether the host is one of them.
    #[must_use]
    pub fn contains(&self, host: &Host) -> bool {
        self.0
            .as_ref()
            .is_none_or(|hosts| hosts.iter().any(|it| it.means(host)))
    }

    /// The hosts, unless it is every one.
    #[must_use]
    pub fn list(&self) -> Option<&[Host]> {
        self.0.as_deref()
    }

    /// Whether some host is in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let (Some(these), Some(those)) = (&self.0, &other.0) else {
            return true;
        };
        these
            .iter()
            .any(|one| those.iter().any(|it| it.means(one) || one.means(it)))
    }
}

/// Why a host or a list of hosts is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HostError {
    /// Not a host with an optional port.
    Invalid,
    /// A list without hosts.
    Empty,
}

impl HostError {
    /// A stable identifier, in `snake_case`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invalid => "host_invalid",
            Self::Empty => "hosts_empty",
        }
    }
}

impl Say for HostError {
    fn sentence(&self) -> &'static str {
        match self {
            Self::Invalid => "not a host with an optional port",
            Self::Empty => "the list of hosts is empty",
        }
    }
}

displayed!(HostError);

impl core::error::Error for HostError {}

fn is_name(name: &str) -> bool {
    name.len() <= 253 && name.split('.').all(is_label)
}

/// `_` is no letter of host names, but some names in use have it.
fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn ipv6(bracketed: &str) -> Option<String> {
    let address = address::v6(bracketed.strip_suffix(']')?)?;
    let mut text = String::new();
    address::push_bracketed(&mut text, address);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString as _;
    use alloc::vec;

    fn host(text: &str) -> Host {
        Host::parse(text).unwrap()
    }

    #[test]
    fn hosts_are_equal_up_to_letter_case() {
        assert_eq!(host("App.Example.COM"), host("app.example.com"));
        assert_ne!(host("app.example.com"), host("app.example.com:8443"));
        assert_eq!(host("[0:0::1]:8787").as_str(), "[::1]:8787");
        assert_eq!(host("127.0.0.1:80").as_str(), "127.0.0.1:80");
        assert_eq!(host("A.example:80").to_string(), "a.example:80");
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for text in [
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "a:",
            "a:0",
            "a:65536",
            "a:+1",
            "a:8:9",
            "a b",
            "a/b",
            "u@a",
            "a\\b",
            "[::1",
            "::1",
            "[::1]x",
            "[zz]",
            "[::1]:",
            "é.example",
            "a?b",
            "a#b",
            "a,b",
            "*.example.com",
        ] {
            assert_eq!(Host::parse(text), Err(HostError::Invalid), "{text:?}");
        }
    }

    #[test]
    fn lists_hold_their_hosts_and_any_holds_all() {
        let list = Hosts::listed(vec![host("a.example"), host("b.example")]).unwrap();
        assert!(list.contains(&host("b.example")));
        assert!(!list.contains(&host("c.example")));
        assert!(Hosts::any().contains(&host("c.example")));
        assert_eq!(Hosts::listed(vec![]), Err(HostError::Empty));
    }

    #[test]
    fn a_host_without_a_port_means_every_port() {
        for (listed, asked, is_meant) in [
            ("a.example", "a.example:8080", true),
            ("a.example", "a.example.evil:8080", false),
            ("a.example:8080", "a.example:8080", true),
            ("a.example:8080", "a.example:80", false),
            ("a.example:8080", "a.example", false),
            ("[::1]", "[::1]:8787", true),
            ("[::1]:87", "[::1]:8787", false),
        ] {
            let list = Hosts::listed(vec![host(listed)]).unwrap();
            assert_eq!(list.contains(&host(asked)), is_meant, "{listed} {asked}");
            let other = Hosts::listed(vec![host(asked)]).unwrap();
            let meet = is_meant || asked == "a.example";
            assert_eq!(list.overlaps(&other), meet, "{listed} {asked}");
            assert_eq!(other.overlaps(&list), meet, "{listed} {asked}");
        }
    }

    #[test]
    fn the_port_of_the_scheme_means_none() {
        assert_eq!(
            host("a.example:443").without_port(443).as_str(),
            "a.example"
        );
        assert_eq!(host("[::1]:80").without_port(80).as_str(), "[::1]");
        for text in ["a.example:8443", "a.example", "[::443]", "443"] {
            assert_eq!(host(text).without_port(443).as_str(), text);
        }
    }

    #[test]
    fn lists_overlap_where_they_share_a_host() {
        let a = Hosts::listed(vec![host("a.example")]).unwrap();
        let b = Hosts::listed(vec![host("b.example")]).unwrap();
        assert!(!a.overlaps(&b));
        assert!(a.overlaps(&a) && a.overlaps(&Hosts::any()) && Hosts::any().overlaps(&b));
    }
}
