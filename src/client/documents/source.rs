//! The two documents: where each comes from, and what it must be.

use edgeward_core::jwk::KeySet;
use edgeward_core::limits;
use edgeward_core::metadata::{Metadata, MetadataOptions};
use edgeward_core::url::HttpsUrl;

use crate::error::{Endpoint, Error};
use crate::{Client, Host};

/// Where a document comes from and what it must be.
pub(super) trait Source {
    type Document;
    /// What it is called in errors.
    const ENDPOINT: Endpoint;
    /// What it is called in the store.
    const KIND: &'static str;
    /// Most bytes of it.
    const MAX_BYTES: usize;

    async fn url<H: Host>(&self, client: &Client<H>) -> Result<HttpsUrl, Error>;

    fn parse<H: Host>(&self, client: &Client<H>, body: &[u8]) -> Result<Self::Document, Error>;
}

/// The provider's metadata, at the issuer's well-known address or a configured one.
pub(super) struct MetadataSource;

impl Source for MetadataSource {
    type Document = Metadata;
    const ENDPOINT: Endpoint = Endpoint::Metadata;
    const KIND: &'static str = "metadata";
    const MAX_BYTES: usize = limits::METADATA;

    async fn url<H: Host>(&self, client: &Client<H>) -> Result<HttpsUrl, Error> {
        Ok(client.metadata_url.clone())
    }

    fn parse<H: Host>(&self, client: &Client<H>, body: &[u8]) -> Result<Metadata, Error> {
        let options = &client.options;
        let read = MetadataOptions {
            http: options.http,
            provider: options.provider,
        };
        Ok(Metadata::parse(body, &options.issuer, read)?)
    }
}

/// The provider's keys.
pub(super) struct KeySource;

impl Source for KeySource {
    type Document = KeySet;
    const ENDPOINT: Endpoint = Endpoint::JwkSet;
    const KIND: &'static str = "jwks";
    const MAX_BYTES: usize = limits::JWK_SET;

    /// `jwks_uri` only from metadata, never from a token.
    async fn url<H: Host>(&self, client: &Client<H>) -> Result<HttpsUrl, Error> {
        Ok(client.discovery().await?.jwks_uri().clone())
    }

    fn parse<H: Host>(&self, client: &Client<H>, body: &[u8]) -> Result<KeySet, Error> {
        Ok(KeySet::parse(body, client.options.symmetric_keys)?)
    }
}
