//! The room of repository policies: whom a repository's owner lets in (Amazon ECR User Guide, *Private repository
//! policies*).

pub(crate) mod store;

pub(crate) use store::STATEMENTS;
