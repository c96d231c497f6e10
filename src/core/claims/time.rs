//! NumericDates (RFC 7519 §2) against the clock.

use crate::displayed;
use crate::error::{ClaimName, Times, TokenError};
use crate::json::{Object, Value};
use crate::limits;
use crate::text::{Gaps, Say};

/// By how many seconds the provider's clock and ours may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClockTolerance(u64);

impl ClockTolerance {
    /// A tolerance of `seconds`.
    ///
    /// # Errors
    /// More than [`limits::CLOCK_TOLERANCE`]: a token would outlive its expiry by too much.
    pub const fn new(seconds: u64) -> Result<Self, InvalidClockTolerance> {
        if seconds > limits::CLOCK_TOLERANCE {
            return Err(InvalidClockTolerance);
        }
        Ok(Self(seconds))
    }

    /// The seconds.
    #[must_use]
    pub const fn seconds(self) -> u64 {
        self.0
    }
}

impl Default for ClockTolerance {
    /// 60 seconds.
    fn default() -> Self {
        Self(60)
    }
}

/// A clock tolerance over the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidClockTolerance;

impl Say for InvalidClockTolerance {
    fn sentence(&self) -> &'static str {
        "the clock tolerance is over {} seconds"
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        gaps.number(limits::CLOCK_TOLERANCE);
    }
}

displayed!(InvalidClockTolerance);

impl core::error::Error for InvalidClockTolerance {}

/// A NumericDate: above 0 and below 2^53, where JSON readers still agree about every second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NumericDate {
    /// Whole seconds since 1970.
    pub(super) seconds: u64,
    fraction: bool,
}

impl NumericDate {
    /// The claim `name`; any JSON type but a number in range is invalid.
    pub(super) fn read(object: &Object, name: ClaimName) -> Result<Option<Self>, TokenError> {
        let Some(value) = object.get(name) else {
            return Ok(None);
        };
        let invalid = TokenError::ClaimInvalid(name);
        let Value::Number(number) = value else {
            return Err(invalid);
        };
        match number.whole_and_fraction() {
            None | Some((0, false)) => Err(invalid),
            Some((seconds, fraction)) => Ok(Some(Self { seconds, fraction })),
        }
    }

    /// The first whole second that is not before the date.
    pub(super) const fn ceil(self) -> u64 {
        self.seconds.saturating_add(self.fraction as u64)
    }
}

/// Validates the dates that every token may carry, and gives `exp`, which is required and must be ahead;
/// `nbf` and `iat` must not be. The tolerance helps the token in all three, and the very second `exp` +
/// tolerance is too late.
pub(super) fn validate(
    object: &Object,
    tolerance: ClockTolerance,
    now: u64,
) -> Result<u64, TokenError> {
    let exp = NumericDate::read(object, "exp")?.ok_or(TokenError::ClaimMissing("exp"))?;
    let nbf = NumericDate::read(object, "nbf")?;
    let iat = NumericDate::read(object, "iat")?;
    if now >= exp.ceil().saturating_add(tolerance.0) {
        return Err(TokenError::Expired(Times::boxed(exp.seconds, now)));
    }
    let latest = now.saturating_add(tolerance.0);
    match (nbf, iat) {
        (Some(nbf), _) if nbf.ceil() > latest => {
            Err(TokenError::NotYetValid(Times::boxed(nbf.seconds, now)))
        }
        (_, Some(iat)) if iat.ceil() > latest => Err(TokenError::IssuedInTheFuture(Times::boxed(
            iat.seconds,
            now,
        ))),
        _ => Ok(exp.seconds),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::object;
    use super::*;
    use alloc::format;

    const TOLERANCE: ClockTolerance = ClockTolerance(60);

    fn validate(text: &str, now: u64) -> Result<u64, TokenError> {
        super::validate(&object(text), TOLERANCE, now)
    }

    #[test]
    fn the_tolerance_is_60_by_default_and_300_at_most() {
        assert_eq!(ClockTolerance::default().seconds(), 60);
        assert_eq!(ClockTolerance::new(300).unwrap().seconds(), 300);
        assert_eq!(ClockTolerance::new(301), Err(InvalidClockTolerance));
    }

    #[test]
    fn the_second_of_exp_and_tolerance_is_too_late() {
        assert!(validate(r#"{"exp":1000}"#, 1059).is_ok());
        let expired = TokenError::Expired(Times::boxed(1000, 1060));
        assert_eq!(validate(r#"{"exp":1000}"#, 1060).unwrap_err(), expired);
    }

    #[test]
    fn a_fraction_of_exp_counts() {
        assert!(validate(r#"{"exp":1000.5}"#, 1060).is_ok());
        assert!(validate(r#"{"exp":1000.5}"#, 1061).is_err());
        assert!(validate(r#"{"exp":1e3}"#, 1059).is_ok());
        assert!(validate(r#"{"exp":1000.0}"#, 1060).is_err());
    }

    #[test]
    fn nbf_may_be_ahead_by_the_tolerance() {
        let claims = r#"{"exp":5000,"nbf":1060}"#;
        assert!(validate(claims, 1000).is_ok());
        let early = TokenError::NotYetValid(Times::boxed(1060, 999));
        assert_eq!(validate(claims, 999).unwrap_err(), early);
        assert!(validate(r#"{"exp":5000,"nbf":1060.1}"#, 1000).is_err());
    }

    #[test]
    fn iat_may_be_ahead_by_the_tolerance() {
        let claims = r#"{"exp":5000,"iat":1060}"#;
        assert_eq!(validate(claims, 1000), Ok(5000));
        let future = TokenError::IssuedInTheFuture(Times::boxed(1060, 999));
        assert_eq!(validate(claims, 999).unwrap_err(), future);
    }

    #[test]
    fn exp_is_required() {
        assert_eq!(
            validate("{}", 1).unwrap_err(),
            TokenError::ClaimMissing("exp")
        );
    }

    #[test]
    fn what_is_no_number_in_range_is_invalid_and_never_absent() {
        for name in ["exp", "nbf", "iat"] {
            for value in [
                "\"1000\"",
                "null",
                "true",
                "false",
                "[]",
                "[1000]",
                "{}",
                "\"\"",
                "0",
                "-0",
                "0.0",
                "-1",
                "1e300",
                "1e400",
                "1e-400",
                "9007199254740992",
                "18446744073709551616",
            ] {
                let mut claims = object(r#"{"exp":1000}"#);
                let parsed = object(&format!(r#"{{"x":{value}}}"#));
                claims.insert(name, parsed.get("x").unwrap().clone());
                let refused = super::validate(&claims, TOLERANCE, 1).unwrap_err();
                assert_eq!(refused, TokenError::ClaimInvalid(name), "{name}: {value}");
            }
        }
        assert!(validate(r#"{"exp":9007199254740991}"#, 1000).is_ok());
        assert!(validate(r#"{"exp":5000,"iat":0.5}"#, 1000).is_ok());
    }

    #[test]
    fn a_clock_at_its_end_does_not_wrap_around() {
        assert!(validate(r#"{"exp":1000}"#, u64::MAX).is_err());
        assert!(validate(r#"{"exp":9007199254740991,"nbf":1}"#, 0).is_ok());
    }
}
