//! Why a JSON text is refused.

use crate::displayed;
use crate::text::{Gaps, Say};

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

impl Say for JsonError {
    fn sentence(&self) -> &'static str {
        match self {
            Self::Utf8 => "not valid UTF-8",
            Self::ByteOrderMark => "begins with a byte order mark",
            Self::Syntax { .. } => "not JSON at byte {}",
            Self::Escape { .. } => "invalid escape at byte {}",
            Self::TooDeep => "nested too deep",
            Self::TooManyMembers => "too many members in one object or array",
            Self::DuplicateMember => "an object names a member twice",
            Self::TrailingBytes => "bytes after the end of the value",
            Self::NotAnObject => "not a JSON object",
        }
    }

    fn fill(&self, gaps: &mut Gaps<'_>) {
        if let Self::Syntax { at } | Self::Escape { at } = self {
            gaps.number(*at as u64);
        }
    }
}

displayed!(JsonError);

impl core::error::Error for JsonError {}
