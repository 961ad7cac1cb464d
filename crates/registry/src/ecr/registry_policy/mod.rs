//! The room of registry policies: what a registry's owner lets whom do with the registry as a whole (Amazon ECR User
//! Guide, *Private registry permissions*).

mod operations;
pub(crate) mod store;

pub use operations::*;
pub(crate) use store::STATEMENTS;
