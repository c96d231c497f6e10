//! Work that may have to wait.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use js_sys::futures::future_to_promise;
use wasm_bindgen::JsValue;

/// What a call into the module gives: a value, or a promise of one.
pub type Started = Result<JsValue, JsValue>;

/// The outcome of `work` itself where nothing has to be waited for, else a promise of it.
///
/// # Errors
/// What `work` fails with, where it fails at once.
pub fn start(mut work: Pin<Box<dyn Future<Output = Started>>>) -> Started {
    // Nobody needs to be woken: a future that is not ready is polled again by the promise.
    match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => Ok(future_to_promise(work).into()),
    }
}
