//! What is decided about a request, as JSON, and what is said of the origin's answer.

use edgeward_core::json::Members;
use edgeward_gate::caching::Keeping;
use edgeward_gate::config::Origin;
use edgeward_gate::cookie::SetCookie;
use edgeward_gate::http::{Action, Answer, Forward, Request};
use edgeward_gate::{Outcome, UPGRADE_UNSUPPORTED};
use wasm_bindgen::prelude::*;

use crate::request::parse;

/// What becomes of a request, as TypeScript reads it: a line for the log, which is empty where nothing is
/// logged; a line of JSON; and the body of an answer as it is. JSON has no line feed in it, and what is JSON
/// within JSON is escaped and read twice.
#[derive(Debug)]
pub struct Decided(String);

impl Decided {
    /// What the gate decided about a request that it has seen.
    #[must_use]
    pub fn of(outcome: &Outcome, origin: &Origin, seen: &Request) -> Self {
        match &outcome.action {
            Action::Answer(own) => Self::answer(&outcome.log, own),
            Action::Forward(onward) => {
                let url = origin.url(seen, onward);
                let action = Members::object(|it| {
                    it.inner("forward", |it| forward(it, onward, &url));
                });
                Self([outcome.log.as_str(), &action].join("\n"))
            }
        }
    }

    /// An answer that nothing is logged of.
    #[must_use]
    pub fn silent(own: &Answer) -> Self {
        Self::answer("", own)
    }

    fn answer(log: &str, own: &Answer) -> Self {
        let action = Members::object(|it| it.inner("answer", |it| answer(it, own)));
        Self([log, &action, &own.body].join("\n"))
    }
}

impl From<Decided> for JsValue {
    fn from(Decided(text): Decided) -> Self {
        Self::from_str(&text)
    }
}

/// The answer where the origin could not be asked for this request, as what was decided.
///
/// # Errors
/// Those of [`parse`].
#[wasm_bindgen(js_name = originUnreachable)]
pub fn origin_unreachable(text: &[u8], lines: usize) -> Result<String, JsValue> {
    let request = parse(text, lines)?;
    Ok(Decided::silent(&edgeward_gate::origin_unreachable(&request)).0)
}

/// The answer where a WebSocket may pass and this host cannot pass it on, as what was decided.
#[wasm_bindgen(js_name = upgradeUnsupported)]
#[must_use]
pub fn upgrade_unsupported() -> String {
    Decided::silent(&UPGRADE_UNSUPPORTED.answer()).0
}

/// The header fields that the origin's answer gets, as JSON: values by names, and `null` for those that
/// it loses. `vary` is a list with commas, the last two are what the origin said.
#[wasm_bindgen(js_name = answerFields)]
#[must_use]
#[allow(
    clippy::needless_pass_by_value,
    reason = "wasm-bindgen hands the texts over"
)]
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
    Members::object(|it| {
        for (name, value) in &fields {
            match value {
                Some(value) => it.text(name, value),
                None => it.null(name),
            }
        }
    })
}

fn answer(it: &mut Members, answer: &Answer) {
    it.number("status", answer.status.into());
    it.inner("headers", |it| {
        for (name, value) in &answer.headers {
            it.text(name, value);
        }
    });
    it.texts("cookies", answer.cookies.iter().map(SetCookie::as_str));
}

fn forward(it: &mut Members, forward: &Forward, url: &str) {
    it.text("url", url);
    it.texts("remove", forward.remove.iter().map(String::as_str));
    it.inner("set", |it| {
        for (name, value) in &forward.set {
            it.text(name, value);
        }
    });
    it.texts("cookies", forward.cookies.iter().map(SetCookie::as_str));
    it.flag("private", forward.private);
    it.text("vary", &forward.vary.join(","));
    if let Some(origin) = &forward.allow_origin {
        it.text("allowOrigin", origin);
    }
}
