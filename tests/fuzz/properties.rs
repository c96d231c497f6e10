//! The targets again, with bytes put together from what means something: random ones would be turned
//! away at the first check.

use edgeward_fuzz::{claims, discovery, gate, jwk_set, provider_answer};
use proptest::collection::{hash_map, vec};
use proptest::prelude::*;
use proptest::sample::select;

/// JSON of every type, at the boundaries of what a claim may be.
const VALUES: [&str; 34] = [
    "null",
    "true",
    "{}",
    "[]",
    "[\"\"]",
    "\"\"",
    "\"u1\"",
    "\"app\"",
    "\"https://api.example\"",
    "\"https://idp.example\"",
    "\"https://idp.example/\"",
    "\"HTTPS://idp.example\"",
    "[\"https://idp.example\"]",
    "[\"app\"]",
    "[\"x\",\"app\"]",
    "[\"https://api.example\",7]",
    "[\"app\",\"https://api.example\"]",
    "\"the-nonce-of-this-sign-in\"",
    "\"access\"",
    "\"ID\"",
    "\"1700000600\"",
    "0",
    "-1",
    "1e300",
    "18446744073709551616",
    "9007199254740992",
    "1699999939",
    "1699999940",
    "1699999940.5",
    "1699999941",
    "1700000060",
    "1700000061",
    "1700000600",
    "1.7e9",
];

const CLAIMS: [&str; 14] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "nonce",
    "azp",
    "scope",
    "typ",
    "token_use",
    "client_id",
    "at_hash",
    "auth_time",
];

const HEADERS: [&str; 6] = [
    "",
    r#"{"alg":"HS256"}"#,
    r#"{"alg":"HS256","typ":"at+jwt"}"#,
    r#"{"alg":"HS256","typ":"JWT"}"#,
    r#"{"alg":"HS256","typ":"logout+jwt"}"#,
    r#"{"alg":"HS256","kid":"k"}"#,
];

/// What paths and queries of requests are put together from.
const PIECES: [&str; 30] = [
    "/",
    "//",
    "admin",
    "public",
    "auth",
    "login",
    "callback",
    "logout",
    "me",
    "ADMIN",
    "%61dmin",
    "..",
    ".",
    "%2e",
    "%2f",
    "%5c",
    "\\",
    ";x",
    "?",
    "#",
    "%00",
    "%252f",
    "%c4%b1",
    "return_to=",
    "code=c",
    "state=s",
    "&",
    "=",
    "//evil.example",
    "é",
];

const FIELDS: [&str; 19] = [
    "Authorization: Bearer {admin}",
    "Cookie: a=b",
    "Cookie: __Host-edgeward-session=1abc; __Host-edgeward-session.1=d",
    "Cookie: __Host-edgeward-signed-in=1",
    "X-Edgeward-User: root",
    "x_edgeward_roles: admin",
    "Connection: x-edgeward-user, close",
    "Origin: https://spa.example",
    "Origin: https://evil.example",
    "Origin: null",
    "Host: evil.example",
    "Host: app.example",
    "Accept: text/html",
    "Sec-Fetch-Mode: navigate",
    "Sec-Fetch-Site: cross-site",
    "Upgrade: websocket",
    "Access-Control-Request-Method: PUT",
    "X-HTTP-Method-Override: PUT",
    "X-Original-URL: /admin",
];

const CREDENTIALS: [&str; 9] = [
    "Cookie: {member-session}",
    "Cookie: {admin-session}; a=b",
    "Cookie: {member-session}; {admin-session}",
    "X: y",
    "Authorization: Bearer {member}",
    "Authorization: Bearer {admin}",
    "Authorization: Bearer a.b.c",
    "Authorization: Basic {admin}",
    "Authorization: bearer  {member}",
];

const METHODS: [&str; 9] = [
    "GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "TRACE", "get", "PROPFIND",
];

/// What the URL of an endpoint is put together from.
const URL_PIECES: [&str; 26] = [
    "https://",
    "http://",
    "HTTPS://",
    "//",
    "idp.example",
    "keys.example",
    "localhost",
    "127.1",
    "127.0.0.1",
    "0x7f.1",
    "2130706433",
    "10.0.0.1",
    "169.254.169.254",
    "[::1]",
    "[fd00::1]",
    "[::ffff:7f00:1]",
    "localhost.",
    "a@",
    "@",
    ":443",
    ":0",
    "/",
    "/jwks",
    "?",
    "#",
    "%2e",
];

const MEMBERS: [&str; 14] = [
    "kty", "crv", "x", "y", "n", "e", "k", "d", "kid", "alg", "use", "key_ops", "oth", "x5c",
];

const MEMBER_VALUES: [&str; 22] = [
    "null",
    "7",
    "\"\"",
    "\"RSA\"",
    "\"EC\"",
    "\"OKP\"",
    "\"oct\"",
    "\"P-256\"",
    "\"P-384\"",
    "\"Ed25519\"",
    "\"X25519\"",
    "\"AQAB\"",
    "\"AQ\"",
    "\"AA\"",
    "\"sig\"",
    "\"enc\"",
    "\"RS256\"",
    "\"ES256\"",
    "\"none\"",
    "[\"verify\"]",
    "[\"sign\"]",
    "\"k\"",
];

const BODIES: [&str; 9] = [
    "{}",
    "[]",
    "{\"issuer\":",
    include_str!("seeds/discovery/plain.json"),
    include_str!("seeds/jwk_set/mixed.json"),
    include_str!("seeds/jwk_set/secret.json"),
    include_str!("seeds/token_response/full.json"),
    include_str!("seeds/token_response/error.json"),
    include_str!("seeds/token_response/userinfo.json"),
];

fn object(members: impl IntoIterator<Item = (&'static str, &'static str)>) -> String {
    let members = members.into_iter();
    let members: Vec<_> = members
        .map(|(name, value)| format!("\"{name}\":{value}"))
        .collect();
    format!("{{{}}}", members.join(","))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, failure_persistence: None, ..Default::default() })]

    #[test]
    fn claims_of_any_type(
        header in select(&HEADERS[..]),
        changes in hash_map(select(&CLAIMS[..]), select(&VALUES[..]), 0..5),
        left_out in select(&CLAIMS[..]),
        id_token in any::<bool>(),
    ) {
        let mut members = std::collections::HashMap::from([
            ("iss", "\"https://idp.example\""),
            ("sub", "\"u1\""),
            ("exp", "1700000600"),
            ("iat", "1700000000"),
        ]);
        members.extend(if id_token {
            [("aud", "\"app\""), ("nonce", "\"the-nonce-of-this-sign-in\"")].to_vec()
        } else {
            [("aud", "\"https://api.example\"")].to_vec()
        });
        if !changes.is_empty() {
            members.remove(left_out);
        }
        members.extend(changes);
        claims(format!("{header}\n{}", object(members)).as_bytes());
    }

    #[test]
    fn requests_of_any_parts(
        method in select(&METHODS[..]),
        begins in select(&["public/a", "me", "admin/x", "auth/", ""][..]),
        pieces in vec(select(&PIECES[..]), 0..4),
        credential in select(&CREDENTIALS[..]),
        fields in vec(select(&FIELDS[..]), 0..4),
        body in select(&["", "code=c&state=s", "state=s&state=t"][..]),
    ) {
        let (more, fields) = (pieces.concat(), fields.join("\n"));
        let request = format!("{method}\n/{begins}{more}\n{credential}\n{fields}\n\n{body}");
        gate(request.as_bytes());
    }

    #[test]
    fn endpoints_at_any_host(pieces in vec(select(&URL_PIECES[..]), 1..5)) {
        let url = pieces.concat();
        let document = object([("issuer", "\"https://idp.example\"")]);
        let document = document.replace('}', &format!(",\"jwks_uri\":\"{url}\"}}"));
        discovery(document.as_bytes());
    }

    #[test]
    fn keys_with_any_members(
        keys in vec(hash_map(select(&MEMBERS[..]), select(&MEMBER_VALUES[..]), 0..7), 0..4),
    ) {
        let keys: Vec<_> = keys.into_iter().map(object).collect();
        let ours = include_str!("seeds/jwk_set/small.json").replace("]}", "");
        jwk_set(format!("{ours}{}]}}", keys.iter().map(|key| format!(",{key}")).collect::<String>()).as_bytes());
        jwk_set(format!("{{\"keys\":[{}]}}", keys.join(",")).as_bytes());
    }

    #[test]
    fn answers_in_any_order(
        answers in vec((select(&["200", "400", "503", "0"][..]), select(&BODIES[..]),
            select(&["application/json", "text/html", "application/jwk-set+json; a=b", ""][..]),
            select(&["", "max-age=0", "max-age=99999999999", "no-store, max-age=x"][..])), 1..6),
    ) {
        let answers: Vec<_> = answers
            .into_iter()
            .map(|(status, body, content_type, caching)| {
                format!("{status}\n{content_type}\n{caching}\n{body}")
            })
            .collect();
        provider_answer(answers.join("\n---\n").as_bytes());
    }
}
