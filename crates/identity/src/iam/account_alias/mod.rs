//! The room of account aliases: what people call an account. An account has at most one, and no two accounts have the same.

mod operations;
mod store;

pub use operations::*;
pub(crate) use store::STATEMENTS;
