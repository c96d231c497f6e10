//! What is decided about a request, as JSON, and what is said of the origin's answer.

use edgeward_core::json::{Object, Value};
use edgeward_gate::caching::Keeping;
use edgeward_gate::config::Origin;
use edgeward_gate::http::{Action, Answer, Forward, Request};
use edgeward_gate::{ORIGIN_UNREACHABLE, Outcome, UPGRADE_UNSUPPORTED};
use wasm_bindgen::prelude::*;

/// The outcome as TypeScript's `Outcome` reads it.
pub(crate) fn text(outcome: Outcome, origin: &Origin, seen: &Request) -> String {
    let mut object = Object::new();
    object.insert("log", outcome.log);
    match outcome.action {
        Action::Answer(it) => object.insert("answer", answer(it)),
        Action::Forward(it) => {
            let url = origin.url(seen, &it);
            object.insert("forward", forward(it, url));
        }
    }
    Value::from(object).to_string()
}

/// The answer where the origin could not be asked, as JSON.
#[wasm_bindgen(js_name = originUnreachable)]
#[must_use]
pub fn origin_unreachable() -> String {
    answer(ORIGIN_UNREACHABLE.answer()).to_string()
}

/// The answer where a WebSocket may pass and this host cannot pass it on, as JSON.
#[wasm_bindgen(js_name = upgradeUnsupported)]
#[must_use]
pub fn upgrade_unsupported() -> String {
    answer(UPGRADE_UNSUPPORTED.answer()).to_string()
}

/// The header fields that the origin's answer gets, as a JSON list of names and values; those with
/// `null` it loses. `vary` is a list with commas, the last two are what the origin said.
#[wasm_bindgen(js_name = answerFields)]
#[must_use]
pub fn answer_fields(
    private: bool,
    sets_cookies: bool,
    vary: &str,
    origin_cache_control: Option<String>,
    origin_vary: Option<String>,
) -> String {
    let vary: Vec<&str> = vary.split(',').filter(|it| !it.is_empty()).collect();
    let keeping = Keeping {
        private,
        sets_cookies,
        vary: &vary,
    };
    let fields = keeping.fields(origin_cache_control.as_deref(), origin_vary.as_deref());
    let pairs = fields.into_iter().map(|(name, value)| {
        let value = value.map_or(Value::Null, Value::from);
        Value::from(vec![name.into(), value])
    });
    Value::from(pairs.collect::<Vec<_>>()).to_string()
}

fn answer(answer: Answer) -> Value {
    let mut object = Object::new();
    object.insert("status", u64::from(answer.status));
    object.insert("headers", pairs(answer.headers));
    object.insert("body", answer.body);
    object.into()
}

fn forward(forward: Forward, url: String) -> Value {
    let mut object = Object::new();
    object.insert("url", url);
    object.insert("remove", texts(forward.remove));
    object.insert("set", pairs(forward.set));
    let cookies = forward.cookies.into_iter().map(|it| it.into_string());
    object.insert("cookies", texts(cookies));
    object.insert("private", forward.private);
    object.insert("vary", forward.vary.join(","));
    if let Some(origin) = forward.allow_origin {
        object.insert("allowOrigin", origin);
    }
    object.into()
}

fn pairs(fields: Vec<(&'static str, String)>) -> Value {
    let pairs = fields
        .into_iter()
        .map(|(name, value)| Value::from(vec![name.into(), value.into()]));
    Value::from(pairs.collect::<Vec<_>>())
}

fn texts(texts: impl IntoIterator<Item = String>) -> Value {
    Value::from(texts.into_iter().map(Value::from).collect::<Vec<_>>())
}
