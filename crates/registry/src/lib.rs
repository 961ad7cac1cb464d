//! The rooms of the registry plane: ECR, the registry protocol, keys, events, usage, collection, verification.
//!
//! Every row belongs to an account in a Region. A room is an aggregate, the noun that owns the rows: `ecr::repository`,
//! `ecr::image`. It holds the noun's model, its operations, its SQL and its jobs; other rooms call the functions of its store.
//! `collection`, `usage` and `verification` also read tables of others: they look at what a whole Region holds.
//!
//! Absent by intent: the identity plane (asked through [`wharf_kernel::node::Directory`]), what decides a permission (`node`),
//! HTTP.

#![forbid(unsafe_code)]

pub mod collection;
pub mod distribution;
pub mod ecr;
pub mod events;
pub mod kms;
pub mod operator_table;
pub mod store_identity;
pub mod usage;
pub mod verification;

mod expiry;
mod load;
mod repository_key;
mod sweep;

/// Every SQL statement of a Region's database, for the test that prepares each on both engines.
pub fn statements() -> Vec<&'static wharf_sql::Statement> {
    [
        ecr::statements(),
        events::STATEMENTS.to_vec(),
        kms::STATEMENTS.to_vec(),
        collection::STATEMENTS.to_vec(),
        wharf_job::STATEMENTS.to_vec(),
        store_identity::STATEMENTS.to_vec(),
        usage::STATEMENTS.to_vec(),
        verification::statements(),
    ]
    .concat()
}
