//! A span of time that can be awaited, and given up.

use core::future::{Future, poll_fn};
use core::pin::{Pin, pin};
use core::task::{Context, Poll};

use js_sys::futures::JsFuture;
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;

use crate::sys;

/// Ends after its time. Dropped before, it takes the host's timer with it.
#[derive(Debug)]
pub(crate) struct Timer {
    end: JsFuture,
    timer: Option<(JsValue, Function)>,
}

impl Timer {
    pub(crate) fn start(milliseconds: u32) -> Self {
        let mut timer = None;
        let end = Promise::new(&mut |resolve, _| {
            timer = Some((sys::set_timeout(&resolve, milliseconds), resolve));
        });
        Self {
            end: end.into(),
            timer,
        }
    }

    /// What `work` gives, unless the time is over first.
    pub(crate) async fn limit<T>(mut self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = pin!(work);
        poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => Pin::new(&mut self).poll(context).map(|()| None),
        })
        .await
    }
}

impl Future for Timer {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.end).poll(context).map(drop)
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some((timer, resolve)) = self.timer.take() {
            sys::clear_timeout(&timer);
            // A promise that never settles would never free what awaits it. Resolving a promise
            // cannot throw, and a second time does nothing.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    }
}
