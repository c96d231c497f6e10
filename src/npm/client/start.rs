//! Work that may have to wait.

use core::future::Future;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

/// What a call ends with.
pub(crate) type Answer = Result<JsValue, JsValue>;

/// The answer itself where nothing has to be waited for, else a promise of it.
///
/// A token whose key is known and whose signature is verified in here is the usual case, and no
/// promise is made for it.
pub(crate) fn start(mut work: Pin<Box<dyn Future<Output = Answer>>>) -> Answer {
    // Nobody needs to be woken: a future that is not ready is polled again by the promise.
    match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => Ok(future_to_promise(work).into()),
    }
}
