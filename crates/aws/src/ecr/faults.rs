// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! The faults.

use wharf_oci::name::RepositoryName;

use crate::AccountId;
use crate::Violation;
use crate::fault::faults;

impl Fault {
    /// The fault for an input that breaks constraints of the model: the first of them, in ECR's words.
    pub fn from_violations(violations: &[Violation]) -> Self {
        let message = violations.first().map(Violation::ecr_text).unwrap_or_default();
        Self::InvalidParameter { message }
    }
}

faults! {
    /// A fault that an operation of ECR may raise.
    BlockedByOrganizationPolicy = "BlockedByOrganizationPolicyException" 400;
    EmptyUpload = "EmptyUploadException" 400;
    ExclusionAlreadyExists = "ExclusionAlreadyExistsException" 400;
    ExclusionNotFound = "ExclusionNotFoundException" 400;
    ImageAlreadyExists = "ImageAlreadyExistsException" 400;
    ImageArchived = "ImageArchivedException" 400;
    ImageDigestDoesNotMatch = "ImageDigestDoesNotMatchException" 400;
    ImageNotFound = "ImageNotFoundException" 400;
    ImageStorageClassUpdateNotSupported = "ImageStorageClassUpdateNotSupportedException" 400;
    ImageTagAlreadyExists = "ImageTagAlreadyExistsException" 400;
    InvalidLayer = "InvalidLayerException" 400;
    InvalidLayerPart = "InvalidLayerPartException" 400 { registry_id: AccountId = "registryId"; repository_name: RepositoryName = "repositoryName"; upload_id: String = "uploadId"; last_valid_byte_received: i64 = "lastValidByteReceived"; };
    InvalidParameter = "InvalidParameterException" 400;
    InvalidTagParameter = "InvalidTagParameterException" 400;
    Kms = "KmsException" 400 { kms_error: String = "kmsError"; };
    LayerAlreadyExists = "LayerAlreadyExistsException" 400;
    LayerInaccessible = "LayerInaccessibleException" 400;
    LayerPartTooSmall = "LayerPartTooSmallException" 400;
    LayersNotFound = "LayersNotFoundException" 400;
    LifecyclePolicyNotFound = "LifecyclePolicyNotFoundException" 400;
    LifecyclePolicyPreviewInProgress = "LifecyclePolicyPreviewInProgressException" 400;
    LifecyclePolicyPreviewNotFound = "LifecyclePolicyPreviewNotFoundException" 400;
    LimitExceeded = "LimitExceededException" 400;
    PullThroughCacheRuleAlreadyExists = "PullThroughCacheRuleAlreadyExistsException" 400;
    PullThroughCacheRuleNotFound = "PullThroughCacheRuleNotFoundException" 400;
    ReferencedImagesNotFound = "ReferencedImagesNotFoundException" 400;
    RegistryPolicyNotFound = "RegistryPolicyNotFoundException" 400;
    ReplicationBackfillInProgress = "ReplicationBackfillInProgressException" 400;
    ReplicationBackfillInvalidStatus = "ReplicationBackfillInvalidStatusException" 400;
    ReplicationBackfillNotFound = "ReplicationBackfillNotFoundException" 400;
    RepositoryAlreadyExists = "RepositoryAlreadyExistsException" 400;
    RepositoryNotEmpty = "RepositoryNotEmptyException" 400;
    RepositoryNotFound = "RepositoryNotFoundException" 400;
    RepositoryPolicyNotFound = "RepositoryPolicyNotFoundException" 400;
    ScanNotFound = "ScanNotFoundException" 400;
    SecretNotFound = "SecretNotFoundException" 400;
    Server = "ServerException" 500;
    SigningConfigurationNotFound = "SigningConfigurationNotFoundException" 400;
    TemplateAlreadyExists = "TemplateAlreadyExistsException" 400;
    TemplateNotFound = "TemplateNotFoundException" 400;
    TooManyTags = "TooManyTagsException" 400;
    UnableToAccessSecret = "UnableToAccessSecretException" 400;
    UnableToDecryptSecretValue = "UnableToDecryptSecretValueException" 400;
    UnableToGetUpstreamImage = "UnableToGetUpstreamImageException" 400;
    UnableToGetUpstreamLayer = "UnableToGetUpstreamLayerException" 400;
    UnableToListUpstreamImageReferrers = "UnableToListUpstreamImageReferrersException" 400;
    UnsupportedImageType = "UnsupportedImageTypeException" 400;
    UnsupportedUpstreamRegistry = "UnsupportedUpstreamRegistryException" 400;
    UploadNotFound = "UploadNotFoundException" 400;
    Validation = "ValidationException" 400;
}
