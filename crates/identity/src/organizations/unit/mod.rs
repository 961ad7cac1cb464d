//! The room of organizational units: the tree between the root and the accounts, at most five levels of it.

mod lists;
mod operations;
pub(crate) mod store;

use std::collections::{BTreeSet, HashMap};

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

/// What is above some parents, read at once.
pub(crate) struct Lines {
    root: String,
    /// Of each unit.
    parents: HashMap<String, String>,
}

impl Lines {
    /// Of some parents: the root, or units.
    pub(crate) fn read<'a>(
        transaction: &mut Transaction<'_>,
        organization: &OrganizationRow,
        parents: impl IntoIterator<Item = &'a str>,
    ) -> Result<Lines, wharf_sql::Error> {
        let root = organization.root.clone();
        let units: BTreeSet<&str> = parents.into_iter().filter(|id| *id != root).collect();
        let parents = match units.is_empty() {
            true => HashMap::new(),
            false => store::above(transaction, &organization.id, units, MAX_DEPTH)?,
        };
        Ok(Lines { root, parents })
    }

    /// The ids from the root down to a parent, both included; `None` when there is no such parent, or it is not below the root:
    /// a line that began elsewhere would leave out what binds those below.
    pub(crate) fn to(&self, parent: &str) -> Option<Vec<String>> {
        let mut line = vec![parent.to_owned()];
        let mut at = parent;
        while at != self.root {
            // The tree is never deeper; a wrong row must not make this loop endless.
            if line.len() > MAX_DEPTH {
                return None;
            }
            at = self.parents.get(at)?;
            line.push(at.to_owned());
        }
        line.reverse();
        Some(line)
    }
}

/// The line to one parent.
pub(crate) fn line(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    parent: &str,
) -> Result<Option<Vec<String>>, wharf_sql::Error> {
    Ok(Lines::read(transaction, organization, [parent])?.to(parent))
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
    let mut shown = shown_all(transaction, organization, std::slice::from_ref(unit))?;
    Ok(shown.remove(0))
}

/// Units as answers show them.
fn shown_all(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    units: &[UnitRow],
) -> Result<Vec<OrganizationalUnit>, wharf_sql::Error> {
    let parents = units.iter().map(|unit| unit.parent.as_str());
    let lines = Lines::read(transaction, organization, parents)?;
    let show = |unit: &UnitRow| {
        let above = lines.to(&unit.parent);
        OrganizationalUnit {
            id: Some(unit.id.clone()),
            arn: Some(organization.arn_of("ou", &unit.id)),
            name: Some(unit.name.clone()),
            path: above.map(|above| format!("{}{}/", path(organization, &above), unit.id)),
        }
    };
    Ok(units.iter().map(show).collect())
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
