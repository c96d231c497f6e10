//! Hosts: only spellings that RFC 3986 readers and WHATWG readers (every `fetch`) understand alike.

use alloc::string::String;

use super::address::{self, Groups};
use crate::text::{cut, cut_last, pieces};

/// Appends the host of an authority in lower case; an IPv6 address comes in brackets. Says whether it can be
/// one of the public internet; `None` for what is no host.
pub(super) fn push(to: &mut String, text: &str) -> Option<bool> {
    if let Some(behind) = text.strip_prefix("[") {
        let address = address::v6(behind.strip_suffix("]")?)?;
        address::push_bracketed(to, address);
        return Some(is_public_v6(address));
    }
    let start = to.len();
    to.push_str(text);
    let name = to.get_mut(start..)?;
    name.make_ascii_lowercase();
    match address::v4(name) {
        Some(address) => Some(is_public_v4(address)),
        None => is_name(name).then(|| is_public_name(name)),
    }
}

/// A name of DNS shape in lower case: labels of letters, digits, `-` and `_`, 253 bytes at most (RFC 1034 §3.1).
///
/// A percent-encoded name is refused because `fetch` decodes it, a last label that is a number
/// because `fetch` reads the whole as an IPv4 address (`127.1`, `0x7f000001`, `2130706433`), and a
/// closing dot because it names the same machine in a second spelling.
fn is_name(text: &str) -> bool {
    let label_fits = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    let last = cut_last(text, b'.').map_or(text, |(_, last)| last);
    let last_is_number = last.bytes().all(|b| b.is_ascii_digit())
        || last
            .strip_prefix("0x")
            .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
    text.len() <= 253 && pieces(text, b'.').all(label_fits) && !last_is_number
}

/// Not one of the names that are reserved for a machine or a local network: a single label,
/// `localhost` (RFC 6761 §6.3), `local` (RFC 6762), `home.arpa` (RFC 8375), `internal` (ICANN; the
/// metadata services of clouds live there).
fn is_public_name(name: &str) -> bool {
    let internal = ["localhost", "local", "internal", "home.arpa"];
    let under = |zone: &str| {
        name.strip_suffix(zone)
            .is_some_and(|rest| rest.ends_with("."))
    };
    cut(name, b'.').is_some() && name != "home.arpa" && !internal.iter().any(|zone| under(zone))
}

/// Outside the special-purpose ranges of the IANA registry (RFC 6890) that no provider can be in.
const fn is_public_v4(octets: [u8; 4]) -> bool {
    !matches!(
        octets,
        // This network, private, loopback; multicast and what is reserved.
        [0 | 10 | 127 | 224.., ..]
        // Shared by carriers (RFC 6598); link-local; private.
        | [100, 64..=127, ..] | [169, 254, ..] | [172, 16..=31, ..] | [192, 168, ..]
        // Protocol assignments; documentation (RFC 5737).
        | [192, 0, 0 | 2, _] | [198, 51, 100, _] | [203, 0, 113, _]
        // Benchmarking (RFC 2544).
        | [198, 18 | 19, ..]
    )
}

/// Global unicast (RFC 4291 §2.4) without the ranges that stand for an IPv4 address (6to4, Teredo)
/// or for documentation. Mapped and NAT64 addresses are outside `2000::/3` already.
const fn is_public_v6(groups: Groups) -> bool {
    match groups {
        [0x2001, 0 | 0xdb8, ..] | [0x2002, ..] => false,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn host(text: &str) -> Option<String> {
        let mut host = String::new();
        push(&mut host, text).map(|_| host)
    }

    fn is_public(text: &str) -> bool {
        push(&mut String::new(), text).unwrap()
    }

    #[test]
    fn names_that_fetch_would_read_differently_are_refused() {
        for text in [
            "",
            ".",
            "a..example",
            ".a.example",
            "a.example.",
            "localhost.",
            "127.1",
            "127.0.1",
            "2130706433",
            "0x7f000001",
            "0X7F.1",
            "a.0x7f",
            "a.0x",
            "0177.0.0.1",
            "127.0.0.256",
            "1.2.3.4.5",
            "%31%32%37.0.0.1",
            "a%2eexample",
            "a,b.example",
            "a;b",
            "a!b.example",
            "[v1.x]",
            "[::1",
            "[fe80::1%25eth0]",
            "[]",
        ] {
            assert_eq!(host(text), None, "{text:?}");
        }
    }

    #[test]
    fn ordinary_names_and_addresses_are_taken_in_lower_case() {
        for (text, expected) in [
            ("Login.Example.COM", "login.example.com"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"),
            ("my_tenant.example", "my_tenant.example"),
            ("localhost", "localhost"),
            ("10.0.0.1", "10.0.0.1"),
            ("0x.example", "0x.example"),
            ("1.example1", "1.example1"),
            ("[0:0:0:0:0:0:0:1]", "[::1]"),
        ] {
            assert_eq!(host(text).as_deref(), Some(expected));
        }
    }

    #[test]
    fn label_and_name_length_limits_are_exact() {
        let label = "a".repeat(63);
        assert!(host(&label).is_some());
        assert!(host(&format!("{label}a")).is_none());
        let name = format!("{label}.{label}.{label}.{}", "a".repeat(61));
        assert_eq!(name.len(), 253);
        assert!(host(&name).is_some());
        assert!(host(&format!("{name}a")).is_none());
    }

    #[test]
    fn internal_hosts_are_not_public() {
        for text in [
            "localhost",
            "a.localhost",
            "metadata",
            "metadata.google.internal",
            "printer.local",
            "nas.home.arpa",
            "home.arpa",
            "LOCALHOST",
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "[::]",
            "[::1]",
            "[::ffff:10.0.0.1]",
            "[::ffff:8.8.8.8]",
            "[64:ff9b::a00:1]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[fe80::1]",
            "[ff02::1]",
            "[2001::1]",
            "[2001:db8::1]",
            "[2002:a00:1::]",
        ] {
            assert!(!is_public(text), "{text}");
        }
    }

    #[test]
    fn hosts_of_the_internet_are_public() {
        for text in [
            "www.googleapis.com",
            "internal.example.com",
            "mylocal.example",
            "notinternal.com",
            "8.8.8.8",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "198.20.0.1",
            "[2606:4700::1111]",
            "[2001:4860::8888]",
        ] {
            assert!(is_public(text), "{text}");
        }
    }
}
