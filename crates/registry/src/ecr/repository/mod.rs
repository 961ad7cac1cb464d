//! The room of repositories: names that hold images, and whether their tags may move.
//!
//! A repository's rows elsewhere (images, tags, layers, uploads) hang on its id: one that is made again under the name has another. Deleting takes
//! the name away in one step; its rows go afterwards in bounded steps (`job`), so that a
//! repository of 100,000 images is deleted as fast as an empty one.

mod job;
mod model;
mod operations;
pub(crate) mod store;

pub use job::RepositoryRemoval;
pub use model::{Repository, TagMutability};
pub use operations::{CreateRepository, DeleteRepository, DescribeRepositories, PutImageTagMutability};
pub(crate) use store::{REMOVAL_STATEMENTS, STATEMENTS};
