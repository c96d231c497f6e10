//! What is known of the provider's documents: its metadata and its keys.

mod source;

use std::cell::RefCell;
use std::rc::Rc;

use edgeward_core::alg::AlgSet;
use edgeward_core::jwk::KeySet;
use edgeward_core::metadata::{Metadata, MetadataOptions};
use edgeward_core::url::HttpsUrl;

pub use self::source::Source;
use crate::error::Endpoint;
use crate::exchange::{get, require_json};
use crate::freshness::{Cached, Need, Next, Stamps, fresh_for};
use crate::{Error, HttpRequest, HttpResponse, Party};

/// What this isolate knows of the provider.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    metadata: Cached<Metadata>,
    keys: Cached<KeySet>,
}

/// A key set, and which of those that there were it is.
pub(crate) type Keys = (Rc<KeySet>, u32);

/// The generation of keys that nothing is newer than.
pub(crate) const LAST: u32 = u32::MAX;

impl Party {
    /// What whoever needs the document does next. An attempt to fetch it is stamped already.
    #[must_use]
    pub fn next(&self, source: Source, now: u64, need: Need) -> Next {
        if self.is_static(source) {
            return Next::Use;
        }
        self.stamps(source)
            .borrow_mut()
            .next(now, need, self.options.stale_keys)
    }

    /// Whether the document comes from the configuration: then it is never fetched.
    #[must_use]
    pub fn is_static(&self, source: Source) -> bool {
        source == Source::Keys && self.static_keys.is_some()
    }

    /// The request for the document.
    ///
    /// # Errors
    /// `Unavailable` for the keys while there are no metadata: their address is only in there, and
    /// never in a token.
    pub fn document_request(&self, source: Source, now: u64) -> Result<HttpRequest, Error> {
        let url = match source {
            Source::Metadata => self.metadata_url.clone(),
            Source::Keys => self.address(Endpoint::JwkSet, now)?,
        };
        Ok(get(url, source.max_bytes(), self.options.timeout))
    }

    /// Takes the provider's answer in, if it is what it must be, and says for how many seconds it is
    /// fresh.
    ///
    /// # Errors
    /// `Status`, `MediaType` or `Provider`; what was known stays.
    pub fn take_answer(
        &self,
        source: Source,
        answer: &HttpResponse,
        now: u64,
    ) -> Result<u64, Error> {
        require_json(source.endpoint(), answer)?;
        let fresh_for = fresh_for(answer.cache_control.as_deref(), source.fresh());
        self.take(source, &answer.body, now, fresh_for)?;
        Ok(fresh_for)
    }

    /// Takes a document in, if it is what it must be.
    pub(crate) fn take(
        &self,
        source: Source,
        body: &[u8],
        fetched_at: u64,
        fresh_for: u64,
    ) -> Result<(), Error> {
        let options = &self.options;
        match source {
            Source::Metadata => {
                let read = MetadataOptions {
                    http: options.http,
                    provider: options.provider,
                };
                let metadata = Metadata::parse(body, &options.issuer, read)?;
                let cached = &self.documents.metadata;
                cached.succeeded(metadata, fetched_at, fresh_for);
            }
            Source::Keys => {
                let keys = KeySet::parse(body, options.symmetric_keys)?;
                let cached = &self.documents.keys;
                cached.succeeded(keys, fetched_at, fresh_for);
            }
        }
        Ok(())
    }

    /// The document could not be had, or is refused. What was known stays.
    pub fn failed(&self, source: Source, now: u64) {
        self.stamps(source).borrow_mut().failed(now);
    }

    /// Whether there is a document that may still be used, however stale.
    #[must_use]
    pub fn is_usable(&self, source: Source, now: u64) -> bool {
        self.stamps(source)
            .borrow()
            .is_usable(now, self.options.stale_keys)
    }

    /// Whether the document may be used, and nobody has to fetch it again.
    #[must_use]
    pub fn is_ready(&self, source: Source, now: u64) -> bool {
        self.is_static(source)
            || self
                .stamps(source)
                .borrow()
                .is_ready(now, self.options.stale_keys)
    }

    /// Which of the key sets that there were is the present one; 0 while there is none.
    pub(crate) fn generation(&self, now: u64) -> u32 {
        self.numbered_keys(now)
            .map_or(0, |(_, generation)| generation)
    }

    /// Until when the provider's keys stay as they are, in seconds. Nothing for keys that should be
    /// fetched again.
    pub(crate) fn keys_serve_until(&self, now: u64) -> Option<u64> {
        match self.is_static(Source::Keys) {
            true => Some(u64::MAX),
            false => self.stamps(Source::Keys).borrow().fresh_until(now),
        }
    }

    /// The provider's metadata, as they are known.
    ///
    /// # Errors
    /// `Unavailable` while there are none.
    pub fn metadata(&self, now: u64) -> Result<Rc<Metadata>, Error> {
        let cached = &self.documents.metadata;
        let metadata = cached.usable(now, self.options.stale_keys);
        let (metadata, _) = metadata.ok_or(Error::Unavailable(Source::Metadata.endpoint()))?;
        Ok(metadata)
    }

    /// Where this part of the provider is.
    ///
    /// # Errors
    /// `Unavailable` while there are no metadata; `Provider` or `NoEndpoint` if they do not name it.
    pub(crate) fn address(&self, endpoint: Endpoint, now: u64) -> Result<HttpsUrl, Error> {
        let metadata = self.metadata(now)?;
        let url = match endpoint {
            Endpoint::Metadata => Some(&self.metadata_url),
            Endpoint::JwkSet => Some(metadata.jwks_uri()),
            Endpoint::Authorization => Some(metadata.authorization_endpoint()?),
            Endpoint::Token => Some(metadata.token_endpoint()?),
            Endpoint::UserInfo => Some(metadata.userinfo_endpoint()?),
            Endpoint::EndSession => metadata.end_session_endpoint(),
            Endpoint::Revocation => metadata.revocation_endpoint(),
        };
        url.cloned().ok_or(Error::NoEndpoint(endpoint))
    }

    /// The provider's keys, as they are known.
    ///
    /// # Errors
    /// `Unavailable` while there are none.
    pub fn keys(&self, now: u64) -> Result<Rc<KeySet>, Error> {
        Ok(self.numbered_keys(now)?.0)
    }

    /// Whether there are tokens that the secret of the configuration is not enough for.
    #[must_use]
    pub fn needs_keys(&self) -> bool {
        let asymmetric = self.options.algorithms.intersection(AlgSet::ASYMMETRIC);
        self.hmac_keys.is_none() || !asymmetric.is_empty()
    }

    pub(crate) fn numbered_keys(&self, now: u64) -> Result<Keys, Error> {
        if let Some(keys) = &self.static_keys {
            return Ok((Rc::clone(keys), LAST));
        }
        let cached = &self.documents.keys;
        let keys = cached.usable(now, self.options.stale_keys);
        keys.ok_or(Error::Unavailable(Source::Keys.endpoint()))
    }

    const fn stamps(&self, source: Source) -> &RefCell<Stamps> {
        match source {
            Source::Metadata => self.documents.metadata.stamps(),
            Source::Keys => self.documents.keys.stamps(),
        }
    }
}
