//! The room of organizational units: the tree between the root and the accounts, at most five levels of it.

mod lists;
mod operations;
pub(crate) mod store;

use wharf_aws::organizations::{Fault, OrganizationalUnit};
use wharf_sql::Transaction;

pub use lists::*;
pub use operations::*;
pub(crate) use store::STATEMENTS;

use super::fault;
use super::organization::OrganizationRow;
use wharf_kernel::Error;

/// Levels of units below the root (AWS Organizations User Guide, *Quotas*).
const MAX_DEPTH: usize = 5;

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnitRow {
    pub(crate) id: String,
    pub(crate) parent: String,
    pub(crate) name: String,
}

/// The ids from the root down to a parent, both included; `None` when there is no such parent.
pub(crate) fn line(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    parent: &str,
) -> Result<Option<Vec<String>>, wharf_sql::Error> {
    let mut line = vec![parent.to_owned()];
    let mut at = parent.to_owned();
    // The tree is never deeper; a wrong row must not make this loop endless.
    while at != organization.root && line.len() <= MAX_DEPTH + 1 {
        let Some(unit) = store::find(transaction, &organization.id, &at)? else {
            return Ok(None);
        };
        line.push(unit.parent.clone());
        at = unit.parent;
    }
    line.reverse();
    Ok(Some(line))
}

/// A line as paths of policies and answers show it: `o-…/r-…/ou-…/`.
pub(crate) fn path(organization: &OrganizationRow, line: &[String]) -> String {
    let ids = line.iter().map(String::as_str);
    let mut path = String::new();
    for id in std::iter::once(organization.id.as_str()).chain(ids) {
        path.push_str(id);
        path.push('/');
    }
    path
}

/// A unit as answers show it.
fn shown(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    unit: &UnitRow,
) -> Result<OrganizationalUnit, wharf_sql::Error> {
    let line = line(transaction, organization, &unit.id)?;
    Ok(OrganizationalUnit {
        id: Some(unit.id.clone()),
        arn: Some(organization.arn_of("ou", &unit.id)),
        name: Some(unit.name.clone()),
        path: line.map(|line| path(organization, &line)),
    })
}

/// A unit of the organization, or the fault that there is none.
fn require(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    id: &str,
) -> Result<UnitRow, Error<Fault>> {
    store::find(transaction, &organization.id, id)?.ok_or_else(fault::unit_not_found)
}

/// Whether the id is that of the root or of a unit.
pub(crate) fn is_parent(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    id: &str,
) -> Result<bool, wharf_sql::Error> {
    Ok(id == organization.root || store::find(transaction, &organization.id, id)?.is_some())
}
