//! Access tokens whose answer is known: it is the same again until the token expires, the keys are to
//! be fetched again, or others have come.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use edgeward_core::user::User;

/// Most bytes of tokens that are kept; the oldest go first.
const MOST: usize = 1 << 20;

/// The tokens that one relying party has validated by its own policy. The whole token is the name.
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
    users: BTreeMap<Rc<str>, (User, Validity)>,
    oldest_first: VecDeque<Rc<str>>,
    bytes: usize,
}

impl SeenTokens {
    /// Who the token is about, if that is known at this time and with these keys.
    pub(crate) fn find(&self, token: &str, now: u64, generation: u32) -> Option<User> {
        let seen = self.0.borrow();
        let (user, validity) = seen.users.get(token)?;
        let is_good = (validity.from..validity.until).contains(&now);
        let has_its_keys = validity.generation.is_none_or(|it| it == generation);
        (is_good && has_its_keys).then(|| user.clone())
    }

    /// Keeps an answer.
    pub(crate) fn keep(&self, token: &str, user: &User, validity: Validity) {
        let seen = &mut *self.0.borrow_mut();
        let name: Rc<str> = token.into();
        let answer = (user.clone(), validity);
        if seen.users.insert(Rc::clone(&name), answer).is_none() {
            seen.oldest_first.push_back(name);
            seen.bytes = seen.bytes.saturating_add(token.len());
        }
        while seen.bytes > MOST
            && let Some(oldest) = seen.oldest_first.pop_front()
        {
            seen.users.remove(&oldest);
            seen.bytes = seen.bytes.saturating_sub(oldest.len());
        }
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

    const VALIDITY: Validity = Validity {
        from: 100,
        until: 200,
        generation: Some(1),
    };

    #[test]
    fn an_answer_is_good_in_its_time_and_with_its_keys() {
        let seen = SeenTokens::default();
        seen.keep("token", &user("ada"), VALIDITY);
        assert_eq!(seen.find("token", 100, 1), Some(user("ada")));
        assert_eq!(seen.find("token", 199, 1), Some(user("ada")));
        for (now, generation) in [(99, 1), (200, 1), (150, 0), (150, 2)] {
            assert_eq!(
                seen.find("token", now, generation),
                None,
                "{now} {generation}"
            );
        }
        assert_eq!(seen.find("toke", 150, 1), None);
    }

    #[test]
    fn an_answer_by_the_secret_of_the_configuration_needs_no_keys() {
        let seen = SeenTokens::default();
        let validity = Validity {
            generation: None,
            ..VALIDITY
        };
        seen.keep("token", &user("ada"), validity);
        assert_eq!(seen.find("token", 150, 0), Some(user("ada")));
        assert_eq!(seen.find("token", 200, 0), None);
    }

    #[test]
    fn the_last_answer_counts() {
        let seen = SeenTokens::default();
        seen.keep("token", &user("ada"), VALIDITY);
        let later = Validity {
            until: 300,
            generation: Some(2),
            ..VALIDITY
        };
        seen.keep("token", &user("ada"), later);
        assert_eq!(seen.find("token", 250, 2), Some(user("ada")));
        assert_eq!(seen.0.borrow().bytes, 5);
        assert_eq!(seen.0.borrow().oldest_first.len(), 1);
    }

    #[test]
    fn what_is_kept_is_bounded_and_the_oldest_goes() {
        let seen = SeenTokens::default();
        let token = |n: usize| format!("{n:01024}");
        for n in 0..2000 {
            seen.keep(&token(n), &user("ada"), VALIDITY);
        }
        let kept = seen.0.borrow();
        assert_eq!((kept.users.len(), kept.bytes), (1024, MOST));
        drop(kept);
        assert_eq!(seen.find(&token(975), 150, 1), None);
        assert!(seen.find(&token(976), 150, 1).is_some());
    }

    #[test]
    fn debug_shows_no_token() {
        let seen = SeenTokens::default();
        seen.keep("secret", &user("ada"), VALIDITY);
        let text = format!("{seen:?}");
        assert!(!text.contains("secret") && !text.contains("ada"), "{text}");
    }
}
