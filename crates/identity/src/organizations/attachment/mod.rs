//! The room of attachments: which root, unit or account has which policy. The operations are in `attach_policy`.

pub(crate) mod store;

use wharf_sql::Transaction;

pub(crate) use store::STATEMENTS;

use super::organization::OrganizationRow;
use super::policy_kind::PolicyKind;

/// Gives a new target the policies that allow everything, of the types that are enabled.
pub(crate) fn attach_defaults(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    target: &str,
) -> Result<(), wharf_sql::Error> {
    let enabled = PolicyKind::ALL
        .into_iter()
        .filter(|kind| organization.enables(*kind));
    for kind in enabled {
        store::attach(transaction, &organization.id, target, kind, kind.full_access_id())?;
    }
    Ok(())
}

/// Gives everything in the organization the policy of a type that allows everything.
pub(crate) fn enable(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    kind: PolicyKind,
) -> Result<(), wharf_sql::Error> {
    let (policy, root) = (kind.full_access_id(), &organization.root);
    store::attach(transaction, &organization.id, root, kind, policy)?;
    store::attach_everywhere(transaction, &organization.id, kind, policy)
}
