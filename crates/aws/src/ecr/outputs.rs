// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! The outputs of the served operations.

use super::{
    AuthorizationData, Image, ImageDetail, ImageFailure, ImageIdentifier, ImageReferrer, ImageStatus,
    ImageTagMutability, ImageTagMutabilityExclusionFilter, Layer, LayerFailure, LifecyclePolicyPreviewResult,
    LifecyclePolicyPreviewStatus, LifecyclePolicyPreviewSummary, ReplicationConfiguration, Repository,
    RepositoryCreationTemplate, Tag,
};
use crate::AccountId;
use crate::Timestamp;
use crate::encode::{self, Encode, Sink};
use wharf_oci::name::RepositoryName;

/// Output of `BatchCheckLayerAvailability` (shape `BatchCheckLayerAvailabilityResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BatchCheckLayerAvailabilityResponse {
    /// `layers`, shape `LayerList`.
    pub layers: Option<Vec<Layer>>,
    /// `failures`, shape `LayerFailureList`.
    pub failures: Option<Vec<LayerFailure>>,
}

impl Encode for BatchCheckLayerAvailabilityResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("layers", &self.layers, false),
                ("failures", &self.failures, false),
            ],
        );
    }
}

/// Output of `BatchDeleteImage` (shape `BatchDeleteImageResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BatchDeleteImageResponse {
    /// `imageIds`, shape `ImageIdentifierList`: 1 to 100 items.
    pub image_ids: Option<Vec<ImageIdentifier>>,
    /// `failures`, shape `ImageFailureList`.
    pub failures: Option<Vec<ImageFailure>>,
}

impl Encode for BatchDeleteImageResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("imageIds", &self.image_ids, false),
                ("failures", &self.failures, false),
            ],
        );
    }
}

/// Output of `BatchGetImage` (shape `BatchGetImageResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BatchGetImageResponse {
    /// `images`, shape `ImageList`.
    pub images: Option<Vec<Image>>,
    /// `failures`, shape `ImageFailureList`.
    pub failures: Option<Vec<ImageFailure>>,
}

impl Encode for BatchGetImageResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("images", &self.images, false),
                ("failures", &self.failures, false),
            ],
        );
    }
}

/// Output of `CompleteLayerUpload` (shape `CompleteLayerUploadResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CompleteLayerUploadResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `uploadId`, shape `UploadId`: `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`.
    pub upload_id: Option<String>,
    /// `layerDigest`, shape `LayerDigest`: `[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+`.
    pub layer_digest: Option<String>,
}

impl Encode for CompleteLayerUploadResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("uploadId", &self.upload_id, false),
                ("layerDigest", &self.layer_digest, false),
            ],
        );
    }
}

/// Output of `CreateRepository` (shape `CreateRepositoryResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateRepositoryResponse {
    /// `repository`, shape `Repository`.
    pub repository: Option<Repository>,
}

impl Encode for CreateRepositoryResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("repository", &self.repository, false)]);
    }
}

/// Output of `CreateRepositoryCreationTemplate` (shape `CreateRepositoryCreationTemplateResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateRepositoryCreationTemplateResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryCreationTemplate`, shape `RepositoryCreationTemplate`.
    pub repository_creation_template: Option<RepositoryCreationTemplate>,
}

impl Encode for CreateRepositoryCreationTemplateResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                (
                    "repositoryCreationTemplate",
                    &self.repository_creation_template,
                    false,
                ),
            ],
        );
    }
}

/// Output of `DeleteLifecyclePolicy` (shape `DeleteLifecyclePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteLifecyclePolicyResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `lifecyclePolicyText`, shape `LifecyclePolicyText`: 100 to 30720 characters.
    pub lifecycle_policy_text: Option<String>,
    /// `lastEvaluatedAt`, shape `EvaluationTimestamp`.
    pub last_evaluated_at: Option<Timestamp>,
}

impl Encode for DeleteLifecyclePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("lifecyclePolicyText", &self.lifecycle_policy_text, false),
                ("lastEvaluatedAt", &self.last_evaluated_at, false),
            ],
        );
    }
}

/// Output of `DeleteRegistryPolicy` (shape `DeleteRegistryPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteRegistryPolicyResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `policyText`, shape `RegistryPolicyText`: 0 to 10240 characters.
    pub policy_text: Option<String>,
}

impl Encode for DeleteRegistryPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("policyText", &self.policy_text, false),
            ],
        );
    }
}

/// Output of `DeleteRepository` (shape `DeleteRepositoryResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteRepositoryResponse {
    /// `repository`, shape `Repository`.
    pub repository: Option<Repository>,
}

impl Encode for DeleteRepositoryResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("repository", &self.repository, false)]);
    }
}

/// Output of `DeleteRepositoryCreationTemplate` (shape `DeleteRepositoryCreationTemplateResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteRepositoryCreationTemplateResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryCreationTemplate`, shape `RepositoryCreationTemplate`.
    pub repository_creation_template: Option<RepositoryCreationTemplate>,
}

impl Encode for DeleteRepositoryCreationTemplateResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                (
                    "repositoryCreationTemplate",
                    &self.repository_creation_template,
                    false,
                ),
            ],
        );
    }
}

/// Output of `DeleteRepositoryPolicy` (shape `DeleteRepositoryPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteRepositoryPolicyResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `policyText`, shape `RepositoryPolicyText`: 0 to 10240 characters.
    pub policy_text: Option<String>,
}

impl Encode for DeleteRepositoryPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("policyText", &self.policy_text, false),
            ],
        );
    }
}

/// Output of `DeregisterPullTimeUpdateExclusion` (shape `DeregisterPullTimeUpdateExclusionResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeregisterPullTimeUpdateExclusionResponse {
    /// `principalArn`, shape `PrincipalArn`: to 200 characters, `^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[\w+=,.@-]+(/[\w+=,.@-]+)*$`.
    pub principal_arn: Option<String>,
}

impl Encode for DeregisterPullTimeUpdateExclusionResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("principalArn", &self.principal_arn, false)]);
    }
}

/// Output of `DescribeImages` (shape `DescribeImagesResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeImagesResponse {
    /// `imageDetails`, shape `ImageDetailList`.
    pub image_details: Option<Vec<ImageDetail>>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
}

impl Encode for DescribeImagesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("imageDetails", &self.image_details, false),
                ("nextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `DescribeRegistry` (shape `DescribeRegistryResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeRegistryResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `replicationConfiguration`, shape `ReplicationConfiguration`.
    pub replication_configuration: Option<ReplicationConfiguration>,
}

impl Encode for DescribeRegistryResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("replicationConfiguration", &self.replication_configuration, false),
            ],
        );
    }
}

/// Output of `DescribeRepositories` (shape `DescribeRepositoriesResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeRepositoriesResponse {
    /// `repositories`, shape `RepositoryList`.
    pub repositories: Option<Vec<Repository>>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
}

impl Encode for DescribeRepositoriesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("repositories", &self.repositories, false),
                ("nextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `DescribeRepositoryCreationTemplates` (shape `DescribeRepositoryCreationTemplatesResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeRepositoryCreationTemplatesResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryCreationTemplates`, shape `RepositoryCreationTemplateList`.
    pub repository_creation_templates: Option<Vec<RepositoryCreationTemplate>>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
}

impl Encode for DescribeRepositoryCreationTemplatesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                (
                    "repositoryCreationTemplates",
                    &self.repository_creation_templates,
                    false,
                ),
                ("nextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `GetAccountSetting` (shape `GetAccountSettingResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetAccountSettingResponse {
    /// `name`, shape `AccountSettingName`: 1 to 64 characters.
    pub name: Option<String>,
    /// `value`, shape `AccountSettingName`: 1 to 64 characters.
    pub value: Option<String>,
}

impl Encode for GetAccountSettingResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("name", &self.name, false), ("value", &self.value, false)],
        );
    }
}

/// Output of `GetAuthorizationToken` (shape `GetAuthorizationTokenResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetAuthorizationTokenResponse {
    /// `authorizationData`, shape `AuthorizationDataList`.
    pub authorization_data: Option<Vec<AuthorizationData>>,
}

impl Encode for GetAuthorizationTokenResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("authorizationData", &self.authorization_data, false)]);
    }
}

/// Output of `GetDownloadUrlForLayer` (shape `GetDownloadUrlForLayerResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetDownloadUrlForLayerResponse {
    /// `downloadUrl`, shape `Url`.
    pub download_url: Option<String>,
    /// `layerDigest`, shape `LayerDigest`: `[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+`.
    pub layer_digest: Option<String>,
}

impl Encode for GetDownloadUrlForLayerResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("downloadUrl", &self.download_url, false),
                ("layerDigest", &self.layer_digest, false),
            ],
        );
    }
}

/// Output of `GetLifecyclePolicy` (shape `GetLifecyclePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetLifecyclePolicyResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `lifecyclePolicyText`, shape `LifecyclePolicyText`: 100 to 30720 characters.
    pub lifecycle_policy_text: Option<String>,
    /// `lastEvaluatedAt`, shape `EvaluationTimestamp`.
    pub last_evaluated_at: Option<Timestamp>,
}

impl Encode for GetLifecyclePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("lifecyclePolicyText", &self.lifecycle_policy_text, false),
                ("lastEvaluatedAt", &self.last_evaluated_at, false),
            ],
        );
    }
}

/// Output of `GetLifecyclePolicyPreview` (shape `GetLifecyclePolicyPreviewResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetLifecyclePolicyPreviewResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `lifecyclePolicyText`, shape `LifecyclePolicyText`: 100 to 30720 characters.
    pub lifecycle_policy_text: Option<String>,
    /// `status`, shape `LifecyclePolicyPreviewStatus`.
    pub status: Option<LifecyclePolicyPreviewStatus>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
    /// `previewResults`, shape `LifecyclePolicyPreviewResultList`.
    pub preview_results: Option<Vec<LifecyclePolicyPreviewResult>>,
    /// `summary`, shape `LifecyclePolicyPreviewSummary`.
    pub summary: Option<LifecyclePolicyPreviewSummary>,
}

impl Encode for GetLifecyclePolicyPreviewResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("lifecyclePolicyText", &self.lifecycle_policy_text, false),
                ("status", &self.status, false),
                ("nextToken", &self.next_token, false),
                ("previewResults", &self.preview_results, false),
                ("summary", &self.summary, false),
            ],
        );
    }
}

/// Output of `GetRegistryPolicy` (shape `GetRegistryPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetRegistryPolicyResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `policyText`, shape `RegistryPolicyText`: 0 to 10240 characters.
    pub policy_text: Option<String>,
}

impl Encode for GetRegistryPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("policyText", &self.policy_text, false),
            ],
        );
    }
}

/// Output of `GetRepositoryPolicy` (shape `GetRepositoryPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetRepositoryPolicyResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `policyText`, shape `RepositoryPolicyText`: 0 to 10240 characters.
    pub policy_text: Option<String>,
}

impl Encode for GetRepositoryPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("policyText", &self.policy_text, false),
            ],
        );
    }
}

/// Output of `InitiateLayerUpload` (shape `InitiateLayerUploadResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct InitiateLayerUploadResponse {
    /// `uploadId`, shape `UploadId`: `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`.
    pub upload_id: Option<String>,
    /// `partSize`, shape `PartSize`: from 0.
    pub part_size: Option<i64>,
}

impl Encode for InitiateLayerUploadResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("uploadId", &self.upload_id, false),
                ("partSize", &self.part_size, false),
            ],
        );
    }
}

/// Output of `ListImageReferrers` (shape `ListImageReferrersResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListImageReferrersResponse {
    /// `referrers`, shape `ImageReferrerList`.
    pub referrers: Option<Vec<ImageReferrer>>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
}

impl Encode for ListImageReferrersResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("referrers", &self.referrers, false),
                ("nextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListImages` (shape `ListImagesResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListImagesResponse {
    /// `imageIds`, shape `ImageIdentifierList`: 1 to 100 items.
    pub image_ids: Option<Vec<ImageIdentifier>>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
}

impl Encode for ListImagesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("imageIds", &self.image_ids, false),
                ("nextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListPullTimeUpdateExclusions` (shape `ListPullTimeUpdateExclusionsResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListPullTimeUpdateExclusionsResponse {
    /// `pullTimeUpdateExclusions`, shape `PullTimeUpdateExclusionList`: 0 to 100 items.
    pub pull_time_update_exclusions: Option<Vec<String>>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
}

impl Encode for ListPullTimeUpdateExclusionsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                (
                    "pullTimeUpdateExclusions",
                    &self.pull_time_update_exclusions,
                    false,
                ),
                ("nextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListTagsForResource` (shape `ListTagsForResourceResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListTagsForResourceResponse {
    /// `tags`, shape `TagList`.
    pub tags: Option<Vec<Tag>>,
}

impl Encode for ListTagsForResourceResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("tags", &self.tags, false)]);
    }
}

/// Output of `PutAccountSetting` (shape `PutAccountSettingResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PutAccountSettingResponse {
    /// `name`, shape `AccountSettingName`: 1 to 64 characters.
    pub name: Option<String>,
    /// `value`, shape `AccountSettingValue`.
    pub value: Option<String>,
}

impl Encode for PutAccountSettingResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("name", &self.name, false), ("value", &self.value, false)],
        );
    }
}

/// Output of `PutImage` (shape `PutImageResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PutImageResponse {
    /// `image`, shape `Image`.
    pub image: Option<Image>,
}

impl Encode for PutImageResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("image", &self.image, false)]);
    }
}

/// Output of `PutImageTagMutability` (shape `PutImageTagMutabilityResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PutImageTagMutabilityResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `imageTagMutability`, shape `ImageTagMutability`.
    pub image_tag_mutability: Option<ImageTagMutability>,
    /// `imageTagMutabilityExclusionFilters`, shape `ImageTagMutabilityExclusionFilters`: 1 to 5 items.
    pub image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
}

impl Encode for PutImageTagMutabilityResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("imageTagMutability", &self.image_tag_mutability, false),
                (
                    "imageTagMutabilityExclusionFilters",
                    &self.image_tag_mutability_exclusion_filters,
                    false,
                ),
            ],
        );
    }
}

/// Output of `PutLifecyclePolicy` (shape `PutLifecyclePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PutLifecyclePolicyResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `lifecyclePolicyText`, shape `LifecyclePolicyText`: 100 to 30720 characters.
    pub lifecycle_policy_text: Option<String>,
}

impl Encode for PutLifecyclePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("lifecyclePolicyText", &self.lifecycle_policy_text, false),
            ],
        );
    }
}

/// Output of `PutRegistryPolicy` (shape `PutRegistryPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PutRegistryPolicyResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `policyText`, shape `RegistryPolicyText`: 0 to 10240 characters.
    pub policy_text: Option<String>,
}

impl Encode for PutRegistryPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("policyText", &self.policy_text, false),
            ],
        );
    }
}

/// Output of `RegisterPullTimeUpdateExclusion` (shape `RegisterPullTimeUpdateExclusionResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RegisterPullTimeUpdateExclusionResponse {
    /// `principalArn`, shape `PrincipalArn`: to 200 characters, `^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[\w+=,.@-]+(/[\w+=,.@-]+)*$`.
    pub principal_arn: Option<String>,
    /// `createdAt`, shape `CreationTimestamp`.
    pub created_at: Option<Timestamp>,
}

impl Encode for RegisterPullTimeUpdateExclusionResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("principalArn", &self.principal_arn, false),
                ("createdAt", &self.created_at, false),
            ],
        );
    }
}

/// Output of `SetRepositoryPolicy` (shape `SetRepositoryPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SetRepositoryPolicyResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `policyText`, shape `RepositoryPolicyText`: 0 to 10240 characters.
    pub policy_text: Option<String>,
}

impl Encode for SetRepositoryPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("policyText", &self.policy_text, false),
            ],
        );
    }
}

/// Output of `StartLifecyclePolicyPreview` (shape `StartLifecyclePolicyPreviewResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StartLifecyclePolicyPreviewResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `lifecyclePolicyText`, shape `LifecyclePolicyText`: 100 to 30720 characters.
    pub lifecycle_policy_text: Option<String>,
    /// `status`, shape `LifecyclePolicyPreviewStatus`.
    pub status: Option<LifecyclePolicyPreviewStatus>,
}

impl Encode for StartLifecyclePolicyPreviewResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("lifecyclePolicyText", &self.lifecycle_policy_text, false),
                ("status", &self.status, false),
            ],
        );
    }
}

/// Output of `TagResource` (shape `TagResourceResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TagResourceResponse {}

impl Encode for TagResourceResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UntagResource` (shape `UntagResourceResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UntagResourceResponse {}

impl Encode for UntagResourceResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UpdateImageStorageClass` (shape `UpdateImageStorageClassResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdateImageStorageClassResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `imageId`, shape `ImageIdentifier`.
    pub image_id: Option<ImageIdentifier>,
    /// `imageStatus`, shape `ImageStatus`.
    pub image_status: Option<ImageStatus>,
}

impl Encode for UpdateImageStorageClassResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("imageId", &self.image_id, false),
                ("imageStatus", &self.image_status, false),
            ],
        );
    }
}

/// Output of `UpdateRepositoryCreationTemplate` (shape `UpdateRepositoryCreationTemplateResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdateRepositoryCreationTemplateResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryCreationTemplate`, shape `RepositoryCreationTemplate`.
    pub repository_creation_template: Option<RepositoryCreationTemplate>,
}

impl Encode for UpdateRepositoryCreationTemplateResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                (
                    "repositoryCreationTemplate",
                    &self.repository_creation_template,
                    false,
                ),
            ],
        );
    }
}

/// Output of `UploadLayerPart` (shape `UploadLayerPartResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UploadLayerPartResponse {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `uploadId`, shape `UploadId`: `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`.
    pub upload_id: Option<String>,
    /// `lastByteReceived`, shape `PartSize`: from 0.
    pub last_byte_received: Option<i64>,
}

impl Encode for UploadLayerPartResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("uploadId", &self.upload_id, false),
                ("lastByteReceived", &self.last_byte_received, false),
            ],
        );
    }
}
