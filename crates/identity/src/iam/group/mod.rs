//! The room of groups: users who are allowed the same. A group is no principal and has no boundary.

mod operations;
pub(crate) mod store;

pub use operations::*;
pub(crate) use store::STATEMENTS;
