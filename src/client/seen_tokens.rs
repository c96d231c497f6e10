//! Access tokens whose answer is known: it is the same again until the token expires, the keys are to
//! be fetched again, or others have come.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::mem;

use edgeward_core::user::User;

/// Most bytes of tokens that are kept; the older half goes at once.
const MOST: usize = 1 << 20;

/// The tokens that one relying party has validated by its own policy.
#[derive(Default)]
pub(crate) struct SeenTokens(RefCell<Seen>);

/// How long an answer is good.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Validity {
    /// When it was found, in seconds: a clock that has gone back since asks anew.
    pub(crate) from: u64,
    /// The first second of which nothing is known.
    pub(crate) until: u64,
    /// The generation of the provider's keys that it was found with, if it was with theirs.
    pub(crate) generation: Option<u32>,
}

#[derive(Default)]
struct Seen {
    newer: BTreeMap<Tail, Answer>,
    older: BTreeMap<Tail, Answer>,
    /// Of the newer ones.
    bytes: usize,
}

struct Answer {
    token: Box<str>,
    user: User,
    validity: Validity,
}

/// The last bytes of a token, by which it is looked up: they are of its signature, where the tokens of one
/// issuer differ, and not of what they all begin with. Of two with the same tail, the later one is kept.
type Tail = u64;

fn tail(token: &str) -> Option<Tail> {
    token
        .as_bytes()
        .last_chunk()
        .copied()
        .map(u64::from_ne_bytes)
}

impl SeenTokens {
    /// Who the token is about, if that is known at this time and with these keys.
    pub(crate) fn find(&self, token: &str, now: u64, generation: u32) -> Option<User> {
        let seen = self.0.borrow();
        let tail = tail(token)?;
        let answer = seen.newer.get(&tail).or_else(|| seen.older.get(&tail))?;
        let Validity { from, until, .. } = answer.validity;
        let is_good = (from..until).contains(&now);
        let has_its_keys = answer.validity.generation.is_none_or(|it| it == generation);
        (*answer.token == *token && is_good && has_its_keys).then(|| answer.user.clone())
    }

    /// Keeps an answer.
    pub(crate) fn keep(&self, token: &str, user: &User, validity: Validity) {
        let Some(tail) = tail(token) else {
            return;
        };
        let seen = &mut *self.0.borrow_mut();
        if seen.bytes.saturating_add(token.len()) > MOST / 2 {
            seen.older = mem::take(&mut seen.newer);
            seen.bytes = 0;
        }
        let answer = Answer {
            token: token.into(),
            user: user.clone(),
            validity,
        };
        seen.newer.insert(tail, answer);
        seen.bytes = seen.bytes.saturating_add(token.len());
    }
}

impl core::fmt::Debug for SeenTokens {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SeenTokens").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use edgeward_core::json;
    use edgeward_core::provider::Provider;
    use edgeward_core::user::RoleMapping;

    fn user(sub: &str) -> User {
        let claims = json::parse_object(format!(r#"{{"sub":"{sub}"}}"#).as_bytes()).unwrap();
        let mapping = RoleMapping::of(Provider::default(), "app");
        User::from_sealed_claims(claims, &mapping).unwrap()
    }

    const TOKEN: &str = "ey.a-token";

    const VALIDITY: Validity = Validity {
        from: 100,
        until: 200,
        generation: Some(1),
    };

    #[test]
    fn an_answer_is_good_in_its_time_and_with_its_keys() {
        let seen = SeenTokens::default();
        seen.keep(TOKEN, &user("ada"), VALIDITY);
        assert_eq!(seen.find(TOKEN, 100, 1), Some(user("ada")));
        assert_eq!(seen.find(TOKEN, 199, 1), Some(user("ada")));
        for (now, generation) in [(99, 1), (200, 1), (150, 0), (150, 2)] {
            assert_eq!(
                seen.find(TOKEN, now, generation),
                None,
                "{now} {generation}"
            );
        }
        assert_eq!(seen.find("ey.its-token", 150, 1), None);
    }

    #[test]
    fn an_answer_by_the_secret_of_the_configuration_needs_no_keys() {
        let seen = SeenTokens::default();
        let validity = Validity {
            generation: None,
            ..VALIDITY
        };
        seen.keep(TOKEN, &user("ada"), validity);
        assert_eq!(seen.find(TOKEN, 150, 0), Some(user("ada")));
        assert_eq!(seen.find(TOKEN, 200, 0), None);
    }

    #[test]
    fn the_last_answer_counts() {
        let seen = SeenTokens::default();
        seen.keep(TOKEN, &user("ada"), VALIDITY);
        let later = Validity {
            until: 300,
            generation: Some(2),
            ..VALIDITY
        };
        seen.keep(TOKEN, &user("ada"), later);
        assert_eq!(seen.find(TOKEN, 250, 2), Some(user("ada")));
        assert_eq!(seen.0.borrow().newer.len(), 1);
    }

    #[test]
    fn a_token_that_ends_like_another_is_another() {
        let seen = SeenTokens::default();
        seen.keep("ey.one.signature", &user("ada"), VALIDITY);
        assert_eq!(seen.find("ey.two.signature", 150, 1), None);
        seen.keep("ey.second.signature", &user("bob"), VALIDITY);
        assert_eq!(seen.find("ey.one.signature", 150, 1), None);
        assert_eq!(seen.find("ey.second.signature", 150, 1), Some(user("bob")));
        assert_eq!(seen.0.borrow().newer.len(), 1);
    }

    #[test]
    fn what_has_no_signature_is_not_kept() {
        let seen = SeenTokens::default();
        seen.keep("short", &user("ada"), VALIDITY);
        assert_eq!(seen.find("short", 150, 1), None);
        assert_eq!(seen.0.borrow().bytes, 0);
    }

    #[test]
    fn what_is_kept_is_bounded_and_the_oldest_goes() {
        let seen = SeenTokens::default();
        let token = |n: usize| format!("{n:01024}");
        let half = MOST / 2 / 1024;
        for n in 0..4 * half {
            seen.keep(&token(n), &user("ada"), VALIDITY);
            let kept = seen.0.borrow();
            assert!(kept.newer.len() + kept.older.len() <= 2 * half);
        }
        assert_eq!(seen.find(&token(2 * half - 1), 150, 1), None);
        for n in [2 * half, 3 * half, 4 * half - 1] {
            assert!(seen.find(&token(n), 150, 1).is_some(), "{n}");
        }
    }

    #[test]
    fn debug_shows_no_token() {
        let seen = SeenTokens::default();
        seen.keep("a-secret-token", &user("ada"), VALIDITY);
        let text = format!("{seen:?}");
        assert!(!text.contains("secret") && !text.contains("ada"), "{text}");
    }
}
