//! The rooms of the identity plane: IAM, STS, Organizations, and what the operator does with accounts.
//!
//! Global: one database that every Region reads. A room is an aggregate, the noun that owns the rows: `iam::access_key`,
//! `organizations::unit`. It holds the noun's model, its operations and its SQL; other rooms call the functions of
//! its store.
//!
//! Absent by intent: registries (`registry`), what decides a permission (`node`), HTTP.

#![forbid(unsafe_code)]

pub mod bootstrap;
pub mod iam;
pub mod master_key;
pub mod operator;
pub mod organizations;
mod packed;
pub mod sts;

/// Every SQL statement of the plane, for the test that prepares each on both engines.
pub fn statements() -> Vec<&'static wharf_sql::Statement> {
    [
        wharf_kernel::identity::STATEMENTS.to_vec(),
        iam::statements(),
        master_key::STATEMENTS.to_vec(),
        organizations::statements(),
    ]
    .concat()
}
