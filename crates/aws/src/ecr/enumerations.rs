// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! The enumerations.

use crate::enumeration::enumerations;

enumerations! {
    ArtifactStatus {
        Active = "ACTIVE", Archived = "ARCHIVED", Activating = "ACTIVATING",
    }
    ArtifactStatusFilter {
        Active = "ACTIVE", Archived = "ARCHIVED", Activating = "ACTIVATING", Any = "ANY",
    }
    EncryptionType {
        Aes256 = "AES256", Kms = "KMS", KmsDsse = "KMS_DSSE",
    }
    FindingSeverity {
        Informational = "INFORMATIONAL", Low = "LOW", Medium = "MEDIUM", High = "HIGH",
        Critical = "CRITICAL", Undefined = "UNDEFINED",
    }
    ImageActionType {
        Expire = "EXPIRE", Transition = "TRANSITION",
    }
    ImageFailureCode {
        InvalidImageDigest = "InvalidImageDigest", InvalidImageTag = "InvalidImageTag",
        ImageTagDoesNotMatchDigest = "ImageTagDoesNotMatchDigest", ImageNotFound = "ImageNotFound",
        MissingDigestAndTag = "MissingDigestAndTag",
        ImageReferencedByManifestList = "ImageReferencedByManifestList", KmsError = "KmsError",
        UpstreamAccessDenied = "UpstreamAccessDenied", UpstreamTooManyRequests = "UpstreamTooManyRequests",
        UpstreamUnavailable = "UpstreamUnavailable", ImageInaccessible = "ImageInaccessible",
    }
    ImageStatus {
        Active = "ACTIVE", Archived = "ARCHIVED", Activating = "ACTIVATING",
    }
    ImageStatusFilter {
        Active = "ACTIVE", Archived = "ARCHIVED", Activating = "ACTIVATING", Any = "ANY",
    }
    ImageTagMutability {
        Mutable = "MUTABLE", Immutable = "IMMUTABLE", ImmutableWithExclusion = "IMMUTABLE_WITH_EXCLUSION",
        MutableWithExclusion = "MUTABLE_WITH_EXCLUSION",
    }
    ImageTagMutabilityExclusionFilterType {
        Wildcard = "WILDCARD",
    }
    LayerAvailability {
        Available = "AVAILABLE", Unavailable = "UNAVAILABLE", Archived = "ARCHIVED",
    }
    LayerFailureCode {
        InvalidLayerDigest = "InvalidLayerDigest", MissingLayerDigest = "MissingLayerDigest",
    }
    LifecyclePolicyPreviewStatus {
        InProgress = "IN_PROGRESS", Complete = "COMPLETE", Expired = "EXPIRED", Failed = "FAILED",
    }
    LifecyclePolicyStorageClass {
        Archive = "ARCHIVE", Standard = "STANDARD",
    }
    LifecyclePolicyTargetStorageClass {
        Archive = "ARCHIVE",
    }
    RCTAppliedFor {
        Replication = "REPLICATION", PullThroughCache = "PULL_THROUGH_CACHE",
        CreateOnPush = "CREATE_ON_PUSH",
    }
    ReplicationBackfillResultStatus {
        Complete = "COMPLETE", Failed = "FAILED",
    }
    ReplicationBackfillStatus {
        Preparing = "PREPARING", InProgress = "IN_PROGRESS", Complete = "COMPLETE", Failed = "FAILED",
        Stopping = "STOPPING", Stopped = "STOPPED",
    }
    ReplicationStatus {
        InProgress = "IN_PROGRESS", Complete = "COMPLETE", Failed = "FAILED",
    }
    RepositoryFilterType {
        PrefixMatch = "PREFIX_MATCH",
    }
    ScanFrequency {
        ScanOnPush = "SCAN_ON_PUSH", ContinuousScan = "CONTINUOUS_SCAN", Manual = "MANUAL",
    }
    ScanStatus {
        InProgress = "IN_PROGRESS", Complete = "COMPLETE", Failed = "FAILED",
        UnsupportedImage = "UNSUPPORTED_IMAGE", Active = "ACTIVE", Pending = "PENDING",
        ScanEligibilityExpired = "SCAN_ELIGIBILITY_EXPIRED", FindingsUnavailable = "FINDINGS_UNAVAILABLE",
        LimitExceeded = "LIMIT_EXCEEDED", ImageArchived = "IMAGE_ARCHIVED",
        ImageSizeExceeded = "IMAGE_SIZE_EXCEEDED",
    }
    ScanType {
        Basic = "BASIC", Enhanced = "ENHANCED",
    }
    ScanningConfigurationFailureCode {
        RepositoryNotFound = "REPOSITORY_NOT_FOUND",
    }
    ScanningRepositoryFilterType {
        Wildcard = "WILDCARD",
    }
    SigningRepositoryFilterType {
        WildcardMatch = "WILDCARD_MATCH",
    }
    SigningStatus {
        InProgress = "IN_PROGRESS", Complete = "COMPLETE", Failed = "FAILED",
    }
    TagStatus {
        Tagged = "TAGGED", Untagged = "UNTAGGED", Any = "ANY",
    }
    TargetStorageClass {
        Standard = "STANDARD", Archive = "ARCHIVE",
    }
    UpstreamRegistry {
        Ecr = "ecr", EcrPublic = "ecr-public", Quay = "quay", K8s = "k8s", DockerHub = "docker-hub",
        GithubContainerRegistry = "github-container-registry",
        AzureContainerRegistry = "azure-container-registry",
        GitlabContainerRegistry = "gitlab-container-registry", Chainguard = "chainguard",
    }
}
