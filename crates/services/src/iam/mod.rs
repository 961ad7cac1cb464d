//! The identity plane: accounts, their root users, access keys, and who is behind a credential.
//!
//! Global: one database that every Region reads. Not here: what a principal may do (`policy`), the signature's
//! arithmetic (`sigv4`).

pub mod access_key;
pub mod account;
pub mod bootstrap;

use wharf_sql::{Migration, Statement};

/// The migrations of the identity database.
pub const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    name: "accounts",
    text: include_str!("../../migrations/identity/0001_accounts.sql"),
}];

pub(crate) fn statements() -> Vec<&'static Statement> {
    [account::STATEMENTS, access_key::STATEMENTS].concat()
}
