// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! The faults of the served operations.

use serde_json::{Map, Value};

use wharf_oci::name::RepositoryName;

use crate::AccountId;
use crate::Violation;
use crate::fault::put;
use crate::{ServiceFault, json11};

/// A fault that a served operation of ECR may raise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// `EmptyUploadException`, HTTP 400.
    EmptyUpload {
        /// The text for people.
        message: String,
    },
    /// `ExclusionAlreadyExistsException`, HTTP 400.
    ExclusionAlreadyExists {
        /// The text for people.
        message: String,
    },
    /// `ExclusionNotFoundException`, HTTP 400.
    ExclusionNotFound {
        /// The text for people.
        message: String,
    },
    /// `ImageAlreadyExistsException`, HTTP 400.
    ImageAlreadyExists {
        /// The text for people.
        message: String,
    },
    /// `ImageDigestDoesNotMatchException`, HTTP 400.
    ImageDigestDoesNotMatch {
        /// The text for people.
        message: String,
    },
    /// `ImageNotFoundException`, HTTP 400.
    ImageNotFound {
        /// The text for people.
        message: String,
    },
    /// `ImageStorageClassUpdateNotSupportedException`, HTTP 400.
    ImageStorageClassUpdateNotSupported {
        /// The text for people.
        message: String,
    },
    /// `ImageTagAlreadyExistsException`, HTTP 400.
    ImageTagAlreadyExists {
        /// The text for people.
        message: String,
    },
    /// `InvalidLayerException`, HTTP 400.
    InvalidLayer {
        /// The text for people.
        message: String,
    },
    /// `InvalidLayerPartException`, HTTP 400.
    InvalidLayerPart {
        /// The text for people.
        message: String,
        /// `registryId`
        registry_id: Option<AccountId>,
        /// `repositoryName`
        repository_name: Option<RepositoryName>,
        /// `uploadId`
        upload_id: Option<String>,
        /// `lastValidByteReceived`
        last_valid_byte_received: Option<i64>,
    },
    /// `InvalidParameterException`, HTTP 400.
    InvalidParameter {
        /// The text for people.
        message: String,
    },
    /// `InvalidTagParameterException`, HTTP 400.
    InvalidTagParameter {
        /// The text for people.
        message: String,
    },
    /// `KmsException`, HTTP 400.
    Kms {
        /// The text for people.
        message: String,
        /// `kmsError`
        kms_error: Option<String>,
    },
    /// `LayerAlreadyExistsException`, HTTP 400.
    LayerAlreadyExists {
        /// The text for people.
        message: String,
    },
    /// `LayerInaccessibleException`, HTTP 400.
    LayerInaccessible {
        /// The text for people.
        message: String,
    },
    /// `LayerPartTooSmallException`, HTTP 400.
    LayerPartTooSmall {
        /// The text for people.
        message: String,
    },
    /// `LayersNotFoundException`, HTTP 400.
    LayersNotFound {
        /// The text for people.
        message: String,
    },
    /// `LifecyclePolicyNotFoundException`, HTTP 400.
    LifecyclePolicyNotFound {
        /// The text for people.
        message: String,
    },
    /// `LifecyclePolicyPreviewInProgressException`, HTTP 400.
    LifecyclePolicyPreviewInProgress {
        /// The text for people.
        message: String,
    },
    /// `LifecyclePolicyPreviewNotFoundException`, HTTP 400.
    LifecyclePolicyPreviewNotFound {
        /// The text for people.
        message: String,
    },
    /// `LimitExceededException`, HTTP 400.
    LimitExceeded {
        /// The text for people.
        message: String,
    },
    /// `ReferencedImagesNotFoundException`, HTTP 400.
    ReferencedImagesNotFound {
        /// The text for people.
        message: String,
    },
    /// `RegistryPolicyNotFoundException`, HTTP 400.
    RegistryPolicyNotFound {
        /// The text for people.
        message: String,
    },
    /// `RepositoryAlreadyExistsException`, HTTP 400.
    RepositoryAlreadyExists {
        /// The text for people.
        message: String,
    },
    /// `RepositoryNotEmptyException`, HTTP 400.
    RepositoryNotEmpty {
        /// The text for people.
        message: String,
    },
    /// `RepositoryNotFoundException`, HTTP 400.
    RepositoryNotFound {
        /// The text for people.
        message: String,
    },
    /// `RepositoryPolicyNotFoundException`, HTTP 400.
    RepositoryPolicyNotFound {
        /// The text for people.
        message: String,
    },
    /// `ServerException`, HTTP 500.
    Server {
        /// The text for people.
        message: String,
    },
    /// `TemplateAlreadyExistsException`, HTTP 400.
    TemplateAlreadyExists {
        /// The text for people.
        message: String,
    },
    /// `TemplateNotFoundException`, HTTP 400.
    TemplateNotFound {
        /// The text for people.
        message: String,
    },
    /// `TooManyTagsException`, HTTP 400.
    TooManyTags {
        /// The text for people.
        message: String,
    },
    /// `UnableToGetUpstreamImageException`, HTTP 400.
    UnableToGetUpstreamImage {
        /// The text for people.
        message: String,
    },
    /// `UnableToGetUpstreamLayerException`, HTTP 400.
    UnableToGetUpstreamLayer {
        /// The text for people.
        message: String,
    },
    /// `UnableToListUpstreamImageReferrersException`, HTTP 400.
    UnableToListUpstreamImageReferrers {
        /// The text for people.
        message: String,
    },
    /// `UploadNotFoundException`, HTTP 400.
    UploadNotFound {
        /// The text for people.
        message: String,
    },
    /// `ValidationException`, HTTP 400.
    Validation {
        /// The text for people.
        message: String,
    },
}

impl Fault {
    /// The fault for an input that breaks constraints of the model: the first of them, in ECR's words.
    pub fn from_violations(violations: &[Violation]) -> Self {
        let message = violations.first().map(Violation::ecr_text).unwrap_or_default();
        Self::InvalidParameter { message }
    }

    /// The code on the wire.
    pub fn code(&self) -> &'static str {
        match self {
            Self::EmptyUpload { .. } => "EmptyUploadException",
            Self::ExclusionAlreadyExists { .. } => "ExclusionAlreadyExistsException",
            Self::ExclusionNotFound { .. } => "ExclusionNotFoundException",
            Self::ImageAlreadyExists { .. } => "ImageAlreadyExistsException",
            Self::ImageDigestDoesNotMatch { .. } => "ImageDigestDoesNotMatchException",
            Self::ImageNotFound { .. } => "ImageNotFoundException",
            Self::ImageStorageClassUpdateNotSupported { .. } => {
                "ImageStorageClassUpdateNotSupportedException"
            }
            Self::ImageTagAlreadyExists { .. } => "ImageTagAlreadyExistsException",
            Self::InvalidLayer { .. } => "InvalidLayerException",
            Self::InvalidLayerPart { .. } => "InvalidLayerPartException",
            Self::InvalidParameter { .. } => "InvalidParameterException",
            Self::InvalidTagParameter { .. } => "InvalidTagParameterException",
            Self::Kms { .. } => "KmsException",
            Self::LayerAlreadyExists { .. } => "LayerAlreadyExistsException",
            Self::LayerInaccessible { .. } => "LayerInaccessibleException",
            Self::LayerPartTooSmall { .. } => "LayerPartTooSmallException",
            Self::LayersNotFound { .. } => "LayersNotFoundException",
            Self::LifecyclePolicyNotFound { .. } => "LifecyclePolicyNotFoundException",
            Self::LifecyclePolicyPreviewInProgress { .. } => "LifecyclePolicyPreviewInProgressException",
            Self::LifecyclePolicyPreviewNotFound { .. } => "LifecyclePolicyPreviewNotFoundException",
            Self::LimitExceeded { .. } => "LimitExceededException",
            Self::ReferencedImagesNotFound { .. } => "ReferencedImagesNotFoundException",
            Self::RegistryPolicyNotFound { .. } => "RegistryPolicyNotFoundException",
            Self::RepositoryAlreadyExists { .. } => "RepositoryAlreadyExistsException",
            Self::RepositoryNotEmpty { .. } => "RepositoryNotEmptyException",
            Self::RepositoryNotFound { .. } => "RepositoryNotFoundException",
            Self::RepositoryPolicyNotFound { .. } => "RepositoryPolicyNotFoundException",
            Self::Server { .. } => "ServerException",
            Self::TemplateAlreadyExists { .. } => "TemplateAlreadyExistsException",
            Self::TemplateNotFound { .. } => "TemplateNotFoundException",
            Self::TooManyTags { .. } => "TooManyTagsException",
            Self::UnableToGetUpstreamImage { .. } => "UnableToGetUpstreamImageException",
            Self::UnableToGetUpstreamLayer { .. } => "UnableToGetUpstreamLayerException",
            Self::UnableToListUpstreamImageReferrers { .. } => "UnableToListUpstreamImageReferrersException",
            Self::UploadNotFound { .. } => "UploadNotFoundException",
            Self::Validation { .. } => "ValidationException",
        }
    }

    /// The HTTP status of the answer.
    pub fn http_status(&self) -> u16 {
        match self {
            Self::Server { .. } => 500,
            _ => 400,
        }
    }

    /// The text for people.
    pub fn message(&self) -> &str {
        match self {
            Self::EmptyUpload { message }
            | Self::ExclusionAlreadyExists { message }
            | Self::ExclusionNotFound { message }
            | Self::ImageAlreadyExists { message }
            | Self::ImageDigestDoesNotMatch { message }
            | Self::ImageNotFound { message }
            | Self::ImageStorageClassUpdateNotSupported { message }
            | Self::ImageTagAlreadyExists { message }
            | Self::InvalidLayer { message }
            | Self::InvalidLayerPart { message, .. }
            | Self::InvalidParameter { message }
            | Self::InvalidTagParameter { message }
            | Self::Kms { message, .. }
            | Self::LayerAlreadyExists { message }
            | Self::LayerInaccessible { message }
            | Self::LayerPartTooSmall { message }
            | Self::LayersNotFound { message }
            | Self::LifecyclePolicyNotFound { message }
            | Self::LifecyclePolicyPreviewInProgress { message }
            | Self::LifecyclePolicyPreviewNotFound { message }
            | Self::LimitExceeded { message }
            | Self::ReferencedImagesNotFound { message }
            | Self::RegistryPolicyNotFound { message }
            | Self::RepositoryAlreadyExists { message }
            | Self::RepositoryNotEmpty { message }
            | Self::RepositoryNotFound { message }
            | Self::RepositoryPolicyNotFound { message }
            | Self::Server { message }
            | Self::TemplateAlreadyExists { message }
            | Self::TemplateNotFound { message }
            | Self::TooManyTags { message }
            | Self::UnableToGetUpstreamImage { message }
            | Self::UnableToGetUpstreamLayer { message }
            | Self::UnableToListUpstreamImageReferrers { message }
            | Self::UploadNotFound { message }
            | Self::Validation { message } => message,
        }
    }

    /// The body of the answer: `__type`, `message` and the fault's own members.
    pub fn body(&self) -> Map<String, Value> {
        json11::fault_body(self)
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code(), self.message())
    }
}

impl std::error::Error for Fault {}

impl ServiceFault for Fault {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn http_status(&self) -> u16 {
        self.http_status()
    }

    fn message(&self) -> &str {
        self.message()
    }

    fn members(&self) -> Map<String, Value> {
        let mut members = Map::new();
        match self {
            Self::InvalidLayerPart {
                message: _,
                registry_id,
                repository_name,
                upload_id,
                last_valid_byte_received,
            } => {
                put(
                    &mut members,
                    "registryId",
                    registry_id.as_ref().map(AccountId::as_str),
                );
                put(
                    &mut members,
                    "repositoryName",
                    repository_name.as_ref().map(RepositoryName::as_str),
                );
                put(&mut members, "uploadId", upload_id.as_deref());
                put(&mut members, "lastValidByteReceived", *last_valid_byte_received);
            }
            Self::Kms {
                message: _,
                kms_error,
            } => {
                put(&mut members, "kmsError", kms_error.as_deref());
            }
            _ => {}
        }
        members
    }
}
