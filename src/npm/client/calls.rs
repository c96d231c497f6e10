//! The calls of a relying party, by the numbers that `src/npm/js/calls.ts` has for them.
//!
//! One export for all of them. What is asked for with every request has exports of its own.

use std::rc::Rc;

use edgeward::{Party, Source};
use edgeward_core::metadata::Metadata;

use crate::answer::Json;
use crate::argument::Arguments;
use crate::error::Failure;
use crate::{authorization, callback, documents, page, tokens, user};

/// One call: what it gets, and from whom.
pub(crate) struct Call<'a> {
    pub(crate) party: &'a Party,
    pub(crate) arguments: Arguments,
    pub(crate) bytes: &'a [u8],
    pub(crate) now: u64,
    pub(crate) is_provided: bool,
}

/// What a call ends with.
pub(crate) type Answer = Result<Json, Failure>;

impl Call<'_> {
    /// The metadata, where they are as new as they should be or as they can be had.
    pub(crate) fn metadata(&self) -> Result<Rc<Metadata>, Failure> {
        self.require_metadata()?;
        Ok(self.party.metadata(self.now)?)
    }

    /// Comes again with the metadata, unless they are as new as they should be or as they can be had.
    pub(crate) fn require_metadata(&self) -> Result<(), Failure> {
        if self.is_provided || self.party.is_ready(Source::Metadata, self.now) {
            return Ok(());
        }
        Err(Failure::Early)
    }
}

macro_rules! calls {
    ($($name:ident = $number:literal => $answer:path,)*) => {
        /// Answers the call of this number.
        pub(crate) fn answer(number: u32, call: &Call<'_>) -> Answer {
            match number {
                $($number => $answer(call),)*
                _ => Err(Failure::argument("number", "is no call's")),
            }
        }

        #[cfg(test)]
        const NUMBERS: &[(&str, u32)] = &[$((stringify!($name), $number)),*];
    };
}

calls! {
    AUTHORIZE_URL = 0 => authorization::authorize_url,
    AUTHORIZE_URL_WITH_PKCE = 1 => authorization::authorize_url_with_pkce,
    CODE = 2 => callback::code,
    DISCOVERY = 3 => documents::discovery,
    END_SESSION_URL = 4 => authorization::end_session_url,
    EXCHANGE_CODE = 5 => tokens::exchange_code,
    FAILED = 6 => documents::failed,
    JWKS = 7 => documents::jwks,
    NEEDS = 8 => documents::needs,
    NEXT = 9 => documents::next,
    PAGE = 10 => page::settings,
    PERSON = 11 => tokens::person,
    REFRESH_TOKEN = 12 => tokens::refresh_token,
    REQUEST = 13 => documents::request,
    RETURN_TARGET = 14 => page::return_target,
    REVOKE_TOKEN = 15 => tokens::revoke_token,
    REVOKED = 16 => tokens::revoked,
    TAKE = 17 => documents::take,
    TOKENS = 18 => tokens::tokens,
    USER = 19 => user::mapped,
    USERINFO = 20 => tokens::userinfo,
}

#[cfg(test)]
mod tests {
    use super::NUMBERS;

    #[test]
    fn the_numbers_are_those_of_typescript() {
        let typescript = include_str!("../js/calls.ts");
        // The calls are the first of the numbers there.
        let is_number = |line: &&str| line.starts_with("export");
        let lines = typescript.lines().skip_while(|line| !is_number(line));
        let theirs: Vec<&str> = lines.take_while(is_number).collect();
        let ours: Vec<String> = NUMBERS
            .iter()
            .map(|(name, number)| format!("export const {name} = {number};"))
            .collect();
        assert_eq!(theirs, ours);
    }
}
