//! Randomness.

use core::fmt;

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

impl fmt::Display for RngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the host gives no secure random bytes")
    }
}

impl core::error::Error for RngError {}
