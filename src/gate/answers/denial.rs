//! The answers to whoever may not pass.

use edgeward_core::challenge::Challenge;
use edgeward_core::decision::Forbidden;

use super::{Asker, Next, Page, Problem};
use crate::http::Answer;

/// 401: there is no credential.
pub(crate) fn sign_in_needed(challenge: &Challenge, asker: Asker) -> Answer {
    let answer = match asker {
        Asker::Program => Problem {
            status: challenge.status(),
            code: "credentials_missing",
            detail: "this needs an access token in `Authorization: Bearer`, or a session cookie",
        }
        .answer(),
        Asker::Navigation => Page {
            status: challenge.status(),
            title: "You are not signed in",
            text: "This page is for programs with an access token; people cannot sign in here.",
            code: Some("credentials_missing"),
            next: Next::Nothing,
        }
        .answer(),
    };
    answer.with("www-authenticate", challenge.header_value(None))
}

/// 403: the credential is good, and not enough. Which roles would be is for the log, not for the
/// asker.
pub(crate) fn forbidden(missing: &Forbidden, asker: Asker) -> Answer {
    match asker {
        Asker::Program => Problem {
            status: 403,
            code: "role_or_scope_missing",
            detail: "the account is known, but its roles or scopes do not open this route",
        }
        .answer()
        .with("www-authenticate", missing.challenge().header_value(None)),
        Asker::Navigation => Page {
            status: 403,
            title: "You may not open this page",
            text: "You are signed in, but your account does not have a role that opens it. Whoever \
                   manages this site can give you one.",
            code: Some("role_or_scope_missing"),
            next: Next::Link("To the start page", "/"),
        }
        .answer(),
    }
}
