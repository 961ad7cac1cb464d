//! Users, groups and roles as the subjects of policies: found by name in the caller's account.

use wharf_aws::AccountId;
use wharf_aws::iam::Fault;
use wharf_sql::Transaction;

use super::entity::{EntityKind, EntityRow, store};
use super::fault;
use wharf_kernel::Error;

/// The path of roles that belong to a service.
pub(crate) const SERVICE_LINKED: &str = "/aws-service-role/";

/// What a name names.
pub(super) fn find(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    kind: EntityKind,
    name: &str,
) -> Result<EntityRow, Error<Fault>> {
    store::find(transaction, account, kind, name)?.ok_or_else(|| fault::not_found(kind, name))
}

/// What a name names, to be changed: a service-linked role may not be.
pub(super) fn find_to_change(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    kind: EntityKind,
    name: &str,
) -> Result<EntityRow, Error<Fault>> {
    let found = find(transaction, account, kind, name)?;
    if found.path.starts_with(SERVICE_LINKED) {
        return Err(fault::unmodifiable(&found.name));
    }
    Ok(found)
}
