//! The room of attachments: which root, unit or account has which policy.

mod operations;
pub(crate) mod store;

use wharf_aws::organizations::{Fault, TargetType};
use wharf_sql::Transaction;

pub use operations::*;
pub(crate) use store::STATEMENTS;

use super::id::Kind;
use super::organization::OrganizationRow;
use super::policy::PolicyKind;
use super::{account, fault, unit};
use crate::iam;
use wharf_kernel::Error;

/// Gives a new target the policies that allow everything, of the types that are enabled.
pub(crate) fn attach_defaults(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    target: &str,
) -> Result<(), wharf_sql::Error> {
    let enabled = PolicyKind::ALL
        .into_iter()
        .filter(|kind| organization.enables(*kind));
    for policy in enabled.map(PolicyKind::full_access) {
        store::attach(transaction, &organization.id, target, &policy)?;
    }
    Ok(())
}

/// Gives everything in the organization the policy of a type that allows everything.
pub(crate) fn enable(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    kind: PolicyKind,
) -> Result<(), wharf_sql::Error> {
    let policy = kind.full_access();
    store::attach(transaction, &organization.id, &organization.root, &policy)?;
    store::attach_everywhere(transaction, &organization.id, &policy)
}

/// What can have policies.
pub(crate) struct Target {
    pub(crate) arn: String,
    pub(crate) name: String,
    pub(crate) kind: TargetType,
}

/// The target of an id; `None` when the organization has no such target.
pub(crate) fn find_target(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    id: &str,
) -> Result<Option<Target>, wharf_sql::Error> {
    Ok(match Kind::of(id) {
        Some(Kind::Root) if id == organization.root => Some(Target {
            arn: organization.arn_of("root", id),
            name: "Root".to_owned(),
            kind: TargetType::Root,
        }),
        Some(Kind::Unit) => unit::store::find(transaction, &organization.id, id)?.map(|unit| Target {
            arn: organization.arn_of("ou", id),
            name: unit.name,
            kind: TargetType::OrganizationalUnit,
        }),
        Some(Kind::Account) => match account::find(transaction, organization, id)? {
            Some(member) => iam::account::find_in(transaction, &member.account)?.map(|account| Target {
                arn: organization.arn_of("account", id),
                name: account.name,
                kind: TargetType::Account,
            }),
            None => None,
        },
        _ => None,
    })
}

fn require_target(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    id: &str,
) -> Result<Target, Error<Fault>> {
    find_target(transaction, organization, id)?.ok_or_else(fault::target_not_found)
}
