//! The mark of a browser that has just signed in: who has it and is nobody all the same would be sent
//! to sign in round and round.
//!
//! It says nothing and opens nothing, so it is not sealed.

use super::{CookieName, Cookies, SameSite, SetCookie};

/// Seconds that the mark stays: longer than the redirect back takes, shorter than anybody signs in
/// twice.
const LIFETIME: u64 = 20;

impl SetCookie {
    /// Sets the mark.
    pub(crate) fn just_signed_in() -> Self {
        Self::constant(CookieName::just_signed_in(), "1", LIFETIME, SameSite::Lax)
    }

    /// Clears the mark: who signed out may sign in again at once.
    pub(crate) fn forget_just_signed_in() -> Self {
        Self::clear(CookieName::just_signed_in(), SameSite::Lax)
    }
}

impl Cookies<'_> {
    /// Whether the browser has the mark.
    pub(crate) fn has_just_signed_in(&self) -> bool {
        self.value(CookieName::just_signed_in().as_str()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_comes_back_as_it_was_set_and_is_cleared_by_the_same_name() {
        let set = SetCookie::just_signed_in();
        let (sent, _) = set.as_str().split_once(';').unwrap();
        assert!(Cookies::parse([sent]).unwrap().has_just_signed_in());
        assert!(!Cookies::parse(["a=b"]).unwrap().has_just_signed_in());
        assert_eq!(SetCookie::forget_just_signed_in().name(), set.name());
    }
}
