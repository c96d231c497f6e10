//! Codes that stand where they are used and not in an enum, each with what it means.

use super::classes::Code;

/// Those of the npm package's own.
pub fn npm() -> Vec<Code> {
    [HOST, CONFIG, OPTIONS, SESSION, CHALLENGE].concat()
}

/// What a host lacks.
pub const HOST: &[Code] = &[(
    "not_ready",
    "A synchronous call came before the core, the keys or a verifier were loaded.",
)];

/// What a page lacks, or does with its session.
pub const SESSION: &[Code] = &[
    (
        "session_without_page",
        "A session was made where there is no page.",
    ),
    (
        "session_storage_unavailable",
        "The browser keeps nothing for the page, so that nobody can come back signed in.",
    ),
    (
        "session_frame_timed_out",
        "The provider did not answer in a hidden frame.",
    ),
    (
        "session_fetch_redirected",
        "An API answered a request with a token by a redirect, which was not followed.",
    ),
];

/// What is wrong with a configuration as a whole.
pub const CONFIG: &[Code] = &[(
    "config_invalid",
    "Options are wrong: `problems` lists them all.",
)];

/// What is wrong with one option.
pub const OPTIONS: &[Code] = &[
    ("option_unknown", "There is no such option."),
    ("option_missing", "An option that is needed is not there."),
    (
        "option_type_wrong",
        "The value is of another type, or out of its range.",
    ),
    ("option_empty", "The value is empty."),
    (
        "option_character",
        "White space around the value, or a control character in it.",
    ),
    (
        "option_not_one_of",
        "The value is none of those that there are.",
    ),
    (
        "option_invalid",
        "The value is refused; the message says what for.",
    ),
    (
        "url_invalid",
        "The address of the metadata instead of the issuer's.",
    ),
    (
        "plain_http",
        "Plain http, which can be read and changed on the way.",
    ),
    (
        "symmetric_without_key",
        "An HS algorithm without a key to verify with.",
    ),
];

/// Why a request may not pass, where no token is at fault.
pub const CHALLENGE: &[Code] = &[
    ("credentials_missing", "The request has no credential."),
    (
        "authorization_malformed",
        "`Authorization` is not one bearer token.",
    ),
    (
        "role_or_scope_missing",
        "The token is good, and its roles or scopes are not enough.",
    ),
];

/// Those of the gate.
pub fn gate() -> Vec<Code> {
    [CHALLENGE, ANSWERS, ASIDES, GATE_CONFIG].concat()
}

/// What is wrong with a key where the gate is a fetch handler.
pub const GATE_CONFIG: &[Code] = &[
    (
        "config_origin_twice",
        "`ORIGIN` beside the option `origin`.",
    ),
    (
        "config_origin_unreachable",
        "An origin that only a Worker has: the zone's own, or a service binding.",
    ),
];

/// What the gate answers with, beside what its enums say.
pub const ANSWERS: &[Code] = &[
    (
        "callback_body_unreadable",
        "The posted authorization response cannot be read, or is too long.",
    ),
    (
        "callback_mode_unexpected",
        "The authorization response came in another way than the one asked for.",
    ),
    (
        "callback_replayed",
        "The authorization response was redeemed already.",
    ),
    (
        "configuration_invalid",
        "The configuration is wrong: nothing is served until it is mended.",
    ),
    (
        "cross_origin_request",
        "A page of an origin that is not listed sent the request with a session.",
    ),
    (
        "endpoint_unknown",
        "There is no such endpoint below the gate's own prefix.",
    ),
    (
        "host_unknown",
        "The gate does not answer for the request's host.",
    ),
    ("method_unknown", "The method is none that goes through."),
    ("origin_unreachable", "The origin did not answer."),
    (
        "preflight_refused",
        "A page of an origin that is not listed asked whether it may call.",
    ),
    (
        "request_url_malformed",
        "The request's URL or host is malformed.",
    ),
    (
        "session_not_kept",
        "The person signed in a moment ago, and there is no session all the same.",
    ),
    (
        "session_too_large",
        "The session does not fit into its cookies.",
    ),
    (
        "sign_out_state_mismatch",
        "The person came back from a sign-out that did not begin here.",
    ),
    (
        "upgrade_unsupported",
        "The request asks for another protocol, and the gate runs where it cannot be passed on.",
    ),
];

/// What went wrong beside what the gate decided: `aside` of a line of its log.
pub const ASIDES: &[Code] = &[
    (
        "session_absent",
        "Somebody signed out who was not signed in.",
    ),
    (
        "session_grant_gone",
        "The provider does not renew the session's tokens any more.",
    ),
    (
        "session_of_another_issuer",
        "The session is from before the configuration named this issuer.",
    ),
    (
        "session_refused",
        "There is a session cookie, and it does not open, or its time is over.",
    ),
];
