//! Any request at a gate.

use edgeward_core::json::parse_object;
use edgeward_core::route::CanonicalPath;
use edgeward_core::secret::Secret;
use edgeward_gate::Gate;
use edgeward_gate::config::GateConfig;
use edgeward_gate::cookie::SetCookie;
use edgeward_gate::http::{Action, Answer, Body, BodyError, Forward, Headers, Request};
use edgeward_gate::seal::KeyRing;
use edgeward_gate::session::{Session, SessionId, SourcedRoles};

use crate::host::{Answering, honest, host, now, signed};
use crate::origins::{readings, segments};
use crate::{AUDIENCE, ISSUER, NOW};

/// A gate that anybody may read from at `/public`, signed-in people everywhere else, and people with
/// the role `admin` below `/admin`.
const VARS: &str = r#"{
    "AUTHORITY": "https://idp.example",
    "AUDIENCE": "https://api.example",
    "ORIGIN": "https://origin.example",
    "PUBLIC_URL": "https://app.example",
    "CLIENT_ID": "app",
    "COOKIE_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
    "HMAC_SECRET": "YSBzZWNyZXQgb2YgdGhpcnR5LXR3byBieXRlcywgc28",
    "CORS_ORIGINS": ["https://spa.example"],
    "ROUTES": [
        { "path": "/public/**", "access": "public" },
        { "path": "/admin/**", "roles": ["admin"] }
    ]
}"#;

/// What stands for a good token of somebody without roles, and of an administrator.
const MEMBER: &str = "{member}";
const ADMIN: &str = "{admin}";

/// The same as a sealed session in its cookie.
const MEMBER_SESSION: &str = "{member-session}";
const ADMIN_SESSION: &str = "{admin-session}";

const ORIGIN: &str = "https://app.example";
const COOKIE_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

/// Sends the request: a line with the method, a line with the URL, header lines up to an empty one,
/// and a body. In a header `{member}` and `{admin}` stand for good tokens,
/// `{member-session}` and `{admin-session}` for good cookies.
///
/// - Nothing is answered with 5xx but an unknown method, or a sign-in while there is no provider.
/// - Nothing is forwarded without the credential that its path calls for, however an origin reads
///   the path; and only the gate says who somebody is.
/// - Nothing that changes something goes on for a page of another origin by the cookie alone.
/// - No answer redirects to another host than the provider's or the gate's own, may be cached, or has
///   a line break in a header.
pub fn gate(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    let mut lines = head.split('\n');
    let mut line = || lines.next().unwrap_or_default();
    let (method, url) = (line().to_owned(), format!("https://app.example{}", line()));
    let fields = lines.filter_map(|line| line.split_once(':'));
    let request = Request {
        method,
        url,
        headers: Headers::from_iter(fields.map(|(name, value)| (name, filled(value.trim())))),
    };
    let vars = parse_object(VARS.as_bytes()).expect("it is JSON");
    let config = GateConfig::parse(&vars).unwrap_or_else(|errors| panic!("{errors}"));
    let gate = Gate::new(config, host(Answering(honest)));
    let outcome = now(gate.handle(&request, &mut Form(body.as_bytes())));
    match outcome.action {
        Action::Answer(answer) => is_safe(&answer),
        Action::Forward(forward) => is_entitled(&forward, &request, head),
    }
    assert!(serde_json::from_str::<serde_json::Value>(&outcome.log).is_ok());
    assert!(!outcome.log.contains("eyJ"), "a token is logged");
    let _ = gate.to_https(&request);
}

fn is_safe(answer: &Answer) {
    assert!(answer.status < 500 || answer.status == 501, "{answer:?}");
    let fields = answer.headers.iter().map(|(_, value)| value.as_str());
    for value in fields.chain(answer.cookies.iter().map(SetCookie::as_str)) {
        assert!(!value.contains(['\r', '\n', '\0']), "{answer:?}");
    }
    let is = |name: &str, value: &str| {
        answer
            .headers
            .iter()
            .any(|it| it.0 == name && it.1 == value)
    };
    assert!(is("cache-control", "no-store"), "{answer:?}");
    for (_, location) in answer.headers.iter().filter(|it| it.0 == "location") {
        let base = url::Url::parse("https://app.example").expect("it is one");
        let there = base.join(location).expect("it is a place");
        let host = there.host_str().unwrap_or_default();
        assert!(matches!(host, "app.example" | "idp.example"), "{location}");
    }
}

fn is_entitled(forward: &Forward, request: &Request, head: &str) {
    let path = forward.path_and_query.split('?').next().unwrap_or_default();
    assert!(CanonicalPath::parse(path).is_ok_and(|it| it.as_str() == path));
    let has = |some: [&str; 2]| some.iter().any(|it| head.contains(it));
    let member = has([MEMBER, MEMBER_SESSION]);
    let admin = has([ADMIN, ADMIN_SESSION]);
    let readings = readings(path);
    let reads_as = |name| {
        readings
            .iter()
            .any(|it| segments(it).first() == Some(&name))
    };
    // A route is for every letter case of its path, a public one too.
    assert!(
        admin || (!reads_as("admin") && (member || reads_as("public"))),
        "{path} goes on"
    );
    for (name, _) in request.headers.iter() {
        let normal = name.replace('_', "-");
        if normal.starts_with("x-edgeward-") || matches!(name, "authorization" | "connection") {
            assert!(forward.remove.iter().any(|it| it == name), "{name} goes on");
        }
    }
    let by_cookie = forward.set.contains(&("x-edgeward-auth", "session".into()));
    let is_safe = matches!(&*request.method, "GET" | "HEAD" | "OPTIONS" | "TRACE");
    // A browser lets no page write this field.
    let is_own = request.headers.get("sec-fetch-site").map(str::trim) == Some("same-origin");
    if by_cookie && !is_safe && !is_own {
        let from = request.headers.get("origin").unwrap_or(ORIGIN);
        assert!(matches!(from, ORIGIN | "https://spa.example"), "{from}");
    }
    for (name, value) in &forward.set {
        assert!(!value.contains(['\r', '\n', '\0']), "{name}");
        let mut pairs = value.split(';').map(str::trim_start);
        assert!(
            pairs.all(|pair| !pair.starts_with("__Host-edgeward-")),
            "{name}"
        );
    }
}

fn filled(value: &str) -> String {
    value
        .replace(MEMBER, &token(""))
        .replace(ADMIN, &token(r#","roles":["admin"]"#))
        .replace(MEMBER_SESSION, &session(&[]))
        .replace(ADMIN_SESSION, &session(&["admin"]))
}

fn session(roles: &[&str]) -> String {
    let roles = roles.iter().copied().map(String::from).collect();
    let session = Session {
        id: SessionId::from_random([5; 16]),
        issuer: ISSUER.into(),
        subject: "u1".into(),
        email: None,
        email_verified: false,
        name: None,
        given_name: None,
        family_name: None,
        tenant_id: None,
        id_token_roles: SourcedRoles::default(),
        access_token_roles: SourcedRoles {
            roles,
            custom_roles: Vec::new(),
        },
        scope: None,
        created_at: NOW,
        ends_at: NOW + 3_600,
        tokens_expire_at: NOW + 600,
        refresh_token: Some(Secret::new("refresh".into())),
        id_token: None,
        access_token: None,
    };
    let keys = KeyRing::new(&[Secret::new(COOKIE_KEY.into())]).expect("it is a key");
    let cookies = session.seal(&keys, ORIGIN, NOW, [7; 24]);
    let cookies = cookies.expect("it is small");
    let pair = cookies.first().and_then(|it| it.as_str().split(';').next());
    pair.expect("there is one").to_owned()
}

fn token(more: &str) -> String {
    let exp = NOW + 600;
    let payload =
        format!(r#"{{"iss":"{ISSUER}","sub":"u1","aud":"{AUDIENCE}","exp":{exp}{more}}}"#);
    signed(br#"{"alg":"HS256"}"#, payload.as_bytes())
}

/// A body that is there at once.
pub(crate) struct Form<'a>(pub(crate) &'a [u8]);

impl Body for Form<'_> {
    async fn read(&mut self, limit: usize) -> Result<Vec<u8>, BodyError> {
        if self.0.len() > limit {
            return Err(BodyError);
        }
        Ok(self.0.to_vec())
    }
}
