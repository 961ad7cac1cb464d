//! Amazon ECR's private registry: repositories, images, layers, uploads, tags, tokens.
//!
//! Everything is scoped by (account, Region). Inputs, outputs and faults are the generated ones of `aws::ecr`; rules
//! are those of the Amazon ECR User Guide and API Reference. The OCI routes reach the same rooms through
//! `distribution`.

pub mod account_setting;
pub mod authorization_token;
pub mod batch_check_layer_availability;
pub mod create_repository;
pub mod creation_template;
pub mod delete_repository;
pub mod deleted_image;
pub(crate) mod encryption;
pub mod fault;
pub mod image;
pub mod layer;
pub(crate) mod layer_bytes;
pub mod layer_upload;
pub mod lifecycle;
pub mod lifecycle_policy;
mod paging;
mod policy_text;
pub mod pull_time_exclusion;
pub mod registry;
pub mod registry_policy;
pub mod repository;
pub mod repository_policy;
pub mod resource;
pub mod resource_tag;
pub(crate) mod revision;
mod table;

use wharf_sql::{Migration, Statement};

pub use table::{ECR, ROWS};
pub use wharf_aws::ecr::Fault;

/// What records call the service.
pub(crate) const EVENT_SOURCE: &str = "ecr.amazonaws.com";

/// The migrations of a Region's database: the folder `migrations`.
pub const MIGRATIONS: &[Migration] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

pub(crate) fn statements() -> Vec<&'static Statement> {
    [
        revision::store::STATEMENTS,
        account_setting::STATEMENTS,
        pull_time_exclusion::STATEMENTS,
        registry_policy::STATEMENTS,
        repository::STATEMENTS,
        repository_policy::STATEMENTS,
        resource_tag::STATEMENTS,
        image::STATEMENTS,
        image::store::children::STATEMENTS,
        image::store::deleted::STATEMENTS,
        image::store::mend::STATEMENTS,
        layer::STATEMENTS,
        layer_bytes::store::STATEMENTS,
        layer_upload::STATEMENTS,
        lifecycle::STATEMENTS,
        lifecycle_policy::STATEMENTS,
        creation_template::STATEMENTS,
        lifecycle::preview::store::STATEMENTS,
    ]
    .concat()
}
