//! Any session cookie, forged or with any record inside.

use edgeward_core::secret::Secret;
use edgeward_gate::cookie::Cookies;
use edgeward_gate::flow::Flow;
use edgeward_gate::seal::{Context, CookieKind, KeyRing};
use edgeward_gate::session::{OpenedSession, Session};

use crate::NOW;

const ORIGIN: &str = "https://app.example";
const SESSION: &str = "__Host-edgeward-session";

/// 1. As the cookie's value: no session opens, whatever it is.
/// 2. As the record inside of a seal that is right, as an older version of the gate may have made
///    it: what opens as a session or a flow reads the same when it is sealed again.
pub fn session_cookie(bytes: &[u8]) {
    let keys = KeyRing::new(&[Secret::new(
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8".into(),
    )])
    .expect("it is a key");
    if let Ok(text) = str::from_utf8(bytes) {
        for header in [format!("{SESSION}={text}"), text.to_owned()] {
            if let Ok(cookies) = Cookies::parse([header.as_str()]) {
                let opened = Session::open(&keys, ORIGIN, &cookies, NOW);
                assert!(!matches!(opened, OpenedSession::Session(_)), "forged");
            }
        }
        let _ = Flow::open(&keys, ORIGIN, &Cookies::default(), text, NOW);
    }
    again(&keys, bytes);
}

fn again(keys: &KeyRing, record: &[u8]) {
    let context = Context {
        name: SESSION,
        origin: ORIGIN,
    };
    let sealed = keys.seal(CookieKind::Session, context, record, NOW + 60, [9; 24]);
    let header = format!("{SESSION}=1{}", sealed.expect("records are short"));
    let Ok(cookies) = Cookies::parse([header.as_str()]) else {
        return;
    };
    let OpenedSession::Session(session) = Session::open(keys, ORIGIN, &cookies, NOW) else {
        return;
    };
    let Ok(cookies) = session.seal(keys, ORIGIN, NOW, [8; 24]) else {
        return;
    };
    let header: Vec<_> = cookies
        .iter()
        .filter_map(|it| it.as_str().split(';').next())
        .filter(|pair| !pair.ends_with('='))
        .collect();
    let header = header.join("; ");
    let cookies = Cookies::parse([header.as_str()]).expect("the gate reads what it writes");
    let OpenedSession::Session(read) = Session::open(keys, ORIGIN, &cookies, NOW) else {
        panic!("a session is lost when it is sealed again");
    };
    let whole = session.id_token.is_none() || read.id_token.is_some();
    assert!(!whole || read == session, "it reads otherwise");
}
