//! Amazon ECR's private registry: repositories, images, layers, uploads, tags, tokens.
//!
//! Everything is scoped by (account, Region). Inputs, outputs and faults are the generated ones of `aws::ecr`; rules
//! are those of the Amazon ECR User Guide and API Reference. The OCI routes reach the same rooms through
//! `distribution`.

pub mod authorization_token;
pub mod fault;
pub mod image;
pub mod layer;
pub mod layer_upload;
mod paging;
pub mod repository;
pub mod resource_tag;

use wharf_sql::{Migration, Statement};

pub use wharf_aws::ecr::Fault;

/// The migrations of a Region's database.
pub const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    name: "registry",
    text: include_str!("../../migrations/registry/0001_registry.sql"),
}];

pub(crate) fn statements() -> Vec<&'static Statement> {
    [
        repository::STATEMENTS,
        resource_tag::STATEMENTS,
        image::STATEMENTS,
        layer::STATEMENTS,
        layer_upload::STATEMENTS,
    ]
    .concat()
}
