//! List what can be restored, and restore it.

use wharf_aws::wharf::*;

use super::restore::{RestoreError, list, restore};
use wharf_kernel::operation::operation;
use wharf_kernel::{Access, Error, operator};

operation! {
    /// The images of a repository that can be restored, in the order of their digests.
    ListDeletedImages(ListDeletedImagesRequest) -> ListDeletedImagesResponse,
    access(_, _) { vec![Access::node("ListDeletedImages")] },
    run(context, input) {
        let registry = operator::account(context, input.registry_id.as_ref()).await?;
        let images = list(&*context.cell().await?, &registry, &input.repository_name).await?;
        let shown = |image: super::DeletedImage| DeletedImage {
            image_digest: image.digest,
            image_tags: image.tags,
            image_size_in_bytes: image.size,
            deleted_at: image.deleted_at,
            kept_until: image.kept_until,
        };
        Ok(ListDeletedImagesResponse { images: images.into_iter().map(shown).collect() })
    }
}

operation! {
    /// Restores a deleted image, the images that it names, and the tags that no other image has taken.
    RestoreImage(RestoreImageRequest) -> RestoreImageResponse,
    access(_, _) { vec![Access::node("RestoreImage")] },
    run(context, input) {
        let registry = operator::account(context, input.registry_id.as_ref()).await?;
        let digest = input.image_digest.parse().map_err(|_| {
            let message = format!("'{}' is no digest.", input.image_digest);
            Error::Fault(Fault::InvalidParameter { message })
        })?;
        let (cell, now) = (context.cell().await?, context.node.clock.now());
        let restored = restore(&cell, &registry, &input.repository_name, &digest, now).await?;
        context.node.jobs.wake();
        Ok(RestoreImageResponse {
            image_digests: restored.digests,
            image_tags: restored.tags,
            taken_image_tags: restored.taken,
        })
    }
}

impl From<RestoreError> for Error<Fault> {
    fn from(error: RestoreError) -> Error<Fault> {
        let message = error.to_string();
        match error {
            RestoreError::NoRepository(_) => Error::Fault(Fault::RepositoryNotFound { message }),
            RestoreError::NotKept(_) => Error::Fault(Fault::ImageNotKept { message }),
            RestoreError::Incomplete(_) => Error::Fault(Fault::ImageIncomplete { message }),
            RestoreError::Unavailable(unavailable) => Error::Unavailable(unavailable),
        }
    }
}
