//! `BatchDeleteImage`, which is also `DELETE /v2/<name>/manifests/<reference>`.

use wharf_aws::ecr::{BatchDeleteImageRequest, BatchDeleteImageResponse};

use super::super::super::fault::{NamedRepository, repository_not_found};
use super::super::super::repository;
use super::super::delete::delete;
use crate::ecr::image::delete::Deletion;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

operation! {
    /// `BatchDeleteImage`.
    BatchDeleteImage(BatchDeleteImageRequest) -> BatchDeleteImageResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "BatchDeleteImage",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let (scope, when) = (context.scope(&registry), Deletion::at(context.node, context.node.clock.now()));
        let deletion = context
            .cell()
            .await?
            .database
            .transaction("ecr.image.delete", move |transaction| {
                let place = NamedRepository {
                    registry: &registry,
                    repository: &input.repository_name,
                };
                let repository = repository::store::find_in(transaction, &scope, &input.repository_name)?
                    .ok_or_else(|| Error::Fault(repository_not_found(place)))?;
                delete(transaction, &scope, repository.key(), &input.image_ids, when)
            })
            .await?;
        context.node.jobs.wake();
        Ok(BatchDeleteImageResponse {
            image_ids: Some(deletion.removed),
            failures: Some(deletion.failures),
        })
    }
}
