//! The provider's documents: metadata and keys, fetched and cached.

mod source;
mod stored;

use std::cell::{RefCell, RefMut};
use std::rc::Rc;

use edgeward_core::alg::AlgSet;
use edgeward_core::jwk::KeySet;
use edgeward_core::metadata::{Metadata, MetadataOptions};

use self::source::Source;
use self::stored::{pack, unpack};
use crate::error::{Endpoint, Error};
use crate::freshness::{Cached, Need, Next, Stamps, fresh_for};
use crate::pending::{Pending, pending};
use crate::{Client, Clock, Host, Store};

/// Milliseconds between two looks at another request's first fetch.
const LOOK_AGAIN: u32 = 20;

/// What this isolate knows of the provider.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    metadata: RefCell<Cached<Metadata>>,
    keys: RefCell<Cached<KeySet>>,
}

impl Documents {
    fn stamps(&self, source: Source) -> RefMut<'_, Stamps> {
        match source {
            Source::Metadata => RefMut::map(self.metadata.borrow_mut(), Cached::stamps),
            Source::Keys => RefMut::map(self.keys.borrow_mut(), Cached::stamps),
        }
    }
}

impl<H: Host> Client<H> {
    /// The provider's metadata, from memory, the store or the network.
    ///
    /// # Errors
    /// `Transport`, `Status`, `MediaType` or `Provider` if the document cannot be had or is refused,
    /// `Unavailable` while it is too early to ask again.
    pub fn discovery(&self) -> Pending<'_, Rc<Metadata>> {
        pending(async move {
            self.provide(Source::Metadata, Need::Known).await?;
            let cached = self.documents.metadata.borrow();
            let metadata = cached.usable(self.now()?, self.options.stale_keys);
            metadata.map_or(Err(Error::Unavailable(Endpoint::Metadata)), |(it, _)| {
                Ok(it)
            })
        })
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
        self.refresh(Source::Metadata, now).await?;
        if self.options.static_keys.is_none() {
            self.refresh(Source::Keys, now).await?;
        }
        Ok(())
    }

    /// The keys, and when they were fetched.
    pub(crate) fn keys(&self, need: Need) -> Pending<'_, (Rc<KeySet>, u64)> {
        pending(async move {
            if let Some(keys) = &self.static_keys {
                return Ok((Rc::clone(keys), u64::MAX));
            }
            self.provide(Source::Keys, need).await?;
            let cached = self.documents.keys.borrow();
            let keys = cached.usable(self.now()?, self.options.stale_keys);
            keys.ok_or(Error::Unavailable(Endpoint::JwkSet))
        })
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
        let (now, cached) = (self.now()?, self.documents.keys.borrow());
        let keys = cached.usable(now, self.options.stale_keys);
        let (keys, _) = keys.ok_or(Error::Unavailable(Endpoint::JwkSet))?;
        Ok((keys, !cached.is_fresh(now)))
    }

    /// Sees to it that there is a document, as new as is needed where it can be had.
    fn provide(&self, source: Source, need: Need) -> Pending<'_, ()> {
        pending(async move {
            loop {
                let now = self.now()?;
                let stale = self.options.stale_keys;
                let next = self.documents.stamps(source).next(now, need, stale);
                match next {
                    Next::Use => return Ok(()),
                    Next::Wait => self.host.clock().sleep(LOOK_AGAIN).await,
                    Next::Closed => return Err(Error::Unavailable(source.endpoint())),
                    Next::Fetch => {
                        if need == Need::Known && self.recall(source, now).await {
                            continue;
                        }
                        let refreshed = self.refresh(source, now).await;
                        // Rule 3: what is there serves on when it could not be replaced.
                        let serves_on = self.documents.stamps(source).is_usable(now, stale);
                        return if serves_on { Ok(()) } else { refreshed };
                    }
                }
            }
        })
    }

    /// Takes the document from the store, where it is fresh and as good as from the network.
    async fn recall(&self, source: Source, now: u64) -> bool {
        let Some(stored) = self.host.store().read(&self.store_key(source)).await else {
            return false;
        };
        let Some((fetched_at, fresh_for, body)) = unpack(&stored) else {
            return false;
        };
        let fresh = fetched_at <= now && now < fetched_at.saturating_add(fresh_for);
        fresh && self.take(source, body, fetched_at, fresh_for).is_ok()
    }

    fn refresh(&self, source: Source, now: u64) -> Pending<'_, ()> {
        pending(async move {
            let refreshed = self.fetch(source, now).await;
            if refreshed.is_err() {
                self.documents.stamps(source).failed(now);
            }
            refreshed
        })
    }

    async fn fetch(&self, source: Source, now: u64) -> Result<(), Error> {
        let url = match source {
            Source::Metadata => self.metadata_url.clone(),
            // Only from metadata, never from a token.
            Source::Keys => self.discovery().await?.jwks_uri().clone(),
        };
        let response = self
            .get_json(source.endpoint(), &url, source.max_bytes(), None)
            .await?;
        let fresh_for = fresh_for(response.cache_control.as_deref(), source.fresh());
        self.take(source, &response.body, now, fresh_for)?;
        let packed = pack(now, fresh_for, &response.body);
        let store = self.host.store();
        store
            .write(&self.store_key(source), &packed, fresh_for)
            .await;
        Ok(())
    }

    /// Takes a document in, if it is what it must be.
    fn take(
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
                let mut cached = self.documents.metadata.borrow_mut();
                cached.succeeded(metadata, fetched_at, fresh_for);
            }
            Source::Keys => {
                let keys = KeySet::parse(body, options.symmetric_keys)?;
                let mut cached = self.documents.keys.borrow_mut();
                cached.succeeded(keys, fetched_at, fresh_for);
            }
        }
        Ok(())
    }

    /// Clients of other issuers never share an entry.
    fn store_key(&self, source: Source) -> String {
        format!(
            "edgeward/1/{}/{}",
            source.kind(),
            self.options.issuer.as_str()
        )
    }
}
