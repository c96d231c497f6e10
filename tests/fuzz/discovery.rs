//! Any document where a provider's metadata is expected.

use edgeward_core::limits;
use edgeward_core::metadata::{Metadata, MetadataOptions};
use edgeward_core::provider::Provider;
use edgeward_core::url::{Http, HttpsUrl, Issuer};
use url::{Host, Url};

use crate::ISSUER;

/// Parses the document. It is the issuer's, and nothing in it leads to plain http or, off the
/// issuer's host, to an address inside somebody's network.
pub fn discovery(bytes: &[u8]) {
    let issuer = Issuer::parse(ISSUER, Http::Refuse).expect("it is one");
    for provider in Provider::ALL {
        let options = MetadataOptions {
            http: Http::Refuse,
            provider,
        };
        let Ok(metadata) = Metadata::parse(bytes, &issuer, options) else {
            continue;
        };
        assert!(bytes.len() <= limits::METADATA);
        let theirs: serde_json::Value = serde_json::from_slice(bytes).expect("it is JSON");
        assert_eq!(theirs["issuer"], ISSUER);
        let endpoints = [
            Some(metadata.jwks_uri()),
            metadata.authorization_endpoint().ok(),
            metadata.token_endpoint().ok(),
            metadata.userinfo_endpoint().ok(),
            metadata.end_session_endpoint(),
            metadata.revocation_endpoint(),
        ];
        endpoints
            .into_iter()
            .flatten()
            .for_each(is_elsewhere_public);
    }
}

/// What a URL parser of browsers makes of an endpoint.
fn is_elsewhere_public(endpoint: &HttpsUrl) {
    let text = endpoint.as_str();
    let url = Url::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(url.scheme(), "https", "{text}");
    assert!(
        url.username().is_empty() && url.password().is_none(),
        "{text}"
    );
    assert!(url.fragment().is_none(), "{text}");
    assert_eq!(url.host_str(), Some(endpoint.host()), "{text}");
    assert_eq!(
        url.origin().ascii_serialization(),
        endpoint.origin(),
        "{text}"
    );
    match url.host() {
        Some(Host::Ipv4(it)) => assert!(
            !it.is_private() && !it.is_loopback() && !it.is_link_local() && !it.is_unspecified(),
            "{text}"
        ),
        Some(Host::Ipv6(it)) => assert!(!it.is_loopback() && !it.is_unspecified(), "{text}"),
        Some(Host::Domain(it)) => assert_ne!(it.trim_end_matches('.'), "localhost", "{text}"),
        None => panic!("{text} has no host"),
    }
}
