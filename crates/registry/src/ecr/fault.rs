//! The faults that ECR's rooms raise, with the texts that clients and scripts compare (Amazon ECR API Reference,
//! *Common Errors*, and each operation's page; wordings as observed).

use wharf_aws::ecr::Fault;
use wharf_aws::{AccountId, Timestamp};
use wharf_oci::name::RepositoryName;

/// Names the registry that a fault speaks of.
#[derive(Clone, Copy, Debug)]
pub struct NamedRepository<'a> {
    /// The owner of the registry.
    pub registry: &'a AccountId,
    /// The repository.
    pub repository: &'a RepositoryName,
}

/// A parameter that its constraint refuses.
pub fn invalid_parameter(field: &str, reason: &str) -> Fault {
    Fault::InvalidParameter {
        message: format!("Invalid parameter at '{field}' failed to satisfy constraint: '{reason}'"),
    }
}

/// A parameter that should be a digest, and is none.
pub(crate) fn invalid_digest(field: &str) -> Fault {
    invalid_parameter(
        field,
        "must satisfy regular expression '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
    )
}

/// No such repository.
pub fn repository_not_found(place: NamedRepository<'_>) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "The repository with name '{repository}' does not exist in the registry with id '{registry}'"
    );
    Fault::RepositoryNotFound { message }
}

/// No such repository, and the template that would make it cannot.
pub(crate) fn repository_not_created(place: NamedRepository<'_>, prefix: &str, reason: &str) -> Fault {
    let missing = repository_not_found(place);
    let message = format!(
        "{}; the repository creation template with prefix '{prefix}' did not create it: {reason}",
        wharf_aws::ServiceFault::message(&missing)
    );
    Fault::RepositoryNotFound { message }
}

pub(crate) fn repository_already_exists(place: NamedRepository<'_>) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "The repository with name '{repository}' already exists in the registry with id '{registry}'"
    );
    Fault::RepositoryAlreadyExists { message }
}

pub(crate) fn repository_not_empty(place: NamedRepository<'_>) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "The repository with name '{repository}' in registry with id '{registry}' cannot be deleted because it \
         still contains images"
    );
    Fault::RepositoryNotEmpty { message }
}

pub(crate) fn image_not_found(place: NamedRepository<'_>, digest: Option<&str>, tag: Option<&str>) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "The image with imageId {{imageDigest:'{}', imageTag:'{}'}} does not exist within the repository with name \
         '{repository}' in the registry with id '{registry}'",
        digest.unwrap_or("null"),
        tag.unwrap_or("null"),
    );
    Fault::ImageNotFound { message }
}

pub(crate) fn image_already_exists(place: NamedRepository<'_>, digest: &str, tag: Option<&str>) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "Image with digest '{digest}' and tag '{}' already exists in the repository with name '{repository}' in \
         registry with id '{registry}'",
        tag.unwrap_or("null"),
    );
    Fault::ImageAlreadyExists { message }
}

pub(crate) fn image_tag_already_exists(place: NamedRepository<'_>, tag: &str) -> Fault {
    let message = format!(
        "The image tag '{tag}' already exists in the '{}' repository and cannot be overwritten because the tag is \
         immutable.",
        place.repository
    );
    Fault::ImageTagAlreadyExists { message }
}

pub(crate) fn image_digest_does_not_match(place: NamedRepository<'_>, digest: &str) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "The image with digest '{digest}' in repository '{repository}' and registry ID '{registry}' does not match \
         the image digest that Amazon ECR has calculated."
    );
    Fault::ImageDigestDoesNotMatch { message }
}

pub(crate) fn layers_not_found(place: NamedRepository<'_>, digests: &[String]) -> Fault {
    Fault::LayersNotFound {
        message: missing("Layers", place, digests),
    }
}

pub(crate) fn referenced_images_not_found(place: NamedRepository<'_>, digests: &[String]) -> Fault {
    Fault::ReferencedImagesNotFound {
        message: missing("Images", place, digests),
    }
}

/// An index that BuildKit writes for its cache, with layers where images are expected.
pub(crate) fn cache_is_no_image(place: NamedRepository<'_>, digests: &[String]) -> Fault {
    let missing = missing("Images", place, digests);
    let message = format!(
        "{missing}. This index is a build cache, which lists layers where images are expected. Have the cache exported as an image: \
         set image-manifest=true,oci-mediatypes=true at the exporter (--cache-to type=registry,…)"
    );
    Fault::ReferencedImagesNotFound { message }
}

fn missing(what: &str, place: NamedRepository<'_>, digests: &[String]) -> String {
    let NamedRepository { registry, repository } = place;
    format!(
        "{what} with digests '[{}]' required for pushing image into repository with name '{repository}' in the \
         registry with id '{registry}' do not exist",
        digests.join(", ")
    )
}

pub(crate) fn layer_not_found(place: NamedRepository<'_>, digest: &str) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "The layer with digest '{digest}' does not exist in the repository with name '{repository}' in the registry \
         with id '{registry}'"
    );
    Fault::LayersNotFound { message }
}

pub(crate) fn layer_inaccessible(place: NamedRepository<'_>, digest: &str) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "The layer with digest '{digest}' in the repository with name '{repository}' in the registry with id \
         '{registry}' is not accessible: it is not associated with an image"
    );
    Fault::LayerInaccessible { message }
}

pub(crate) fn layer_archived(place: NamedRepository<'_>, digest: &str) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "The layer with digest '{digest}' in the repository with name '{repository}' in the registry with id \
         '{registry}' is not accessible: the images that it is associated with are archived"
    );
    Fault::LayerInaccessible { message }
}

pub(crate) fn layer_sealed(place: NamedRepository<'_>, digest: &str, why: &str) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "The layer with digest '{digest}' in the repository with name '{repository}' in the registry with id \
         '{registry}' is not accessible: {why}"
    );
    Fault::LayerInaccessible { message }
}

pub(crate) fn layer_already_exists(place: NamedRepository<'_>, digest: &str) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "Layer with digest '{digest}' already exists in the repository with name '{repository}' in the registry with \
         id '{registry}'"
    );
    Fault::LayerAlreadyExists { message }
}

pub(crate) fn upload_not_found(place: NamedRepository<'_>, upload: &str) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "Upload with id '{upload}' could not be found for the repository with name '{repository}' in the registry \
         with id '{registry}'"
    );
    Fault::UploadNotFound { message }
}

pub(crate) fn invalid_layer_part(
    place: NamedRepository<'_>,
    upload: &str,
    last_valid_byte: Option<i64>,
) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "Invalid layer part upload for upload with id '{upload}' in the repository with name '{repository}' in the \
         registry with id '{registry}'"
    );
    Fault::InvalidLayerPart {
        message,
        registry_id: Some(*registry),
        repository_name: Some(repository.clone()),
        upload_id: Some(upload.to_owned()),
        last_valid_byte_received: last_valid_byte,
    }
}

pub(crate) fn layer_part_too_small(place: NamedRepository<'_>, upload: &str) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "A layer part of the upload with id '{upload}' in the repository with name '{repository}' in the registry \
         with id '{registry}' is smaller than 5242880 bytes; only the last part may be"
    );
    Fault::LayerPartTooSmall { message }
}

pub(crate) fn empty_upload(place: NamedRepository<'_>, upload: &str) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "The upload with id '{upload}' for the repository with name '{repository}' in the registry with id \
         '{registry}' has no layer parts"
    );
    Fault::EmptyUpload { message }
}

pub(crate) fn invalid_layer() -> Fault {
    let message = "None of the provided layer digests match the calculated layer digest".to_owned();
    Fault::InvalidLayer { message }
}

pub(crate) fn invalid_tag_parameter(message: String) -> Fault {
    Fault::InvalidTagParameter { message }
}

pub(crate) fn too_many_tags() -> Fault {
    let message = "The list of tags on the repository is over the limit. The maximum number of tags that can be \
                   applied to a repository is 50.";
    Fault::TooManyTags {
        message: message.to_owned(),
    }
}

pub(crate) fn lifecycle_policy_not_found(place: NamedRepository<'_>) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "Lifecycle policy does not exist for the repository with name '{repository}' in the registry with id '{registry}'"
    );
    Fault::LifecyclePolicyNotFound { message }
}

pub(crate) fn lifecycle_policy_preview_not_found(place: NamedRepository<'_>) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "There is no preview of a lifecycle policy for the repository with name '{repository}' in the registry with id \
         '{registry}'"
    );
    Fault::LifecyclePolicyPreviewNotFound { message }
}

pub(crate) fn lifecycle_policy_preview_in_progress(place: NamedRepository<'_>) -> Fault {
    let NamedRepository { registry, repository } = place;
    let message = format!(
        "A preview of a lifecycle policy for the repository with name '{repository}' in the registry with id '{registry}' \
         is in progress already"
    );
    Fault::LifecyclePolicyPreviewInProgress { message }
}

/// Well-formed, but it cannot be done with what it names.
pub(crate) fn validation(message: impl Into<String>) -> Fault {
    let message = message.into();
    Fault::Validation { message }
}

pub(crate) fn too_many_repositories(place: NamedRepository<'_>, quota: i64) -> Fault {
    limit_exceeded(format!(
        "The registry with id '{}' already has the maximum number of repositories ({quota})",
        place.registry
    ))
}

/// With the time when the first of them may be given up for a new one.
pub(crate) fn too_many_uploads(registry: &AccountId, quota: i64, next: Option<Timestamp>) -> Fault {
    let next = next.map_or_else(String::new, |next| format!(", the first of them at {next}"));
    limit_exceeded(format!(
        "The registry with id '{registry}' already has the maximum number of uploads under way ({quota}): finish or cancel some. \
         One that has had no byte for an hour is given up for a new one{next}"
    ))
}

pub(crate) fn too_many_images(place: NamedRepository<'_>, quota: i64) -> Fault {
    let NamedRepository { registry, repository } = place;
    limit_exceeded(format!(
        "The repository with name '{repository}' in the registry with id '{registry}' already has the maximum number of \
         images ({quota})"
    ))
}

pub(crate) fn too_many_archived_referrers(place: NamedRepository<'_>, most: usize) -> Fault {
    let NamedRepository { registry, repository } = place;
    limit_exceeded(format!(
        "More than {most} archived referrers in the repository with name '{repository}' in the registry with id \
         '{registry}' would be restored with the image: restore some of them first"
    ))
}

pub(crate) fn limit_exceeded(message: String) -> Fault {
    Fault::LimitExceeded { message }
}
