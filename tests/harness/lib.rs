//! What the suites in JavaScript call: both verifiers and the seams of a Web runtime, in wasm.
//!
//! It is never shipped. Every function takes and gives texts, so that each suite is data; an error
//! is its stable code.

pub mod seams;
pub mod verifiers;
