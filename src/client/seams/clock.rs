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
