//! `BatchDeleteImage`, which is also `DELETE /v2/<name>/manifests/<reference>`.

use wharf_aws::ecr::{BatchDeleteImageRequest, BatchDeleteImageResponse, Fault};

use super::super::super::fault::{Place, repository_not_found};
use super::super::super::repository;
use super::super::delete::delete;
use crate::{Access, Authorized, Call, Context, Error, Operation, audit};

/// `BatchDeleteImage`.
pub struct BatchDeleteImage;

impl Operation for BatchDeleteImage {
    const SERVICE: &'static str = "ecr";
    const NAME: &'static str = "BatchDeleteImage";
    type Input = BatchDeleteImageRequest;
    type Output = BatchDeleteImageResponse;
    type Fault = Fault;

    fn elements(output: &Self::Output) -> Option<audit::Elements> {
        audit::elements(output)
    }

    fn access(input: &Self::Input, call: &Call) -> Vec<Access> {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "BatchDeleteImage",
            &registry,
            &input.repository_name,
        )]
    }

    async fn run(
        context: &Context<'_>,
        input: Authorized<Self::Input>,
    ) -> Result<Self::Output, Error<Self::Fault>> {
        let input = input.into_inner();
        let registry = context.call.registry(input.registry_id.as_ref());
        let (scope, when) = (context.scope(&registry), context.node.deletion());
        let deletion = context
            .cell()
            .await?
            .database
            .transaction("ecr.image.delete", move |transaction| {
                let place = Place {
                    registry: &registry,
                    repository: &input.repository_name,
                };
                let repository = repository::store::find_in(transaction, &scope, &input.repository_name)?
                    .ok_or_else(|| Error::Fault(repository_not_found(place)))?;
                delete(transaction, &scope, repository.life(), &input.image_ids, when)
            })
            .await?;
        Ok(BatchDeleteImageResponse {
            image_ids: Some(deletion.removed),
            failures: Some(deletion.failures),
        })
    }
}
