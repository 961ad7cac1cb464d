//! What can have policies: the root, units and accounts, found by their ids. Owns no rows.

use std::collections::HashMap;

use wharf_aws::organizations::{Fault, TargetType};
use wharf_sql::Transaction;

use super::id::Kind;
use super::organization::OrganizationRow;
use super::{fault, member, unit};
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
    let id = id.to_owned();
    Ok(find_all(transaction, organization, std::slice::from_ref(&id))?.remove(&id))
}

/// Those targets of some ids that the organization has, by id.
pub(super) fn find_all(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    ids: &[String],
) -> Result<HashMap<String, Target>, wharf_sql::Error> {
    let of = |kind| {
        let ids = ids.iter().map(String::as_str);
        let found: Vec<&str> = ids.filter(|id| Kind::of(id) == Some(kind)).collect();
        Some(found).filter(|found| !found.is_empty())
    };
    let mut targets = HashMap::new();
    if ids.contains(&organization.root) {
        let root = Target {
            arn: organization.arn_of("root", &organization.root),
            name: "Root".to_owned(),
            kind: TargetType::Root,
        };
        targets.insert(organization.root.clone(), root);
    }
    if let Some(ids) = of(Kind::Unit) {
        for unit in unit::store::find_all(transaction, &organization.id, ids)? {
            let target = Target {
                arn: organization.arn_of("ou", &unit.id),
                name: unit.name,
                kind: TargetType::OrganizationalUnit,
            };
            targets.insert(unit.id, target);
        }
    }
    if let Some(ids) = of(Kind::Account) {
        for (id, name) in member::store::names(transaction, &organization.id, ids)? {
            let target = Target {
                arn: organization.arn_of("account", &id),
                name,
                kind: TargetType::Account,
            };
            targets.insert(id, target);
        }
    }
    Ok(targets)
}

/// The target of an id, or the fault that there is none.
pub(super) fn require(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    id: &str,
) -> Result<Target, Error<Fault>> {
    find(transaction, organization, id)?.ok_or_else(fault::target_not_found)
}
