// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! The inputs of the operations.

use super::decoders;
use super::{
    DescribeImagesFilter, EncryptionConfiguration, EncryptionConfigurationForRepositoryCreationTemplate,
    ImageIdentifier, ImageScanningConfiguration, ImageTagMutability, ImageTagMutabilityExclusionFilter,
    LifecyclePolicyPreviewFilter, ListImageReferrersFilter, ListImagesFilter, RCTAppliedFor,
    RegistryScanningRule, ReplicationBackfillResultStatus, ReplicationConfiguration, ReplicationDestination,
    ScanType, SigningConfiguration, SubjectIdentifier, Tag, TargetStorageClass, UpstreamRegistry,
};
use crate::AccountId;
use crate::structure::structures;
use bytes::Bytes;
use wharf_oci::name::RepositoryName;

structures! {
    /// Input of `BatchCheckLayerAvailability`.
    BatchCheckLayerAvailabilityRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        layer_digests: Vec<String> = "layerDigests" required decoders::batched_operation_layer_digest_list;
    }
    /// Input of `BatchDeleteImage`.
    BatchDeleteImageRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        image_ids: Vec<ImageIdentifier> = "imageIds" required decoders::image_identifier_list;
    }
    /// Input of `BatchGetImage`.
    BatchGetImageRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        image_ids: Vec<ImageIdentifier> = "imageIds" required decoders::image_identifier_list;
        accepted_media_types: Option<Vec<String>> = "acceptedMediaTypes" optional decoders::media_type_list;
    }
    /// Input of `BatchGetRepositoryScanningConfiguration`.
    BatchGetRepositoryScanningConfigurationRequest(Decode, FromJson) {
        repository_names: Vec<RepositoryName> = "repositoryNames" required decoders::scanning_configuration_repository_name_list;
    }
    /// Input of `CompleteLayerUpload`.
    CompleteLayerUploadRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        upload_id: String = "uploadId" required decoders::upload_id;
        layer_digests: Vec<String> = "layerDigests" required decoders::layer_digest_list;
    }
    /// Input of `CreatePullThroughCacheRule`.
    CreatePullThroughCacheRuleRequest(Decode, FromJson) {
        ecr_repository_prefix: String = "ecrRepositoryPrefix" required decoders::pull_through_cache_rule_repository_prefix;
        upstream_registry_url: String = "upstreamRegistryUrl" required decoders::url;
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        upstream_registry: Option<UpstreamRegistry> = "upstreamRegistry" optional decoders::upstream_registry;
        credential_arn: Option<String> = "credentialArn" optional decoders::credential_arn;
        custom_role_arn: Option<String> = "customRoleArn" optional decoders::custom_role_arn;
        upstream_repository_prefix: Option<String> = "upstreamRepositoryPrefix" optional decoders::pull_through_cache_rule_repository_prefix;
    }
    /// Input of `CreateRepository`.
    CreateRepositoryRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        tags: Option<Vec<Tag>> = "tags" optional decoders::tag_list;
        image_tag_mutability: Option<ImageTagMutability> = "imageTagMutability" optional decoders::image_tag_mutability;
        image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = "imageTagMutabilityExclusionFilters" optional decoders::image_tag_mutability_exclusion_filters;
        image_scanning_configuration: Option<ImageScanningConfiguration> = "imageScanningConfiguration" optional ImageScanningConfiguration::decode;
        encryption_configuration: Option<EncryptionConfiguration> = "encryptionConfiguration" optional EncryptionConfiguration::decode;
    }
    /// Input of `CreateRepositoryCreationTemplate`.
    CreateRepositoryCreationTemplateRequest(Decode, FromJson) {
        prefix: String = "prefix" required decoders::prefix;
        description: Option<String> = "description" optional decoders::repository_template_description;
        encryption_configuration: Option<EncryptionConfigurationForRepositoryCreationTemplate> = "encryptionConfiguration" optional EncryptionConfigurationForRepositoryCreationTemplate::decode;
        resource_tags: Option<Vec<Tag>> = "resourceTags" optional decoders::tag_list;
        image_tag_mutability: Option<ImageTagMutability> = "imageTagMutability" optional decoders::image_tag_mutability;
        image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = "imageTagMutabilityExclusionFilters" optional decoders::image_tag_mutability_exclusion_filters;
        repository_policy: Option<String> = "repositoryPolicy" optional decoders::repository_policy_text;
        lifecycle_policy: Option<String> = "lifecyclePolicy" optional decoders::lifecycle_policy_text_for_repository_creation_template;
        applied_for: Vec<RCTAppliedFor> = "appliedFor" required decoders::rct_applied_for_list;
        custom_role_arn: Option<String> = "customRoleArn" optional decoders::custom_role_arn;
    }
    /// Input of `DeleteLifecyclePolicy`.
    DeleteLifecyclePolicyRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
    }
    /// Input of `DeletePullThroughCacheRule`.
    DeletePullThroughCacheRuleRequest(Decode, FromJson) {
        ecr_repository_prefix: String = "ecrRepositoryPrefix" required decoders::pull_through_cache_rule_repository_prefix;
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
    }
    /// Input of `DeleteRegistryPolicy`.
    DeleteRegistryPolicyRequest(Default, Decode, FromJson) {}
    /// Input of `DeleteRepository`.
    DeleteRepositoryRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        force: Option<bool> = "force" optional decoders::force_flag;
    }
    /// Input of `DeleteRepositoryCreationTemplate`.
    DeleteRepositoryCreationTemplateRequest(Decode, FromJson) {
        prefix: String = "prefix" required decoders::prefix;
    }
    /// Input of `DeleteRepositoryPolicy`.
    DeleteRepositoryPolicyRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
    }
    /// Input of `DeleteSigningConfiguration`.
    DeleteSigningConfigurationRequest(Default, Decode, FromJson) {}
    /// Input of `DeregisterPullTimeUpdateExclusion`.
    DeregisterPullTimeUpdateExclusionRequest(Decode, FromJson) {
        principal_arn: String = "principalArn" required decoders::principal_arn;
    }
    /// Input of `DescribeImageReplicationStatus`.
    DescribeImageReplicationStatusRequest(Decode, FromJson) {
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        image_id: ImageIdentifier = "imageId" required ImageIdentifier::decode;
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
    }
    /// Input of `DescribeImageScanFindings`.
    DescribeImageScanFindingsRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        image_id: ImageIdentifier = "imageId" required ImageIdentifier::decode;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
    }
    /// Input of `DescribeImageSigningStatus`.
    DescribeImageSigningStatusRequest(Decode, FromJson) {
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        image_id: ImageIdentifier = "imageId" required ImageIdentifier::decode;
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
    }
    /// Input of `DescribeImages`.
    DescribeImagesRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        image_ids: Option<Vec<ImageIdentifier>> = "imageIds" optional decoders::image_identifier_list;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
        filter: Option<DescribeImagesFilter> = "filter" optional DescribeImagesFilter::decode;
    }
    /// Input of `DescribePullThroughCacheRules`.
    DescribePullThroughCacheRulesRequest(Default, Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        ecr_repository_prefixes: Option<Vec<String>> = "ecrRepositoryPrefixes" optional decoders::pull_through_cache_rule_repository_prefix_list;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
    }
    /// Input of `DescribeRegistry`.
    DescribeRegistryRequest(Default, Decode, FromJson) {}
    /// Input of `DescribeReplicationBackfillResults`.
    DescribeReplicationBackfillResultsRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        replication_backfill_id: String = "replicationBackfillId" required decoders::replication_backfill_id;
        result_status_filter: Option<ReplicationBackfillResultStatus> = "resultStatusFilter" optional decoders::replication_backfill_result_status;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
    }
    /// Input of `DescribeRepositories`.
    DescribeRepositoriesRequest(Default, Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_names: Option<Vec<RepositoryName>> = "repositoryNames" optional decoders::repository_name_list;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
    }
    /// Input of `DescribeRepositoryCreationTemplates`.
    DescribeRepositoryCreationTemplatesRequest(Default, Decode, FromJson) {
        prefixes: Option<Vec<String>> = "prefixes" optional decoders::prefix_list;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
    }
    /// Input of `GetAccountSetting`.
    GetAccountSettingRequest(Decode, FromJson) {
        name: String = "name" required decoders::account_setting_name;
    }
    /// Input of `GetAuthorizationToken`.
    GetAuthorizationTokenRequest(Default, Decode, FromJson) {
        registry_ids: Option<Vec<AccountId>> = "registryIds" optional decoders::get_authorization_token_registry_id_list;
    }
    /// Input of `GetDownloadUrlForLayer`.
    GetDownloadUrlForLayerRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        layer_digest: String = "layerDigest" required decoders::layer_digest;
    }
    /// Input of `GetLifecyclePolicy`.
    GetLifecyclePolicyRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
    }
    /// Input of `GetLifecyclePolicyPreview`.
    GetLifecyclePolicyPreviewRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        image_ids: Option<Vec<ImageIdentifier>> = "imageIds" optional decoders::image_identifier_list;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::lifecycle_preview_max_results;
        filter: Option<LifecyclePolicyPreviewFilter> = "filter" optional LifecyclePolicyPreviewFilter::decode;
    }
    /// Input of `GetRegistryPolicy`.
    GetRegistryPolicyRequest(Default, Decode, FromJson) {}
    /// Input of `GetRegistryScanningConfiguration`.
    GetRegistryScanningConfigurationRequest(Default, Decode, FromJson) {}
    /// Input of `GetRepositoryPolicy`.
    GetRepositoryPolicyRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
    }
    /// Input of `GetSigningConfiguration`.
    GetSigningConfigurationRequest(Default, Decode, FromJson) {}
    /// Input of `InitiateLayerUpload`.
    InitiateLayerUploadRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
    }
    /// Input of `ListImageReferrers`.
    ListImageReferrersRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        subject_id: SubjectIdentifier = "subjectId" required SubjectIdentifier::decode;
        filter: Option<ListImageReferrersFilter> = "filter" optional ListImageReferrersFilter::decode;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::fifty_max_results;
    }
    /// Input of `ListImages`.
    ListImagesRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
        filter: Option<ListImagesFilter> = "filter" optional ListImagesFilter::decode;
    }
    /// Input of `ListPullTimeUpdateExclusions`.
    ListPullTimeUpdateExclusionsRequest(Default, Decode, FromJson) {
        max_results: Option<i64> = "maxResults" optional decoders::max_results;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
    }
    /// Input of `ListReplicationBackfills`.
    ListReplicationBackfillsRequest(Default, Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        max_results: Option<i64> = "maxResults" optional decoders::fifty_max_results;
        next_token: Option<String> = "nextToken" optional decoders::next_token;
    }
    /// Input of `ListTagsForResource`.
    ListTagsForResourceRequest(Decode, FromJson) {
        resource_arn: String = "resourceArn" required decoders::arn;
    }
    /// Input of `PutAccountSetting`.
    PutAccountSettingRequest(Decode, FromJson) {
        name: String = "name" required decoders::account_setting_name;
        value: String = "value" required decoders::account_setting_value;
    }
    /// Input of `PutImage`.
    PutImageRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        image_manifest: String = "imageManifest" required decoders::image_manifest;
        image_manifest_media_type: Option<String> = "imageManifestMediaType" optional decoders::media_type;
        image_tag: Option<String> = "imageTag" optional decoders::image_tag;
        image_digest: Option<String> = "imageDigest" optional decoders::image_digest;
    }
    /// Input of `PutImageScanningConfiguration`.
    PutImageScanningConfigurationRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        image_scanning_configuration: ImageScanningConfiguration = "imageScanningConfiguration" required ImageScanningConfiguration::decode;
    }
    /// Input of `PutImageTagMutability`.
    PutImageTagMutabilityRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        image_tag_mutability: ImageTagMutability = "imageTagMutability" required decoders::image_tag_mutability;
        image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = "imageTagMutabilityExclusionFilters" optional decoders::image_tag_mutability_exclusion_filters;
    }
    /// Input of `PutLifecyclePolicy`.
    PutLifecyclePolicyRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        lifecycle_policy_text: String = "lifecyclePolicyText" required decoders::unconstrained_lifecycle_policy_text;
    }
    /// Input of `PutRegistryPolicy`.
    PutRegistryPolicyRequest(Decode, FromJson) {
        policy_text: String = "policyText" required decoders::registry_policy_text;
    }
    /// Input of `PutRegistryScanningConfiguration`.
    PutRegistryScanningConfigurationRequest(Default, Decode, FromJson) {
        scan_type: Option<ScanType> = "scanType" optional decoders::scan_type;
        rules: Option<Vec<RegistryScanningRule>> = "rules" optional decoders::registry_scanning_rule_list;
    }
    /// Input of `PutReplicationConfiguration`.
    PutReplicationConfigurationRequest(Decode, FromJson) {
        replication_configuration: ReplicationConfiguration = "replicationConfiguration" required ReplicationConfiguration::decode;
    }
    /// Input of `PutSigningConfiguration`.
    PutSigningConfigurationRequest(Decode, FromJson) {
        signing_configuration: SigningConfiguration = "signingConfiguration" required SigningConfiguration::decode;
    }
    /// Input of `RegisterPullTimeUpdateExclusion`.
    RegisterPullTimeUpdateExclusionRequest(Decode, FromJson) {
        principal_arn: String = "principalArn" required decoders::principal_arn;
    }
    /// Input of `SetRepositoryPolicy`.
    SetRepositoryPolicyRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        policy_text: String = "policyText" required decoders::repository_policy_text;
        force: Option<bool> = "force" optional decoders::force_flag;
    }
    /// Input of `StartImageScan`.
    StartImageScanRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        image_id: ImageIdentifier = "imageId" required ImageIdentifier::decode;
    }
    /// Input of `StartLifecyclePolicyPreview`.
    StartLifecyclePolicyPreviewRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        lifecycle_policy_text: Option<String> = "lifecyclePolicyText" optional decoders::unconstrained_lifecycle_policy_text;
    }
    /// Input of `StartReplicationBackfill`.
    StartReplicationBackfillRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        destination: ReplicationDestination = "destination" required ReplicationDestination::decode;
    }
    /// Input of `StopReplicationBackfill`.
    StopReplicationBackfillRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        replication_backfill_id: String = "replicationBackfillId" required decoders::replication_backfill_id;
    }
    /// Input of `TagResource`.
    TagResourceRequest(Decode, FromJson) {
        resource_arn: String = "resourceArn" required decoders::arn;
        tags: Vec<Tag> = "tags" required decoders::tag_list;
    }
    /// Input of `UntagResource`.
    UntagResourceRequest(Decode, FromJson) {
        resource_arn: String = "resourceArn" required decoders::arn;
        tag_keys: Vec<String> = "tagKeys" required decoders::tag_key_list;
    }
    /// Input of `UpdateImageStorageClass`.
    UpdateImageStorageClassRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        image_id: ImageIdentifier = "imageId" required ImageIdentifier::decode;
        target_storage_class: TargetStorageClass = "targetStorageClass" required decoders::target_storage_class;
    }
    /// Input of `UpdatePullThroughCacheRule`.
    UpdatePullThroughCacheRuleRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        ecr_repository_prefix: String = "ecrRepositoryPrefix" required decoders::pull_through_cache_rule_repository_prefix;
        credential_arn: Option<String> = "credentialArn" optional decoders::credential_arn;
        custom_role_arn: Option<String> = "customRoleArn" optional decoders::custom_role_arn;
    }
    /// Input of `UpdateRepositoryCreationTemplate`.
    UpdateRepositoryCreationTemplateRequest(Decode, FromJson) {
        prefix: String = "prefix" required decoders::prefix;
        description: Option<String> = "description" optional decoders::repository_template_description;
        encryption_configuration: Option<EncryptionConfigurationForRepositoryCreationTemplate> = "encryptionConfiguration" optional EncryptionConfigurationForRepositoryCreationTemplate::decode;
        resource_tags: Option<Vec<Tag>> = "resourceTags" optional decoders::tag_list;
        image_tag_mutability: Option<ImageTagMutability> = "imageTagMutability" optional decoders::image_tag_mutability;
        image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = "imageTagMutabilityExclusionFilters" optional decoders::image_tag_mutability_exclusion_filters;
        repository_policy: Option<String> = "repositoryPolicy" optional decoders::repository_policy_text;
        lifecycle_policy: Option<String> = "lifecyclePolicy" optional decoders::lifecycle_policy_text_for_repository_creation_template;
        applied_for: Option<Vec<RCTAppliedFor>> = "appliedFor" optional decoders::rct_applied_for_list;
        custom_role_arn: Option<String> = "customRoleArn" optional decoders::custom_role_arn;
    }
    /// Input of `UploadLayerPart`.
    UploadLayerPartRequest(Decode, FromJson) {
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
        repository_name: RepositoryName = "repositoryName" required decoders::repository_name;
        upload_id: String = "uploadId" required decoders::upload_id;
        part_first_byte: i64 = "partFirstByte" required decoders::part_size;
        part_last_byte: i64 = "partLastByte" required decoders::part_size;
        layer_part_blob: Bytes = long "layerPartBlob" required decoders::layer_part_blob;
    }
    /// Input of `ValidatePullThroughCacheRule`.
    ValidatePullThroughCacheRuleRequest(Decode, FromJson) {
        ecr_repository_prefix: String = "ecrRepositoryPrefix" required decoders::pull_through_cache_rule_repository_prefix;
        registry_id: Option<AccountId> = "registryId" optional decoders::registry_id;
    }
}
