//! The randomness of the host.

use edgeward::{Rng, RngError};

use crate::sys;

/// Fills with `crypto.getRandomValues`.
#[derive(Debug, Clone, Copy, Default)]
pub struct WebRng;

impl Rng for WebRng {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RngError> {
        sys::CRYPTO.with(|crypto| {
            let crypto = crypto.as_ref().ok_or(RngError)?;
            // No more at once is allowed (Web Cryptography §10.1.1).
            for part in bytes.chunks_mut(65_536) {
                crypto.get_random_values(part).map_err(|_| RngError)?;
            }
            Ok(())
        })
    }
}
