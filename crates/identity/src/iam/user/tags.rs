//! The tags of users.

use wharf_aws::iam::*;

use crate::iam::entity::EntityKind;
use crate::iam::{access, tag};
use wharf_kernel::operation::operation;

operation! {
    /// Sets tags of a user.
    TagUser(TagUserRequest) -> TagUserResponse,
    access(input, _) { access::with_tags(access::user("TagUser", &input.user_name), Some(&input.tags), "TagUser") },
    run(context, input) {
        tag::put_on(context, EntityKind::User, input.user_name, input.tags).await?;
        Ok(TagUserResponse {})
    }
}

operation! {
    /// Takes tags of a user away.
    UntagUser(UntagUserRequest) -> UntagUserResponse,
    access(input, _) { access::untag(access::user("UntagUser", &input.user_name), &input.tag_keys) },
    run(context, input) {
        tag::remove_from(context, EntityKind::User, input.user_name, input.tag_keys).await?;
        Ok(UntagUserResponse {})
    }
}

operation! {
    /// The tags of a user.
    ListUserTags(ListUserTagsRequest) -> ListUserTagsResponse,
    access(input, _) { access::user("ListUserTags", &input.user_name) },
    run(context, input) {
        let asked = (input.marker.as_deref(), input.max_items);
        let (tags, marker) = tag::list_of(context, EntityKind::User, input.user_name, asked).await?;
        Ok(ListUserTagsResponse { tags, is_truncated: Some(marker.is_some()), marker })
    }
}
