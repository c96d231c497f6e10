//! What SubtleCrypto must be told about each algorithm, and what its errors mean.

use edgeward_core::alg::Alg;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use crate::sys::{self, CryptoKey, DomException, SubtleCrypto};

/// Why the host did not do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It does not know the algorithm, or the curve, or the length.
    Unsupported,
    /// It has something against the input.
    Failed,
}

/// The host's SubtleCrypto. Browsers have none on plain http.
pub(crate) fn subtle() -> Option<SubtleCrypto> {
    sys::CRYPTO.with(|crypto| crypto.as_ref()?.subtle())
}

/// A key that the host has imported, with the parameters of the one algorithm that it is for.
#[derive(Debug)]
pub(crate) struct HostKey {
    pub(crate) subtle: SubtleCrypto,
    pub(crate) key: CryptoKey,
    pub(crate) parameters: JsValue,
}

impl HostKey {
    /// Imports `jwk`, an object, for `alg` and one `usage`: `verify` or `sign`.
    pub(crate) async fn import(
        subtle: SubtleCrypto,
        alg: Alg,
        jwk: &JsValue,
        usage: &str,
    ) -> Result<Self, Refusal> {
        let parameters = parameters(alg).ok_or(Refusal::Unsupported)?;
        let parameters = js_sys::JSON::parse(parameters).map_err(|_| Refusal::Failed)?;
        let usages = Array::of1(&usage.into());
        let importing = subtle.import_key("jwk", jwk, &parameters, false, &usages);
        let key = match importing {
            Ok(importing) => importing.await,
            Err(error) => Err(error),
        };
        Ok(Self {
            key: key.map_err(|error| refusal(&error))?,
            subtle,
            parameters,
        })
    }
}

/// The parameters, as JSON, both to import and to use a key (Web Cryptography §20 to §23, and
/// Ed25519 of the Secure Curves draft that became its §25). HMAC is done without the host.
const fn parameters(alg: Alg) -> Option<&'static str> {
    Some(match alg {
        Alg::Hs256 | Alg::Hs384 | Alg::Hs512 => return None,
        Alg::Rs256 => r#"{"name":"RSASSA-PKCS1-v1_5","hash":"SHA-256"}"#,
        Alg::Rs384 => r#"{"name":"RSASSA-PKCS1-v1_5","hash":"SHA-384"}"#,
        Alg::Rs512 => r#"{"name":"RSASSA-PKCS1-v1_5","hash":"SHA-512"}"#,
        // The salt is as long as the digest (RFC 7518 §3.5).
        Alg::Ps256 => r#"{"name":"RSA-PSS","hash":"SHA-256","saltLength":32}"#,
        Alg::Ps384 => r#"{"name":"RSA-PSS","hash":"SHA-384","saltLength":48}"#,
        Alg::Ps512 => r#"{"name":"RSA-PSS","hash":"SHA-512","saltLength":64}"#,
        Alg::Es256 => r#"{"name":"ECDSA","namedCurve":"P-256","hash":"SHA-256"}"#,
        Alg::Es384 => r#"{"name":"ECDSA","namedCurve":"P-384","hash":"SHA-384"}"#,
        Alg::Es512 => r#"{"name":"ECDSA","namedCurve":"P-521","hash":"SHA-512"}"#,
        Alg::EdDsa | Alg::Ed25519 => r#"{"name":"Ed25519"}"#,
    })
}

/// What the host's error means.
pub(crate) fn refusal(error: &JsValue) -> Refusal {
    let name = error
        .dyn_ref::<js_sys::Object>()
        .and_then(|error| error.unchecked_ref::<DomException>().name());
    if name.as_deref() == Some("NotSupportedError") {
        Refusal::Unsupported
    } else {
        Refusal::Failed
    }
}
