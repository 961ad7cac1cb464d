//! The room of repository policies: whom a repository's owner lets in (Amazon ECR User Guide, *Private repository
//! policies*).

mod operations;
pub(crate) mod store;

pub use operations::*;
pub(crate) use store::STATEMENTS;
