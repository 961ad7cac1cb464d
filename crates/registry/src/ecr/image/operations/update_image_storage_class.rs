//! `UpdateImageStorageClass`: to the archive, and back.

use wharf_aws::ecr::{
    Fault, ImageIdentifier, ImageStatus, TargetStorageClass, UpdateImageStorageClassRequest,
    UpdateImageStorageClassResponse,
};

use super::super::super::fault::{NamedRepository, image_not_found, repository_not_found};
use super::super::storage_class::{self, Refused};
use crate::ecr::{image, repository};
use crate::load::Load;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error};

operation! {
    /// `UpdateImageStorageClass`.
    UpdateImageStorageClass(UpdateImageStorageClassRequest) -> UpdateImageStorageClassResponse,
    access(input, call) {
        vec![Access::repository(
            "UpdateImageStorageClass",
            &call.registry(input.registry_id.as_ref()),
            &input.repository_name,
        )]
    },
    run(context, input) {
        let registry = context.call.registry(input.registry_id.as_ref());
        let scope = context.scope(&registry);
        let cell = context.cell().await?;
        let (name, id, target) = (
            input.repository_name.clone(),
            input.image_id.clone(),
            input.target_storage_class,
        );
        let now = context.node.clock.now();
        let digest = cell
            .database
            .transaction("ecr.image.update_storage_class", move |transaction| {
                let place = NamedRepository {
                    registry: &registry,
                    repository: &name,
                };
                let repository = repository::store::find_in(transaction, &scope, &name)?
                    .ok_or_else(|| Error::Fault(repository_not_found(place)))?;
                let missing = || image_not_found(place, id.image_digest.as_deref(), id.image_tag.as_deref());
                let digest = super::resolve(transaction, &scope, &repository.id, ("imageId", &id))?
                    .ok_or_else(missing)?;
                let stored = match id.image_tag {
                    // A tag names what is stored.
                    Some(_) => None,
                    None => image::store::stored_as_in(transaction, &scope, &repository.id, &digest)?,
                };
                let digest = stored.unwrap_or(digest);
                let done = match target {
                    TargetStorageClass::Archive => {
                        let (key, mut load) = (repository.key(), Load::default());
                        storage_class::archive(transaction, &scope, key, &digest, now, &mut load)?
                    }
                    TargetStorageClass::Standard => {
                        storage_class::restore(transaction, &scope, repository.key(), &digest, now)?
                    }
                };
                match done {
                    Ok(()) => Ok(digest),
                    Err(Refused::NotFound) => Err(Error::Fault(missing())),
                    Err(refused) => {
                        Err(not_supported(place, &digest, &refused).into())
                    }
                }
            })
            .await?;
        context.node.jobs.wake();
        Ok(UpdateImageStorageClassResponse {
            registry_id: Some(registry),
            repository_name: Some(input.repository_name),
            image_id: Some(ImageIdentifier {
                image_digest: Some(digest),
                image_tag: input.image_id.image_tag,
            }),
            image_status: Some(match target {
                TargetStorageClass::Archive => ImageStatus::Archived,
                TargetStorageClass::Standard => ImageStatus::Activating,
            }),
        })
    }
}

fn not_supported(place: NamedRepository<'_>, digest: &str, refused: &Refused) -> Fault {
    let NamedRepository { registry, repository } = place;
    let reason = match refused {
        Refused::NotFound => "it does not exist".to_owned(),
        Refused::Already(status) => format!("its status is {status}"),
        Refused::Referenced(parents) => format!("referenced by manifest list: [{}]", parents.join(", ")),
        Refused::TooManyReferrers => format!(
            "more than {} referrers would go with it; update the storage class of some of them first",
            storage_class::MOST_REFERRERS
        ),
    };
    let message = format!(
        "The storage class of the image with digest '{digest}' in the repository with name '{repository}' in the \
         registry with id '{registry}' cannot be updated: {reason}"
    );
    Fault::ImageStorageClassUpdateNotSupported { message }
}
