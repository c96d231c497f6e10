//! What the gate says in its own name: pages for people, problem documents for programs.

mod audience;
mod page;
mod problem;

pub(crate) use audience::Asker;
pub use page::{Next, Page};
pub use problem::Problem;
