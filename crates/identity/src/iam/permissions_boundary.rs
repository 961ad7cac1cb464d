//! Permissions boundaries: the policy that is the most a user or a role can be allowed (IAM User Guide, *Permissions
//! boundaries for IAM entities*). The ARN is in the entity's row.

use wharf_aws::AccountId;
use wharf_aws::iam::{AttachedPermissionsBoundary, Fault, PermissionsBoundaryAttachmentType};
use wharf_sql::Transaction;

use super::entity::{EntityKind, store as entities};
use super::{fault, managed_policy, subject};
use wharf_kernel::{Changed, Context, Error};

/// A boundary as answers show it.
pub(super) fn shown(arn: String) -> AttachedPermissionsBoundary {
    AttachedPermissionsBoundary {
        permissions_boundary_type: Some(PermissionsBoundaryAttachmentType::PermissionsBoundaryPolicy),
        permissions_boundary_arn: Some(arn),
    }
}

/// Refuses a boundary that is no policy the account may use.
pub(super) fn require(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    arn: &str,
) -> Result<(), Error<Fault>> {
    match managed_policy::find(transaction, account, arn)? {
        Some(_) => Ok(()),
        None => Err(fault::no_such_entity(format!(
            "Scope ARN: {arn} does not exist or is not attachable."
        ))),
    }
}

/// Sets the boundary of a user or a role, or takes it away.
pub(super) async fn set(
    context: &Context<'_>,
    kind: EntityKind,
    name: String,
    boundary: Option<String>,
) -> Result<(), Error<Fault>> {
    let account = context.call.account;
    let identity = &context.node.identity;
    identity
        .change(
            "iam.entity.bound",
            Changed::Account(account),
            move |transaction| {
                let entity = subject::find_to_change(transaction, &account, kind, &name)?;
                if let Some(boundary) = &boundary {
                    require(transaction, &account, boundary)?;
                }
                Ok(entities::bound(transaction, &entity.id, boundary.as_deref())?)
            },
        )
        .await
}
