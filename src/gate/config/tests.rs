use edgeward_core::json;

use super::*;

/// What every gate needs, and nothing more.
const LEAST: &str = r#"{
    "AUTHORITY": "https://login.example.com",
    "AUDIENCE": "https://api.example.com",
    "ORIGIN": "https://origin.example.com",
    "PUBLIC_URL": "https://app.example.com",
    "CLIENT_ID": "app",
    "COOKIE_KEY": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"
}"#;

/// `LEAST` with members of another object over it; `null` takes one out.
fn vars(changes: &str) -> Object {
    let mut vars = json::parse_object(LEAST.as_bytes()).unwrap();
    for (name, value) in json::parse_object(changes.as_bytes()).unwrap().iter() {
        vars.remove(name);
        if *value != json::Value::Null {
            vars.insert(name, value.clone());
        }
    }
    vars
}

fn config(changes: &str) -> GateConfig {
    GateConfig::parse(&vars(changes)).unwrap_or_else(|errors| panic!("{errors}"))
}

/// Keys and codes of what is wrong.
fn wrong(changes: &str) -> Vec<(String, &'static str)> {
    let errors = GateConfig::parse(&vars(changes)).expect_err(changes);
    errors
        .iter()
        .map(|problem| (problem.key().to_owned(), problem.code()))
        .collect()
}

#[track_caller]
fn assert_wrong(changes: &str, expected: &[(&str, &str)]) {
    let found = wrong(changes);
    let found: Vec<_> = found
        .iter()
        .map(|(key, code)| (key.as_str(), *code))
        .collect();
    assert_eq!(found, expected, "{changes}");
}

mod general;
mod origins;
mod provider;
mod routes;
mod sign_in;
mod tokens;
