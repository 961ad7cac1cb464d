//! The room of inline policies: documents that belong to one user, group or role and go with it.

mod operations;
pub(crate) mod store;

pub use operations::*;
pub(crate) use store::STATEMENTS;
