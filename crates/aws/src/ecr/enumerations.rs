// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! The enumerations.

use crate::enumeration::enumeration;

enumeration! {
    /// Shape `ArtifactStatus`.
    pub enum ArtifactStatus {
        /// `ACTIVE`
        Active = "ACTIVE",
        /// `ARCHIVED`
        Archived = "ARCHIVED",
        /// `ACTIVATING`
        Activating = "ACTIVATING",
    }
}

enumeration! {
    /// Shape `ArtifactStatusFilter`.
    pub enum ArtifactStatusFilter {
        /// `ACTIVE`
        Active = "ACTIVE",
        /// `ARCHIVED`
        Archived = "ARCHIVED",
        /// `ACTIVATING`
        Activating = "ACTIVATING",
        /// `ANY`
        Any = "ANY",
    }
}

enumeration! {
    /// Shape `EncryptionType`.
    pub enum EncryptionType {
        /// `AES256`
        Aes256 = "AES256",
        /// `KMS`
        Kms = "KMS",
        /// `KMS_DSSE`
        KmsDsse = "KMS_DSSE",
    }
}

enumeration! {
    /// Shape `FindingSeverity`.
    pub enum FindingSeverity {
        /// `INFORMATIONAL`
        Informational = "INFORMATIONAL",
        /// `LOW`
        Low = "LOW",
        /// `MEDIUM`
        Medium = "MEDIUM",
        /// `HIGH`
        High = "HIGH",
        /// `CRITICAL`
        Critical = "CRITICAL",
        /// `UNDEFINED`
        Undefined = "UNDEFINED",
    }
}

enumeration! {
    /// Shape `ImageActionType`.
    pub enum ImageActionType {
        /// `EXPIRE`
        Expire = "EXPIRE",
        /// `TRANSITION`
        Transition = "TRANSITION",
    }
}

enumeration! {
    /// Shape `ImageFailureCode`.
    pub enum ImageFailureCode {
        /// `InvalidImageDigest`
        InvalidImageDigest = "InvalidImageDigest",
        /// `InvalidImageTag`
        InvalidImageTag = "InvalidImageTag",
        /// `ImageTagDoesNotMatchDigest`
        ImageTagDoesNotMatchDigest = "ImageTagDoesNotMatchDigest",
        /// `ImageNotFound`
        ImageNotFound = "ImageNotFound",
        /// `MissingDigestAndTag`
        MissingDigestAndTag = "MissingDigestAndTag",
        /// `ImageReferencedByManifestList`
        ImageReferencedByManifestList = "ImageReferencedByManifestList",
        /// `KmsError`
        KmsError = "KmsError",
        /// `UpstreamAccessDenied`
        UpstreamAccessDenied = "UpstreamAccessDenied",
        /// `UpstreamTooManyRequests`
        UpstreamTooManyRequests = "UpstreamTooManyRequests",
        /// `UpstreamUnavailable`
        UpstreamUnavailable = "UpstreamUnavailable",
        /// `ImageInaccessible`
        ImageInaccessible = "ImageInaccessible",
    }
}

enumeration! {
    /// Shape `ImageStatus`.
    pub enum ImageStatus {
        /// `ACTIVE`
        Active = "ACTIVE",
        /// `ARCHIVED`
        Archived = "ARCHIVED",
        /// `ACTIVATING`
        Activating = "ACTIVATING",
    }
}

enumeration! {
    /// Shape `ImageStatusFilter`.
    pub enum ImageStatusFilter {
        /// `ACTIVE`
        Active = "ACTIVE",
        /// `ARCHIVED`
        Archived = "ARCHIVED",
        /// `ACTIVATING`
        Activating = "ACTIVATING",
        /// `ANY`
        Any = "ANY",
    }
}

enumeration! {
    /// Shape `ImageTagMutability`.
    pub enum ImageTagMutability {
        /// `MUTABLE`
        Mutable = "MUTABLE",
        /// `IMMUTABLE`
        Immutable = "IMMUTABLE",
        /// `IMMUTABLE_WITH_EXCLUSION`
        ImmutableWithExclusion = "IMMUTABLE_WITH_EXCLUSION",
        /// `MUTABLE_WITH_EXCLUSION`
        MutableWithExclusion = "MUTABLE_WITH_EXCLUSION",
    }
}

enumeration! {
    /// Shape `ImageTagMutabilityExclusionFilterType`.
    pub enum ImageTagMutabilityExclusionFilterType {
        /// `WILDCARD`
        Wildcard = "WILDCARD",
    }
}

enumeration! {
    /// Shape `LayerAvailability`.
    pub enum LayerAvailability {
        /// `AVAILABLE`
        Available = "AVAILABLE",
        /// `UNAVAILABLE`
        Unavailable = "UNAVAILABLE",
        /// `ARCHIVED`
        Archived = "ARCHIVED",
    }
}

enumeration! {
    /// Shape `LayerFailureCode`.
    pub enum LayerFailureCode {
        /// `InvalidLayerDigest`
        InvalidLayerDigest = "InvalidLayerDigest",
        /// `MissingLayerDigest`
        MissingLayerDigest = "MissingLayerDigest",
    }
}

enumeration! {
    /// Shape `LifecyclePolicyPreviewStatus`.
    pub enum LifecyclePolicyPreviewStatus {
        /// `IN_PROGRESS`
        InProgress = "IN_PROGRESS",
        /// `COMPLETE`
        Complete = "COMPLETE",
        /// `EXPIRED`
        Expired = "EXPIRED",
        /// `FAILED`
        Failed = "FAILED",
    }
}

enumeration! {
    /// Shape `LifecyclePolicyStorageClass`.
    pub enum LifecyclePolicyStorageClass {
        /// `ARCHIVE`
        Archive = "ARCHIVE",
        /// `STANDARD`
        Standard = "STANDARD",
    }
}

enumeration! {
    /// Shape `LifecyclePolicyTargetStorageClass`.
    pub enum LifecyclePolicyTargetStorageClass {
        /// `ARCHIVE`
        Archive = "ARCHIVE",
    }
}

enumeration! {
    /// Shape `RCTAppliedFor`.
    pub enum RCTAppliedFor {
        /// `REPLICATION`
        Replication = "REPLICATION",
        /// `PULL_THROUGH_CACHE`
        PullThroughCache = "PULL_THROUGH_CACHE",
        /// `CREATE_ON_PUSH`
        CreateOnPush = "CREATE_ON_PUSH",
    }
}

enumeration! {
    /// Shape `RepositoryFilterType`.
    pub enum RepositoryFilterType {
        /// `PREFIX_MATCH`
        PrefixMatch = "PREFIX_MATCH",
    }
}

enumeration! {
    /// Shape `ScanStatus`.
    pub enum ScanStatus {
        /// `IN_PROGRESS`
        InProgress = "IN_PROGRESS",
        /// `COMPLETE`
        Complete = "COMPLETE",
        /// `FAILED`
        Failed = "FAILED",
        /// `UNSUPPORTED_IMAGE`
        UnsupportedImage = "UNSUPPORTED_IMAGE",
        /// `ACTIVE`
        Active = "ACTIVE",
        /// `PENDING`
        Pending = "PENDING",
        /// `SCAN_ELIGIBILITY_EXPIRED`
        ScanEligibilityExpired = "SCAN_ELIGIBILITY_EXPIRED",
        /// `FINDINGS_UNAVAILABLE`
        FindingsUnavailable = "FINDINGS_UNAVAILABLE",
        /// `LIMIT_EXCEEDED`
        LimitExceeded = "LIMIT_EXCEEDED",
        /// `IMAGE_ARCHIVED`
        ImageArchived = "IMAGE_ARCHIVED",
        /// `IMAGE_SIZE_EXCEEDED`
        ImageSizeExceeded = "IMAGE_SIZE_EXCEEDED",
    }
}

enumeration! {
    /// Shape `TagStatus`.
    pub enum TagStatus {
        /// `TAGGED`
        Tagged = "TAGGED",
        /// `UNTAGGED`
        Untagged = "UNTAGGED",
        /// `ANY`
        Any = "ANY",
    }
}

enumeration! {
    /// Shape `TargetStorageClass`.
    pub enum TargetStorageClass {
        /// `STANDARD`
        Standard = "STANDARD",
        /// `ARCHIVE`
        Archive = "ARCHIVE",
    }
}
