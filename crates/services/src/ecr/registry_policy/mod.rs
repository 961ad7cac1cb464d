//! The room of registry policies: what a registry's owner lets whom do with the registry as a whole (Amazon ECR User
//! Guide, *Private registry permissions*).

pub(crate) mod store;

pub(crate) use store::STATEMENTS;
