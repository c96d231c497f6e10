//! The provider's documents: metadata and keys, fetched and cached.

mod source;
mod stored;

use std::cell::RefCell;
use std::rc::Rc;

use edgeward_core::alg::AlgSet;
use edgeward_core::jwk::KeySet;
use edgeward_core::metadata::Metadata;
use edgeward_core::url::HttpsUrl;

use self::source::{KeySource, MetadataSource, Source};
use self::stored::{pack, unpack};
use crate::error::{Endpoint, Error};
use crate::freshness::{Ages, Cached, Need, Next, fresh_for};
use crate::media_type::is_json;
use crate::{Client, Clock, Host, HttpRequest, HttpResponse, Method, Store, Transport};

/// Milliseconds between two looks at another request's first fetch.
const LOOK_AGAIN: u32 = 20;

/// Seconds that metadata are fresh when the provider does not say. Endpoints move rarely.
const METADATA_FRESH: u64 = 60 * 60;

/// Seconds that a key set is fresh when the provider does not say: a removed key stops by then.
const KEYS_FRESH: u64 = 10 * 60;

/// What this isolate knows of the provider.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    metadata: RefCell<Cached<Metadata>>,
    keys: RefCell<Cached<KeySet>>,
}

impl<H: Host> Client<H> {
    /// The provider's metadata, from memory, the store or the network.
    ///
    /// # Errors
    /// `Transport`, `Status`, `MediaType` or `Provider` if the document cannot be had or is refused,
    /// `Unavailable` while it is too early to ask again.
    pub async fn discovery(&self) -> Result<Rc<Metadata>, Error> {
        let ages = Ages {
            fresh: METADATA_FRESH,
            stale: self.options.stale_keys,
        };
        let (metadata, _) = self
            .document(&self.documents.metadata, &MetadataSource, Need::Known, ages)
            .await?;
        Ok(metadata)
    }

    /// The provider's keys, as they are known.
    ///
    /// # Errors
    /// Those of [`discovery`](Self::discovery).
    pub async fn jwks(&self) -> Result<Rc<KeySet>, Error> {
        Ok(self.keys(Need::Known).await?.0)
    }

    /// Fetches metadata and keys anew, whatever their age.
    ///
    /// # Errors
    /// Those of [`discovery`](Self::discovery); what was known before then stays.
    pub async fn refresh_metadata(&self) -> Result<(), Error> {
        let now = self.now()?;
        self.refresh(
            &self.documents.metadata,
            &MetadataSource,
            now,
            METADATA_FRESH,
        )
        .await?;
        if self.options.static_keys.is_none() {
            self.refresh(&self.documents.keys, &KeySource, now, KEYS_FRESH)
                .await?;
        }
        Ok(())
    }

    /// The keys, and when they were fetched.
    pub(crate) async fn keys(&self, need: Need) -> Result<(Rc<KeySet>, u64), Error> {
        if let Some(keys) = &self.static_keys {
            return Ok((Rc::clone(keys), u64::MAX));
        }
        let ages = Ages {
            fresh: KEYS_FRESH,
            stale: self.options.stale_keys,
        };
        self.document(&self.documents.keys, &KeySource, need, ages)
            .await
    }

    /// Every key that tokens are verified with: the provider's or the static ones, and the secret of
    /// the configuration.
    ///
    /// # Errors
    /// Those of [`discovery`](Self::discovery).
    pub async fn known_keys(&self) -> Result<Vec<Rc<KeySet>>, Error> {
        let symmetric = self.options.algorithms.intersection(AlgSet::ASYMMETRIC);
        if let (Some(keys), true) = (&self.hmac_keys, symmetric.is_empty()) {
            return Ok(vec![Rc::clone(keys)]);
        }
        let (keys, _) = self.keys(Need::Known).await?;
        Ok(self.hmac_keys.iter().cloned().chain([keys]).collect())
    }

    /// The keys that are here, and whether they should be fetched again.
    pub(crate) fn keys_now(&self) -> Result<(Rc<KeySet>, bool), Error> {
        if let Some(keys) = &self.static_keys {
            return Ok((Rc::clone(keys), false));
        }
        let ages = Ages {
            fresh: KEYS_FRESH,
            stale: self.options.stale_keys,
        };
        let (now, cached) = (self.now()?, self.documents.keys.borrow());
        let keys = cached.usable(now, ages);
        let keys = keys.ok_or(Error::Unavailable(Endpoint::JwkSet))?;
        Ok((keys, !cached.is_fresh(now)))
    }

    async fn document<S: Source>(
        &self,
        cached: &RefCell<Cached<S::Document>>,
        source: &S,
        need: Need,
        ages: Ages,
    ) -> Result<(Rc<S::Document>, u64), Error> {
        loop {
            let now = self.now()?;
            let next = cached.borrow_mut().next(now, need, ages);
            match next {
                Next::Use(document, fetched_at) => return Ok((document, fetched_at)),
                Next::Wait => self.host.clock().sleep(LOOK_AGAIN).await,
                Next::Closed => return Err(Error::Unavailable(S::ENDPOINT)),
                Next::Fetch => {
                    if need == Need::Known && self.recall(cached, source, now).await {
                        continue;
                    }
                    let refreshed = self.refresh(cached, source, now, ages.fresh).await;
                    // Rule 3: what is there serves on when it could not be replaced.
                    return match (refreshed, cached.borrow().usable(now, ages)) {
                        (_, Some(document)) => Ok((document, now)),
                        (Err(error), None) => Err(error),
                        (Ok(()), None) => Err(Error::Unavailable(S::ENDPOINT)),
                    };
                }
            }
        }
    }

    /// Takes the document from the store, where it is fresh and as good as from the network.
    async fn recall<S: Source>(
        &self,
        cached: &RefCell<Cached<S::Document>>,
        source: &S,
        now: u64,
    ) -> bool {
        let Some(stored) = self.host.store().read(&self.store_key::<S>()).await else {
            return false;
        };
        let Some((fetched_at, fresh_for, body)) = unpack(&stored) else {
            return false;
        };
        let fresh = fetched_at <= now && now < fetched_at.saturating_add(fresh_for);
        match source.parse(self, body) {
            Ok(document) if fresh => {
                cached
                    .borrow_mut()
                    .succeeded(document, fetched_at, fresh_for);
                true
            }
            _ => false,
        }
    }

    async fn refresh<S: Source>(
        &self,
        cached: &RefCell<Cached<S::Document>>,
        source: &S,
        now: u64,
        fresh: u64,
    ) -> Result<(), Error> {
        let fetched = self.fetch_document(source).await;
        match fetched {
            Ok((document, response)) => {
                let fresh_for = fresh_for(response.cache_control.as_deref(), fresh);
                cached.borrow_mut().succeeded(document, now, fresh_for);
                let packed = pack(now, fresh_for, &response.body);
                self.host
                    .store()
                    .write(&self.store_key::<S>(), &packed, fresh_for)
                    .await;
                Ok(())
            }
            Err(error) => {
                cached.borrow_mut().failed(now);
                Err(error)
            }
        }
    }

    async fn fetch_document<S: Source>(
        &self,
        source: &S,
    ) -> Result<(S::Document, HttpResponse), Error> {
        let url = source.url(self).await?;
        let response = self.fetch_json(S::ENDPOINT, &url, S::MAX_BYTES).await?;
        let document = source.parse(self, &response.body)?;
        Ok((document, response))
    }

    /// GETs a JSON document: status 200 and a JSON media type, or nothing.
    async fn fetch_json(
        &self,
        endpoint: Endpoint,
        url: &HttpsUrl,
        max_bytes: usize,
    ) -> Result<HttpResponse, Error> {
        let request = HttpRequest {
            method: Method::Get,
            url,
            accept: "application/json",
            authorization: None,
            max_bytes,
            timeout: self.options.timeout,
        };
        let response = self
            .host
            .transport()
            .send(&request)
            .await
            .map_err(|error| Error::Transport(endpoint, error))?;
        if response.status != 200 {
            return Err(Error::Status(endpoint, response.status));
        }
        if !is_json(response.content_type.as_deref()) {
            return Err(Error::MediaType(endpoint));
        }
        Ok(response)
    }

    /// Clients of other issuers never share an entry.
    fn store_key<S: Source>(&self) -> String {
        format!("edgeward/1/{}/{}", S::KIND, self.options.issuer.as_str())
    }
}
