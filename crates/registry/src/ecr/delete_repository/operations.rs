//! The operation.

use wharf_aws::ecr::{DeleteRepositoryRequest, DeleteRepositoryResponse};

use crate::ecr::fault::{self, NamedRepository};
use crate::ecr::repository::{Repository, store};
use crate::ecr::{lifecycle, lifecycle_policy, repository_policy, revision};
use crate::kms;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

operation! {
    /// `DeleteRepository`.
    DeleteRepository(DeleteRepositoryRequest) -> DeleteRepositoryResponse,
    access(input, call) {
        let registry = call.registry(input.registry_id.as_ref());
        vec![Access::repository(
            "DeleteRepository",
            &registry,
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let (force, now, owner) = (input.force == Some(true), context.node.clock.now(), registry);
        let cell = context.cell().await?;
        let deleted: Repository = revision::change(&cell, "ecr.repository.delete", &registry, move |transaction, scope| {
                let place = NamedRepository {
                    registry: &owner,
                    repository: &input.repository_name,
                };
                let repository = store::find_in(transaction, scope, &input.repository_name)?
                    .ok_or_else(|| Error::Fault(fault::repository_not_found(place)))?;
                if !force && store::holds_images(transaction, scope, &repository)? {
                    return Err(Error::Fault(fault::repository_not_empty(place)));
                }
                store::delete(transaction, scope, &repository, now)?;
                repository_policy::store::delete(transaction, scope, &repository.id)?;
                lifecycle_policy::store::delete(transaction, scope, repository.key())?;
                lifecycle::preview::store::delete(transaction, scope, repository.key())?;
                Ok(repository)
            })
            .await?;
        let encryption = &deleted.encryption;
        let key = (encryption.kms_key.as_str(), encryption.data_key.as_str());
        kms::forget_unreadable(context.node, &cell, &registry, key);
        context.node.jobs.wake();
        Ok(DeleteRepositoryResponse {
            repository: Some(deleted.describe(context.call, &registry)),
        })
    }
}
