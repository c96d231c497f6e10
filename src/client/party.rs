//! The relying party without its host: what is known and what is decided, and nothing that waits.

use std::rc::Rc;

use edgeward_core::claims::AccessTokenPolicy;
use edgeward_core::jwk::KeySet;
use edgeward_core::url::HttpsUrl;

use crate::documents::Documents;
use crate::{Error, Options};

/// What a relying party of one issuer knows and decides, for whoever waits on its behalf:
/// [`Client`](crate::Client) does so with futures, the npm package with the promises of its runtime.
///
/// Its state is per isolate, and holds nothing of users.
#[derive(Debug)]
pub struct Party {
    pub(crate) options: Options,
    pub(crate) metadata_url: HttpsUrl,
    pub(crate) static_keys: Option<Rc<KeySet>>,
    pub(crate) hmac_keys: Option<Rc<KeySet>>,
    pub(crate) documents: Documents,
}

impl Party {
    /// A relying party of the issuer that `options` name.
    #[must_use]
    pub fn new(options: Options) -> Self {
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
        Self {
            options,
            metadata_url,
            static_keys,
            hmac_keys,
            documents: Documents::default(),
        }
    }

    /// What the relying party was told.
    pub const fn options(&self) -> &Options {
        &self.options
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

    /// What access tokens must be.
    ///
    /// # Errors
    /// `NotConfigured` without an audience: any token of the issuer would do, whatever it was
    /// issued for.
    pub fn access_token_policy(&self) -> Result<&AccessTokenPolicy, Error> {
        let policy = self.options.access_tokens.as_ref();
        policy.ok_or(Error::NotConfigured("an audience"))
    }
}
