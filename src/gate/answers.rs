//! What the gate says in its own name: pages for people, problem documents for programs.

mod audience;
mod denial;
mod page;
mod problem;

pub(crate) use audience::Asker;
pub(crate) use denial::{forbidden, sign_in_needed};
pub use page::{Next, Page};
pub use problem::Problem;
