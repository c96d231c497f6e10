//! Work that may have to wait.

use core::cell::{Cell, RefCell};
use core::future::Future;
use core::pin::Pin;
use core::sync::atomic::{AtomicBool, Ordering};
use core::task::{Context, Poll, Waker};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::task::Wake;

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;

/// What a call into the module gives: a value, or a promise of one.
pub type Started = Result<JsValue, JsValue>;

type Work = Pin<Box<dyn Future<Output = Started>>>;

/// The outcome of `work` itself where nothing has to be waited for, else a promise of it.
///
/// Work that waits goes on in the very callback of what it waited for. The queue of `future_to_promise`
/// would have it wait for a microtask more, and run it in that of another request, whose I/O is not its
/// own.
///
/// # Errors
/// What `work` fails with, where it fails at once.
pub fn start(mut work: Work) -> Started {
    // Nobody needs to be woken yet: a future that is not ready is polled again below.
    match work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => Ok(promise(work).into()),
    }
}

/// Work under way, and whom its outcome is promised to.
struct Task {
    work: Work,
    alarm: Arc<Alarm>,
    resolve: Function,
    reject: Function,
}

/// Wakes the task of one number.
struct Alarm {
    number: u64,
    has_rung: AtomicBool,
}

thread_local! {
    /// The tasks that wait, by numbers that are given once.
    static WAITING: RefCell<BTreeMap<u64, Task>> = const { RefCell::new(BTreeMap::new()) };
    static LAST: Cell<u64> = const { Cell::new(0) };
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.has_rung.store(true, Ordering::Relaxed);
        // No task: it is over, or it is being polled and will see that the alarm has rung.
        let task = WAITING.with_borrow_mut(|waiting| waiting.remove(&self.number));
        if let Some(task) = task {
            task.go_on();
        }
    }
}

impl Task {
    fn go_on(mut self) {
        let waker = Waker::from(Arc::clone(&self.alarm));
        loop {
            self.alarm.has_rung.store(false, Ordering::Relaxed);
            match self.work.as_mut().poll(&mut Context::from_waker(&waker)) {
                Poll::Ready(outcome) => return self.settle(&outcome),
                Poll::Pending if self.alarm.has_rung.load(Ordering::Relaxed) => {}
                Poll::Pending => break,
            }
        }
        WAITING.with_borrow_mut(|waiting| waiting.insert(self.alarm.number, self));
    }

    fn settle(&self, outcome: &Started) {
        let (settle, value) = match outcome {
            Ok(value) => (&self.resolve, value),
            Err(error) => (&self.reject, error),
        };
        // Settling a promise cannot throw.
        let _ = settle.call1(&JsValue::UNDEFINED, value);
    }
}

fn promise(work: Work) -> Promise {
    let number = LAST.get().wrapping_add(1);
    LAST.set(number);
    let alarm = Alarm {
        number,
        has_rung: AtomicBool::new(false),
    };
    let mut parts = Some((work, Arc::new(alarm)));
    Promise::new(&mut |resolve, reject| {
        if let Some((work, alarm)) = parts.take() {
            let task = Task {
                work,
                alarm,
                resolve,
                reject,
            };
            task.go_on();
        }
    })
}
