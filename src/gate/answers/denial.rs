//! The answers to whoever may not pass.

use edgeward_core::challenge::Challenge;
use edgeward_core::decision::Forbidden;
use edgeward_core::route::Refusal;

use super::{Asker, Next, Page, Problem};
use crate::cookie::CookieError;
use crate::http::Answer;
use crate::log::Entry;

/// 401 or 400: a credential is there and bad. Which fault it has is said by a constant code and
/// nothing else.
pub(crate) fn bad_bearer(challenge: &Challenge, code: &'static str) -> Answer {
    let detail = "the credential of this request was refused: send a new access token, or none";
    Problem {
        status: challenge.status(),
        code,
        detail,
    }
    .answer()
    .with("www-authenticate", challenge.header_value(None))
}

/// 431 or 400: nobody can read the Cookie header.
pub(crate) fn unreadable_cookies(error: CookieError, asker: Asker, entry: &mut Entry) -> Answer {
    let status = match error {
        CookieError::HeaderTooLarge | CookieError::TooManyCookies => 431,
        _ => 400,
    };
    let code = error.code();
    let answer = entry.refuse(&Problem {
        status,
        code,
        detail: "the `Cookie` header is too large or malformed: send fewer cookies",
    });
    if asker == Asker::Program {
        return answer;
    }
    Page {
        status,
        title: "Your browser sent too many cookies",
        text: "Delete this site's cookies, and those of its parent domain, then open the page again.",
        code: Some(code),
        next: Next::Nothing,
    }
    .answer()
}

/// Seconds until the provider is asked again, when it could not be.
pub(crate) const RETRY_AFTER: &str = "15";

/// 503: nothing is said about the credential, because nothing could be found out.
pub(crate) const fn unavailable(code: &'static str) -> Problem {
    Problem {
        status: 503,
        code,
        detail: "the identity provider cannot be asked at the moment: try again in some seconds",
    }
}

/// 400 or 405: the routes have no answer for the request.
pub(crate) fn unrouted(refusal: Refusal, entry: &mut Entry) -> Answer {
    match refusal {
        Refusal::MethodNotAllowed(methods) => entry
            .refuse(&METHOD_NOT_ALLOWED)
            .with("allow", methods.to_string()),
        other => entry.refuse(&Problem {
            code: other.code(),
            ..AMBIGUOUS
        }),
    }
}

/// 401: there is no credential. `login` is where a person signs in, if anywhere.
pub(crate) fn sign_in_needed(challenge: &Challenge, asker: Asker, login: Option<&str>) -> Answer {
    let (status, code) = (challenge.status(), "credentials_missing");
    let answer = match (asker, login) {
        (Asker::Program, _) => Problem {
            status,
            code,
            detail: "this needs an access token in `Authorization: Bearer`, or a session cookie",
        }
        .answer(),
        (Asker::Navigation | Asker::Submission, None) => Page {
            status,
            title: "You are not signed in",
            text: "This page is for programs with an access token; people cannot sign in here.",
            code: Some(code),
            next: Next::Nothing,
        }
        .answer(),
        (Asker::Navigation | Asker::Submission, Some(login)) => Page {
            status,
            title: "You are not signed in",
            text: "What you sent was not taken. Sign in, and send it once more.",
            code: Some(code),
            next: Next::Link("Sign in", login),
        }
        .answer(),
    };
    answer.with("www-authenticate", challenge.header_value(None))
}

/// 403: the credential is good, and not enough. What would be enough is not for the asker to know.
pub(crate) fn forbidden(missing: &Forbidden, asker: Asker) -> Answer {
    match asker {
        Asker::Program => Problem {
            status: 403,
            code: "role_or_scope_missing",
            detail: "the account is known, but its roles or scopes do not open this route",
        }
        .answer()
        .with("www-authenticate", missing.challenge().header_value(None)),
        Asker::Navigation | Asker::Submission => Page {
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

pub(crate) const FOREIGN_ORIGIN: Problem = Problem {
    status: 403,
    code: "cross_origin_request",
    detail: "a page of another origin sent this request with the session's cookie: list the origin \
             in `CORS_ORIGINS` if it may",
};

/// A preflight has no credentials, so 401 would ask for what cannot come (Fetch §3.2.2).
pub(crate) const UNLISTED_PREFLIGHT: Problem = Problem {
    status: 403,
    code: "preflight_refused",
    detail: "pages of this origin may not call here: list it in `CORS_ORIGINS` if they may",
};

const METHOD_NOT_ALLOWED: Problem = Problem {
    status: 405,
    code: "method_not_allowed",
    detail: "the routes name this path for other methods only",
};

const AMBIGUOUS: Problem = Problem {
    status: 400,
    code: "path_ambiguous",
    detail: "origins could read the path as that of another route: send it in its canonical form",
};
