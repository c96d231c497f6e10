//! Randomness.

use edgeward_core::displayed;
use edgeward_core::text::Say;

/// A cryptographically secure source of bytes.
pub trait Rng {
    /// Fills the whole of `bytes`.
    ///
    /// # Errors
    /// [`RngError`] where the host has no such source; nothing that depends on it then happens.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RngError>;
}

/// The host has no secure randomness to give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RngError;

impl Say for RngError {
    fn sentence(&self) -> &'static str {
        "the host gives no secure random bytes"
    }
}

displayed!(RngError);

impl core::error::Error for RngError {}
