//! The reference of the gate's configuration.

use std::collections::BTreeSet;

use edgeward_gate::config::{Describe, KEYS, ROUTE_KEYS};

use crate::samples;

/// Keys that belong together.
struct Group {
    title: &'static str,
    keys: &'static [&'static str],
}

const GROUPS: [Group; 7] = [
    Group {
        title: "The provider",
        keys: &[
            "AUTHORITY",
            "ISSUER",
            "PROVIDER",
            "ROLES_FROM",
            "CUSTOM_ROLES_FROM",
        ],
    },
    Group {
        title: "The origin",
        keys: &["ORIGIN", "FORWARD_AUTHORIZATION", "FORWARD_ACCESS_TOKEN"],
    },
    Group {
        title: "Who may pass",
        keys: &["ROUTES", "CORS_ORIGINS"],
    },
    Group {
        title: "Access tokens",
        keys: &[
            "AUDIENCE",
            "TOKEN_TYPE",
            "ALGORITHMS",
            "HMAC_SECRET",
            "DANGER_SYMMETRIC_JWKS",
            "CLOCK_TOLERANCE",
            "STALE_KEYS",
        ],
    },
    Group {
        title: "Sign-in",
        keys: &[
            "SIGN_IN",
            "PUBLIC_URL",
            "CLIENT_ID",
            "CLIENT_SECRET",
            "CLIENT_PRIVATE_KEY",
            "CLIENT_AUTH",
            "SCOPES",
            "RESPONSE_MODE",
            "LOGIN_PARAMS",
            "AUTH_PATH",
            "SIGNED_OUT_PATH",
        ],
    },
    Group {
        title: "Sessions",
        keys: &["COOKIE_KEY", "SESSION_LIFETIME"],
    },
    Group {
        title: "Log and development",
        keys: &["LOG_SUBJECT", "DANGER_ALLOW_HTTP"],
    },
];

/// The whole page.
pub fn page() -> String {
    let mut grouped: Vec<_> = GROUPS
        .iter()
        .flat_map(|group| group.keys)
        .copied()
        .collect();
    let mut names = KEYS.map(Describe::name).to_vec();
    grouped.sort_unstable();
    names.sort_unstable();
    assert_eq!(grouped, names, "each key is in one group");

    let refusals = samples::refusals();
    let codes = |key: &dyn Describe| refusals.get(key.name()).cloned().unwrap_or_default();
    let mut text = String::from(HEAD);
    text += "\n| Key | Takes | Default |\n|---|---|---|\n";
    for name in GROUPS.iter().flat_map(|group| group.keys) {
        text += &row(key(name));
    }
    for group in &GROUPS {
        text += &format!("\n## {}\n", group.title);
        for name in group.keys {
            let key = key(name);
            text += &section(key, &example(key), &codes(key));
            if *name == "ROUTES" {
                text += ROUTES;
            }
        }
    }
    text += ROUTE_HEAD;
    for key in ROUTE_KEYS {
        let example = fence("toml", &route_example(key));
        text += &section(key, &example, &codes(key));
    }
    text
}

fn key(name: &str) -> &'static dyn Describe {
    let key = KEYS.into_iter().find(|key| key.name() == name);
    key.unwrap_or_else(|| panic!("there is no key `{name}`"))
}

fn row(key: &dyn Describe) -> String {
    let name = key.name();
    let stands = match (key.default(), samples::is_needed(name)) {
        (Some(default), _) => format!("`{default}`"),
        (None, [true, true]) => "is needed".into(),
        (None, [true, false]) => "is needed to sign in".into(),
        (None, _) => not_set(key.help()).unwrap_or("none").into(),
    };
    let link = name.to_lowercase();
    format!("| [`{name}`](#{link}) | {} | {stands} |\n", takes(key))
}

/// What the text of a key says of it where it is not set.
fn not_set(help: &str) -> Option<&str> {
    let (_, rest) = help.split_once("Not set: ")?;
    let (sentence, _) = rest.split_once(". ").unwrap_or((rest, ""));
    Some(sentence.trim_end_matches('.'))
}

fn section(key: &dyn Describe, example: &str, codes: &BTreeSet<&str>) -> String {
    let name = key.name();
    let mut text = format!("\n### {name}\n\n{}\n\n", key.help());
    text += &format!("- **Takes:** {}.\n", takes(key));
    if let Some(default) = key.default() {
        text += &format!("- **Default:** `{default}`.\n");
    }
    match samples::is_needed(name) {
        [true, true] => text += "- **Needed** by every gate.\n",
        [true, false] => text += "- **Needed** where people sign in.\n",
        _ => {}
    }
    if key.is_secret() {
        text += "- **A secret:** never in a file that others read.\n";
    }
    let link = |code: &&str| format!("[`{code}`](errors/configuration.md#{code})");
    let links: Vec<_> = codes.iter().map(link).collect();
    text += &format!("- **Refused with:** {}.\n", links.join(", "));
    text + example
}

/// What a value can be.
fn takes(key: &dyn Describe) -> String {
    if let Some((least, most)) = key.range() {
        return format!("{}, {least} to {most}", key.expected());
    }
    let choices: Vec<_> = key
        .choices()
        .iter()
        .map(|choice| format!("`{choice}`"))
        .collect();
    match choices.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => key.expected().into(),
    }
}

fn example(key: &dyn Describe) -> String {
    if key.is_secret() {
        return fence("sh", key.example());
    }
    if key.name() == "ROUTES" {
        return fence("toml", ROUTES_EXAMPLE);
    }
    fence("toml", &format!("[vars]\n{}", key.example()))
}

/// A line of a route among those that it needs.
fn route_example(key: &dyn Describe) -> String {
    let line = key.example();
    let beside = match key.name() {
        "path" => return format!("[[vars.ROUTES]]\n{line}"),
        "require_all" | "include_custom" => "\nroles = [\"admin\", \"editor\"]",
        _ => "",
    };
    format!("[[vars.ROUTES]]\npath = \"/reports/**\"{beside}\n{line}")
}

fn fence(language: &str, text: &str) -> String {
    format!("\n```{language}\n{text}\n```\n")
}

const ROUTES_EXAMPLE: &str = "\
[[vars.ROUTES]]
path = \"/\"
access = \"public\"

[[vars.ROUTES]]
path = \"/admin/**\"
roles = [\"admin\"]";

const ROUTES: &str = "\nIts keys are [below](#keys-of-a-route).\n";

const ROUTE_HEAD: &str = "
## Keys of a route

Each table of [`ROUTES`](#routes) has these. [Routes and roles](routes.md) says how they work together.
";

const HEAD: &str = "\
# Configuration

The gate is configured where Workers are: in `[vars]` of `wrangler.toml`, and by secrets. The gate of
the npm package takes the same keys in one object. `npx edgeward check wrangler.toml` says what is wrong
with a file, and so does a gate that runs: it answers every request with status 500 and the list of what
is wrong, and serves nothing until it is mended.

A key that does not exist is an error
([`config_key_unknown`](errors/configuration.md#config_key_unknown)), and so is one that would do
nothing: a rule with a slip in its name must not be silently off.

<!-- The test `tests/pages.rs` writes this page from `src/gate/config/keys.rs` and
     `src/gate/config/route_keys.rs`. -->
";
