//! The seams of the relying party, on the functions that a door of the package hands in.

use edgeward::{Clock, NoSigner, NoStore, Seams, Verifier};
use edgeward_core::alg::Alg;
use edgeward_core::digest::constant_time_eq;
use edgeward_core::error::SignatureError;
use edgeward_core::jwk::{Jwk, KeyMaterial};
use edgeward_web::{WebClock, WebRng, WebTransport, WebVerifier, public_jwk};
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// What a door hands in. Each member may be missing.
    #[derive(Clone, Debug)]
    pub type HostObject;

    /// `fetch` of the caller's own.
    #[wasm_bindgen(method, getter, structural)]
    fn fetch(this: &HostObject) -> Option<Function>;

    /// The time in seconds since 1970, of the caller's own.
    #[wasm_bindgen(method, getter, structural)]
    fn clock(this: &HostObject) -> Option<Function>;

    /// The host's own cryptography where it answers at once: true, false, or nothing where it lacks
    /// the algorithm. It never throws.
    #[wasm_bindgen(method, structural, js_name = verifyNow)]
    fn verify_now(
        this: &HostObject,
        alg: &str,
        jwk: &str,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Option<bool>;

    /// Whether there is a `verifyNow` at all.
    #[wasm_bindgen(method, getter, structural, js_name = hasVerifyNow)]
    fn has_verify_now(this: &HostObject) -> bool;

    /// The pure-Rust verifier, where it is loaded. It never throws.
    #[wasm_bindgen(method, structural, js_name = verifyPure)]
    fn verify_pure(
        this: &HostObject,
        alg: &str,
        jwk: &str,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Option<bool>;

    /// Loads it, once.
    #[wasm_bindgen(method, structural, js_name = loadPure, catch)]
    fn load_pure(this: &HostObject) -> Result<Promise, JsValue>;
}

/// All seams together.
pub(crate) type NpmHost = Seams<WebTransport, NpmVerifier, NpmClock, WebRng, NoStore, NoSigner>;

/// The seams on what `host` has, and on the runtime's own where it has nothing.
pub(crate) fn seams(host: &HostObject) -> NpmHost {
    Seams {
        transport: host
            .fetch()
            .map_or_else(WebTransport::default, WebTransport::with_fetch),
        verifier: NpmVerifier {
            host: host.clone(),
            web: WebVerifier::default(),
        },
        clock: NpmClock(host.clock()),
        rng: WebRng,
        store: NoStore,
        signer: NoSigner,
    }
}

/// The caller's clock, else the runtime's.
#[derive(Debug)]
pub(crate) struct NpmClock(Option<Function>);

impl Clock for NpmClock {
    fn now(&self) -> Option<u64> {
        let Some(clock) = &self.0 else {
            return WebClock.now();
        };
        let seconds = clock.call0(&JsValue::UNDEFINED).ok()?.as_f64()?;
        edgeward_web::whole_seconds(seconds)
    }

    async fn sleep(&self, milliseconds: u32) {
        WebClock.sleep(milliseconds).await;
    }
}

/// Verifies with the host's cryptography, and with the pure-Rust verifier where the host has none
/// or lacks the algorithm.
#[derive(Debug)]
pub(crate) struct NpmVerifier {
    host: HostObject,
    web: WebVerifier,
}

impl NpmVerifier {
    /// The verdict where it can be had at once: HMAC in here, the host's synchronous cryptography,
    /// or the pure-Rust verifier where it is loaded.
    ///
    /// # Errors
    /// `Unavailable` where there is none of them.
    pub(crate) fn verify_now(
        &self,
        alg: Alg,
        key: &Jwk,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        if !key.fits(alg) {
            return Err(SignatureError::InvalidKey);
        }
        if let KeyMaterial::Hmac(key) = key.material() {
            let mac = alg.hash().hmac(key.expose(), signing_input);
            return verdict(constant_time_eq(&mac, signature));
        }
        let jwk = public_jwk(key.material()).ok_or(SignatureError::InvalidKey)?;
        if self.host.has_verify_now()
            && let Some(valid) = self
                .host
                .verify_now(alg.as_str(), &jwk, signing_input, signature)
        {
            return verdict(valid);
        }
        self.host
            .verify_pure(alg.as_str(), &jwk, signing_input, signature)
            .map_or(Err(SignatureError::Unavailable), verdict)
    }

    /// Loads the pure-Rust verifier.
    ///
    /// # Errors
    /// `Unavailable` where it cannot be loaded.
    pub(crate) async fn load_pure(&self) -> Result<(), SignatureError> {
        let loading = self
            .host
            .load_pure()
            .map_err(|_| SignatureError::Unavailable)?;
        JsFuture::from(loading)
            .await
            .map(drop)
            .map_err(|_| SignatureError::Unavailable)
    }

    /// Whether the host answers at once by itself.
    pub(crate) fn is_synchronous(&self) -> bool {
        self.host.has_verify_now()
    }
}

impl Verifier for NpmVerifier {
    async fn verify(
        &self,
        alg: Alg,
        key: &Jwk,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError> {
        if alg.is_symmetric() || self.is_synchronous() {
            match self.verify_now(alg, key, signing_input, signature) {
                Err(SignatureError::Unavailable) => {}
                verdict => return verdict,
            }
        }
        match self.web.verify(alg, key, signing_input, signature).await {
            Err(SignatureError::UnsupportedAlgorithm | SignatureError::Unavailable) => {
                self.load_pure().await?;
                self.verify_now(alg, key, signing_input, signature)
            }
            verdict => verdict,
        }
    }
}

const fn verdict(valid: bool) -> Result<(), SignatureError> {
    if valid {
        Ok(())
    } else {
        Err(SignatureError::InvalidSignature)
    }
}
