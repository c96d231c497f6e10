//! The time of the host.

use edgeward::{Clock, whole_seconds};

use crate::timer::Timer;

/// Reads `Date.now` and waits with `setTimeout`.
#[derive(Debug, Clone, Copy, Default)]
pub struct WebClock;

impl Clock for WebClock {
    fn now(&self) -> Option<u64> {
        whole_seconds(js_sys::Date::now() / 1000.0)
    }

    async fn sleep(&self, milliseconds: u32) {
        Timer::start(milliseconds).await;
    }
}
