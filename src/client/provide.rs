//! Waits for the provider's documents: from memory, the store or the network.

mod stored;

use std::rc::Rc;

use edgeward_core::jwk::KeySet;
use edgeward_core::metadata::Metadata;

use self::stored::{pack, unpack};
use crate::documents::Source;
use crate::freshness::{Need, Next};
use crate::pending::{Pending, pending};
use crate::{Client, Clock, Error, Host, Store};

/// Milliseconds between two looks at another request's first fetch.
const LOOK_AGAIN: u32 = 20;

impl<H: Host> Client<H> {
    /// The provider's metadata.
    ///
    /// # Errors
    /// `Transport`, `Status`, `MediaType` or `Provider` if the document cannot be had or is refused,
    /// `Unavailable` while it is too early to ask again.
    pub fn discovery(&self) -> Pending<'_, Rc<Metadata>> {
        pending(async move {
            self.provide(Source::Metadata, Need::Known).await?;
            self.party.metadata(self.now()?)
        })
    }

    /// The provider's keys, as they are known.
    ///
    /// # Errors
    /// Those of [`discovery`](Self::discovery).
    pub async fn jwks(&self) -> Result<Rc<KeySet>, Error> {
        self.provide(Source::Keys, Need::Known).await?;
        self.party.keys(self.now()?)
    }

    /// Fetches metadata and keys anew, whatever their age.
    ///
    /// # Errors
    /// Those of [`discovery`](Self::discovery); what was known before then stays.
    pub async fn refresh_metadata(&self) -> Result<(), Error> {
        let now = self.now()?;
        self.refresh(Source::Metadata, now).await?;
        if !self.party.is_static(Source::Keys) {
            self.refresh(Source::Keys, now).await?;
        }
        Ok(())
    }

    /// Sees to it that there is a document, as new as is needed where it can be had.
    pub(crate) fn provide(&self, source: Source, need: Need) -> Pending<'_, ()> {
        pending(async move {
            loop {
                let now = self.now()?;
                match self.party.next(source, now, need) {
                    Next::Use => return Ok(()),
                    Next::Wait => self.host.clock().sleep(LOOK_AGAIN).await,
                    Next::Closed => return Err(Error::Unavailable(source.endpoint())),
                    Next::Fetch => {
                        if need == Need::Known && self.recall(source, now).await {
                            continue;
                        }
                        let refreshed = self.refresh(source, now).await;
                        // Rule 3: what is there serves on when it could not be replaced.
                        let serves_on = self.party.is_usable(source, now);
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
        fresh && self.party.take(source, body, fetched_at, fresh_for).is_ok()
    }

    fn refresh(&self, source: Source, now: u64) -> Pending<'_, ()> {
        pending(async move {
            let refreshed = self.fetch(source, now).await;
            if refreshed.is_err() {
                self.party.failed(source, now);
            }
            refreshed
        })
    }

    async fn fetch(&self, source: Source, now: u64) -> Result<(), Error> {
        if source == Source::Keys {
            self.provide(Source::Metadata, Need::Known).await?;
        }
        let request = self.party.document_request(source, self.now()?)?;
        let answer = self.exchange(source.endpoint(), request).await?;
        let fresh_for = self.party.take_answer(source, &answer, now)?;
        let packed = pack(now, fresh_for, &answer.body);
        let store = self.host.store();
        store
            .write(&self.store_key(source), &packed, fresh_for)
            .await;
        Ok(())
    }

    /// Clients of other issuers never share an entry.
    fn store_key(&self, source: Source) -> String {
        let issuer = self.options().issuer.as_str();
        format!("edgeward/1/{}/{issuer}", source.kind())
    }
}
