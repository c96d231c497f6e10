//! Work that may have to wait.
//!
//! A token whose key is known and whose signature is verified in here is the usual case, and no
//! promise is made for it.

pub(crate) use edgeward_web::{Started as Answer, start};
