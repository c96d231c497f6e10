//! The gate's own cookies: their names, how they are read, set, cleared, and kept from the origin.
//!
//! 1. Every name starts with `__Host-edgeward-`: a browser takes such a cookie only over a secure
//!    connection, for this very host and for all paths (RFC 6265bis §4.1.3.2), so no sibling host can
//!    toss one in.
//! 2. Names and attributes come from a fixed set and values are base64url, so nothing can be injected.
//! 3. A name that the browser sends twice counts as absent; two values are never mixed.
//! 4. One cookie takes at most 4,096 bytes with its attributes, which every browser keeps.
//! 5. None of them goes on to the origin.

mod forward;
mod header;
mod mark;
mod name;
mod set;

pub use forward::forwarded_cookie_header;
pub use header::Cookies;
pub use name::CookieName;
pub use set::{SameSite, SetCookie};

use std::fmt;

use edgeward_core::codes;

/// Longest Cookie header, in bytes, all of them together: the gate's own take at most 28 KiB.
pub const HEADER: usize = 32 * 1024;

/// Most cookies of one request.
pub const COOKIES: usize = 128;

/// Longest cookie: name, value and attributes, in bytes. Browsers keep at least that much
/// (RFC 6265bis §5.7).
pub const COOKIE: usize = 4096;

codes! {
    /// What is wrong with a Cookie header, or with a cookie to be set.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum CookieError {
        /// The Cookie header is too long ([`HEADER`]). Answer 431.
        HeaderTooLarge => "cookie_header_too_large",
        /// There are too many cookies ([`COOKIES`]). Answer 431.
        TooManyCookies => "too_many_cookies",
        /// The Cookie header holds a control character. Answer 400.
        ControlCharacter => "cookie_control_character",
        /// A cookie to be set is too long ([`COOKIE`]).
        CookieTooLarge => "cookie_too_large",
        /// A value to be set is not base64url.
        InvalidValue => "invalid_cookie_value",
    }
}

impl fmt::Display for CookieError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HeaderTooLarge => {
                write!(
                    f,
                    "the `Cookie` header has more than {HEADER} bytes: delete some cookies"
                )
            }
            Self::TooManyCookies => {
                write!(
                    f,
                    "the request has more than {COOKIES} cookies: delete some"
                )
            }
            Self::ControlCharacter => f.write_str("the `Cookie` header has a control character"),
            Self::CookieTooLarge => {
                write!(
                    f,
                    "a cookie would take more than {COOKIE} bytes with its attributes"
                )
            }
            Self::InvalidValue => f.write_str("a cookie's value would not be base64url"),
        }
    }
}

impl std::error::Error for CookieError {}
