//! The room of roles: identities without credentials of their own, to be assumed by principals that their trust policy allows.

mod operations;
pub(crate) mod store;
mod tags;

pub use operations::*;
pub(crate) use store::STATEMENTS;
pub use tags::*;

use wharf_aws::iam::{Fault, Role};
use wharf_sql::Transaction;

use super::entity::{EntityRow, NameRange, store as entities};
use super::trust::{self, Unbinder};
use super::{document, last_use, permissions_boundary, tag};
use store::RoleRow;
use wharf_kernel::Error;

/// The default of the longest session (IAM API Reference, *CreateRole*).
pub(crate) const DEFAULT_SESSION_SECONDS: i64 = 3_600;

/// Stores a new role. The trust policy was checked.
pub(crate) fn insert(
    transaction: &mut Transaction<'_>,
    role: &EntityRow,
    trust_policy: &str,
    max_session_seconds: i64,
) -> Result<(), Error<Fault>> {
    if !entities::insert(transaction, role)? {
        return Err(super::fault::already_exists(role.kind, &role.name));
    }
    let row = RoleRow {
        trust_policy: trust::bind(transaction, trust_policy)?,
        max_session_seconds,
    };
    Ok(store::put(transaction, &role.account, &role.id, &row)?)
}

/// Deletes a role with all that is the role's alone.
pub(super) fn remove(transaction: &mut Transaction<'_>, role: &EntityRow) -> Result<(), wharf_sql::Error> {
    store::delete(transaction, &role.id)?;
    last_use::store::delete(transaction, &role.id)?;
    tag::delete_all(transaction, &role.account, &role.id)?;
    entities::delete(transaction, &role.id)
}

/// A role as answers show it. Lists leave the boundary, the tags and the last use out.
pub(crate) fn shown(transaction: &mut Transaction<'_>, role: &EntityRow) -> Result<Role, wharf_sql::Error> {
    let row = store::find(transaction, &role.id)?;
    let unbinder = Unbinder::of(transaction, row.iter().map(|row| row.trust_policy.as_str()))?;
    Ok(shown_of(&unbinder, role, row))
}

/// [`shown`] of a role whose row was read.
pub(super) fn shown_of(unbinder: &Unbinder, role: &EntityRow, row: Option<RoleRow>) -> Role {
    let trust_policy = row
        .as_ref()
        .map(|row| document::shown(&unbinder.unbind(&row.trust_policy)));
    Role {
        path: role.path.clone(),
        role_name: role.name.clone(),
        role_id: role.id.clone(),
        arn: role.arn(),
        create_date: role.created_at,
        assume_role_policy_document: trust_policy,
        description: Some(role.description.clone()).filter(|text| !text.is_empty()),
        max_session_duration: row.map(|row| row.max_session_seconds),
        permissions_boundary: None,
        tags: None,
        role_last_used: None,
    }
}

/// The roles of a page as answers show them, for a list.
pub(super) fn shown_all(
    transaction: &mut Transaction<'_>,
    roles: &[EntityRow],
    range: &NameRange,
) -> Result<Vec<Role>, wharf_sql::Error> {
    let mut rows = store::page(transaction, range)?;
    let unbinder = Unbinder::of(transaction, rows.values().map(|row| row.trust_policy.as_str()))?;
    let show = |role: &EntityRow| shown_of(&unbinder, role, rows.remove(&role.id));
    Ok(roles.iter().map(show).collect())
}

/// A role with everything about it.
pub(super) fn shown_whole(
    transaction: &mut Transaction<'_>,
    role: &EntityRow,
) -> Result<Role, wharf_sql::Error> {
    Ok(Role {
        permissions_boundary: role.boundary.clone().map(permissions_boundary::shown),
        tags: tag::shown(transaction, &role.account, &role.id)?,
        role_last_used: None,
        ..shown(transaction, role)?
    })
}
