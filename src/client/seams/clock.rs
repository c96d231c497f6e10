//! The time.

/// Tells the time, and waits.
#[allow(
    async_fn_in_trait,
    reason = "an isolate is one thread: no `Send` bound is wanted"
)]
pub trait Clock {
    /// Whole seconds since 1970, or `None` where the host cannot tell: validation then fails.
    fn now(&self) -> Option<u64>;

    /// Waits for about `milliseconds`. Used only by a request that finds the very first fetch of a
    /// key set under way: on Workers it may not await what another request began, so it looks again.
    async fn sleep(&self, milliseconds: u32);
}

/// The time as runtimes of JavaScript tell it, in whole seconds. Some of them show 1970 until a request
/// has come in: that is no time at all.
#[must_use]
pub fn whole_seconds(seconds: f64) -> Option<u64> {
    let seconds = seconds.floor();
    // Up to 2^53 a float counts in whole numbers.
    if !(1.0..9_007_199_254_740_992.0).contains(&seconds) {
        return None;
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number between 1 and 2^53, and the standard library has no other way"
    )]
    Some(seconds as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_of_a_second_is_cut_off() {
        assert_eq!(whole_seconds(1_700_000_000.999), Some(1_700_000_000));
    }

    #[test]
    fn a_clock_that_stands_at_1970_or_is_broken_tells_no_time() {
        for broken in [0.0, 0.999, -1.0, f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(whole_seconds(broken), None, "{broken}");
        }
    }
}
