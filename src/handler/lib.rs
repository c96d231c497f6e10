//! The gate as JavaScript calls it, of which the Worker and the npm package make their modules.
//!
//! A request crosses as one text and what is decided about it as another, at once where nothing has
//! to be waited for. Asking the origin is JavaScript's part, so bodies and answers never cross.
//! Nothing here panics on any input.

mod action;
mod decide;
mod request;

pub use action::{Decided, answer_fields, origin_unreachable, upgrade_unsupported};
pub use decide::decide;
pub use request::{MessageBody, parse};
