//! A cache beyond this isolate's memory: the Cache API, KV, a file.

/// Bytes with a time to live.
///
/// A failing store is a miss, never a pass: what is read is parsed as strictly as what the network
/// brings, and a failed write is forgotten.
#[allow(
    async_fn_in_trait,
    reason = "an isolate is one thread: no `Send` bound is wanted"
)]
pub trait Store {
    /// What was written under `key`, unless it is gone.
    async fn read(&self, key: &str) -> Option<Vec<u8>>;

    /// Keeps `value` under `key` for about `ttl` seconds.
    async fn write(&self, key: &str, value: &[u8], ttl: u64);
}

/// The store of a host that has none.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoStore;

impl Store for NoStore {
    async fn read(&self, _key: &str) -> Option<Vec<u8>> {
        None
    }

    async fn write(&self, _key: &str, _value: &[u8], _ttl: u64) {}
}

/// A cache that may or may not be configured.
impl<S: Store> Store for Option<S> {
    async fn read(&self, key: &str) -> Option<Vec<u8>> {
        self.as_ref()?.read(key).await
    }

    async fn write(&self, key: &str, value: &[u8], ttl: u64) {
        if let Some(store) = self {
            store.write(key, value, ttl).await;
        }
    }
}
