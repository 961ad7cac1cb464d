//! `BatchDeleteImage`, which is also `DELETE /v2/<name>/manifests/<reference>`.

use wharf_aws::AccountId;
use wharf_aws::ecr::{BatchDeleteImageRequest, BatchDeleteImageResponse, Fault};
use wharf_sql::Transaction;

use super::super::super::fault::{NamedRepository, repository_not_found};
use super::super::super::repository;
use super::super::damage;
use super::super::delete::{Batch, Outcome};
use super::super::deletion::{Deletion, tell_lost};
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Cell, Error, Unavailable};

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
        let cell = context.cell().await?;
        let when = Deletion::at(context.node, &cell, context.node.clock.now());
        let name = input.repository_name.clone();
        let deletion = remove(&cell, registry, input, when).await;
        // Some may be gone though a later transaction failed.
        context.node.jobs.wake();
        let deletion = deletion?;
        let place = NamedRepository { registry: &registry, repository: &name };
        // A damaged image may have gone.
        if let Err(error) = damage::review_repository(context.node, &cell, place).await {
            tracing::debug!(%error, "how many manifests are damaged is known later");
        }
        Ok(BatchDeleteImageResponse {
            image_ids: Some(deletion.removed),
            failures: Some(deletion.failures),
        })
    }
}

/// Removes what is asked for, in as many transactions as that needs: others write between them.
async fn remove(
    cell: &Cell,
    registry: AccountId,
    input: BatchDeleteImageRequest,
    when: Deletion,
) -> Result<Outcome, Error<Fault>> {
    let (mut batch, mut life) = (Batch::new(input.image_ids), None::<String>);
    let is_full = |error: &Error<Fault>| matches!(error, Error::Unavailable(Unavailable::Full));
    loop {
        let attempt = |when: Deletion| {
            let (scope, name) = (cell.scope(&registry), input.repository_name.clone());
            let (batch, of) = (batch.clone(), life.clone());
            let step = move |transaction: &mut Transaction<'_>| {
                let repository = repository::store::find_in(transaction, &scope, &name)?;
                // One that was made since, under the same name, has other images than those that are meant.
                let repository = repository.filter(|found| of.as_ref().is_none_or(|of| *of == found.id));
                let repository = repository.ok_or_else(|| {
                    Error::Fault(repository_not_found(NamedRepository {
                        registry: &registry,
                        repository: &name,
                    }))
                })?;
                let batch = batch.clone();
                let (batch, lost) = batch.step(transaction, &scope, repository.key(), when)?;
                Ok::<_, Error<Fault>>((batch, lost, repository.id))
            };
            cell.database.transaction("ecr.image.delete", step)
        };
        let (after, lost, id) = when.make(is_full, attempt).await?;
        tell_lost(
            cell,
            &cell.scope(&registry),
            input.repository_name.as_str(),
            &lost,
        );
        life = Some(id);
        match after.ended() {
            Ok(outcome) => return Ok(outcome),
            Err(rest) => batch = rest,
        }
    }
}
