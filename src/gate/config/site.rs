//! Where the gate is reached, and from where pages may call it.

use edgeward_core::route::CanonicalPath;
use edgeward_core::url::{Http, HttpsUrl};

use super::reader::Reader;
use super::{Fault, WebOrigin, keys};

/// One of `PUBLIC_URL`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Scheme, host and port.
    pub origin: WebOrigin,
    /// The redirect URI to register at the provider: the origin, `AUTH_PATH` and `/callback`.
    pub redirect_uri: HttpsUrl,
}

pub(super) fn parse(reader: &mut Reader<'_>, wanted: bool, auth_path: Option<&str>) -> Vec<Site> {
    let key = &keys::PUBLIC_URL;
    if wanted {
        reader.require(key);
    }
    let callback = format!("{}/callback", auth_path.unwrap_or(AUTH_PATH));
    let entries = reader.texts(key).unwrap_or_default();
    let parsed = reader.parsed_entries(key, entries, |text| {
        let origin = WebOrigin::parse(text, Http::Refuse)?;
        let redirect_uri = origin.join(&callback)?;
        Ok(Site {
            origin,
            redirect_uri,
        })
    });
    let mut sites: Vec<Site> = Vec::with_capacity(parsed.len());
    for (entry, site) in parsed {
        // A host is one site: its scheme is not to be guessed from a request.
        if sites
            .iter()
            .any(|earlier| earlier.origin.host() == site.origin.host())
        {
            reader.fault_at(entry.place, key, Fault::Repeated);
        } else {
            sites.push(site);
        }
    }
    sites
}

/// `AUTH_PATH`, in the spelling that requests are compared with.
pub(super) fn auth_path(reader: &mut Reader<'_>) -> Option<String> {
    let key = &keys::AUTH_PATH;
    if !reader.has(key) {
        return Some(AUTH_PATH.into());
    }
    reader.parsed(key, |text| {
        let path = CanonicalPath::parse(text).map_err(Fault::Path)?;
        if path.as_str() != text || text.ends_with('/') {
            return Err(Fault::NotCanonicalPath);
        }
        Ok(text.into())
    })
}

/// `CORS_ORIGINS`.
pub(super) fn cors_origins(reader: &mut Reader<'_>) -> Vec<WebOrigin> {
    let key = &keys::CORS_ORIGINS;
    let entries = reader.list(key).unwrap_or_default();
    let parsed = reader.parsed_entries(key, entries, |text| {
        if matches!(text, "*" | "null") {
            return Err(Fault::AnyOrigin);
        }
        WebOrigin::parse(text, Http::Refuse)
    });
    parsed.into_iter().map(|(_, origin)| origin).collect()
}

const AUTH_PATH: &str = "/auth";
