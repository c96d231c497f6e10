//! The provider's documents: its metadata, and its keys as a JWK Set, with their public members and
//! nothing else.

use edgeward::Client;
use edgeward_core::json::{self, Object, Value};
use edgeward_core::jwk::Jwk;
use edgeward_web::public_jwk;

use crate::error::Failure;
use crate::host::NpmHost;

/// The provider's metadata, the whole document.
pub(crate) async fn discovery(client: &Client<NpmHost>) -> Result<Value, Failure> {
    let metadata = client.discovery().await?;
    Ok(metadata.document().for_doubles().into())
}

/// Fetches metadata and keys anew.
pub(crate) async fn refresh_metadata(client: &Client<NpmHost>) -> Result<Value, Failure> {
    client.refresh_metadata().await?;
    Ok(Value::Null)
}

/// The keys that can be used, as a JWK Set. A symmetric key has no public part, and is left out.
pub(crate) async fn jwks(client: &Client<NpmHost>) -> Result<Value, Failure> {
    let keys = client.jwks().await?;
    let mut set = Object::new();
    set.insert("keys", keys.iter().filter_map(jwk).collect::<Vec<Value>>());
    Ok(set.into())
}

fn jwk(key: &Jwk) -> Option<Value> {
    let text = public_jwk(key.material())?;
    let mut object = json::parse_object(text.as_bytes()).ok()?;
    if let Some(kid) = key.kid() {
        object.insert("kid", kid);
    }
    if let Some(alg) = key.alg() {
        object.insert("alg", alg.as_str());
    }
    object.insert("use", "sig");
    Some(object.into())
}
