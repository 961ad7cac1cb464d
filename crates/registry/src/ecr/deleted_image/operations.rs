//! List what can be restored, restore one image, or all that were deleted since a time.

use wharf_aws::Timestamp;
use wharf_aws::wharf::*;
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error, Resource, operator};
use wharf_policy::Action;

use super::restore::{RestoreError, restore};

operation! {
    /// The images of a repository that can be restored, in the order of their digests.
    ListDeletedImages(ListDeletedImagesRequest) -> ListDeletedImagesResponse,
    access(_, _) { vec![Access::node("ListDeletedImages")] },
    run(context, input) {
        let registry = operator::account(context, input.registry_id.as_ref()).await?;
        let name = input.repository_name;
        let list = ["ListDeletedImages", registry.as_str(), name.as_str()];
        let page = operator::page(context, &list, input.next_token.as_deref(), input.max_results)?;
        let images = super::list(&*context.cell().await?, &registry, &name, &page.after, page.limit()).await?;
        let (images, next_token) = page.finish(context, images, |image| image.digest.clone());
        let shown = |image: super::DeletedImage| DeletedImage {
            image_digest: image.digest,
            image_tags: image.tags,
            image_size_in_bytes: image.size,
            deleted_at: image.deleted_at,
            kept_until: image.kept_until,
        };
        Ok(ListDeletedImagesResponse { images: images.into_iter().map(shown).collect(), next_token })
    }
}

operation! {
    /// Restores a deleted image, the images that it names, and the tags that no other image has taken.
    RestoreImage(RestoreImageRequest) -> RestoreImageResponse,
    access(_, _) { vec![Access::node("RestoreImage")] },
    run(context, input) {
        let registry = operator::open_account(context, input.registry_id.as_ref()).await?;
        let digest = input.image_digest.parse().map_err(|_| {
            let message = format!("'{}' is no digest.", input.image_digest);
            Error::Fault(Fault::InvalidParameter { message })
        })?;
        let (cell, now) = (context.cell().await?, context.node.clock.now());
        let restored = restore(context.node, &cell, &registry, &input.repository_name, &digest, (now, None)).await?;
        context.node.jobs.wake();
        Ok(RestoreImageResponse {
            image_digests: restored.digests,
            image_tags: restored.tags,
            taken_image_tags: restored.taken,
        })
    }
}

operation! {
    /// Restores the images of a repository that were deleted since a time, as far as they are on a page of its deleted images;
    /// each in a transaction of its own, so that a call that breaks off is made again.
    RestoreDeletedImages(RestoreDeletedImagesRequest) -> RestoreDeletedImagesResponse,
    access(input, call) {
        let owner = call.registry(input.registry_id.as_ref());
        let repository = Resource::Repository(owner, input.repository_name.clone());
        vec![Access::new(Action::new("wharf", "RestoreDeletedImages"), repository)]
    },
    run(context, input) {
        let (registry, name) = (context.call.registry(input.registry_id.as_ref()), input.repository_name);
        let since = input.since.map_or(0, Timestamp::micros);
        let list = ["RestoreDeletedImages", registry.as_str(), name.as_str(), &since.to_string()];
        let page = operator::page(context, &list, input.next_token.as_deref(), input.max_results)?;
        let (cell, now) = (context.cell().await?, context.node.clock.now());
        let deleted = super::list(&cell, &registry, &name, &page.after, page.limit()).await?;
        let (deleted, next_token) = page.finish(context, deleted, |image| image.digest.clone());
        // An operator may go beyond the quota of images; the repository's own principals may not.
        let quota = Some(context.node.settings.quotas.images).filter(|_| context.call.operator.is_none());
        let (mut restored_images, mut incomplete_images) = (Vec::new(), Vec::new());
        for image in deleted.into_iter().filter(|image| image.deleted_at.micros() >= since) {
            let Ok(digest) = image.digest.parse() else { continue };
            match restore(context.node, &cell, &registry, &name, &digest, (now, quota)).await {
                Ok(restored) => restored_images.push(RestoredImage {
                    image_digest: image.digest,
                    image_tags: restored.tags,
                    taken_image_tags: restored.taken,
                }),
                // An index before it brought it back.
                Err(RestoreError::NotKept(_)) => {}
                Err(
                    incomplete @ (RestoreError::Incomplete(_) | RestoreError::Damaged(_) | RestoreError::Full(_)),
                ) => incomplete_images.push(IncompleteImage {
                    image_digest: image.digest,
                    reason: incomplete.to_string(),
                }),
                Err(error) => return Err(error.into()),
            }
        }
        context.node.jobs.wake();
        Ok(RestoreDeletedImagesResponse { restored_images, incomplete_images, next_token })
    }
}

impl From<RestoreError> for Error<Fault> {
    fn from(error: RestoreError) -> Error<Fault> {
        let message = error.to_string();
        match error {
            RestoreError::NoRepository(_) => Error::Fault(Fault::RepositoryNotFound { message }),
            RestoreError::NotKept(_) => Error::Fault(Fault::ImageNotKept { message }),
            RestoreError::Incomplete(_) | RestoreError::Damaged(_) | RestoreError::Full(_) => {
                Error::Fault(Fault::ImageIncomplete { message })
            }
            RestoreError::Unavailable(unavailable) => Error::Unavailable(unavailable),
        }
    }
}
