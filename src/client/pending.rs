//! Work that waits, behind a pointer.

use std::future::Future;
use std::pin::Pin;

use crate::Error;

/// What a step of the client ends with, once it has waited.
///
/// An `async fn` is built into each of its callers, again and again up to the top. A step that several
/// callers share is built once and pointed at, and may wait for itself: keys for the metadata.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + 'a>>;

pub(crate) fn pending<'a, T>(work: impl Future<Output = Result<T, Error>> + 'a) -> Pending<'a, T> {
    Box::pin(work)
}
