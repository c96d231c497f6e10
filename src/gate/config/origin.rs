//! The server behind the gate.

use edgeward_core::json::Value;
use edgeward_core::url::Http;

use super::reader::Reader;
use super::{Contradiction, Site, WebOrigin, keys};
use crate::http::{Forward, Request};

/// Where requests go that may pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A server by its address.
    Url(WebOrigin),
    /// The origin of the zone that the Worker runs in.
    Zone,
    /// The service binding `ORIGIN`.
    Binding,
}

impl Origin {
    /// The address that the origin is asked at for a request.
    #[must_use]
    pub fn url(&self, request: &Request, forward: &Forward) -> String {
        let base = match self {
            Self::Url(origin) => origin.as_str().to_owned(),
            Self::Zone | Self::Binding => request.origin().unwrap_or_default(),
        };
        format!("{base}{}", forward.path_and_query)
    }
}

pub(super) fn parse(reader: &mut Reader<'_>, sites: &[Site], http: Http) -> Option<Origin> {
    let key = &keys::ORIGIN;
    reader.require(key);
    match reader.raw(key)? {
        Value::String(text) if text == "zone" => Some(Origin::Zone),
        Value::String(text) => match WebOrigin::parse(text, http) {
            Ok(origin) if sites.iter().any(|site| site.origin == origin) => {
                reader.contradiction(key, Contradiction::OriginIsTheGate);
                None
            }
            Ok(origin) => Some(Origin::Url(origin)),
            Err(fault) => {
                reader.fault(key, fault);
                None
            }
        },
        Value::Object(object)
            if object.len() == 1 && object.get("$binding") == Some(&Value::Bool(true)) =>
        {
            Some(Origin::Binding)
        }
        other => {
            reader.wrong_type(key, other);
            None
        }
    }
}
