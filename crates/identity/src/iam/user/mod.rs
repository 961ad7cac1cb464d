//! The room of users: people and programs with credentials of their own.

mod operations;
mod tags;

pub use operations::*;
pub use tags::*;

use wharf_aws::iam::{Tag, User};

use super::entity::EntityRow;
use super::permissions_boundary;

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
        permissions_boundary: user.boundary.clone().map(permissions_boundary::shown),
        tags,
        ..shown(user)
    }
}
