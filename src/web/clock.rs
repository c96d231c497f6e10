//! The time of the host.

use edgeward::Clock;

use crate::timer::Timer;

/// Reads `Date.now` and waits with `setTimeout`.
#[derive(Debug, Clone, Copy, Default)]
pub struct WebClock;

impl Clock for WebClock {
    fn now(&self) -> Option<u64> {
        seconds(js_sys::Date::now())
    }

    async fn sleep(&self, milliseconds: u32) {
        Timer::start(milliseconds).await;
    }
}

/// Whole seconds. Workers shows 1970 until a request has come in: that is no time at all.
fn seconds(milliseconds: f64) -> Option<u64> {
    let seconds = (milliseconds / 1000.0).floor();
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
    fn milliseconds_become_whole_seconds() {
        assert_eq!(seconds(1_700_000_000_999.0), Some(1_700_000_000));
    }

    #[test]
    fn a_clock_that_stands_at_1970_or_is_broken_tells_no_time() {
        for broken in [0.0, 999.0, -1.0, f64::NAN, f64::INFINITY, 1e300] {
            assert_eq!(seconds(broken), None, "{broken}");
        }
    }
}
