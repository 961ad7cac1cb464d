//! The room of attachments: which user, group or role has which managed policy.

mod operations;
pub(crate) mod store;

pub use operations::*;
pub(crate) use store::STATEMENTS;
