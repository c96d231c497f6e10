//! What the gate says in its own name: pages for people, problem documents for programs.

mod audience;
mod denial;
mod host;
mod page;
mod problem;

pub(crate) use audience::Asker;
pub(crate) use denial::{
    FOREIGN_ORIGIN, RETRY_AFTER, UNLISTED_PREFLIGHT, bad_bearer, forbidden, sign_in_needed,
    unavailable, unreadable_cookies, unrouted,
};
pub use host::{UPGRADE_UNSUPPORTED, origin_unreachable, unconfigured};
pub use page::{Next, Page};
pub use problem::Problem;
