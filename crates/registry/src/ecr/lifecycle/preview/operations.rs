//! Begin and read previews (Amazon ECR API Reference).

use wharf_aws::Timestamp;
use wharf_aws::ecr::{
    Fault, GetLifecyclePolicyPreviewRequest, GetLifecyclePolicyPreviewResponse, ImageActionType,
    LifecyclePolicyPreviewResult, LifecyclePolicyPreviewStatus, LifecyclePolicyPreviewSummary,
    LifecyclePolicyRuleAction, LifecyclePolicyTargetStorageClass, StartLifecyclePolicyPreviewRequest,
    StartLifecyclePolicyPreviewResponse, TagStatus, TransitioningImageTotalCount,
};

use super::super::super::fault::{
    NamedRepository, invalid_parameter, lifecycle_policy_not_found, lifecycle_policy_preview_in_progress,
    lifecycle_policy_preview_not_found, repository_not_found,
};
use super::super::super::paging::{Cursor, no_page, page_size};
use super::store::{Effect, Preview};
use super::{LIFETIME, store};
use crate::ecr::image::form;
use crate::ecr::image::operations::{require_names, resolve};
use crate::ecr::lifecycle_policy;
use crate::ecr::repository;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

/// Entries of a page.
const PAGE: (usize, usize) = (100, 100);

operation! {
    /// `StartLifecyclePolicyPreview`.
    StartLifecyclePolicyPreview(StartLifecyclePolicyPreviewRequest) -> StartLifecyclePolicyPreviewResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "StartLifecyclePolicyPreview",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let scope = context.scope(&registry);
        let cell = context.cell().await?;
        let repository = repository::require(&cell, &registry, &input.repository_name).await?;
        let text = match input.lifecycle_policy_text {
            Some(text) => {
                lifecycle_policy::parse(&text)?;
                text
            }
            None => {
                let place = NamedRepository {
                    registry: &registry,
                    repository: &input.repository_name,
                };
                let stored = lifecycle_policy::store::find(&cell.database, &scope, &repository.id).await?;
                stored.ok_or_else(|| lifecycle_policy_not_found(place))?.document
            }
        };
        let revision = wharf_aws::RequestId::from_random(context.node.entropy.bytes()).to_string();
        let (document, name, now) = (
            text.clone(),
            input.repository_name.clone(),
            context.node.clock.now(),
        );
        cell.database
            .transaction("ecr.lifecycle.preview.start", move |transaction| {
                let place = NamedRepository {
                    registry: &registry,
                    repository: &name,
                };
                // It may have been deleted meanwhile: no room would remove a preview that is written after that.
                repository::store::find_in(transaction, &scope, &name)?
                    .filter(|found| found.id == repository.id)
                    .ok_or_else(|| Error::Fault(repository_not_found(place)))?;
                let running = store::find_in(transaction, &scope, &repository.id)?;
                let in_progress = LifecyclePolicyPreviewStatus::InProgress;
                if running.is_some_and(|preview| preview.status == in_progress) {
                    return Err(Error::Fault(lifecycle_policy_preview_in_progress(place)));
                }
                store::start(transaction, &scope, repository.key(), (&document, &revision), now)?;
                Ok(())
            })
            .await?;
        context.node.jobs.wake();
        Ok(StartLifecyclePolicyPreviewResponse {
            registry_id: Some(registry),
            repository_name: Some(input.repository_name),
            lifecycle_policy_text: Some(text),
            status: Some(LifecyclePolicyPreviewStatus::InProgress),
        })
    }
}

operation! {
    /// `GetLifecyclePolicyPreview`.
    GetLifecyclePolicyPreview(GetLifecyclePolicyPreviewRequest) -> GetLifecyclePolicyPreviewResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "GetLifecyclePolicyPreview",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let scope = context.scope(&registry);
        let cell = context.cell().await?;
        let repository = repository::require(&cell, &registry, &input.repository_name).await?;
        let place = NamedRepository {
            registry: &registry,
            repository: &input.repository_name,
        };
        // What cannot be asked is refused in every state of the preview.
        if let Some(ids) = &input.image_ids {
            no_page("imageIds", input.next_token.as_deref(), input.max_results)?;
            require_names("imageIds", ids)?;
        }
        let found = store::find(&cell.database, &scope, &repository.id).await?;
        let preview = found.ok_or_else(|| lifecycle_policy_preview_not_found(place))?;
        let status = status(&preview, context.node.clock.now());
        let mut response = GetLifecyclePolicyPreviewResponse {
            registry_id: Some(registry),
            repository_name: Some(input.repository_name.clone()),
            lifecycle_policy_text: Some(preview.document.clone()),
            status: Some(status),
            preview_results: Some(Vec::new()),
            summary: Some(summary(&preview)),
            next_token: None,
        };
        let of = (repository.id.clone(), preview.revision);
        let cursor = Cursor::of(&["GetLifecyclePolicyPreview", &of.0, &of.1]);
        let [after] = cursor.decode(context, input.next_token.as_deref())?;
        if status != LifecyclePolicyPreviewStatus::Complete {
            return Ok(response);
        }
        let effects = if let Some(ids) = input.image_ids {
            cell.database
                .snapshot("ecr.lifecycle.preview.by_ids", move |view| {
                    let mut effects = Vec::new();
                    for id in &ids {
                        if let Some(digest) = resolve(view, &scope, &of.0, ("imageIds", id))? {
                            effects.extend(form::find(view, &scope, &of.0, &digest, |view, digest| {
                                store::by_digest(view, &scope, (&of.0, &of.1), digest)
                            })?);
                        }
                    }
                    Ok::<_, Error<Fault>>(effects)
                })
                .await?
        } else {
            // Positions count from zero.
            let after = match after.as_str() {
                "" => -1,
                after => after.parse().map_err(|_| {
                    invalid_parameter("nextToken", "must be a token of an earlier page of the same list")
                })?,
            };
            let size = page_size(input.max_results, PAGE);
            let mut page = store::list(&cell.database, &scope, (&of.0, &of.1), after, size + 1).await?;
            let more = page.len() > size;
            page.truncate(size);
            response.next_token = page
                .last()
                .filter(|_| more)
                .map(|last| cursor.encode(context, &[&last.position.to_string()]));
            page
        };
        let wanted = input.filter.and_then(|filter| filter.tag_status);
        // Filtered after reading, so a page may be short and still have a next one.
        let shown = effects.into_iter().filter(|effect| match wanted {
            Some(TagStatus::Tagged) => !effect.tags.is_empty(),
            Some(TagStatus::Untagged) => effect.tags.is_empty(),
            Some(TagStatus::Any) | None => true,
        });
        response.preview_results = Some(shown.map(describe).collect());
        Ok(response)
    }
}

fn status(preview: &Preview, now: Timestamp) -> LifecyclePolicyPreviewStatus {
    match preview.status {
        LifecyclePolicyPreviewStatus::Complete if preview.started_at.plus(LIFETIME) < now => {
            LifecyclePolicyPreviewStatus::Expired
        }
        status => status,
    }
}

fn summary(preview: &Preview) -> LifecyclePolicyPreviewSummary {
    LifecyclePolicyPreviewSummary {
        expiring_image_total_count: Some(preview.expiring),
        transitioning_image_total_counts: Some(vec![TransitioningImageTotalCount {
            target_storage_class: Some(LifecyclePolicyTargetStorageClass::Archive),
            image_total_count: Some(preview.archiving),
        }]),
    }
}

fn describe(effect: Effect) -> LifecyclePolicyPreviewResult {
    let target = match effect.action {
        ImageActionType::Expire => None,
        ImageActionType::Transition => Some(LifecyclePolicyTargetStorageClass::Archive),
    };
    LifecyclePolicyPreviewResult {
        image_tags: (!effect.tags.is_empty()).then_some(effect.tags),
        image_digest: Some(effect.digest),
        image_pushed_at: Some(effect.pushed_at),
        action: Some(LifecyclePolicyRuleAction {
            r#type: Some(effect.action),
            target_storage_class: target,
        }),
        applied_rule_priority: Some(effect.priority),
        storage_class: Some(effect.storage_class),
    }
}
