//! The tags of roles.

use wharf_aws::iam::*;

use crate::iam::entity::EntityKind;
use crate::iam::{access, tag};
use wharf_kernel::operation::operation;

operation! {
    /// Sets tags of a role.
    TagRole(TagRoleRequest) -> TagRoleResponse,
    access(input, _) { access::with_tags(access::role("TagRole", &input.role_name), Some(&input.tags), "TagRole") },
    run(context, input) {
        tag::put_on(context, EntityKind::Role, input.role_name, input.tags).await?;
        Ok(TagRoleResponse {})
    }
}

operation! {
    /// Takes tags of a role away.
    UntagRole(UntagRoleRequest) -> UntagRoleResponse,
    access(input, _) { access::untag(access::role("UntagRole", &input.role_name), &input.tag_keys) },
    run(context, input) {
        tag::remove_from(context, EntityKind::Role, input.role_name, input.tag_keys).await?;
        Ok(UntagRoleResponse {})
    }
}

operation! {
    /// The tags of a role.
    ListRoleTags(ListRoleTagsRequest) -> ListRoleTagsResponse,
    access(input, _) { access::role("ListRoleTags", &input.role_name) },
    run(context, input) {
        let asked = (input.marker.as_deref(), input.max_items);
        let (tags, marker) = tag::list_of(context, EntityKind::Role, input.role_name, asked).await?;
        Ok(ListRoleTagsResponse { tags, is_truncated: Some(marker.is_some()), marker })
    }
}
