//! The provider, and where its tokens keep roles.

use edgeward_core::provider::Provider;
use edgeward_core::url::{Http, Issuer};
use edgeward_core::user::{RoleMapping, RoleSource};

use super::key::{Key, Text, Texts};
use super::reader::Reader;
use super::web_origin::refuse_http;
use super::{Fault, keys};

/// Who issues the tokens.
#[derive(Debug, Clone)]
pub struct ProviderConfig {
    /// `AUTHORITY`: below it is the metadata.
    pub authority: Issuer,
    /// `ISSUER`, else `AUTHORITY`: what `iss` must be, byte for byte.
    pub issuer: Issuer,
    /// `PROVIDER`: the preset.
    pub preset: Provider,
    /// `ROLES_FROM` and `CUSTOM_ROLES_FROM` over the preset's own places.
    pub roles: RoleMapping,
}

pub(super) fn parse(
    reader: &mut Reader<'_>,
    preset: Option<Provider>,
    client_id: Option<&str>,
    http: Http,
) -> Option<ProviderConfig> {
    reader.require(&keys::AUTHORITY);
    let authority = issuer(reader, &keys::AUTHORITY, http);
    let issuer = if reader.has(&keys::ISSUER) {
        issuer(reader, &keys::ISSUER, http)
    } else {
        authority.clone()
    };
    let mut roles = RoleMapping::of(preset.unwrap_or_default(), client_id.unwrap_or_default());
    if let Some(sources) = sources(reader, &keys::ROLES_FROM) {
        roles = roles.roles_from(sources);
    }
    if let Some(sources) = sources(reader, &keys::CUSTOM_ROLES_FROM) {
        roles = roles.custom_roles_from(sources);
    }
    Some(ProviderConfig {
        authority: authority?,
        issuer: issuer?,
        preset: preset?,
        roles,
    })
}

fn issuer(reader: &mut Reader<'_>, key: &Key<Text>, http: Http) -> Option<Issuer> {
    reader.parsed(key, |text| {
        if text.ends_with("/.well-known/openid-configuration") {
            return Err(Fault::WellKnown);
        }
        let issuer = Issuer::parse(text, Http::DangerAllow).map_err(Fault::Url)?;
        refuse_http(issuer.url(), http)?;
        Ok(issuer)
    })
}

fn sources(reader: &mut Reader<'_>, key: &Key<Texts>) -> Option<Vec<RoleSource>> {
    let entries = reader.texts(key)?;
    let parse = |text: &str| RoleSource::parse(text).map_err(|_| Fault::ClaimPath);
    let parsed = reader.parsed_entries(key, entries, parse);
    Some(parsed.into_iter().map(|(_, source)| source).collect())
}
