//! The room of users: people and programs with credentials of their own.

mod operations;
mod tags;

pub use operations::*;
pub use tags::*;

use wharf_aws::iam::{AttachedPermissionsBoundary, Fault, Tag, User};
use wharf_sql::Transaction;

use super::entity::EntityRow;
use super::managed_policy;
use wharf_kernel::Error;

/// A user as answers show it. Lists leave the boundary and the tags out.
pub(crate) fn shown(user: &EntityRow) -> User {
    User {
        path: user.path.clone(),
        user_name: user.name.clone(),
        user_id: user.id.clone(),
        arn: user.arn(),
        create_date: user.created_at,
        password_last_used: None,
        permissions_boundary: None,
        tags: None,
    }
}

/// A user with everything about it.
pub(super) fn shown_whole(user: &EntityRow, tags: Option<Vec<Tag>>) -> User {
    User {
        permissions_boundary: user.boundary.clone().map(boundary),
        tags,
        ..shown(user)
    }
}

/// A boundary as answers show it.
pub(crate) fn boundary(arn: String) -> AttachedPermissionsBoundary {
    AttachedPermissionsBoundary {
        permissions_boundary_type: Some(
            wharf_aws::iam::PermissionsBoundaryAttachmentType::PermissionsBoundaryPolicy,
        ),
        permissions_boundary_arn: Some(arn),
    }
}

/// Refuses a boundary that is no policy the account may use.
pub(crate) fn require_boundary(
    transaction: &mut Transaction<'_>,
    account: &wharf_aws::AccountId,
    arn: &str,
) -> Result<(), Error<Fault>> {
    match managed_policy::find(transaction, account, arn)? {
        Some(_) => Ok(()),
        None => Err(super::fault::no_such_entity(format!(
            "Scope ARN: {arn} does not exist or is not attachable."
        ))),
    }
}
