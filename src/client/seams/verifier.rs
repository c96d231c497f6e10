//! Signature verification by the host's cryptography.

use edgeward_core::alg::Alg;
use edgeward_core::error::SignatureError;
use edgeward_core::jwk::Jwk;

/// Verifies one signature, and looks at nothing else.
///
/// The caller has already decided that `alg` may be used with `key`; an implementation refuses the
/// pair all the same where it does not fit. The answer is yes or no: a reason would be an oracle.
#[allow(
    async_fn_in_trait,
    reason = "an isolate is one thread: no `Send` bound is wanted"
)]
pub trait Verifier {
    /// Whether `signature` is `key`'s signature of `signing_input` by `alg`.
    ///
    /// # Errors
    /// `InvalidSignature` if it is not; `UnsupportedAlgorithm`, `InvalidKey` or `Unavailable` where
    /// the question could not be answered.
    async fn verify(
        &self,
        alg: Alg,
        key: &Jwk,
        signing_input: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError>;
}
