//! Strict JSON (RFC 8259), within limits, with nothing lost and nothing guessed.
//!
//! General parsers take the last of two equal members, so that two readers of one token can see two
//! different tokens. Here a repeated name, in whatever escapes it is written, refuses the text; so do
//! a byte order mark, invalid UTF-8, a lone surrogate and anything after the value. Numbers keep
//! their text.

mod error;
mod members;
mod number;
mod object;
mod parse;
mod rounding;
mod value;
mod write;

pub use error::JsonError;
pub use members::Members;
pub use number::Number;
pub use object::Object;
pub use value::Value;
pub use write::quoted;

/// Parses one JSON text.
///
/// # Errors
///
/// Whatever is not strict JSON, repeats a member name, or is over
/// [`JSON_DEPTH`](crate::limits::JSON_DEPTH) or [`JSON_MEMBERS`](crate::limits::JSON_MEMBERS). How
/// long `text` may be is the caller's business.
pub fn parse(text: &[u8]) -> Result<Value, JsonError> {
    parse::text(text)
}

/// Parses one JSON text that must be an object.
///
/// # Errors
///
/// As [`parse()`], and [`JsonError::NotAnObject`].
pub fn parse_object(text: &[u8]) -> Result<Object, JsonError> {
    match parse(text)? {
        Value::Object(object) => Ok(object),
        _ => Err(JsonError::NotAnObject),
    }
}

#[cfg(test)]
mod properties;
