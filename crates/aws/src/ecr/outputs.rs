// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! The outputs of the operations.

use super::{
    AuthorizationData, Image, ImageDetail, ImageFailure, ImageIdentifier, ImageReferrer,
    ImageReplicationStatus, ImageScanFindings, ImageScanStatus, ImageScanningConfiguration,
    ImageSigningStatus, ImageStatus, ImageTagMutability, ImageTagMutabilityExclusionFilter, Layer,
    LayerFailure, LifecyclePolicyPreviewResult, LifecyclePolicyPreviewStatus, LifecyclePolicyPreviewSummary,
    PullThroughCacheRule, RegistryScanningConfiguration, ReplicationBackfillProgress,
    ReplicationBackfillResult, ReplicationBackfillStatus, ReplicationBackfillSummary,
    ReplicationConfiguration, ReplicationDestination, Repository, RepositoryCreationTemplate,
    RepositoryScanningConfiguration, RepositoryScanningConfigurationFailure, SigningConfiguration, Tag,
    UpstreamRegistry,
};
use crate::AccountId;
use crate::Timestamp;
use crate::structure::structures;
use wharf_oci::name::RepositoryName;

structures! {
    /// Output of `BatchCheckLayerAvailability`.
    BatchCheckLayerAvailabilityResponse(Default) {
        layers: Option<Vec<Layer>> = "layers";
        failures: Option<Vec<LayerFailure>> = "failures";
    }
    /// Output of `BatchDeleteImage`.
    BatchDeleteImageResponse(Default) {
        image_ids: Option<Vec<ImageIdentifier>> = "imageIds";
        failures: Option<Vec<ImageFailure>> = "failures";
    }
    /// Output of `BatchGetImage`.
    BatchGetImageResponse(Default) {
        images: Option<Vec<Image>> = "images";
        failures: Option<Vec<ImageFailure>> = "failures";
    }
    /// Output of `BatchGetRepositoryScanningConfiguration`.
    BatchGetRepositoryScanningConfigurationResponse(Default) {
        scanning_configurations: Option<Vec<RepositoryScanningConfiguration>> = "scanningConfigurations";
        failures: Option<Vec<RepositoryScanningConfigurationFailure>> = "failures";
    }
    /// Output of `CompleteLayerUpload`.
    CompleteLayerUploadResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        upload_id: Option<String> = "uploadId";
        layer_digest: Option<String> = "layerDigest";
    }
    /// Output of `CreatePullThroughCacheRule`.
    CreatePullThroughCacheRuleResponse(Default) {
        ecr_repository_prefix: Option<String> = "ecrRepositoryPrefix";
        upstream_registry_url: Option<String> = "upstreamRegistryUrl";
        created_at: Option<Timestamp> = "createdAt";
        registry_id: Option<AccountId> = "registryId";
        upstream_registry: Option<UpstreamRegistry> = "upstreamRegistry";
        credential_arn: Option<String> = "credentialArn";
        custom_role_arn: Option<String> = "customRoleArn";
        upstream_repository_prefix: Option<String> = "upstreamRepositoryPrefix";
    }
    /// Output of `CreateRepository`.
    CreateRepositoryResponse(Default) {
        repository: Option<Repository> = "repository";
    }
    /// Output of `CreateRepositoryCreationTemplate`.
    CreateRepositoryCreationTemplateResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_creation_template: Option<RepositoryCreationTemplate> = "repositoryCreationTemplate";
    }
    /// Output of `DeleteLifecyclePolicy`.
    DeleteLifecyclePolicyResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        lifecycle_policy_text: Option<String> = "lifecyclePolicyText";
        last_evaluated_at: Option<Timestamp> = "lastEvaluatedAt";
    }
    /// Output of `DeletePullThroughCacheRule`.
    DeletePullThroughCacheRuleResponse(Default) {
        ecr_repository_prefix: Option<String> = "ecrRepositoryPrefix";
        upstream_registry_url: Option<String> = "upstreamRegistryUrl";
        created_at: Option<Timestamp> = "createdAt";
        registry_id: Option<AccountId> = "registryId";
        credential_arn: Option<String> = "credentialArn";
        custom_role_arn: Option<String> = "customRoleArn";
        upstream_repository_prefix: Option<String> = "upstreamRepositoryPrefix";
    }
    /// Output of `DeleteRegistryPolicy`.
    DeleteRegistryPolicyResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        policy_text: Option<String> = "policyText";
    }
    /// Output of `DeleteRepository`.
    DeleteRepositoryResponse(Default) {
        repository: Option<Repository> = "repository";
    }
    /// Output of `DeleteRepositoryCreationTemplate`.
    DeleteRepositoryCreationTemplateResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_creation_template: Option<RepositoryCreationTemplate> = "repositoryCreationTemplate";
    }
    /// Output of `DeleteRepositoryPolicy`.
    DeleteRepositoryPolicyResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        policy_text: Option<String> = "policyText";
    }
    /// Output of `DeleteSigningConfiguration`.
    DeleteSigningConfigurationResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        signing_configuration: Option<SigningConfiguration> = "signingConfiguration";
    }
    /// Output of `DeregisterPullTimeUpdateExclusion`.
    DeregisterPullTimeUpdateExclusionResponse(Default) {
        principal_arn: Option<String> = "principalArn";
    }
    /// Output of `DescribeImageReplicationStatus`.
    DescribeImageReplicationStatusResponse(Default) {
        repository_name: Option<RepositoryName> = "repositoryName";
        image_id: Option<ImageIdentifier> = "imageId";
        replication_statuses: Option<Vec<ImageReplicationStatus>> = "replicationStatuses";
    }
    /// Output of `DescribeImageScanFindings`.
    DescribeImageScanFindingsResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        image_id: Option<ImageIdentifier> = "imageId";
        image_scan_status: Option<ImageScanStatus> = "imageScanStatus";
        image_scan_findings: Option<ImageScanFindings> = "imageScanFindings";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `DescribeImageSigningStatus`.
    DescribeImageSigningStatusResponse(Default) {
        repository_name: Option<RepositoryName> = "repositoryName";
        image_id: Option<ImageIdentifier> = "imageId";
        registry_id: Option<AccountId> = "registryId";
        signing_statuses: Option<Vec<ImageSigningStatus>> = "signingStatuses";
    }
    /// Output of `DescribeImages`.
    DescribeImagesResponse(Default) {
        image_details: Option<Vec<ImageDetail>> = "imageDetails";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `DescribePullThroughCacheRules`.
    DescribePullThroughCacheRulesResponse(Default) {
        pull_through_cache_rules: Option<Vec<PullThroughCacheRule>> = "pullThroughCacheRules";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `DescribeRegistry`.
    DescribeRegistryResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        replication_configuration: Option<ReplicationConfiguration> = "replicationConfiguration";
    }
    /// Output of `DescribeReplicationBackfillResults`.
    DescribeReplicationBackfillResultsResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        replication_backfill_id: Option<String> = "replicationBackfillId";
        destination: Option<ReplicationDestination> = "destination";
        status: Option<ReplicationBackfillStatus> = "status";
        failure_code: Option<String> = "failureCode";
        progress: Option<ReplicationBackfillProgress> = "progress";
        results: Option<Vec<ReplicationBackfillResult>> = "results";
        started_at: Option<Timestamp> = "startedAt";
        ended_at: Option<Timestamp> = "endedAt";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `DescribeRepositories`.
    DescribeRepositoriesResponse(Default) {
        repositories: Option<Vec<Repository>> = "repositories";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `DescribeRepositoryCreationTemplates`.
    DescribeRepositoryCreationTemplatesResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_creation_templates: Option<Vec<RepositoryCreationTemplate>> = "repositoryCreationTemplates";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `GetAccountSetting`.
    GetAccountSettingResponse(Default) {
        name: Option<String> = "name";
        value: Option<String> = "value";
    }
    /// Output of `GetAuthorizationToken`.
    GetAuthorizationTokenResponse(Default) {
        authorization_data: Option<Vec<AuthorizationData>> = "authorizationData";
    }
    /// Output of `GetDownloadUrlForLayer`.
    GetDownloadUrlForLayerResponse(Default) {
        download_url: Option<String> = "downloadUrl";
        layer_digest: Option<String> = "layerDigest";
    }
    /// Output of `GetLifecyclePolicy`.
    GetLifecyclePolicyResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        lifecycle_policy_text: Option<String> = "lifecyclePolicyText";
        last_evaluated_at: Option<Timestamp> = "lastEvaluatedAt";
    }
    /// Output of `GetLifecyclePolicyPreview`.
    GetLifecyclePolicyPreviewResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        lifecycle_policy_text: Option<String> = "lifecyclePolicyText";
        status: Option<LifecyclePolicyPreviewStatus> = "status";
        next_token: Option<String> = "nextToken";
        preview_results: Option<Vec<LifecyclePolicyPreviewResult>> = "previewResults";
        summary: Option<LifecyclePolicyPreviewSummary> = "summary";
    }
    /// Output of `GetRegistryPolicy`.
    GetRegistryPolicyResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        policy_text: Option<String> = "policyText";
    }
    /// Output of `GetRegistryScanningConfiguration`.
    GetRegistryScanningConfigurationResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        scanning_configuration: Option<RegistryScanningConfiguration> = "scanningConfiguration";
    }
    /// Output of `GetRepositoryPolicy`.
    GetRepositoryPolicyResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        policy_text: Option<String> = "policyText";
    }
    /// Output of `GetSigningConfiguration`.
    GetSigningConfigurationResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        signing_configuration: Option<SigningConfiguration> = "signingConfiguration";
    }
    /// Output of `InitiateLayerUpload`.
    InitiateLayerUploadResponse(Default) {
        upload_id: Option<String> = "uploadId";
        part_size: Option<i64> = "partSize";
    }
    /// Output of `ListImageReferrers`.
    ListImageReferrersResponse(Default) {
        referrers: Option<Vec<ImageReferrer>> = "referrers";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `ListImages`.
    ListImagesResponse(Default) {
        image_ids: Option<Vec<ImageIdentifier>> = "imageIds";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `ListPullTimeUpdateExclusions`.
    ListPullTimeUpdateExclusionsResponse(Default) {
        pull_time_update_exclusions: Option<Vec<String>> = "pullTimeUpdateExclusions";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `ListReplicationBackfills`.
    ListReplicationBackfillsResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        backfills: Option<Vec<ReplicationBackfillSummary>> = "backfills";
        next_token: Option<String> = "nextToken";
    }
    /// Output of `ListTagsForResource`.
    ListTagsForResourceResponse(Default) {
        tags: Option<Vec<Tag>> = "tags";
    }
    /// Output of `PutAccountSetting`.
    PutAccountSettingResponse(Default) {
        name: Option<String> = "name";
        value: Option<String> = "value";
    }
    /// Output of `PutImage`.
    PutImageResponse(Default) {
        image: Option<Image> = "image";
    }
    /// Output of `PutImageScanningConfiguration`.
    PutImageScanningConfigurationResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        image_scanning_configuration: Option<ImageScanningConfiguration> = "imageScanningConfiguration";
    }
    /// Output of `PutImageTagMutability`.
    PutImageTagMutabilityResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        image_tag_mutability: Option<ImageTagMutability> = "imageTagMutability";
        image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = "imageTagMutabilityExclusionFilters";
    }
    /// Output of `PutLifecyclePolicy`.
    PutLifecyclePolicyResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        lifecycle_policy_text: Option<String> = "lifecyclePolicyText";
    }
    /// Output of `PutRegistryPolicy`.
    PutRegistryPolicyResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        policy_text: Option<String> = "policyText";
    }
    /// Output of `PutRegistryScanningConfiguration`.
    PutRegistryScanningConfigurationResponse(Default) {
        registry_scanning_configuration: Option<RegistryScanningConfiguration> = "registryScanningConfiguration";
    }
    /// Output of `PutReplicationConfiguration`.
    PutReplicationConfigurationResponse(Default) {
        replication_configuration: Option<ReplicationConfiguration> = "replicationConfiguration";
    }
    /// Output of `PutSigningConfiguration`.
    PutSigningConfigurationResponse(Default) {
        signing_configuration: Option<SigningConfiguration> = "signingConfiguration";
    }
    /// Output of `RegisterPullTimeUpdateExclusion`.
    RegisterPullTimeUpdateExclusionResponse(Default) {
        principal_arn: Option<String> = "principalArn";
        created_at: Option<Timestamp> = "createdAt";
    }
    /// Output of `SetRepositoryPolicy`.
    SetRepositoryPolicyResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        policy_text: Option<String> = "policyText";
    }
    /// Output of `StartImageScan`.
    StartImageScanResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        image_id: Option<ImageIdentifier> = "imageId";
        image_scan_status: Option<ImageScanStatus> = "imageScanStatus";
    }
    /// Output of `StartLifecyclePolicyPreview`.
    StartLifecyclePolicyPreviewResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        lifecycle_policy_text: Option<String> = "lifecyclePolicyText";
        status: Option<LifecyclePolicyPreviewStatus> = "status";
    }
    /// Output of `StartReplicationBackfill`.
    StartReplicationBackfillResponse(Default) {
        replication_backfill_id: Option<String> = "replicationBackfillId";
        registry_id: Option<AccountId> = "registryId";
        destination: Option<ReplicationDestination> = "destination";
        status: Option<ReplicationBackfillStatus> = "status";
        started_at: Option<Timestamp> = "startedAt";
    }
    /// Output of `StopReplicationBackfill`.
    StopReplicationBackfillResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        replication_backfill_id: Option<String> = "replicationBackfillId";
        destination: Option<ReplicationDestination> = "destination";
        status: Option<ReplicationBackfillStatus> = "status";
        started_at: Option<Timestamp> = "startedAt";
    }
    /// Output of `TagResource`.
    TagResourceResponse(Default) {}
    /// Output of `UntagResource`.
    UntagResourceResponse(Default) {}
    /// Output of `UpdateImageStorageClass`.
    UpdateImageStorageClassResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        image_id: Option<ImageIdentifier> = "imageId";
        image_status: Option<ImageStatus> = "imageStatus";
    }
    /// Output of `UpdatePullThroughCacheRule`.
    UpdatePullThroughCacheRuleResponse(Default) {
        ecr_repository_prefix: Option<String> = "ecrRepositoryPrefix";
        registry_id: Option<AccountId> = "registryId";
        updated_at: Option<Timestamp> = "updatedAt";
        credential_arn: Option<String> = "credentialArn";
        custom_role_arn: Option<String> = "customRoleArn";
        upstream_repository_prefix: Option<String> = "upstreamRepositoryPrefix";
    }
    /// Output of `UpdateRepositoryCreationTemplate`.
    UpdateRepositoryCreationTemplateResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_creation_template: Option<RepositoryCreationTemplate> = "repositoryCreationTemplate";
    }
    /// Output of `UploadLayerPart`.
    UploadLayerPartResponse(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        upload_id: Option<String> = "uploadId";
        last_byte_received: Option<i64> = "lastByteReceived";
    }
    /// Output of `ValidatePullThroughCacheRule`.
    ValidatePullThroughCacheRuleResponse(Default) {
        ecr_repository_prefix: Option<String> = "ecrRepositoryPrefix";
        registry_id: Option<AccountId> = "registryId";
        upstream_registry_url: Option<String> = "upstreamRegistryUrl";
        credential_arn: Option<String> = "credentialArn";
        custom_role_arn: Option<String> = "customRoleArn";
        upstream_repository_prefix: Option<String> = "upstreamRepositoryPrefix";
        is_valid: Option<bool> = "isValid";
        failure: Option<String> = "failure";
    }
}
