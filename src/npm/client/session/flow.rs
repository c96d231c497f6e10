//! A sign-in under way: what the page that the person comes back to must know again.
//!
//! Each is kept on its own, by its `state`, so that sign-ins in several tabs all finish. It serves
//! once, for ten minutes.

use edgeward_core::authorization::{Nonce, State};
use edgeward_core::pkce::CodeVerifier;
use edgeward_core::return_target::ReturnTarget;

use super::members::{Members, of_kind};
use crate::argument::redirect_uri;
use crate::callback::Expected;

/// How long a sign-in may take, in seconds.
const LIFETIME: u64 = 600;

/// How many may be under way in one tab.
const MOST: usize = 8;

const KIND: &str = "sign-in";

/// One sign-in, from the authorization request to the response.
pub(super) struct Flow {
    pub(super) expected: Expected,
    pub(super) return_to: ReturnTarget,
    pub(super) began_at: u64,
}

impl Flow {
    /// The flow as a text that the tab keeps.
    pub(super) fn to_text(&self, owner: &str) -> String {
        let mut object = of_kind(KIND);
        object.insert("owner", owner);
        object.insert("state", self.expected.state.expose());
        object.insert("nonce", self.expected.nonce.expose());
        object.insert("codeVerifier", self.expected.code_verifier.expose());
        object.insert("redirectUri", self.expected.redirect_uri.as_str());
        object.insert("returnTo", self.return_to.as_str());
        object.insert("beganAt", self.began_at);
        if let Some(seconds) = self.expected.max_age {
            object.insert("maxAge", seconds);
        }
        object.to_string()
    }

    /// The flow that was kept, unless it is another one's, broken or too old.
    pub(super) fn parse(text: &str, owner: &str, now: u64) -> Option<Self> {
        let mut members = Members::parse_kind(text, KIND)?;
        (members.text("owner")? == owner).then_some(())?;
        let flow = Self {
            expected: Expected {
                state: State::parse(&members.text("state")?).ok()?,
                nonce: Nonce::parse(&members.text("nonce")?).ok()?,
                code_verifier: CodeVerifier::parse(&members.text("codeVerifier")?).ok()?,
                redirect_uri: redirect_uri(&members.text("redirectUri")?).ok()?,
                max_age: match members.has("maxAge") {
                    true => Some(members.number("maxAge")?),
                    false => None,
                },
            },
            return_to: ReturnTarget::parse(&members.text("returnTo")?)?,
            began_at: members.number("beganAt")?,
        };
        members.end()?;
        let age = now.checked_sub(flow.began_at);
        age.is_some_and(|age| age < LIFETIME).then_some(flow)
    }
}

/// Which of the kept flows go, so that one more finds room: what is none any more, and the oldest.
pub(super) fn surplus(kept: Vec<(String, String)>, owner: &str, now: u64) -> Vec<String> {
    let mut surplus = Vec::new();
    let mut live: Vec<(u64, String)> = Vec::new();
    for (key, text) in kept {
        match Flow::parse(&text, owner, now) {
            Some(flow) => live.push((flow.began_at, key)),
            None => surplus.push(key),
        }
    }
    // So few are not worth a sort, which is large.
    while live.len() >= MOST {
        let oldest = (0..live.len()).min_by_key(|at| live.get(*at));
        let (_, key) = live.swap_remove(oldest.unwrap_or_default());
        surplus.push(key);
    }
    surplus
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: &str = "https://id.example app";
    const NOW: u64 = 1_700_000_000;

    fn text(state: &str, began_at: u64) -> String {
        let flow = Flow {
            expected: Expected {
                state: State::parse(state).unwrap(),
                nonce: Nonce::parse("n").unwrap(),
                code_verifier: CodeVerifier::from_random([7; 32]),
                redirect_uri: redirect_uri("https://app.example/").unwrap(),
                max_age: Some(60),
            },
            return_to: ReturnTarget::parse("/a?b").unwrap(),
            began_at,
        };
        flow.to_text(OWNER)
    }

    #[test]
    fn a_kept_flow_is_read_back_as_it_was() {
        let flow = Flow::parse(&text("s", NOW), OWNER, NOW + 599).unwrap();
        assert!(flow.expected.state.is("s") && flow.expected.nonce.is("n"));
        assert_eq!(flow.expected.redirect_uri.as_str(), "https://app.example/");
        assert_eq!(flow.expected.max_age, Some(60));
        assert_eq!(flow.return_to.as_str(), "/a?b");
        assert_eq!(flow.to_text(OWNER), text("s", NOW));
    }

    #[test]
    fn an_old_a_future_and_a_foreign_flow_are_none() {
        assert!(Flow::parse(&text("s", NOW), OWNER, NOW + 600).is_none());
        assert!(Flow::parse(&text("s", NOW), OWNER, NOW - 1).is_none());
        assert!(Flow::parse(&text("s", NOW), "https://id.example b", NOW).is_none());
    }

    #[test]
    fn a_broken_flow_is_none() {
        let good = text("s", NOW);
        for (from, to) in [
            ("\"v\":1", "\"v\":2"),
            ("sign-in", "session"),
            ("\"nonce\":\"n\"", "\"nonce\":7"),
            ("/a?b", "//evil.example"),
            ("\"maxAge\":60", "\"maxAge\":\"60\""),
            ("\"maxAge\":60", "\"maxAge\":60,\"more\":1"),
            ("https://app.example/", "javascript:alert(1)"),
        ] {
            let broken = good.replace(from, to);
            assert_ne!(broken, good, "{from}");
            assert!(Flow::parse(&broken, OWNER, NOW).is_none(), "{to}");
        }
        for length in 0..good.len() {
            assert!(Flow::parse(good.get(..length).unwrap_or_default(), OWNER, NOW).is_none());
        }
    }

    #[test]
    fn the_oldest_flows_and_the_dead_ones_make_room() {
        let mut kept: Vec<_> = (0..9)
            .map(|n| (format!("k{n}"), text("s", NOW - n)))
            .collect();
        kept.push(("old".into(), text("s", NOW - 600)));
        kept.push(("none".into(), "{}".into()));
        let mut surplus = surplus(kept, OWNER, NOW);
        surplus.sort();
        assert_eq!(surplus, ["k7", "k8", "none", "old"]);
        assert!(super::surplus(vec![("k".into(), text("s", NOW))], OWNER, NOW).is_empty());
    }
}
