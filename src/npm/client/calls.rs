//! The calls of a relying party, by the names that TypeScript calls them by.
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

/// Answers the call `name`.
pub(crate) fn answer(name: &str, call: &Call<'_>) -> Answer {
    match name {
        "authorizeUrl" => authorization::authorize_url(call),
        "authorizeUrlWithPkce" => authorization::authorize_url_with_pkce(call),
        "code" => callback::code(call),
        "discovery" => documents::discovery(call),
        "endSessionUrl" => authorization::end_session_url(call),
        "exchangeCode" => tokens::exchange_code(call),
        "failed" => documents::failed(call),
        "jwks" => documents::jwks(call),
        "needs" => documents::needs(call),
        "next" => documents::next(call),
        "page" => page::settings(call),
        "person" => tokens::person(call),
        "refreshToken" => tokens::refresh_token(call),
        "request" => documents::request(call),
        "returnTarget" => page::return_target(call),
        "revokeToken" => tokens::revoke_token(call),
        "revoked" => tokens::revoked(call),
        "take" => documents::take(call),
        "tokens" => tokens::tokens(call),
        "user" => user::mapped(call),
        "userinfo" => tokens::userinfo(call),
        _ => Err(Failure::argument("name", &"is no call")),
    }
}
