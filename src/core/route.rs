//! Which rule applies to a request: one canonical path, patterns without regular expressions, and a
//! table in which every request finds exactly one answer.
//!
//! The rules, in the order in which they apply:
//!
//! 1. The path is [parsed](CanonicalPath::parse). What origins read differently from each other is
//!    refused before any route is looked at (400).
//! 2. The method is [parsed](Method::parse). Unknown ones are refused (405).
//! 3. Routes for other hosts fall away.
//! 4. Of the patterns that fit the path, the most specific one wins: segment by segment, a literal
//!    before `*` before `**`. Two routes that could both win are refused by [`RouteTable::new`].
//! 5. The winning pattern's route that takes the method applies. If none takes it, the request is
//!    refused (405): a less specific route never opens what a more specific one leaves out.
//! 6. What no pattern names needs a sign-in.

mod host;
mod method;
mod path;
mod pattern;
mod reading;
mod requirement;
mod segment;
mod shadow;
mod table;

pub use host::{Host, HostError, Hosts};
pub use method::{Method, MethodError, Methods};
pub use path::CanonicalPath;
pub(crate) use path::canonical;
pub use pattern::{Pattern, PatternError};
pub use requirement::{Access, Requirement, RequirementError, RoleCount};
pub use segment::PathError;
pub use shadow::Unreachable;
pub use table::{Matched, Refusal, Route, RouteConflict, RouteTable};
