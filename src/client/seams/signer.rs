//! Signing, needed only by a client that authenticates with `private_key_jwt`.

use edgeward_core::alg::Alg;
use edgeward_core::displayed;
use edgeward_core::text::Say;

/// Signs with the client's private key (RFC 7523 §2.2).
#[allow(
    async_fn_in_trait,
    reason = "an isolate is one thread: no `Send` bound is wanted"
)]
pub trait Signer {
    /// The key's algorithm and `kid`, or `None` where the host holds no private key.
    fn key(&self) -> Option<(Alg, Option<&str>)>;

    /// The signature over `signing_input`, in JWS form (RFC 7518 §3).
    ///
    /// # Errors
    /// [`SigningError`] where there is no key, or the host cannot sign with it.
    async fn sign(&self, signing_input: &[u8]) -> Result<Vec<u8>, SigningError>;
}

/// The signer of a host that holds no private key.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoSigner;

impl Signer for NoSigner {
    fn key(&self) -> Option<(Alg, Option<&str>)> {
        None
    }

    async fn sign(&self, _signing_input: &[u8]) -> Result<Vec<u8>, SigningError> {
        Err(SigningError)
    }
}

/// A key that may or may not be configured.
impl<K: Signer> Signer for Option<K> {
    fn key(&self) -> Option<(Alg, Option<&str>)> {
        self.as_ref().and_then(Signer::key)
    }

    async fn sign(&self, signing_input: &[u8]) -> Result<Vec<u8>, SigningError> {
        self.as_ref().ok_or(SigningError)?.sign(signing_input).await
    }
}

/// The host could not sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SigningError;

impl Say for SigningError {
    fn sentence(&self) -> &'static str {
        "the client's private key cannot sign"
    }
}

displayed!(SigningError);

impl core::error::Error for SigningError {}
