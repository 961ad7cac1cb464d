//! The room of repository creation templates: what a repository gets that is made automatically (Amazon ECR User Guide,
//! *Templates to control repositories created during a pull through cache, create on push, or replication action*).
//!
//! Among the templates that apply for a reason the one with the longest prefix wins; `ROOT` is for all names. A template
//! acts once, when the repository is made: each repository has copies of what it says. The caller that pushes is authorized first,
//! for the push and for `ecr:CreateRepository`; only then anything is made, by the template's role if it has one.

pub(crate) mod create;
mod model;
mod operations;
mod role;
pub(crate) mod store;

pub use model::Template;
pub use operations::*;
pub(crate) use store::STATEMENTS;
