//! The relying party.

use std::rc::Rc;

use edgeward_core::jwk::KeySet;
use edgeward_core::url::HttpsUrl;

use crate::documents::Documents;
use crate::{Clock, Error, Host, Options, Rng};

/// A relying party of one issuer.
///
/// It is cheap to keep and made to be kept: the provider's documents live in it. Its state is
/// per isolate and holds nothing of any user.
#[derive(Debug)]
pub struct Client<H> {
    pub(crate) host: H,
    pub(crate) options: Options,
    pub(crate) metadata_url: HttpsUrl,
    pub(crate) static_keys: Option<Rc<KeySet>>,
    pub(crate) hmac_keys: Option<Rc<KeySet>>,
    pub(crate) documents: Documents,
}

impl<H: Host> Client<H> {
    /// A client of the issuer that `options` name.
    #[must_use]
    pub fn new(host: H, options: Options) -> Self {
        let metadata_url = options
            .metadata_url
            .clone()
            .unwrap_or_else(|| options.issuer.well_known_url());
        let static_keys = options.static_keys.clone().map(Rc::new);
        let hmac_keys = options
            .hmac_key
            .clone()
            .map(KeySet::from_hmac_secret)
            .map(Rc::new);
        let documents = Documents::default();
        Self {
            host,
            options,
            metadata_url,
            static_keys,
            hmac_keys,
            documents,
        }
    }

    /// What the client was told.
    pub const fn options(&self) -> &Options {
        &self.options
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
        self.options
            .client_id
            .as_deref()
            .ok_or(Error::NotConfigured("a client id"))
    }
}
