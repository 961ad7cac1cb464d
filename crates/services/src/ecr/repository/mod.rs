//! The room of repositories: names that hold images, and whether their tags may move.
//!
//! A repository's rows elsewhere (images, tags, layers, uploads) hang on the id of one life of the name. Deleting takes
//! the name away in one step; its rows go afterwards in bounded steps (`job`), so that a
//! repository of 100,000 images is deleted as fast as an empty one.

mod job;
mod model;
mod operations;
pub(crate) mod store;

pub(crate) use job::RepositoryRemoval;
pub(crate) use model::Life;
pub use model::{Repository, TagMutability};
pub use operations::{CreateRepository, DeleteRepository, DescribeRepositories, PutImageTagMutability};
pub(crate) use store::{REMOVAL_STATEMENTS, STATEMENTS};
