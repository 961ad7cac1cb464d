//! The operations on images (Amazon ECR API Reference). Each file is one of them.

mod batch_delete_image;
mod batch_get_image;
mod describe_images;
mod list_image_referrers;
mod list_images;
mod put_image;
mod update_image_storage_class;

pub use batch_delete_image::BatchDeleteImage;
pub use batch_get_image::BatchGetImage;
pub use describe_images::DescribeImages;
pub use list_image_referrers::{ListImageReferrers, ReferrersInput, ReferrersPage, WhenMissing};
pub use list_images::ListImages;
pub use put_image::{PutImage, PutImageInput, PutImageOutput, WhenExists};
pub use update_image_storage_class::UpdateImageStorageClass;

use wharf_aws::ecr::{Fault, ImageIdentifier, ImageStatus, ImageStatusFilter, TagStatus};
use wharf_sql::{Scope, Transaction};

use super::super::fault::invalid_parameter;
use super::form;
use super::identifier::ImageName;
use super::store::{self, States, Tagged};
use wharf_kernel::Error;

/// The digest that an identifier names, which may be that of an image's other form; a malformed one fails the whole call.
pub(crate) fn resolve(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    (field, id): (&str, &ImageIdentifier),
) -> Result<Option<String>, Error<Fault>> {
    Ok(match named(field, id)? {
        ImageName::Digest(digest) => Some(digest),
        ImageName::Tag(tag) => store::tag_target(transaction, scope, repository, &tag)?,
        ImageName::Both { tag, digest } => match store::tag_target(transaction, scope, repository, &tag)? {
            Some(target) if form::names(transaction, scope, repository, (&digest, &target))? => Some(target),
            _ => None,
        },
    })
}

/// Refuses identifiers of which one is malformed.
pub(crate) fn require_names(field: &str, ids: &[ImageIdentifier]) -> Result<(), Fault> {
    ids.iter().try_for_each(|id| named(field, id).map(drop))
}

fn named(field: &str, id: &ImageIdentifier) -> Result<ImageName, Fault> {
    ImageName::parse(id).map_err(|failure| {
        let reason = failure.failure_reason.as_deref().unwrap_or("must name an image");
        invalid_parameter(field, reason)
    })
}

/// Which images a filter asks for. Without one: those that can be pulled.
fn filter(tag_status: Option<TagStatus>, image_status: Option<ImageStatusFilter>) -> (Tagged, States) {
    let tagged = match tag_status {
        Some(TagStatus::Tagged) => Tagged::Yes,
        Some(TagStatus::Untagged) => Tagged::No,
        Some(TagStatus::Any) | None => Tagged::Any,
    };
    let states = match image_status {
        Some(ImageStatusFilter::Any) => States::ALL,
        Some(ImageStatusFilter::Archived) => States::only(ImageStatus::Archived),
        Some(ImageStatusFilter::Activating) => States::only(ImageStatus::Activating),
        Some(ImageStatusFilter::Active) | None => States::only(ImageStatus::Active),
    };
    (tagged, states)
}
