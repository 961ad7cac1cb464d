//! The organization: which accounts belong together, where in its tree, and what policies say of them at most.
//!
//! One tree for each organization: the root, units to five levels, accounts as leaves. It belongs to the management
//! account; what others may ask of it, its resource policy says, so that the same evaluator decides here as everywhere.
//! Inputs, outputs and faults are the generated ones of `aws::organizations`; the rules are those of the AWS
//! Organizations User Guide and API Reference. `control_policy` is what the other crates ask: an account's place, and
//! the policies above it. Not here: what an account is (`iam::account`), how policies are evaluated (`policy`).

pub mod absent;
mod access;
pub mod account;
pub mod account_request;
pub mod attach_policy;
mod attachment;
pub mod control_policy;
pub mod create_organization;
pub mod delete_organization;
pub mod enable_all_features;
mod fault;
mod id;
mod member;
pub mod organization;
mod page;
pub mod policy;
mod policy_kind;
pub mod resource;
pub mod resource_policy;
pub mod root;
mod table;
mod tag;
pub mod tag_resource;
mod target;
pub mod unit;

pub use table::{ORGANIZATIONS, ROWS};

use wharf_sql::Statement;

pub(crate) fn statements() -> Vec<&'static Statement> {
    [
        account_request::STATEMENTS,
        attachment::STATEMENTS,
        member::STATEMENTS,
        organization::STATEMENTS,
        policy::STATEMENTS,
        tag::STATEMENTS,
        unit::STATEMENTS,
    ]
    .concat()
}
