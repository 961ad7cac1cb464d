//! The identity plane: accounts, their root users, access keys, and who is behind a credential.
//!
//! Global: one database that every Region reads. Not here: what a principal may do (`policy`), the signature's
//! arithmetic (`sigv4`).

pub mod access_key;
pub mod account;
pub mod bootstrap;
pub(crate) mod managed_policy;
pub(crate) mod oidc_provider;
pub(crate) mod principal;
pub(crate) mod resource;

use wharf_sql::{Migration, Statement};

/// The migrations of the identity database.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "accounts",
        text: include_str!("../../migrations/identity/0001_accounts.sql"),
    },
    Migration {
        version: 2,
        name: "revisions",
        text: include_str!("../../migrations/identity/0002_revisions.sql"),
    },
    Migration {
        version: 3,
        name: "access_keys",
        text: include_str!("../../migrations/identity/0003_access_keys.sql"),
    },
];

pub(crate) fn statements() -> Vec<&'static Statement> {
    [account::STATEMENTS, access_key::STATEMENTS].concat()
}
