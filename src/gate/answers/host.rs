//! Answers that the host gives when the gate is not there, or the origin is not.

use edgeward_core::json::{Object, Value};

use super::{Asker, Next, Page, Problem};
use crate::config::ConfigErrors;
use crate::http::{Answer, Request};

/// 500 on every request until the configuration is mended: every problem with its key and cure.
/// Nothing in it is a value of the configuration.
#[must_use]
pub fn unconfigured(errors: &ConfigErrors) -> Answer {
    let problems = errors.iter().map(|problem| {
        let mut object = Object::new();
        object.insert("key", Value::from(problem.key()));
        object.insert("code", Value::from(problem.code()));
        object.insert("problem", Value::from(problem.fault().to_string()));
        object.insert("cure", Value::from(problem.cure()));
        Value::from(object)
    });
    let problems = Value::from(problems.collect::<Vec<_>>());
    UNCONFIGURED.answer_with(|document| document.json("problems", &problems.to_string()))
}

const UNCONFIGURED: Problem = Problem {
    status: 500,
    code: "configuration_invalid",
    detail: "this gate serves nothing until each of the listed problems is mended",
};

/// 502: the origin could not be reached. What the gate had to say on the way back
/// ([`Forward`](crate::http::Forward)) is said all the same: a refreshed session must not be lost.
#[must_use]
pub fn origin_unreachable(request: &Request) -> Answer {
    let (status, code) = (502, "origin_unreachable");
    match Asker::of(request) {
        Asker::Program => Problem {
            status,
            code,
            detail: "the server behind this gate did not answer: see whether it runs, and whether \
                     `ORIGIN` is its address",
        }
        .answer(),
        Asker::Navigation | Asker::Submission => Page {
            status,
            title: "This site does not answer",
            text: "The server that has this page cannot be reached at the moment. Please try again in a \
                   few minutes.",
            code: Some(code),
            next: Next::Nothing,
        }
        .answer(),
    }
}

/// The host cannot pass a WebSocket on to the origin.
pub const UPGRADE_UNSUPPORTED: Problem = Problem {
    status: 501,
    code: "upgrade_unsupported",
    detail: "this gate does not pass WebSockets on: put the Worker of edgeward in front of them",
};
