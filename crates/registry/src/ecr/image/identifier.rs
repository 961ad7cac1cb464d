//! How a request names an image: by tag, by digest, or by both.

use wharf_aws::ecr::{ImageFailure, ImageFailureCode, ImageIdentifier};
use wharf_oci::digest::Digest;
use wharf_oci::tag::Tag;

/// The API asks for longer tags than the OCI specification's 128 characters; earlier versions stored them.
pub(super) const MAX_TAG_LENGTH: usize = 300;

/// A well-formed identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ImageName {
    Tag(String),
    Digest(String),
    /// The tag must name the digest.
    Both {
        tag: String,
        digest: String,
    },
}

impl ImageName {
    /// Parses what a batch operation got; the failure is what ECR answers for the one item.
    pub(super) fn parse(id: &ImageIdentifier) -> Result<ImageName, ImageFailure> {
        let digest = id
            .image_digest
            .as_deref()
            .map(|digest| digest.parse::<Digest>().map_err(|_| digest));
        let tag = id
            .image_tag
            .as_deref()
            .map(|tag| Tag::parse_with_limit(tag, MAX_TAG_LENGTH).map_err(|_| tag));
        match (digest, tag) {
            (Some(Err(_)), _) => Err(failure(
                id,
                ImageFailureCode::InvalidImageDigest,
                "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
            )),
            (_, Some(Err(_))) => Err(failure(
                id,
                ImageFailureCode::InvalidImageTag,
                "Invalid request parameters: image tag should satisfy the regex '[a-zA-Z0-9_][a-zA-Z0-9._-]*'",
            )),
            (None, None) => Err(failure(
                id,
                ImageFailureCode::MissingDigestAndTag,
                "Invalid request parameters: both tag and digest cannot be null",
            )),
            (Some(Ok(digest)), None) => Ok(ImageName::Digest(digest.to_string())),
            (None, Some(Ok(tag))) => Ok(ImageName::Tag(tag.to_string())),
            (Some(Ok(digest)), Some(Ok(tag))) => Ok(ImageName::Both {
                tag: tag.to_string(),
                digest: digest.to_string(),
            }),
        }
    }
}

/// The failure of one item of a batch.
pub(super) fn failure(id: &ImageIdentifier, code: ImageFailureCode, reason: &str) -> ImageFailure {
    ImageFailure {
        image_id: Some(id.clone()),
        failure_code: Some(code),
        failure_reason: Some(reason.to_owned()),
    }
}

pub(super) fn not_found(id: &ImageIdentifier) -> ImageFailure {
    failure(id, ImageFailureCode::ImageNotFound, "Requested image not found")
}

pub(super) fn tag_does_not_match(id: &ImageIdentifier) -> ImageFailure {
    failure(
        id,
        ImageFailureCode::ImageTagDoesNotMatchDigest,
        "The requested image tag does not name the requested image digest",
    )
}

/// What seals the image cannot be opened.
pub(super) fn kms_error(id: &ImageIdentifier, reason: &str) -> ImageFailure {
    failure(id, ImageFailureCode::KmsError, reason)
}
