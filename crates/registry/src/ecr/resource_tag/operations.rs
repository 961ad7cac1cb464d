//! Tag, untag, list.

use wharf_aws::ecr::{
    Fault, ListTagsForResourceRequest, ListTagsForResourceResponse, Tag, TagResourceRequest,
    TagResourceResponse, UntagResourceRequest, UntagResourceResponse,
};
use wharf_aws::{AccountId, Arn};
use wharf_oci::name::RepositoryName;

use super::super::fault::{NamedRepository, invalid_parameter, repository_not_found};
use super::super::repository;
use super::{check, store, validate, validate_key};
use crate::ecr::revision;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Call, Error};

/// The repository that an ARN names in the addressed Region.
fn addressed(arn: &str, call: &Call) -> Option<(AccountId, RepositoryName)> {
    let (region, account, name) = arn.parse::<Arn>().ok()?.as_repository()?;
    (region == call.region).then_some((account, name))
}

fn invalid_arn() -> Fault {
    invalid_parameter("resourceArn", "Invalid ARN")
}

/// The permission on the ARN's repository. What names no repository is decided on the caller's own registry, so that
/// the fault about the ARN, not a denial, is what its sender sees.
fn access(action: &'static str, arn: &str, call: &Call) -> Vec<Access> {
    match addressed(arn, call) {
        Some((owner, name)) => vec![Access::repository(action, &owner, &name)],
        None => vec![Access::all_repositories(action, &call.account)],
    }
}

operation! {
    /// `TagResource`.
    TagResource(TagResourceRequest) -> TagResourceResponse,
    check(input) { check(input.tags.len()) },
    access(input, call) {
        let tags = || {
            input
                .tags
                .iter()
                .map(|tag| (tag.key.as_str(), tag.value.as_str()))
        };
        let demands = access("TagResource", &input.resource_arn, call).into_iter();
        demands.map(|access| access.with_tags(tags())).collect()
    },
    run(context, input) {
        let (registry, name) = addressed(&input.resource_arn, context.call).ok_or_else(invalid_arn)?;
        let tags = validate(input.tags)?;
        revision::change(&*context.cell().await?,
                "ecr.resource_tag.put",
                &registry.clone(),
                move |transaction, scope| {
                    let place = NamedRepository {
                        registry: &registry,
                        repository: &name,
                    };
                    let repository = repository::store::find_in(transaction, scope, &name)?
                        .ok_or_else(|| Error::Fault(repository_not_found(place)))?;
                    store::put(transaction, scope, &repository.id, &tags)
                },
            )
            .await?;
        Ok(TagResourceResponse {})
    }
}

operation! {
    /// `UntagResource`.
    UntagResource(UntagResourceRequest) -> UntagResourceResponse,
    check(input) { check(input.tag_keys.len()) },
    access(input, call) {
        let demands = access("UntagResource", &input.resource_arn, call).into_iter();
        demands
            .map(|access| access.with("aws:TagKeys", input.tag_keys.iter().cloned()))
            .collect()
    },
    run(context, input) {
        let (registry, name) = addressed(&input.resource_arn, context.call).ok_or_else(invalid_arn)?;
        input.tag_keys.iter().try_for_each(|key| validate_key(key))?;
        revision::change(&*context.cell().await?,
                "ecr.resource_tag.delete",
                &registry.clone(),
                move |transaction, scope| {
                    let place = NamedRepository {
                        registry: &registry,
                        repository: &name,
                    };
                    let repository = repository::store::find_in(transaction, scope, &name)?
                        .ok_or_else(|| Error::Fault(repository_not_found(place)))?;
                    for key in &input.tag_keys {
                        store::delete(transaction, scope, &repository.id, key)?;
                    }
                    Ok::<_, Error<Fault>>(())
                },
            )
            .await?;
        Ok(UntagResourceResponse {})
    }
}

operation! {
    /// `ListTagsForResource`.
    ListTagsForResource(ListTagsForResourceRequest) -> ListTagsForResourceResponse,
    access(input, call) {
        access("ListTagsForResource", &input.resource_arn, call)
    },
    run(context, input) {
        let (registry, name) = addressed(&input.resource_arn, context.call).ok_or_else(invalid_arn)?;
        let scope = context.scope(&registry);
        let cell = context.cell().await?;
        let place = NamedRepository {
            registry: &registry,
            repository: &name,
        };
        let repository = repository::store::find(&cell.database, &scope, &name)
            .await?
            .ok_or_else(|| repository_not_found(place))?;
        let tags = store::list(&cell.database, &scope, &repository.id).await?;
        let tags = tags.into_iter().map(|(key, value)| Tag { key, value }).collect();
        Ok(ListTagsForResourceResponse { tags: Some(tags) })
    }
}
