//! The relying party.

use edgeward_core::claims::AccessTokenPolicy;

use crate::seen_tokens::SeenTokens;
use crate::{Clock, Error, Host, Options, Party, Rng};

/// A relying party of one issuer.
///
/// It is cheap to keep and made to be kept: the provider's documents live in it, and what was found in
/// tokens that may come again, each beside its whole token. Its state is per isolate.
#[derive(Debug)]
pub struct Client<H> {
    pub(crate) host: H,
    pub(crate) party: Party,
    pub(crate) seen_tokens: SeenTokens,
}

impl<H: Host> Client<H> {
    /// A client of the issuer that `options` name.
    #[must_use]
    pub fn new(host: H, options: Options) -> Self {
        Self {
            host,
            party: Party::new(options),
            seen_tokens: SeenTokens::default(),
        }
    }

    /// What the client was told.
    pub const fn options(&self) -> &Options {
        self.party.options()
    }

    /// The host that it runs on.
    pub const fn host(&self) -> &H {
        &self.host
    }

    /// The time in whole seconds since 1970.
    ///
    /// # Errors
    /// `NoClock` where the host cannot tell: whatever depends on the time then fails.
    pub fn now(&self) -> Result<u64, Error> {
        self.host.clock().now().ok_or(Error::NoClock)
    }

    /// Secure random bytes.
    ///
    /// # Errors
    /// `NoRandomness` where the host has none.
    pub fn random<const N: usize>(&self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        self.host.rng().fill(&mut bytes)?;
        Ok(bytes)
    }

    /// The client's id at the provider.
    ///
    /// # Errors
    /// `NotConfigured` where the client only validates tokens.
    pub fn client_id(&self) -> Result<&str, Error> {
        self.party.client_id()
    }

    /// What access tokens must be.
    ///
    /// # Errors
    /// `NotConfigured` without an audience.
    pub fn access_token_policy(&self) -> Result<&AccessTokenPolicy, Error> {
        self.party.access_token_policy()
    }
}
