//! Set, take away and list the tags of an organization's units, accounts, policies and root, each of which is of a room of its own.

use wharf_aws::organizations::*;
use wharf_sql::Transaction;

use super::id::Kind;
use super::organization::{self, OrganizationRow};
use super::tag::{check, put, store};
use super::{access, fault, page, policy, target};
use wharf_kernel::operation::operation;
use wharf_kernel::{Changed, Error};

/// Refuses what is not there, and AWS's own policies.
fn require(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    id: &str,
) -> Result<(), Error<Fault>> {
    let is_there = match Kind::of(id) {
        Some(Kind::Policy) => {
            policy::find(transaction, organization, id)?.is_some_and(|policy| !policy.aws_managed)
        }
        Some(Kind::ResourcePolicy) => organization
            .resource_policy
            .as_ref()
            .is_some_and(|(own, _)| own == id),
        _ => target::find(transaction, organization, id)?.is_some(),
    };
    if is_there {
        Ok(())
    } else {
        Err(fault::target_not_found())
    }
}

operation! {
    /// Sets tags.
    TagResource(TagResourceRequest) -> TagResourceResponse,
    check(input) { check(input.tags.len()) },
    access(input, _) {
        let pairs = || input.tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str()));
        let demands = access::on("TagResource", &input.resource_id).into_iter();
        demands.map(|access| access.with_tags(pairs())).collect()
    },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("organizations.tag.put", Changed::Account(account), move |transaction| {
                let organization = organization::require(transaction, &account)?;
                require(transaction, &organization, &input.resource_id)?;
                put(transaction, &organization.id, &input.resource_id, &input.tags)
            })
            .await?;
        Ok(TagResourceResponse {})
    }
}

operation! {
    /// Takes tags away; those that are not there are no fault.
    UntagResource(UntagResourceRequest) -> UntagResourceResponse,
    check(input) { check(input.tag_keys.len()) },
    access(input, _) {
        let demands = access::on("UntagResource", &input.resource_id).into_iter();
        demands.map(|access| access.with("aws:TagKeys", input.tag_keys.iter().cloned())).collect()
    },
    run(context, input) {
        let account = context.call.account;
        let identity = &context.node.identity;
        identity
            .change("organizations.tag.delete", Changed::Account(account), move |transaction| {
                let organization = organization::require(transaction, &account)?;
                require(transaction, &organization, &input.resource_id)?;
                for key in &input.tag_keys {
                    store::delete(transaction, &organization.id, &input.resource_id, key)?;
                }
                Ok::<_, Error<Fault>>(())
            })
            .await?;
        Ok(UntagResourceResponse {})
    }
}

operation! {
    /// The tags of a thing: all of them, they are at most fifty.
    ListTagsForResource(ListTagsForResourceRequest) -> ListTagsForResourceResponse,
    access(input, _) { access::on("ListTagsForResource", &input.resource_id) },
    run(context, input) {
        page::begin(context, &["tags", &input.resource_id], input.next_token.as_deref(), None)?;
        let account = context.call.account;
        let database = context.node.identity.database();
        let tags = database
            .snapshot("organizations.tag.list", move |transaction| {
                let organization = organization::require(transaction, &account)?;
                require(transaction, &organization, &input.resource_id)?;
                Ok::<_, Error<Fault>>(store::list(transaction, &organization.id, &input.resource_id)?)
            })
            .await?;
        let tags = tags.into_iter().map(|(key, value)| Tag { key, value }).collect();
        Ok(ListTagsForResourceResponse { tags: Some(tags), next_token: None })
    }
}
