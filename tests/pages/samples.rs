//! Wrong configurations, and what the gate's own parser says of each key of them.

use std::collections::{BTreeMap, BTreeSet};

use edgeward_core::json::{self, Object, Value};
use edgeward_gate::config::{GateConfig, KEYS, ROUTE_KEYS};

/// What every gate needs, and nothing more.
pub const LEAST: &str = r#"{
    "AUTHORITY": "https://login.example.com",
    "AUDIENCE": "https://api.example.com",
    "ORIGIN": "https://origin.example.com",
    "PUBLIC_URL": "https://app.example.com",
    "CLIENT_ID": "my-app",
    "COOKIE_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
}"#;

/// Values that some keys take and others do not, given to each key.
const VALUES: [&str; 26] = [
    "7",
    "-1",
    "99999999999",
    "\"\"",
    "[]",
    "{}",
    "[7]",
    "[\"\"]",
    "[\"GET\", \"GET\"]",
    "\" a\"",
    "[\" a\"]",
    "\"nonsense\"",
    "[\"nonsense nonsense\"]",
    "\"a b\"",
    "[\"\\u00e4\\\"\"]",
    "\"http://a.example.com\"",
    "[\"http://a.example.com\"]",
    "\"https://a.example.com/path?query\"",
    "[\"https://a.example.com/path\"]",
    "\"https://a.example.com/.well-known/openid-configuration\"",
    "[\"*\"]",
    "\"/\"",
    "\"//\"",
    "[\"HEAD\"]",
    "{\"state\": \"x\", \"prompt\": \"none login\", \"max_age\": \"soon\"}",
    "{\"a\": \"\", \"b\": \"\\u0001\", \"c\": 1}",
];

/// What goes wrong only together.
const TOGETHER: [&str; 22] = [
    r#"{"ROUTES": [{"path": "/a", "access": "public", "roles": ["x"]}]}"#,
    r#"{"ROUTES": [{"path": "/a", "require_all": true, "include_custom": false}]}"#,
    r#"{"ROUTES": [{"path": "/auth/x"}]}"#,
    r#"{"ROUTES": [{"path": "/a", "hosts": ["other.example.com"]}]}"#,
    r#"{"ROUTES": [{"path": "/a"}, {"path": "/a"}]}"#,
    r#"{"CLIENT_AUTH": "none", "CLIENT_SECRET": "secret"}"#,
    r#"{"CLIENT_AUTH": "client_secret_basic"}"#,
    r#"{"CLIENT_SECRET": "s", "CLIENT_PRIVATE_KEY": "{\"kty\":\"EC\",\"d\":\"x\"}"}"#,
    r#"{"CLIENT_PRIVATE_KEY": "{\"kty\":\"EC\"}"}"#,
    r#"{"ALGORITHMS": ["RS256", "HS256"]}"#,
    r#"{"ALGORITHMS": ["RS256"], "HMAC_SECRET": "01234567890123456789012345678901"}"#,
    r#"{"ALGORITHMS": ["RS256"], "DANGER_SYMMETRIC_JWKS": true}"#,
    r#"{"DANGER_SYMMETRIC_JWKS": true, "HMAC_SECRET": "01234567890123456789012345678901"}"#,
    r#"{"ORIGIN": "https://app.example.com"}"#,
    r#"{"SCOPES": "profile"}"#,
    r#"{"SCOPES": "openid  api"}"#,
    r#"{"SIGN_IN": false, "FORWARD_ACCESS_TOKEN": true}"#,
    r#"{"AUTHORITY": "http://login.example.org", "DANGER_ALLOW_HTTP": true}"#,
    r#"{"ISSUER": "http://login.example.org", "DANGER_ALLOW_HTTP": true}"#,
    r#"{"COOKIE_KEY": "c2hvcnQ"}"#,
    r#"{"COOKIE_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8,AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"}"#,
    r#"{"PUBLIC_URL": ["https://app.example.com", "https://app.example.com"]}"#,
];

/// The codes that each key was refused with, by the name of the key.
pub fn refusals() -> BTreeMap<String, BTreeSet<&'static str>> {
    let mut found: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for changes in changes() {
        for (key, code) in problems(&changed(&changes)) {
            found.entry(key).or_default().insert(code);
        }
    }
    found
}

/// Whether a gate with sign-in, and one without, needs the key.
pub fn is_needed(key: &str) -> [bool; 2] {
    [r#"{}"#, r#"{"SIGN_IN": false}"#].map(|changes| {
        let mut vars = changed(changes);
        vars.remove(key);
        problems(&vars).contains(&(key.to_owned(), "config_key_missing"))
    })
}

fn changes() -> Vec<String> {
    let mut changes: Vec<String> = TOGETHER.map(str::to_owned).to_vec();
    for value in VALUES {
        changes.extend(KEYS.map(|key| format!("{{\"{}\": {value}}}", key.name())));
        changes.extend(ROUTE_KEYS.map(|key| match key.name() {
            "path" => format!("{{\"ROUTES\": [{{\"path\": {value}}}]}}"),
            name => format!("{{\"ROUTES\": [{{\"path\": \"/a\", \"{name}\": {value}}}]}}"),
        }));
    }
    changes.extend(KEYS.map(|key| format!("{{\"{}\": null}}", key.name())));
    changes.push("{\"ROUTES\": [{}]}".into());
    changes
}

/// `LEAST` with members of another object over it; `null` takes one out.
fn changed(changes: &str) -> Object {
    let mut vars = json::parse_object(LEAST.as_bytes()).unwrap();
    for (name, value) in json::parse_object(changes.as_bytes()).unwrap().iter() {
        vars.remove(name);
        if *value != Value::Null {
            vars.insert(name, value.clone());
        }
    }
    vars
}

/// Keys and codes. A key of a route goes by its own name.
fn problems(vars: &Object) -> Vec<(String, &'static str)> {
    let Err(errors) = GateConfig::parse(vars) else {
        return Vec::new();
    };
    let key = |place: &str| {
        let name = match place.strip_prefix("ROUTES[") {
            Some(rest) => rest.split_once("].").map_or("ROUTES", |it| it.1),
            None => place,
        };
        name.split(['[', '.']).next().unwrap().to_owned()
    };
    errors
        .iter()
        .map(|problem| (key(problem.key()), problem.code()))
        .collect()
}
