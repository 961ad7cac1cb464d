//! The operations on images (Amazon ECR API Reference). Each file is one of them.

mod batch_delete_image;
mod batch_get_image;
mod describe_images;
mod list_image_referrers;
mod list_images;
mod put_image;

pub use batch_delete_image::BatchDeleteImage;
pub use batch_get_image::BatchGetImage;
pub use describe_images::DescribeImages;
pub use list_image_referrers::{ListImageReferrers, ReferrersInput, ReferrersPage};
pub use list_images::ListImages;
pub use put_image::{PutImage, PutImageInput, PutImageOutput, WhenExists};

use wharf_aws::ecr::{Fault, ImageStatusFilter, TagStatus};
use wharf_oci::name::RepositoryName;

use super::super::fault::{Place, repository_not_found};
use super::super::repository::{self, Repository};
use super::store::Tagged;
use crate::{Cell, Error};
use wharf_aws::AccountId;

/// The repository, or the fault that there is none.
pub(crate) async fn require_repository(
    cell: &Cell,
    registry: &AccountId,
    name: &RepositoryName,
) -> Result<Repository, Error<Fault>> {
    let found = repository::store::find(&cell.database, &cell.scope(registry), name).await?;
    Ok(found.ok_or_else(|| {
        repository_not_found(Place {
            registry,
            repository: name,
        })
    })?)
}

/// Which images a filter asks for; `None` when no image can be meant, because none is archived.
fn filter(tag_status: Option<&TagStatus>, image_status: Option<&ImageStatusFilter>) -> Option<Tagged> {
    if matches!(
        image_status,
        Some(ImageStatusFilter::Archived | ImageStatusFilter::Activating)
    ) {
        return None;
    }
    Some(match tag_status {
        Some(TagStatus::Tagged) => Tagged::Yes,
        Some(TagStatus::Untagged) => Tagged::No,
        _ => Tagged::Any,
    })
}
