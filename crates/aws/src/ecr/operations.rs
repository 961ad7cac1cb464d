// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! The service and all its operations.

use crate::model::operations;
use crate::{Protocol, ServiceModel};

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

operations! {
    json11::FromJson::from_json([u8]);
    BatchCheckLayerAvailability(BatchCheckLayerAvailabilityRequest) reads;
    BatchDeleteImage(BatchDeleteImageRequest) changes;
    BatchGetImage(BatchGetImageRequest) reads;
    BatchGetRepositoryScanningConfiguration(BatchGetRepositoryScanningConfigurationRequest) reads;
    CompleteLayerUpload(CompleteLayerUploadRequest) changes;
    CreatePullThroughCacheRule(CreatePullThroughCacheRuleRequest) changes;
    CreateRepository(CreateRepositoryRequest) changes;
    CreateRepositoryCreationTemplate(CreateRepositoryCreationTemplateRequest) changes;
    DeleteLifecyclePolicy(DeleteLifecyclePolicyRequest) changes;
    DeletePullThroughCacheRule(DeletePullThroughCacheRuleRequest) changes;
    DeleteRegistryPolicy(DeleteRegistryPolicyRequest) changes;
    DeleteRepository(DeleteRepositoryRequest) changes;
    DeleteRepositoryCreationTemplate(DeleteRepositoryCreationTemplateRequest) changes;
    DeleteRepositoryPolicy(DeleteRepositoryPolicyRequest) changes;
    DeleteSigningConfiguration(DeleteSigningConfigurationRequest) changes;
    DeregisterPullTimeUpdateExclusion(DeregisterPullTimeUpdateExclusionRequest) changes;
    DescribeImageReplicationStatus(DescribeImageReplicationStatusRequest) reads;
    DescribeImageScanFindings(DescribeImageScanFindingsRequest) reads;
    DescribeImageSigningStatus(DescribeImageSigningStatusRequest) reads;
    DescribeImages(DescribeImagesRequest) reads;
    DescribePullThroughCacheRules(DescribePullThroughCacheRulesRequest) reads;
    DescribeRegistry(DescribeRegistryRequest) reads;
    DescribeReplicationBackfillResults(DescribeReplicationBackfillResultsRequest) reads;
    DescribeRepositories(DescribeRepositoriesRequest) reads;
    DescribeRepositoryCreationTemplates(DescribeRepositoryCreationTemplatesRequest) reads;
    GetAccountSetting(GetAccountSettingRequest) reads;
    GetAuthorizationToken(GetAuthorizationTokenRequest) reads;
    GetDownloadUrlForLayer(GetDownloadUrlForLayerRequest) reads;
    GetLifecyclePolicy(GetLifecyclePolicyRequest) reads;
    GetLifecyclePolicyPreview(GetLifecyclePolicyPreviewRequest) reads;
    GetRegistryPolicy(GetRegistryPolicyRequest) reads;
    GetRegistryScanningConfiguration(GetRegistryScanningConfigurationRequest) reads;
    GetRepositoryPolicy(GetRepositoryPolicyRequest) reads;
    GetSigningConfiguration(GetSigningConfigurationRequest) reads;
    InitiateLayerUpload(InitiateLayerUploadRequest) changes;
    ListImageReferrers(ListImageReferrersRequest) reads;
    ListImages(ListImagesRequest) reads;
    ListPullTimeUpdateExclusions(ListPullTimeUpdateExclusionsRequest) reads;
    ListReplicationBackfills(ListReplicationBackfillsRequest) reads;
    ListTagsForResource(ListTagsForResourceRequest) reads;
    PutAccountSetting(PutAccountSettingRequest) changes;
    PutImage(PutImageRequest) changes;
    PutImageScanningConfiguration(PutImageScanningConfigurationRequest) changes;
    PutImageTagMutability(PutImageTagMutabilityRequest) changes;
    PutLifecyclePolicy(PutLifecyclePolicyRequest) changes;
    PutRegistryPolicy(PutRegistryPolicyRequest) changes;
    PutRegistryScanningConfiguration(PutRegistryScanningConfigurationRequest) changes;
    PutReplicationConfiguration(PutReplicationConfigurationRequest) changes;
    PutSigningConfiguration(PutSigningConfigurationRequest) changes;
    RegisterPullTimeUpdateExclusion(RegisterPullTimeUpdateExclusionRequest) changes;
    SetRepositoryPolicy(SetRepositoryPolicyRequest) changes;
    StartImageScan(StartImageScanRequest) changes;
    StartLifecyclePolicyPreview(StartLifecyclePolicyPreviewRequest) changes;
    StartReplicationBackfill(StartReplicationBackfillRequest) changes;
    StopReplicationBackfill(StopReplicationBackfillRequest) changes;
    TagResource(TagResourceRequest) changes;
    UntagResource(UntagResourceRequest) changes;
    UpdateImageStorageClass(UpdateImageStorageClassRequest) changes;
    UpdatePullThroughCacheRule(UpdatePullThroughCacheRuleRequest) changes;
    UpdateRepositoryCreationTemplate(UpdateRepositoryCreationTemplateRequest) changes;
    UploadLayerPart(UploadLayerPartRequest) changes;
    ValidatePullThroughCacheRule(ValidatePullThroughCacheRuleRequest) reads;
}
