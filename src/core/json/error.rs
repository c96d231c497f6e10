//! Why a JSON text is refused.

use core::fmt;

use crate::text::Decimal;

/// Why a JSON text is refused. It never holds any of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonError {
    /// Not valid UTF-8.
    Utf8,
    /// Begins with a byte order mark (RFC 8259 §8.1).
    ByteOrderMark,
    /// Against the grammar.
    Syntax {
        /// Where, in bytes from the start.
        at: usize,
    },
    /// An unknown escape, or one half of a surrogate pair alone.
    Escape {
        /// Where the escape ends or breaks off, in bytes from the start.
        at: usize,
    },
    /// Deeper than [`JSON_DEPTH`](crate::limits::JSON_DEPTH).
    TooDeep,
    /// An object or array with more than [`JSON_MEMBERS`](crate::limits::JSON_MEMBERS) entries.
    TooManyMembers,
    /// An object that names a member twice, in the same or in different spellings.
    DuplicateMember,
    /// More than white space after the value.
    TrailingBytes,
    /// A value that is not an object where an object is needed.
    NotAnObject,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utf8 => f.write_str("not valid UTF-8"),
            Self::ByteOrderMark => f.write_str("begins with a byte order mark"),
            Self::Syntax { at } => write!(f, "not JSON at byte {}", Decimal(*at as u64)),
            Self::Escape { at } => write!(f, "invalid escape at byte {}", Decimal(*at as u64)),
            Self::TooDeep => f.write_str("nested too deep"),
            Self::TooManyMembers => f.write_str("too many members in one object or array"),
            Self::DuplicateMember => f.write_str("an object names a member twice"),
            Self::TrailingBytes => f.write_str("bytes after the end of the value"),
            Self::NotAnObject => f.write_str("not a JSON object"),
        }
    }
}

impl core::error::Error for JsonError {}
