//! The provider's keys as a JWK Set, with their public members and nothing else.

use edgeward_core::json::{self, Object, Value};
use edgeward_core::jwk::Jwk;
use edgeward_web::public_jwk;
use wasm_bindgen::prelude::*;

use crate::relying_party::RelyingParty;
use crate::start::Answer;

#[wasm_bindgen]
impl RelyingParty {
    /// The keys that can be used, as a JWK Set. A symmetric key has no public part, and is left out.
    pub fn jwks(&self) -> Answer {
        self.work(async |client| {
            let keys = client.jwks().await?;
            let mut set = Object::new();
            set.insert("keys", keys.iter().filter_map(jwk).collect::<Vec<Value>>());
            Ok(set.into())
        })
    }
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
