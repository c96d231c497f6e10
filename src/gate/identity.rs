//! Who the origin is told that somebody is, and what the request may not say about it itself.
//!
//! | Header | Holds |
//! |---|---|
//! | `x-edgeward-user` | the subject (`sub`) |
//! | `x-edgeward-email`, `-email-verified` | the address, and `true` or `false` |
//! | `x-edgeward-name` | the name for display |
//! | `x-edgeward-tenant` | the tenant, where the provider has tenants |
//! | `x-edgeward-roles`, `-custom-roles`, `-scopes` | lists, separated by commas |
//! | `x-edgeward-issuer` | the issuer identifier |
//! | `x-edgeward-auth` | `bearer` or `session` |
//!
//! Values are UTF-8, percent-encoded wherever a byte is not visible ASCII, and `%` always; in lists
//! the comma of an item is too. So every value is one line of ASCII, no two values look alike, and
//! decoding is one call.

use std::borrow::Cow;
use std::collections::BTreeSet;

use edgeward_core::user::User;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::http::Request;

/// What an item of a list has encoded; the bytes beyond ASCII always are.
const ITEM: &AsciiSet = &CONTROLS.add(b' ').add(b'%').add(b',');

/// What a single value has encoded. Spaces too: a server may trim them, and `a` is not `a `.
const VALUE: &AsciiSet = &CONTROLS.add(b' ').add(b'%');

/// What a name has encoded: it keeps the spaces inside, where no server trims them.
const NAME: &AsciiSet = &CONTROLS.add(b'%');

/// How somebody showed who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Credential {
    /// An access token in `Authorization`.
    Bearer,
    /// A sealed session cookie.
    Session,
}

impl Credential {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Bearer => "bearer",
            Self::Session => "session",
        }
    }
}

/// The identity headers for the origin.
pub(crate) fn headers(user: &User, issuer: &str, by: Credential) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("x-edgeward-user", value(user.user_id())),
        ("x-edgeward-issuer", value(issuer)),
        ("x-edgeward-auth", by.as_str().to_owned()),
        ("x-edgeward-roles", list(user.roles())),
        ("x-edgeward-custom-roles", list(user.custom_roles())),
        ("x-edgeward-scopes", list(user.scopes())),
    ];
    if let Some(email) = user.email() {
        headers.push(("x-edgeward-email", value(email)));
        headers.push((
            "x-edgeward-email-verified",
            user.email_verified().to_string(),
        ));
    }
    if let Some(tenant) = user.tenant_id() {
        headers.push(("x-edgeward-tenant", value(tenant)));
    }
    if let Some(name) = user.name() {
        headers.push(("x-edgeward-name", encoded(name.trim(), NAME).into_owned()));
    }
    headers
}

/// The names of the fields that never go on to the origin, whoever sent them, on every path.
///
/// - The identity fields, in every letter case and with `_`, `.` or any other mark for `-`: some
///   origins read them alike.
/// - What frameworks take for another path, method or host than the one that was matched. They believe
///   it of a server that stands before them, which is the gate.
/// - Hop-by-hop fields (RFC 9110 §7.6.1) and what `Connection` names: a client must not be able to
///   take a field away behind the gate.
/// - `Upgrade`, which a server may ignore (RFC 9110 §7.8), but that of a WebSocket's handshake: a host that
///   sees the field asks the origin by GET, whatever method was matched.
pub(crate) fn removed(request: &Request) -> Vec<String> {
    let headers = &request.headers;
    let named: BTreeSet<String> = headers
        .all("connection")
        .flat_map(|value| value.split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .collect();
    let keeps_upgrade = is_handshake(request);
    let goes = |name: &str| match name {
        "upgrade" => !keeps_upgrade,
        _ => is_refused(&folded(name)) || named.contains(name),
    };
    headers
        .iter()
        .map(|(name, _)| name)
        .filter(|name| goes(name))
        .map(str::to_owned)
        .collect()
}

/// Whether the request asks for a WebSocket and for nothing else (RFC 6455 §4.1).
fn is_handshake(request: &Request) -> bool {
    let mut protocols = request.headers.all("upgrade");
    let is_websocket = |it: &str| it.trim().eq_ignore_ascii_case("websocket");
    request.method == "GET"
        && protocols.next().is_some_and(is_websocket)
        && protocols.next().is_none()
}

/// The name as an origin may read it that takes every mark for `-`.
fn folded(name: &str) -> Cow<'_, str> {
    if name
        .bytes()
        .all(|it| it.is_ascii_alphanumeric() || it == b'-')
    {
        return name.into();
    }
    let fold = |it: char| if it.is_ascii_alphanumeric() { it } else { '-' };
    name.chars().map(fold).collect::<String>().into()
}

fn is_refused(folded: &str) -> bool {
    PREFIXES.iter().any(|it| folded.starts_with(it)) && folded != CLIENTS
        || REFUSED.contains(&folded)
}

/// What no client may say, however it goes on.
const PREFIXES: [&str; 8] = [
    "x-edgeward",
    "x-forwarded-",
    "x-http-host",
    "x-http-method",
    // How the parts of Next.js tell each other which page is meant.
    "x-invoke-",
    "x-middleware-subrequest",
    "x-original-",
    "x-rewrite-",
];

/// Which addresses a request came by. It is of no use for reaching another path.
const CLIENTS: &str = "x-forwarded-for";

const REFUSED: [&str; 15] = [
    "connection",
    "forwarded",
    "keep-alive",
    // With `script-name`, what gunicorn takes from a proxy for the variables of CGI (RFC 3875 §4.1): the one
    // is the path, the other is cut off it.
    "path-info",
    "proxy-authorization",
    "proxy-connection",
    "script-name",
    "te",
    // With `x-sendfile-type`, by what Rack lets a proxy send files in its place (CVE-2025-61780).
    "x-accel-mapping",
    "x-envoy-original-path",
    "x-host",
    "x-matched-path",
    "x-method-override",
    "x-script-name",
    "x-sendfile-type",
];

fn value(text: &str) -> String {
    encoded(text, VALUE).into_owned()
}

fn list(items: &[String]) -> String {
    let mut list = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            list.push(',');
        }
        list.push_str(&encoded(item, ITEM));
    }
    list
}

/// Most texts have nothing to encode.
fn encoded<'a>(text: &'a str, set: &'static AsciiSet) -> Cow<'a, str> {
    utf8_percent_encode(text, set).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Headers;

    fn removed_of(method: &str, headers: Headers) -> Vec<String> {
        removed(&Request {
            method: method.into(),
            url: "https://app.example/".into(),
            headers,
        })
    }

    #[test]
    fn identity_and_override_fields_go_in_every_spelling() {
        let headers = Headers::from_iter([
            ("X-Edgeward-User", "root"),
            ("x_edgeward_roles", "admin"),
            ("x-edgeward_email", "a@b"),
            ("x-edgewardfoo", "1"),
            ("X-Original-URL", "/admin"),
            ("x-http_method-override", "DELETE"),
            ("accept", "*/*"),
            ("x-edge", "stays"),
        ]);
        assert_eq!(
            removed_of("GET", headers),
            [
                "x-edgeward-user",
                "x_edgeward_roles",
                "x-edgeward_email",
                "x-edgewardfoo",
                "x-original-url",
                "x-http_method-override"
            ]
        );
    }

    #[test]
    fn whatever_a_framework_takes_for_a_dash_or_for_a_path_goes() {
        let hostile = [
            "x.edgeward.user",
            "x~edgeward~roles",
            "x_forwarded_host",
            "x-forwarded-port",
            "x-forwarded-scheme",
            "x-forwarded-client-cert",
            "x-forwarded-path",
            "x-original-host",
            "x-rewrite-uri",
            "x-http-method",
            "x-http-host-override",
            "x-method-override",
            "x-middleware-subrequest-id",
            "x-envoy-original-path",
            "x-host",
            "script_name",
            "path_info",
            "x-script-name",
            "x-invoke-path",
            "x-matched-path",
            "x-sendfile-type",
            "x-accel-mapping",
        ];
        let headers = Headers::from_iter(hostile.map(|name| (name, "1")));
        assert_eq!(removed_of("GET", headers), hostile);
        let honest = [
            "x-forwarded-for",
            "x-real-ip",
            "x-middleware-prefetch",
            "x-request-id",
            "x-hostname",
            "x-script",
        ];
        let headers = Headers::from_iter(honest.map(|name| (name, "1")));
        assert_eq!(removed_of("GET", headers), [""; 0]);
    }

    #[test]
    fn what_connection_names_goes_too_but_a_handshake_stays() {
        let asked = |method, upgrades: &[&'static str]| {
            let named = [("connection", "X-Trace, Upgrade"), ("x-trace", "1")];
            let upgrades = upgrades.iter().map(|&it| ("upgrade", it));
            removed_of(method, named.into_iter().chain(upgrades).collect())
        };
        for protocol in ["websocket", "WebSocket"] {
            assert_eq!(asked("GET", &[protocol]), ["connection", "x-trace"]);
        }
        let all = ["connection", "x-trace", "upgrade"];
        for (method, protocol) in [
            ("POST", "websocket"),
            ("HEAD", "websocket"),
            ("get", "websocket"),
            ("GET", "h2c"),
            ("GET", "h2c, websocket"),
            ("GET", ""),
        ] {
            assert_eq!(asked(method, &[protocol]), all, "{method} {protocol}");
        }
        assert_eq!(asked("GET", &["websocket", "h2c"])[..3], all);
    }

    #[test]
    fn values_are_one_line_of_ascii_and_items_hold_no_comma() {
        assert_eq!(value("Zoë 100%\r\nx: y"), "Zo%C3%AB%20100%25%0D%0Ax:%20y");
        assert_eq!(
            list(&["a,b".into(), "c d".into(), "é".into()]),
            "a%2Cb,c%20d,%C3%A9"
        );
    }
}
