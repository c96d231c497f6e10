//! How errors reach JavaScript: as the text that the last call left behind.
//!
//! What is thrown crosses as an object of JavaScript's, and the module would need a table of those, and
//! each of its functions a place for one.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

use crate::error::Failure;

thread_local! {
    static FAILURE: Cell<Option<String>> = const { Cell::new(None) };
}

/// What was asked for; where there is nothing, `failure` says why.
pub(crate) fn told<T>(result: Result<T, Failure>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(failure) => {
            FAILURE.set(failure.json());
            None
        }
    }
}

/// Why the last call has given nothing, as JSON. Nothing where it was to come again.
#[wasm_bindgen]
#[must_use]
pub fn failure() -> Option<String> {
    FAILURE.take()
}
