// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! The service and all its operations.

use crate::{OperationModel, Pagination, Protocol, ServiceModel};

/// The service.
pub const SERVICE: ServiceModel = ServiceModel {
    name: "ecr",
    api_version: "2015-09-21",
    protocol: Protocol::Json11 {
        target_prefix: "AmazonEC2ContainerRegistry_V20150921",
    },
    signing_name: "ecr",
    endpoint_prefix: "api.ecr",
};

/// An operation of the model by its name.
pub fn operation(name: &str) -> Option<&'static OperationModel> {
    let at = OPERATIONS
        .binary_search_by_key(&name, |operation| operation.name)
        .ok()?;
    OPERATIONS.get(at)
}

/// All operations of the model, sorted by name.
pub const OPERATIONS: &[OperationModel] = &[
    OperationModel {
        name: "BatchCheckLayerAvailability",
        input: "BatchCheckLayerAvailabilityRequest",
        output: "BatchCheckLayerAvailabilityResponse",
        result_wrapper: None,
        faults: &[
            "RepositoryNotFoundException",
            "InvalidParameterException",
            "ServerException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "BatchDeleteImage",
        input: "BatchDeleteImageRequest",
        output: "BatchDeleteImageResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "BatchGetImage",
        input: "BatchGetImageRequest",
        output: "BatchGetImageResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "LimitExceededException",
            "UnableToGetUpstreamImageException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "BatchGetRepositoryScanningConfiguration",
        input: "BatchGetRepositoryScanningConfigurationRequest",
        output: "BatchGetRepositoryScanningConfigurationResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "ValidationException",
        ],
        pagination: None,
        read_only: true,
        served: false,
    },
    OperationModel {
        name: "CompleteLayerUpload",
        input: "CompleteLayerUploadRequest",
        output: "CompleteLayerUploadResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "UploadNotFoundException",
            "InvalidLayerException",
            "LayerPartTooSmallException",
            "LayerAlreadyExistsException",
            "EmptyUploadException",
            "KmsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreatePullThroughCacheRule",
        input: "CreatePullThroughCacheRuleRequest",
        output: "CreatePullThroughCacheRuleResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
            "PullThroughCacheRuleAlreadyExistsException",
            "UnsupportedUpstreamRegistryException",
            "LimitExceededException",
            "UnableToAccessSecretException",
            "SecretNotFoundException",
            "UnableToDecryptSecretValueException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "CreateRepository",
        input: "CreateRepositoryRequest",
        output: "CreateRepositoryResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "InvalidTagParameterException",
            "TooManyTagsException",
            "RepositoryAlreadyExistsException",
            "LimitExceededException",
            "KmsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "CreateRepositoryCreationTemplate",
        input: "CreateRepositoryCreationTemplateRequest",
        output: "CreateRepositoryCreationTemplateResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "ValidationException",
            "InvalidParameterException",
            "LimitExceededException",
            "TemplateAlreadyExistsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteLifecyclePolicy",
        input: "DeleteLifecyclePolicyRequest",
        output: "DeleteLifecyclePolicyResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "LifecyclePolicyNotFoundException",
            "ValidationException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeletePullThroughCacheRule",
        input: "DeletePullThroughCacheRuleRequest",
        output: "DeletePullThroughCacheRuleResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
            "PullThroughCacheRuleNotFoundException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "DeleteRegistryPolicy",
        input: "DeleteRegistryPolicyRequest",
        output: "DeleteRegistryPolicyResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RegistryPolicyNotFoundException",
            "ValidationException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteRepository",
        input: "DeleteRepositoryRequest",
        output: "DeleteRepositoryResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "RepositoryNotEmptyException",
            "KmsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteRepositoryCreationTemplate",
        input: "DeleteRepositoryCreationTemplateRequest",
        output: "DeleteRepositoryCreationTemplateResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "ValidationException",
            "InvalidParameterException",
            "TemplateNotFoundException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteRepositoryPolicy",
        input: "DeleteRepositoryPolicyRequest",
        output: "DeleteRepositoryPolicyResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "RepositoryPolicyNotFoundException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DeleteSigningConfiguration",
        input: "DeleteSigningConfigurationRequest",
        output: "DeleteSigningConfigurationResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "ValidationException",
            "SigningConfigurationNotFoundException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "DeregisterPullTimeUpdateExclusion",
        input: "DeregisterPullTimeUpdateExclusionRequest",
        output: "DeregisterPullTimeUpdateExclusionResponse",
        result_wrapper: None,
        faults: &[
            "InvalidParameterException",
            "ExclusionNotFoundException",
            "LimitExceededException",
            "ValidationException",
            "ServerException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "DescribeImageReplicationStatus",
        input: "DescribeImageReplicationStatusRequest",
        output: "DescribeImageReplicationStatusResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ImageNotFoundException",
            "RepositoryNotFoundException",
            "ValidationException",
        ],
        pagination: None,
        read_only: true,
        served: false,
    },
    OperationModel {
        name: "DescribeImageScanFindings",
        input: "DescribeImageScanFindingsRequest",
        output: "DescribeImageScanFindingsResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "ImageNotFoundException",
            "ScanNotFoundException",
            "ValidationException",
        ],
        pagination: Some(Pagination {
            input_token: "nextToken",
            output_token: "nextToken",
            limit_key: "maxResults",
            result_key: "imageScanFindings.findings",
        }),
        read_only: true,
        served: false,
    },
    OperationModel {
        name: "DescribeImageSigningStatus",
        input: "DescribeImageSigningStatusRequest",
        output: "DescribeImageSigningStatusResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
            "ImageNotFoundException",
            "RepositoryNotFoundException",
        ],
        pagination: None,
        read_only: true,
        served: false,
    },
    OperationModel {
        name: "DescribeImages",
        input: "DescribeImagesRequest",
        output: "DescribeImagesResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "ImageNotFoundException",
        ],
        pagination: Some(Pagination {
            input_token: "nextToken",
            output_token: "nextToken",
            limit_key: "maxResults",
            result_key: "imageDetails",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "DescribePullThroughCacheRules",
        input: "DescribePullThroughCacheRulesRequest",
        output: "DescribePullThroughCacheRulesResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
            "PullThroughCacheRuleNotFoundException",
        ],
        pagination: Some(Pagination {
            input_token: "nextToken",
            output_token: "nextToken",
            limit_key: "maxResults",
            result_key: "pullThroughCacheRules",
        }),
        read_only: true,
        served: false,
    },
    OperationModel {
        name: "DescribeRegistry",
        input: "DescribeRegistryRequest",
        output: "DescribeRegistryResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "DescribeReplicationBackfillResults",
        input: "DescribeReplicationBackfillResultsRequest",
        output: "DescribeReplicationBackfillResultsResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
            "ReplicationBackfillNotFoundException",
        ],
        pagination: Some(Pagination {
            input_token: "nextToken",
            output_token: "nextToken",
            limit_key: "maxResults",
            result_key: "results",
        }),
        read_only: true,
        served: false,
    },
    OperationModel {
        name: "DescribeRepositories",
        input: "DescribeRepositoriesRequest",
        output: "DescribeRepositoriesResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
        ],
        pagination: Some(Pagination {
            input_token: "nextToken",
            output_token: "nextToken",
            limit_key: "maxResults",
            result_key: "repositories",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "DescribeRepositoryCreationTemplates",
        input: "DescribeRepositoryCreationTemplatesRequest",
        output: "DescribeRepositoryCreationTemplatesResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "ValidationException",
            "InvalidParameterException",
        ],
        pagination: Some(Pagination {
            input_token: "nextToken",
            output_token: "nextToken",
            limit_key: "maxResults",
            result_key: "repositoryCreationTemplates",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetAccountSetting",
        input: "GetAccountSettingRequest",
        output: "GetAccountSettingResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "ValidationException",
            "InvalidParameterException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetAuthorizationToken",
        input: "GetAuthorizationTokenRequest",
        output: "GetAuthorizationTokenResponse",
        result_wrapper: None,
        faults: &["ServerException", "InvalidParameterException"],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetDownloadUrlForLayer",
        input: "GetDownloadUrlForLayerRequest",
        output: "GetDownloadUrlForLayerResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "LayersNotFoundException",
            "LayerInaccessibleException",
            "RepositoryNotFoundException",
            "UnableToGetUpstreamLayerException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetLifecyclePolicy",
        input: "GetLifecyclePolicyRequest",
        output: "GetLifecyclePolicyResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "LifecyclePolicyNotFoundException",
            "ValidationException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetLifecyclePolicyPreview",
        input: "GetLifecyclePolicyPreviewRequest",
        output: "GetLifecyclePolicyPreviewResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "LifecyclePolicyPreviewNotFoundException",
            "ValidationException",
        ],
        pagination: Some(Pagination {
            input_token: "nextToken",
            output_token: "nextToken",
            limit_key: "maxResults",
            result_key: "previewResults",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetRegistryPolicy",
        input: "GetRegistryPolicyRequest",
        output: "GetRegistryPolicyResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RegistryPolicyNotFoundException",
            "ValidationException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetRegistryScanningConfiguration",
        input: "GetRegistryScanningConfigurationRequest",
        output: "GetRegistryScanningConfigurationResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
        ],
        pagination: None,
        read_only: true,
        served: false,
    },
    OperationModel {
        name: "GetRepositoryPolicy",
        input: "GetRepositoryPolicyRequest",
        output: "GetRepositoryPolicyResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "RepositoryPolicyNotFoundException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "GetSigningConfiguration",
        input: "GetSigningConfigurationRequest",
        output: "GetSigningConfigurationResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
            "SigningConfigurationNotFoundException",
        ],
        pagination: None,
        read_only: true,
        served: false,
    },
    OperationModel {
        name: "InitiateLayerUpload",
        input: "InitiateLayerUploadRequest",
        output: "InitiateLayerUploadResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "KmsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "ListImageReferrers",
        input: "ListImageReferrersRequest",
        output: "ListImageReferrersResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "ValidationException",
            "UnableToListUpstreamImageReferrersException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListImages",
        input: "ListImagesRequest",
        output: "ListImagesResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
        ],
        pagination: Some(Pagination {
            input_token: "nextToken",
            output_token: "nextToken",
            limit_key: "maxResults",
            result_key: "imageIds",
        }),
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListPullTimeUpdateExclusions",
        input: "ListPullTimeUpdateExclusionsRequest",
        output: "ListPullTimeUpdateExclusionsResponse",
        result_wrapper: None,
        faults: &[
            "InvalidParameterException",
            "ValidationException",
            "LimitExceededException",
            "ServerException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "ListReplicationBackfills",
        input: "ListReplicationBackfillsRequest",
        output: "ListReplicationBackfillsResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
        ],
        pagination: Some(Pagination {
            input_token: "nextToken",
            output_token: "nextToken",
            limit_key: "maxResults",
            result_key: "backfills",
        }),
        read_only: true,
        served: false,
    },
    OperationModel {
        name: "ListTagsForResource",
        input: "ListTagsForResourceRequest",
        output: "ListTagsForResourceResponse",
        result_wrapper: None,
        faults: &[
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "ServerException",
        ],
        pagination: None,
        read_only: true,
        served: true,
    },
    OperationModel {
        name: "PutAccountSetting",
        input: "PutAccountSettingRequest",
        output: "PutAccountSettingResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "ValidationException",
            "InvalidParameterException",
            "LimitExceededException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "PutImage",
        input: "PutImageRequest",
        output: "PutImageResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "ImageAlreadyExistsException",
            "LayersNotFoundException",
            "ReferencedImagesNotFoundException",
            "LimitExceededException",
            "ImageTagAlreadyExistsException",
            "ImageDigestDoesNotMatchException",
            "KmsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "PutImageScanningConfiguration",
        input: "PutImageScanningConfigurationRequest",
        output: "PutImageScanningConfigurationResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "ValidationException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "PutImageTagMutability",
        input: "PutImageTagMutabilityRequest",
        output: "PutImageTagMutabilityResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "PutLifecyclePolicy",
        input: "PutLifecyclePolicyRequest",
        output: "PutLifecyclePolicyResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "ValidationException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "PutRegistryPolicy",
        input: "PutRegistryPolicyRequest",
        output: "PutRegistryPolicyResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "PutRegistryScanningConfiguration",
        input: "PutRegistryScanningConfigurationRequest",
        output: "PutRegistryScanningConfigurationResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
            "BlockedByOrganizationPolicyException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "PutReplicationConfiguration",
        input: "PutReplicationConfigurationRequest",
        output: "PutReplicationConfigurationResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "PutSigningConfiguration",
        input: "PutSigningConfigurationRequest",
        output: "PutSigningConfigurationResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "RegisterPullTimeUpdateExclusion",
        input: "RegisterPullTimeUpdateExclusionRequest",
        output: "RegisterPullTimeUpdateExclusionResponse",
        result_wrapper: None,
        faults: &[
            "InvalidParameterException",
            "ExclusionAlreadyExistsException",
            "LimitExceededException",
            "ValidationException",
            "ServerException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "SetRepositoryPolicy",
        input: "SetRepositoryPolicyRequest",
        output: "SetRepositoryPolicyResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "StartImageScan",
        input: "StartImageScanRequest",
        output: "StartImageScanResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "UnsupportedImageTypeException",
            "LimitExceededException",
            "RepositoryNotFoundException",
            "ImageNotFoundException",
            "ValidationException",
            "ImageArchivedException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "StartLifecyclePolicyPreview",
        input: "StartLifecyclePolicyPreviewRequest",
        output: "StartLifecyclePolicyPreviewResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "RepositoryNotFoundException",
            "LifecyclePolicyNotFoundException",
            "LifecyclePolicyPreviewInProgressException",
            "ValidationException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "StartReplicationBackfill",
        input: "StartReplicationBackfillRequest",
        output: "StartReplicationBackfillResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
            "LimitExceededException",
            "ReplicationBackfillInProgressException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "StopReplicationBackfill",
        input: "StopReplicationBackfillRequest",
        output: "StopReplicationBackfillResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
            "ReplicationBackfillNotFoundException",
            "ReplicationBackfillInvalidStatusException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "TagResource",
        input: "TagResourceRequest",
        output: "TagResourceResponse",
        result_wrapper: None,
        faults: &[
            "InvalidParameterException",
            "InvalidTagParameterException",
            "TooManyTagsException",
            "RepositoryNotFoundException",
            "ServerException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UntagResource",
        input: "UntagResourceRequest",
        output: "UntagResourceResponse",
        result_wrapper: None,
        faults: &[
            "InvalidParameterException",
            "InvalidTagParameterException",
            "TooManyTagsException",
            "RepositoryNotFoundException",
            "ServerException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UpdateImageStorageClass",
        input: "UpdateImageStorageClassRequest",
        output: "UpdateImageStorageClassResponse",
        result_wrapper: None,
        faults: &[
            "InvalidParameterException",
            "ImageNotFoundException",
            "ImageStorageClassUpdateNotSupportedException",
            "RepositoryNotFoundException",
            "ServerException",
            "ValidationException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UpdatePullThroughCacheRule",
        input: "UpdatePullThroughCacheRuleRequest",
        output: "UpdatePullThroughCacheRuleResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
            "UnableToAccessSecretException",
            "PullThroughCacheRuleNotFoundException",
            "SecretNotFoundException",
            "UnableToDecryptSecretValueException",
        ],
        pagination: None,
        read_only: false,
        served: false,
    },
    OperationModel {
        name: "UpdateRepositoryCreationTemplate",
        input: "UpdateRepositoryCreationTemplateRequest",
        output: "UpdateRepositoryCreationTemplateResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "ValidationException",
            "InvalidParameterException",
            "TemplateNotFoundException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "UploadLayerPart",
        input: "UploadLayerPartRequest",
        output: "UploadLayerPartResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "InvalidLayerPartException",
            "RepositoryNotFoundException",
            "UploadNotFoundException",
            "LimitExceededException",
            "KmsException",
        ],
        pagination: None,
        read_only: false,
        served: true,
    },
    OperationModel {
        name: "ValidatePullThroughCacheRule",
        input: "ValidatePullThroughCacheRuleRequest",
        output: "ValidatePullThroughCacheRuleResponse",
        result_wrapper: None,
        faults: &[
            "ServerException",
            "InvalidParameterException",
            "ValidationException",
            "PullThroughCacheRuleNotFoundException",
        ],
        pagination: None,
        read_only: true,
        served: false,
    },
];

/// Reads an input of each served operation and writes it again as JSON.
#[cfg(any(test, feature = "testing"))]
pub(crate) const REENCODE: &[(&str, crate::testing::Reencode<[u8]>)] = &[
    ("BatchCheckLayerAvailability", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::BatchCheckLayerAvailabilityRequest::from_json(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("BatchDeleteImage", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::BatchDeleteImageRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("BatchGetImage", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::BatchGetImageRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("CompleteLayerUpload", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::CompleteLayerUploadRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateRepository", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::CreateRepositoryRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("CreateRepositoryCreationTemplate", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::CreateRepositoryCreationTemplateRequest::from_json(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("DeleteLifecyclePolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DeleteLifecyclePolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteRegistryPolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DeleteRegistryPolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteRepository", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DeleteRepositoryRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeleteRepositoryCreationTemplate", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DeleteRepositoryCreationTemplateRequest::from_json(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("DeleteRepositoryPolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DeleteRepositoryPolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DeregisterPullTimeUpdateExclusion", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DeregisterPullTimeUpdateExclusionRequest::from_json(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("DescribeImages", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DescribeImagesRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DescribeRegistry", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DescribeRegistryRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DescribeRepositories", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DescribeRepositoriesRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("DescribeRepositoryCreationTemplates", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::DescribeRepositoryCreationTemplatesRequest::from_json(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("GetAccountSetting", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::GetAccountSettingRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetAuthorizationToken", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::GetAuthorizationTokenRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetDownloadUrlForLayer", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::GetDownloadUrlForLayerRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetLifecyclePolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::GetLifecyclePolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetLifecyclePolicyPreview", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::GetLifecyclePolicyPreviewRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetRegistryPolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::GetRegistryPolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("GetRepositoryPolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::GetRepositoryPolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("InitiateLayerUpload", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::InitiateLayerUploadRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListImageReferrers", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListImageReferrersRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListImages", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListImagesRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("ListPullTimeUpdateExclusions", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListPullTimeUpdateExclusionsRequest::from_json(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("ListTagsForResource", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::ListTagsForResourceRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("PutAccountSetting", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::PutAccountSettingRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("PutImage", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::PutImageRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("PutImageTagMutability", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::PutImageTagMutabilityRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("PutLifecyclePolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::PutLifecyclePolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("PutRegistryPolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::PutRegistryPolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("RegisterPullTimeUpdateExclusion", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::RegisterPullTimeUpdateExclusionRequest::from_json(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("SetRepositoryPolicy", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::SetRepositoryPolicyRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("StartLifecyclePolicyPreview", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::StartLifecyclePolicyPreviewRequest::from_json(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("TagResource", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::TagResourceRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("UntagResource", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::UntagResourceRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("UpdateImageStorageClass", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::UpdateImageStorageClassRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
    ("UpdateRepositoryCreationTemplate", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::UpdateRepositoryCreationTemplateRequest::from_json(request)
            .map(|input| crate::json11::encode(&input))
    }),
    ("UploadLayerPart", |request: &[u8]| {
        use crate::json11::FromJson as _;
        super::UploadLayerPartRequest::from_json(request).map(|input| crate::json11::encode(&input))
    }),
];
