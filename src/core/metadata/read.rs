//! Members of metadata in the one JSON type that the standards give them.

use super::MetadataOptions;
use crate::error::{Document, ProviderError};
use crate::json::{Object, Value};
use crate::provider::Endpoint;
use crate::url::{Http, HttpsUrl, Issuer};

/// A metadata document, and what its URLs are held against.
pub(super) struct Reader<'a> {
    pub(super) object: &'a Object,
    pub(super) issuer: &'a Issuer,
    pub(super) options: MetadataOptions,
}

impl<'a> Reader<'a> {
    pub(super) fn text(&self, name: &'static str) -> Result<Option<&'a str>, ProviderError> {
        match self.object.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(invalid(name)),
        }
    }

    /// `true` or `false`, if it is there.
    pub(super) fn flag(&self, name: &'static str) -> Result<(), ProviderError> {
        self.holds(name, |value| value.as_bool().is_some())
    }

    /// A list of texts, if it is there.
    pub(super) fn names(&self, name: &'static str) -> Result<(), ProviderError> {
        self.holds(name, |value| {
            let is_text = |name: &Value| name.as_str().is_some();
            value
                .as_array()
                .is_some_and(|names| names.iter().all(is_text))
        })
    }

    fn holds(
        &self,
        name: &'static str,
        is_sound: impl Fn(&Value) -> bool,
    ) -> Result<(), ProviderError> {
        let sound = self.object.get(name).is_none_or(is_sound);
        sound.then_some(()).ok_or(invalid(name))
    }

    /// A URL on the issuer's own host, which the operator chose, or on a public one.
    pub(super) fn url(&self, name: &'static str) -> Result<Option<HttpsUrl>, ProviderError> {
        let Some(text) = self.text(name)? else {
            return Ok(None);
        };
        let url = HttpsUrl::parse(text, self.options.http).map_err(|_| invalid(name))?;
        let reachable = self.options.http == Http::DangerAllow
            || url.has_public_host()
            || url.host() == self.issuer.url().host();
        reachable.then_some(Some(url)).ok_or(invalid(name))
    }

    /// An endpoint, at the place where the provider is known to have it if the document has none.
    pub(super) fn endpoint(&self, endpoint: Endpoint) -> Result<Option<HttpsUrl>, ProviderError> {
        let name = endpoint.member();
        if let Some(url) = self.url(name)? {
            return Ok(Some(url));
        }
        let fallback = self.options.provider.fallback_path(endpoint);
        let parse = |path| HttpsUrl::parse(&self.issuer.join(path), self.options.http);
        fallback.map(parse).transpose().map_err(|_| invalid(name))
    }
}

pub(super) const fn missing(name: &'static str) -> ProviderError {
    ProviderError::MemberMissing(Document::Metadata, name)
}

const fn invalid(name: &'static str) -> ProviderError {
    ProviderError::MemberInvalid(Document::Metadata, name)
}
