//! What can have policies: the root, units and accounts, found by their ids. Owns no rows.

use wharf_aws::organizations::{Fault, TargetType};
use wharf_sql::Transaction;

use super::id::Kind;
use super::organization::OrganizationRow;
use super::{fault, member, unit};
use crate::iam;
use wharf_kernel::Error;

/// What can have policies.
pub(super) struct Target {
    pub(crate) arn: String,
    pub(crate) name: String,
    pub(crate) kind: TargetType,
}

/// The target of an id; `None` when the organization has no such target.
pub(super) fn find(
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
        Some(Kind::Account) => match member::find(transaction, &organization.id, id)? {
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

/// The target of an id, or the fault that there is none.
pub(super) fn require(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    id: &str,
) -> Result<Target, Error<Fault>> {
    find(transaction, organization, id)?.ok_or_else(fault::target_not_found)
}
