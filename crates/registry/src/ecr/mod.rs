//! Amazon ECR's private registry: repositories, images, layers, uploads, tags, tokens.
//!
//! Everything is scoped by (account, Region). Inputs, outputs and faults are the generated ones of `aws::ecr`; rules
//! are those of the Amazon ECR User Guide and API Reference. The OCI routes reach the same rooms through
//! `distribution`.

pub mod account_setting;
pub mod authorization_token;
pub mod create_repository;
pub mod creation_template;
pub mod delete_repository;
pub mod deleted_image;
pub(crate) mod encryption;
pub mod fault;
pub mod image;
pub mod layer;
pub mod layer_upload;
pub mod lifecycle;
pub mod lifecycle_policy;
mod operations;
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

use wharf_sql::{Migration, Statement};

pub use operations::{ECR, ROWS};
pub use wharf_aws::ecr::Fault;

/// What records call the service.
pub(crate) const EVENT_SOURCE: &str = "ecr.amazonaws.com";

/// The migrations of a Region's database.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "registry",
        text: include_str!("../../migrations/0001_registry.sql"),
    },
    Migration {
        version: 2,
        name: "policies",
        text: include_str!("../../migrations/0002_policies.sql"),
    },
    Migration {
        version: 3,
        name: "storage classes",
        text: include_str!("../../migrations/0003_storage_classes.sql"),
    },
    Migration {
        version: 4,
        name: "lifecycle",
        text: include_str!("../../migrations/0004_lifecycle.sql"),
    },
    Migration {
        version: 5,
        name: "creation templates",
        text: include_str!("../../migrations/0005_creation_templates.sql"),
    },
    Migration {
        version: 6,
        name: "collection",
        text: include_str!("../../migrations/0006_collection.sql"),
    },
    Migration {
        version: 7,
        name: "encryption",
        text: include_str!("../../migrations/0007_encryption.sql"),
    },
    Migration {
        version: 8,
        name: "quotas",
        text: include_str!("../../migrations/0008_quotas.sql"),
    },
    Migration {
        version: 9,
        name: "events",
        text: include_str!("../../migrations/0009_events.sql"),
    },
    Migration {
        version: 10,
        name: "usage",
        text: include_str!("../../migrations/0010_usage.sql"),
    },
    Migration {
        version: 11,
        name: "deleted images",
        text: include_str!("../../migrations/0011_deleted_images.sql"),
    },
    Migration {
        version: 12,
        name: "jobs",
        text: include_str!("../../migrations/0012_jobs.sql"),
    },
    Migration {
        version: 13,
        name: "work in jobs",
        text: include_str!("../../migrations/0013_work_in_jobs.sql"),
    },
    Migration {
        version: 14,
        name: "kept children",
        text: include_str!("../../migrations/0014_kept_children.sql"),
    },
];

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
        image::store::deleted::STATEMENTS,
        layer::STATEMENTS,
        layer_upload::STATEMENTS,
        lifecycle::STATEMENTS,
        lifecycle_policy::STATEMENTS,
        creation_template::STATEMENTS,
        lifecycle::preview::store::STATEMENTS,
    ]
    .concat()
}
