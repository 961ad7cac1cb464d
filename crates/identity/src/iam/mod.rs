//! IAM: accounts, users, groups, roles, their policies and keys, and who is behind a credential.
//!
//! Global: one database that every Region reads. Inputs, outputs and faults are the generated ones of `aws::iam`; rules
//! are those of the IAM User Guide and API Reference. Not here: what a principal may do (`policy`), the signature's
//! arithmetic (`sigv4`), the organization (`organizations`).

pub mod absent;
pub mod access;
pub mod access_key;
pub mod account;
pub mod account_alias;
pub mod account_summary;
pub mod attach_policy;
pub(crate) mod attachment;
pub mod authorization_details;
mod document;
pub(crate) mod entity;
pub mod fault;
pub mod group;
mod group_member;
pub mod inline_policy;
pub mod instance_profile;
mod instance_profile_role;
pub mod last_use;
pub mod managed_policy;
pub mod oidc_provider;
pub mod page;
mod permissions_boundary;
pub mod principal;
pub mod resource;
pub mod role;
pub mod service_linked_role;
mod subject;
mod table;
mod tag;
pub mod trust;
pub mod user;

pub use table::{IAM, ROWS};

use wharf_sql::{Migration, Statement};

/// The migrations of the identity database: the folder `migrations`.
pub const MIGRATIONS: &[Migration] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

pub(crate) fn statements() -> Vec<&'static Statement> {
    [
        account::STATEMENTS,
        access_key::STATEMENTS,
        account_alias::STATEMENTS,
        attachment::STATEMENTS,
        entity::STATEMENTS,
        group_member::STATEMENTS,
        inline_policy::STATEMENTS,
        instance_profile::STATEMENTS,
        instance_profile_role::STATEMENTS,
        last_use::STATEMENTS,
        managed_policy::STATEMENTS,
        oidc_provider::STATEMENTS,
        role::STATEMENTS,
        tag::STATEMENTS,
    ]
    .concat()
}
