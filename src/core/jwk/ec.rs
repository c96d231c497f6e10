//! Public keys on the NIST curves (RFC 7518 §6.2).

mod curve;

pub use curve::Curve;

use alloc::vec::Vec;

use crate::error::KeyError;

/// A point on a curve, and not just a pair of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EcKey {
    curve: Curve,
    x: Vec<u8>,
    y: Vec<u8>,
}

impl EcKey {
    /// The point with these coordinates, big-endian, each as long as an element of the field.
    pub(super) fn new(curve: Curve, x: Vec<u8>, y: Vec<u8>) -> Result<Self, KeyError> {
        for (coordinate, name) in [(&x, "x"), (&y, "y")] {
            // RFC 7518 §6.2.1.2: exactly the length of the field, leading zeros kept.
            if coordinate.len() != curve.field_len() {
                return Err(KeyError::MemberInvalid(name));
            }
        }
        if !curve.contains(&x, &y) {
            return Err(KeyError::NotOnCurve);
        }
        Ok(Self { curve, x, y })
    }

    /// The curve.
    #[must_use]
    pub const fn curve(&self) -> Curve {
        self.curve
    }

    /// The x coordinate, big-endian, [`Curve::field_len`] bytes.
    #[must_use]
    pub fn x(&self) -> &[u8] {
        &self.x
    }

    /// The y coordinate, big-endian, [`Curve::field_len`] bytes.
    #[must_use]
    pub fn y(&self) -> &[u8] {
        &self.y
    }
}
