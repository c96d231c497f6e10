//! The seams of the relying party, on the object that the package's TypeScript hands in: `host.ts`.

use edgeward::{
    Clock, HttpRequest, HttpResponse, Method, NoSigner, NoStore, Rng, RngError, Seams, Transport,
    TransportError, Verifier,
};
use edgeward_core::alg::Alg;
use edgeward_core::digest::constant_time_eq;
use edgeward_core::error::SignatureError;
use edgeward_core::jwk::{Jwk, KeyMaterial};
use edgeward_web::public_jwk;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    /// What the host does. Nothing of it throws; what a promise means, its method says.
    #[derive(Clone, Debug)]
    pub type HostObject;

    /// A promise of an [`Answer`]; it is never rejected.
    #[wasm_bindgen(method)]
    fn send(
        this: &HostObject,
        url: &str,
        form: Option<&str>,
        authorization: Option<&str>,
        max_bytes: u32,
        timeout: u32,
    ) -> Promise;

    /// The time in seconds since 1970, or no number.
    #[wasm_bindgen(method)]
    fn now(this: &HostObject) -> f64;

    #[wasm_bindgen(method)]
    fn sleep(this: &HostObject, milliseconds: u32) -> Promise;

    /// Fills with secure random bytes, if there are any.
    #[wasm_bindgen(method)]
    fn random(this: &HostObject, bytes: &mut [u8]) -> bool;

    /// Whether the runtime's own cryptography answers at once.
    #[wasm_bindgen(method, getter, js_name = hasVerifyNow)]
    fn has_verify_now(this: &HostObject) -> bool;

    /// The verdict of what answers at once: the runtime's own cryptography, or the pure-Rust verifier
    /// where it is loaded.
    #[wasm_bindgen(method, js_name = verifyNow)]
    fn verify_now(
        this: &HostObject,
        alg: &str,
        jwk: &str,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Option<bool>;

    /// A promise of the same by whatever verifier there is. It is rejected where the key is refused.
    #[wasm_bindgen(method)]
    fn verify(
        this: &HostObject,
        alg: &str,
        jwk: &str,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Promise;

    /// Loads the pure-Rust verifier, once. It is rejected where that cannot be.
    #[wasm_bindgen(method, js_name = loadPure)]
    fn load_pure(this: &HostObject) -> Promise;

    /// An answer of the provider, or why there is none.
    type Answer;
    #[wasm_bindgen(method, getter)]
    fn failure(this: &Answer) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn status(this: &Answer) -> u16;
    #[wasm_bindgen(method, getter, js_name = contentType)]
    fn content_type(this: &Answer) -> Option<String>;
    #[wasm_bindgen(method, getter, js_name = cacheControl)]
    fn cache_control(this: &Answer) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn body(this: &Answer) -> Vec<u8>;
}

/// All seams together: one object is behind them.
pub(crate) type NpmHost = Seams<NpmTransport, NpmVerifier, NpmClock, NpmRng, NoStore, NoSigner>;

/// The seams on `host`.
pub(crate) fn seams(host: &HostObject) -> NpmHost {
    Seams {
        transport: NpmTransport(host.clone()),
        verifier: NpmVerifier(host.clone()),
        clock: NpmClock(host.clone()),
        rng: NpmRng(host.clone()),
        store: NoStore,
        signer: NoSigner,
    }
}

/// Sends by the caller's `fetch`, else by the runtime's.
#[derive(Debug)]
pub(crate) struct NpmTransport(HostObject);

impl Transport for NpmTransport {
    async fn send(&self, request: &HttpRequest<'_>) -> Result<HttpResponse, TransportError> {
        let form = match &request.method {
            Method::Get => None,
            Method::PostForm(form) => Some(form.expose()),
        };
        let authorization = request.authorization.as_ref().map(|it| it.expose());
        let sent = self.0.send(
            request.url.as_str(),
            form,
            authorization,
            u32::try_from(request.max_bytes).unwrap_or(u32::MAX),
            request.timeout,
        );
        let answer = JsFuture::from(sent).await;
        let answer = answer.map_err(|_| TransportError::Unreachable)?;
        let answer: Answer = answer.unchecked_into();
        match answer.failure().as_deref() {
            None => Ok(HttpResponse {
                status: answer.status(),
                content_type: answer.content_type(),
                cache_control: answer.cache_control(),
                body: answer.body(),
            }),
            Some("timed_out") => Err(TransportError::TimedOut),
            Some("too_large") => Err(TransportError::TooLarge),
            Some("redirected") => Err(TransportError::Redirected),
            Some(_) => Err(TransportError::Unreachable),
        }
    }
}

/// The caller's clock, else the runtime's.
#[derive(Debug)]
pub(crate) struct NpmClock(HostObject);

impl Clock for NpmClock {
    fn now(&self) -> Option<u64> {
        edgeward_web::whole_seconds(self.0.now())
    }

    async fn sleep(&self, milliseconds: u32) {
        let _ = JsFuture::from(self.0.sleep(milliseconds)).await;
    }
}

/// The runtime's secure randomness.
#[derive(Debug)]
pub(crate) struct NpmRng(HostObject);

impl Rng for NpmRng {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RngError> {
        if self.0.random(bytes) {
            Ok(())
        } else {
            Err(RngError)
        }
    }
}

/// Verifies HMAC in here, and everything else with the host's cryptography or the pure-Rust verifier.
#[derive(Debug)]
pub(crate) struct NpmVerifier(HostObject);

impl NpmVerifier {
    /// The verdict where it can be had at once.
    ///
    /// # Errors
    /// `Unavailable` where nothing answers at once.
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
        let valid = self
            .0
            .verify_now(alg.as_str(), &jwk, signing_input, signature);
        valid.map_or(Err(SignatureError::Unavailable), verdict)
    }

    /// Loads the pure-Rust verifier.
    ///
    /// # Errors
    /// `Unavailable` where it cannot be loaded.
    pub(crate) async fn load_pure(&self) -> Result<(), SignatureError> {
        let loaded = JsFuture::from(self.0.load_pure()).await;
        loaded.map(drop).map_err(|_| SignatureError::Unavailable)
    }

    /// Whether the host answers at once by itself.
    pub(crate) fn is_synchronous(&self) -> bool {
        self.0.has_verify_now()
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
        if !key.fits(alg) {
            return Err(SignatureError::InvalidKey);
        }
        // The form first: hosts differ in what they do about a wrong one.
        if !key.material().fits_signature(signature) {
            return Err(SignatureError::InvalidSignature);
        }
        let jwk = public_jwk(key.material()).ok_or(SignatureError::InvalidKey)?;
        let asked = self.0.verify(alg.as_str(), &jwk, signing_input, signature);
        match JsFuture::from(asked).await {
            Ok(valid) => valid
                .as_bool()
                .map_or(Err(SignatureError::Unavailable), verdict),
            Err(_) => Err(SignatureError::InvalidKey),
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
