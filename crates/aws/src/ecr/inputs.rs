// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! The inputs of the served operations.

use super::decoders;
use super::{
    DescribeImagesFilter, EncryptionConfiguration, EncryptionConfigurationForRepositoryCreationTemplate,
    ImageIdentifier, ImageScanningConfiguration, ImageTagMutability, ImageTagMutabilityExclusionFilter,
    LifecyclePolicyPreviewFilter, ListImageReferrersFilter, ListImagesFilter, RCTAppliedFor,
    SubjectIdentifier, Tag, TargetStorageClass,
};
use crate::AccountId;
use crate::DecodeFault;
use crate::decode::{Decode, Decoded, Decoder};
use crate::encode::{self, Encode, Sink};
use crate::json::Json;
use crate::json11::{self, FromJson};
use bytes::Bytes;
use wharf_oci::name::RepositoryName;

/// Input of `BatchCheckLayerAvailability` (shape `BatchCheckLayerAvailabilityRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct BatchCheckLayerAvailabilityRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `layerDigests`, shape `BatchedOperationLayerDigestList`: 1 to 100 items.
    pub layer_digests: Vec<String>,
}

impl Decode for BatchCheckLayerAvailabilityRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let layer_digests = decoder.required(
            &mut members,
            "layerDigests",
            decoders::batched_operation_layer_digest_list,
        )?;
        let (Some(repository_name), Some(layer_digests)) = (repository_name, layer_digests) else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            layer_digests,
        }))
    }
}

impl Encode for BatchCheckLayerAvailabilityRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("layerDigests", &self.layer_digests, false),
            ],
        );
    }
}

impl FromJson for BatchCheckLayerAvailabilityRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `BatchDeleteImage` (shape `BatchDeleteImageRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct BatchDeleteImageRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `imageIds`, shape `ImageIdentifierList`: 1 to 100 items.
    pub image_ids: Vec<ImageIdentifier>,
}

impl Decode for BatchDeleteImageRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let image_ids = decoder.required(&mut members, "imageIds", decoders::image_identifier_list)?;
        let (Some(repository_name), Some(image_ids)) = (repository_name, image_ids) else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            image_ids,
        }))
    }
}

impl Encode for BatchDeleteImageRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("imageIds", &self.image_ids, false),
            ],
        );
    }
}

impl FromJson for BatchDeleteImageRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `BatchGetImage` (shape `BatchGetImageRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct BatchGetImageRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `imageIds`, shape `ImageIdentifierList`: 1 to 100 items.
    pub image_ids: Vec<ImageIdentifier>,
    /// `acceptedMediaTypes`, shape `MediaTypeList`: 1 to 100 items.
    pub accepted_media_types: Option<Vec<String>>,
}

impl Decode for BatchGetImageRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let image_ids = decoder.required(&mut members, "imageIds", decoders::image_identifier_list)?;
        let accepted_media_types =
            decoder.optional(&mut members, "acceptedMediaTypes", decoders::media_type_list)?;
        let (Some(repository_name), Some(image_ids)) = (repository_name, image_ids) else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            image_ids,
            accepted_media_types,
        }))
    }
}

impl Encode for BatchGetImageRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("imageIds", &self.image_ids, false),
                ("acceptedMediaTypes", &self.accepted_media_types, false),
            ],
        );
    }
}

impl FromJson for BatchGetImageRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `CompleteLayerUpload` (shape `CompleteLayerUploadRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CompleteLayerUploadRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `uploadId`, shape `UploadId`: `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`.
    pub upload_id: String,
    /// `layerDigests`, shape `LayerDigestList`: 1 to 100 items.
    pub layer_digests: Vec<String>,
}

impl Decode for CompleteLayerUploadRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let upload_id = decoder.required(&mut members, "uploadId", decoders::upload_id)?;
        let layer_digests = decoder.required(&mut members, "layerDigests", decoders::layer_digest_list)?;
        let (Some(repository_name), Some(upload_id), Some(layer_digests)) =
            (repository_name, upload_id, layer_digests)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            upload_id,
            layer_digests,
        }))
    }
}

impl Encode for CompleteLayerUploadRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("uploadId", &self.upload_id, false),
                ("layerDigests", &self.layer_digests, false),
            ],
        );
    }
}

impl FromJson for CompleteLayerUploadRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `CreateRepository` (shape `CreateRepositoryRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateRepositoryRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `tags`, shape `TagList`.
    pub tags: Option<Vec<Tag>>,
    /// `imageTagMutability`, shape `ImageTagMutability`.
    pub image_tag_mutability: Option<ImageTagMutability>,
    /// `imageTagMutabilityExclusionFilters`, shape `ImageTagMutabilityExclusionFilters`: 1 to 5 items.
    pub image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
    /// `imageScanningConfiguration`, shape `ImageScanningConfiguration`.
    pub image_scanning_configuration: Option<ImageScanningConfiguration>,
    /// `encryptionConfiguration`, shape `EncryptionConfiguration`.
    pub encryption_configuration: Option<EncryptionConfiguration>,
}

impl Decode for CreateRepositoryRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let tags = decoder.optional(&mut members, "tags", decoders::tag_list)?;
        let image_tag_mutability =
            decoder.optional(&mut members, "imageTagMutability", decoders::image_tag_mutability)?;
        let image_tag_mutability_exclusion_filters = decoder.optional(
            &mut members,
            "imageTagMutabilityExclusionFilters",
            decoders::image_tag_mutability_exclusion_filters,
        )?;
        let image_scanning_configuration = decoder.optional(
            &mut members,
            "imageScanningConfiguration",
            ImageScanningConfiguration::decode,
        )?;
        let encryption_configuration = decoder.optional(
            &mut members,
            "encryptionConfiguration",
            EncryptionConfiguration::decode,
        )?;
        let Some(repository_name) = repository_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            tags,
            image_tag_mutability,
            image_tag_mutability_exclusion_filters,
            image_scanning_configuration,
            encryption_configuration,
        }))
    }
}

impl Encode for CreateRepositoryRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("tags", &self.tags, false),
                ("imageTagMutability", &self.image_tag_mutability, false),
                (
                    "imageTagMutabilityExclusionFilters",
                    &self.image_tag_mutability_exclusion_filters,
                    false,
                ),
                (
                    "imageScanningConfiguration",
                    &self.image_scanning_configuration,
                    false,
                ),
                ("encryptionConfiguration", &self.encryption_configuration, false),
            ],
        );
    }
}

impl FromJson for CreateRepositoryRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `CreateRepositoryCreationTemplate` (shape `CreateRepositoryCreationTemplateRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateRepositoryCreationTemplateRequest {
    /// `prefix`, shape `Prefix`: 1 to 256 characters, `^([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\/?|ROOT)$`.
    pub prefix: String,
    /// `description`, shape `RepositoryTemplateDescription`: to 256 characters.
    pub description: Option<String>,
    /// `encryptionConfiguration`, shape `EncryptionConfigurationForRepositoryCreationTemplate`.
    pub encryption_configuration: Option<EncryptionConfigurationForRepositoryCreationTemplate>,
    /// `resourceTags`, shape `TagList`.
    pub resource_tags: Option<Vec<Tag>>,
    /// `imageTagMutability`, shape `ImageTagMutability`.
    pub image_tag_mutability: Option<ImageTagMutability>,
    /// `imageTagMutabilityExclusionFilters`, shape `ImageTagMutabilityExclusionFilters`: 1 to 5 items.
    pub image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
    /// `repositoryPolicy`, shape `RepositoryPolicyText`: 0 to 10240 characters.
    pub repository_policy: Option<String>,
    /// `lifecyclePolicy`, shape `LifecyclePolicyTextForRepositoryCreationTemplate`: 0 to 30720 characters.
    pub lifecycle_policy: Option<String>,
    /// `appliedFor`, shape `RCTAppliedForList`.
    pub applied_for: Vec<RCTAppliedFor>,
    /// `customRoleArn`, shape `CustomRoleArn`: to 2048 characters.
    pub custom_role_arn: Option<String>,
}

impl Decode for CreateRepositoryCreationTemplateRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let prefix = decoder.required(&mut members, "prefix", decoders::prefix)?;
        let description = decoder.optional(
            &mut members,
            "description",
            decoders::repository_template_description,
        )?;
        let encryption_configuration = decoder.optional(
            &mut members,
            "encryptionConfiguration",
            EncryptionConfigurationForRepositoryCreationTemplate::decode,
        )?;
        let resource_tags = decoder.optional(&mut members, "resourceTags", decoders::tag_list)?;
        let image_tag_mutability =
            decoder.optional(&mut members, "imageTagMutability", decoders::image_tag_mutability)?;
        let image_tag_mutability_exclusion_filters = decoder.optional(
            &mut members,
            "imageTagMutabilityExclusionFilters",
            decoders::image_tag_mutability_exclusion_filters,
        )?;
        let repository_policy =
            decoder.optional(&mut members, "repositoryPolicy", decoders::repository_policy_text)?;
        let lifecycle_policy = decoder.optional(
            &mut members,
            "lifecyclePolicy",
            decoders::lifecycle_policy_text_for_repository_creation_template,
        )?;
        let applied_for = decoder.required(&mut members, "appliedFor", decoders::rct_applied_for_list)?;
        let custom_role_arn = decoder.optional(&mut members, "customRoleArn", decoders::custom_role_arn)?;
        let (Some(prefix), Some(applied_for)) = (prefix, applied_for) else {
            return Ok(None);
        };
        Ok(Some(Self {
            prefix,
            description,
            encryption_configuration,
            resource_tags,
            image_tag_mutability,
            image_tag_mutability_exclusion_filters,
            repository_policy,
            lifecycle_policy,
            applied_for,
            custom_role_arn,
        }))
    }
}

impl Encode for CreateRepositoryCreationTemplateRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("prefix", &self.prefix, false),
                ("description", &self.description, false),
                ("encryptionConfiguration", &self.encryption_configuration, false),
                ("resourceTags", &self.resource_tags, false),
                ("imageTagMutability", &self.image_tag_mutability, false),
                (
                    "imageTagMutabilityExclusionFilters",
                    &self.image_tag_mutability_exclusion_filters,
                    false,
                ),
                ("repositoryPolicy", &self.repository_policy, false),
                ("lifecyclePolicy", &self.lifecycle_policy, false),
                ("appliedFor", &self.applied_for, false),
                ("customRoleArn", &self.custom_role_arn, false),
            ],
        );
    }
}

impl FromJson for CreateRepositoryCreationTemplateRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DeleteLifecyclePolicy` (shape `DeleteLifecyclePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteLifecyclePolicyRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
}

impl Decode for DeleteLifecyclePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let Some(repository_name) = repository_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
        }))
    }
}

impl Encode for DeleteLifecyclePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
            ],
        );
    }
}

impl FromJson for DeleteLifecyclePolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DeleteRegistryPolicy` (shape `DeleteRegistryPolicyRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteRegistryPolicyRequest {}

impl Decode for DeleteRegistryPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        decoder.structure(value)?;
        Ok(Some(Self {}))
    }
}

impl Encode for DeleteRegistryPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

impl FromJson for DeleteRegistryPolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DeleteRepository` (shape `DeleteRepositoryRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteRepositoryRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `force`, shape `ForceFlag`.
    pub force: Option<bool>,
}

impl Decode for DeleteRepositoryRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let force = decoder.optional(&mut members, "force", decoders::force_flag)?;
        let Some(repository_name) = repository_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            force,
        }))
    }
}

impl Encode for DeleteRepositoryRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("force", &self.force, false),
            ],
        );
    }
}

impl FromJson for DeleteRepositoryRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DeleteRepositoryCreationTemplate` (shape `DeleteRepositoryCreationTemplateRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteRepositoryCreationTemplateRequest {
    /// `prefix`, shape `Prefix`: 1 to 256 characters, `^([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\/?|ROOT)$`.
    pub prefix: String,
}

impl Decode for DeleteRepositoryCreationTemplateRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let prefix = decoder.required(&mut members, "prefix", decoders::prefix)?;
        let Some(prefix) = prefix else { return Ok(None) };
        Ok(Some(Self { prefix }))
    }
}

impl Encode for DeleteRepositoryCreationTemplateRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("prefix", &self.prefix, false)]);
    }
}

impl FromJson for DeleteRepositoryCreationTemplateRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DeleteRepositoryPolicy` (shape `DeleteRepositoryPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteRepositoryPolicyRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
}

impl Decode for DeleteRepositoryPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let Some(repository_name) = repository_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
        }))
    }
}

impl Encode for DeleteRepositoryPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
            ],
        );
    }
}

impl FromJson for DeleteRepositoryPolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DeregisterPullTimeUpdateExclusion` (shape `DeregisterPullTimeUpdateExclusionRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeregisterPullTimeUpdateExclusionRequest {
    /// `principalArn`, shape `PrincipalArn`: to 200 characters, `^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[\w+=,.@-]+(/[\w+=,.@-]+)*$`.
    pub principal_arn: String,
}

impl Decode for DeregisterPullTimeUpdateExclusionRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let principal_arn = decoder.required(&mut members, "principalArn", decoders::principal_arn)?;
        let Some(principal_arn) = principal_arn else {
            return Ok(None);
        };
        Ok(Some(Self { principal_arn }))
    }
}

impl Encode for DeregisterPullTimeUpdateExclusionRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("principalArn", &self.principal_arn, false)]);
    }
}

impl FromJson for DeregisterPullTimeUpdateExclusionRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DescribeImages` (shape `DescribeImagesRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DescribeImagesRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `imageIds`, shape `ImageIdentifierList`: 1 to 100 items.
    pub image_ids: Option<Vec<ImageIdentifier>>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
    /// `maxResults`, shape `MaxResults`: 1 to 1000.
    pub max_results: Option<i64>,
    /// `filter`, shape `DescribeImagesFilter`.
    pub filter: Option<DescribeImagesFilter>,
}

impl Decode for DescribeImagesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let image_ids = decoder.optional(&mut members, "imageIds", decoders::image_identifier_list)?;
        let next_token = decoder.optional(&mut members, "nextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "maxResults", decoders::max_results)?;
        let filter = decoder.optional(&mut members, "filter", DescribeImagesFilter::decode)?;
        let Some(repository_name) = repository_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            image_ids,
            next_token,
            max_results,
            filter,
        }))
    }
}

impl Encode for DescribeImagesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("imageIds", &self.image_ids, false),
                ("nextToken", &self.next_token, false),
                ("maxResults", &self.max_results, false),
                ("filter", &self.filter, false),
            ],
        );
    }
}

impl FromJson for DescribeImagesRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DescribeRegistry` (shape `DescribeRegistryRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeRegistryRequest {}

impl Decode for DescribeRegistryRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        decoder.structure(value)?;
        Ok(Some(Self {}))
    }
}

impl Encode for DescribeRegistryRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

impl FromJson for DescribeRegistryRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DescribeRepositories` (shape `DescribeRepositoriesRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeRepositoriesRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryNames`, shape `RepositoryNameList`: 1 to 100 items.
    pub repository_names: Option<Vec<RepositoryName>>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
    /// `maxResults`, shape `MaxResults`: 1 to 1000.
    pub max_results: Option<i64>,
}

impl Decode for DescribeRepositoriesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_names =
            decoder.optional(&mut members, "repositoryNames", decoders::repository_name_list)?;
        let next_token = decoder.optional(&mut members, "nextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "maxResults", decoders::max_results)?;
        Ok(Some(Self {
            registry_id,
            repository_names,
            next_token,
            max_results,
        }))
    }
}

impl Encode for DescribeRepositoriesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryNames", &self.repository_names, false),
                ("nextToken", &self.next_token, false),
                ("maxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for DescribeRepositoriesRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DescribeRepositoryCreationTemplates` (shape `DescribeRepositoryCreationTemplatesRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeRepositoryCreationTemplatesRequest {
    /// `prefixes`, shape `PrefixList`.
    pub prefixes: Option<Vec<String>>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
    /// `maxResults`, shape `MaxResults`: 1 to 1000.
    pub max_results: Option<i64>,
}

impl Decode for DescribeRepositoryCreationTemplatesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let prefixes = decoder.optional(&mut members, "prefixes", decoders::prefix_list)?;
        let next_token = decoder.optional(&mut members, "nextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "maxResults", decoders::max_results)?;
        Ok(Some(Self {
            prefixes,
            next_token,
            max_results,
        }))
    }
}

impl Encode for DescribeRepositoryCreationTemplatesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("prefixes", &self.prefixes, false),
                ("nextToken", &self.next_token, false),
                ("maxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for DescribeRepositoryCreationTemplatesRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `GetAccountSetting` (shape `GetAccountSettingRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetAccountSettingRequest {
    /// `name`, shape `AccountSettingName`: 1 to 64 characters.
    pub name: String,
}

impl Decode for GetAccountSettingRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let name = decoder.required(&mut members, "name", decoders::account_setting_name)?;
        let Some(name) = name else { return Ok(None) };
        Ok(Some(Self { name }))
    }
}

impl Encode for GetAccountSettingRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("name", &self.name, false)]);
    }
}

impl FromJson for GetAccountSettingRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `GetAuthorizationToken` (shape `GetAuthorizationTokenRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetAuthorizationTokenRequest {
    /// `registryIds`, shape `GetAuthorizationTokenRegistryIdList`: 1 to 10 items, deprecated.
    pub registry_ids: Option<Vec<AccountId>>,
}

impl Decode for GetAuthorizationTokenRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_ids = decoder.optional(
            &mut members,
            "registryIds",
            decoders::get_authorization_token_registry_id_list,
        )?;
        Ok(Some(Self { registry_ids }))
    }
}

impl Encode for GetAuthorizationTokenRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("registryIds", &self.registry_ids, false)]);
    }
}

impl FromJson for GetAuthorizationTokenRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `GetDownloadUrlForLayer` (shape `GetDownloadUrlForLayerRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetDownloadUrlForLayerRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `layerDigest`, shape `LayerDigest`: `[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+`.
    pub layer_digest: String,
}

impl Decode for GetDownloadUrlForLayerRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let layer_digest = decoder.required(&mut members, "layerDigest", decoders::layer_digest)?;
        let (Some(repository_name), Some(layer_digest)) = (repository_name, layer_digest) else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            layer_digest,
        }))
    }
}

impl Encode for GetDownloadUrlForLayerRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("layerDigest", &self.layer_digest, false),
            ],
        );
    }
}

impl FromJson for GetDownloadUrlForLayerRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `GetLifecyclePolicy` (shape `GetLifecyclePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetLifecyclePolicyRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
}

impl Decode for GetLifecyclePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let Some(repository_name) = repository_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
        }))
    }
}

impl Encode for GetLifecyclePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
            ],
        );
    }
}

impl FromJson for GetLifecyclePolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `GetLifecyclePolicyPreview` (shape `GetLifecyclePolicyPreviewRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetLifecyclePolicyPreviewRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `imageIds`, shape `ImageIdentifierList`: 1 to 100 items.
    pub image_ids: Option<Vec<ImageIdentifier>>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
    /// `maxResults`, shape `LifecyclePreviewMaxResults`: 1 to 100.
    pub max_results: Option<i64>,
    /// `filter`, shape `LifecyclePolicyPreviewFilter`.
    pub filter: Option<LifecyclePolicyPreviewFilter>,
}

impl Decode for GetLifecyclePolicyPreviewRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let image_ids = decoder.optional(&mut members, "imageIds", decoders::image_identifier_list)?;
        let next_token = decoder.optional(&mut members, "nextToken", decoders::next_token)?;
        let max_results = decoder.optional(
            &mut members,
            "maxResults",
            decoders::lifecycle_preview_max_results,
        )?;
        let filter = decoder.optional(&mut members, "filter", LifecyclePolicyPreviewFilter::decode)?;
        let Some(repository_name) = repository_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            image_ids,
            next_token,
            max_results,
            filter,
        }))
    }
}

impl Encode for GetLifecyclePolicyPreviewRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("imageIds", &self.image_ids, false),
                ("nextToken", &self.next_token, false),
                ("maxResults", &self.max_results, false),
                ("filter", &self.filter, false),
            ],
        );
    }
}

impl FromJson for GetLifecyclePolicyPreviewRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `GetRegistryPolicy` (shape `GetRegistryPolicyRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetRegistryPolicyRequest {}

impl Decode for GetRegistryPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        decoder.structure(value)?;
        Ok(Some(Self {}))
    }
}

impl Encode for GetRegistryPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

impl FromJson for GetRegistryPolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `GetRepositoryPolicy` (shape `GetRepositoryPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetRepositoryPolicyRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
}

impl Decode for GetRepositoryPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let Some(repository_name) = repository_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
        }))
    }
}

impl Encode for GetRepositoryPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
            ],
        );
    }
}

impl FromJson for GetRepositoryPolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `InitiateLayerUpload` (shape `InitiateLayerUploadRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct InitiateLayerUploadRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
}

impl Decode for InitiateLayerUploadRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let Some(repository_name) = repository_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
        }))
    }
}

impl Encode for InitiateLayerUploadRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
            ],
        );
    }
}

impl FromJson for InitiateLayerUploadRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListImageReferrers` (shape `ListImageReferrersRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListImageReferrersRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `subjectId`, shape `SubjectIdentifier`.
    pub subject_id: SubjectIdentifier,
    /// `filter`, shape `ListImageReferrersFilter`.
    pub filter: Option<ListImageReferrersFilter>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
    /// `maxResults`, shape `FiftyMaxResults`: 1 to 50.
    pub max_results: Option<i64>,
}

impl Decode for ListImageReferrersRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let subject_id = decoder.required(&mut members, "subjectId", SubjectIdentifier::decode)?;
        let filter = decoder.optional(&mut members, "filter", ListImageReferrersFilter::decode)?;
        let next_token = decoder.optional(&mut members, "nextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "maxResults", decoders::fifty_max_results)?;
        let (Some(repository_name), Some(subject_id)) = (repository_name, subject_id) else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            subject_id,
            filter,
            next_token,
            max_results,
        }))
    }
}

impl Encode for ListImageReferrersRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("subjectId", &self.subject_id, false),
                ("filter", &self.filter, false),
                ("nextToken", &self.next_token, false),
                ("maxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListImageReferrersRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListImages` (shape `ListImagesRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListImagesRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
    /// `maxResults`, shape `MaxResults`: 1 to 1000.
    pub max_results: Option<i64>,
    /// `filter`, shape `ListImagesFilter`.
    pub filter: Option<ListImagesFilter>,
}

impl Decode for ListImagesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let next_token = decoder.optional(&mut members, "nextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "maxResults", decoders::max_results)?;
        let filter = decoder.optional(&mut members, "filter", ListImagesFilter::decode)?;
        let Some(repository_name) = repository_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            next_token,
            max_results,
            filter,
        }))
    }
}

impl Encode for ListImagesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("nextToken", &self.next_token, false),
                ("maxResults", &self.max_results, false),
                ("filter", &self.filter, false),
            ],
        );
    }
}

impl FromJson for ListImagesRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListPullTimeUpdateExclusions` (shape `ListPullTimeUpdateExclusionsRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListPullTimeUpdateExclusionsRequest {
    /// `maxResults`, shape `MaxResults`: 1 to 1000.
    pub max_results: Option<i64>,
    /// `nextToken`, shape `NextToken`.
    pub next_token: Option<String>,
}

impl Decode for ListPullTimeUpdateExclusionsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let max_results = decoder.optional(&mut members, "maxResults", decoders::max_results)?;
        let next_token = decoder.optional(&mut members, "nextToken", decoders::next_token)?;
        Ok(Some(Self {
            max_results,
            next_token,
        }))
    }
}

impl Encode for ListPullTimeUpdateExclusionsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("maxResults", &self.max_results, false),
                ("nextToken", &self.next_token, false),
            ],
        );
    }
}

impl FromJson for ListPullTimeUpdateExclusionsRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListTagsForResource` (shape `ListTagsForResourceRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListTagsForResourceRequest {
    /// `resourceArn`, shape `Arn`.
    pub resource_arn: String,
}

impl Decode for ListTagsForResourceRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let resource_arn = decoder.required(&mut members, "resourceArn", decoders::arn)?;
        let Some(resource_arn) = resource_arn else {
            return Ok(None);
        };
        Ok(Some(Self { resource_arn }))
    }
}

impl Encode for ListTagsForResourceRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("resourceArn", &self.resource_arn, false)]);
    }
}

impl FromJson for ListTagsForResourceRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `PutAccountSetting` (shape `PutAccountSettingRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct PutAccountSettingRequest {
    /// `name`, shape `AccountSettingName`: 1 to 64 characters.
    pub name: String,
    /// `value`, shape `AccountSettingValue`.
    pub value: String,
}

impl Decode for PutAccountSettingRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let name = decoder.required(&mut members, "name", decoders::account_setting_name)?;
        let value = decoder.required(&mut members, "value", decoders::account_setting_value)?;
        let (Some(name), Some(value)) = (name, value) else {
            return Ok(None);
        };
        Ok(Some(Self { name, value }))
    }
}

impl Encode for PutAccountSettingRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("name", &self.name, false), ("value", &self.value, false)],
        );
    }
}

impl FromJson for PutAccountSettingRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `PutImage` (shape `PutImageRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct PutImageRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `imageManifest`, shape `ImageManifest`: 1 to 4194304 characters.
    pub image_manifest: String,
    /// `imageManifestMediaType`, shape `MediaType`.
    pub image_manifest_media_type: Option<String>,
    /// `imageTag`, shape `ImageTag`: 1 to 300 characters.
    pub image_tag: Option<String>,
    /// `imageDigest`, shape `ImageDigest`.
    pub image_digest: Option<String>,
}

impl Decode for PutImageRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let image_manifest = decoder.required(&mut members, "imageManifest", decoders::image_manifest)?;
        let image_manifest_media_type =
            decoder.optional(&mut members, "imageManifestMediaType", decoders::media_type)?;
        let image_tag = decoder.optional(&mut members, "imageTag", decoders::image_tag)?;
        let image_digest = decoder.optional(&mut members, "imageDigest", decoders::image_digest)?;
        let (Some(repository_name), Some(image_manifest)) = (repository_name, image_manifest) else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            image_manifest,
            image_manifest_media_type,
            image_tag,
            image_digest,
        }))
    }
}

impl Encode for PutImageRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("imageManifest", &self.image_manifest, false),
                ("imageManifestMediaType", &self.image_manifest_media_type, false),
                ("imageTag", &self.image_tag, false),
                ("imageDigest", &self.image_digest, false),
            ],
        );
    }
}

impl FromJson for PutImageRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `PutImageTagMutability` (shape `PutImageTagMutabilityRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct PutImageTagMutabilityRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `imageTagMutability`, shape `ImageTagMutability`.
    pub image_tag_mutability: ImageTagMutability,
    /// `imageTagMutabilityExclusionFilters`, shape `ImageTagMutabilityExclusionFilters`: 1 to 5 items.
    pub image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
}

impl Decode for PutImageTagMutabilityRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let image_tag_mutability =
            decoder.required(&mut members, "imageTagMutability", decoders::image_tag_mutability)?;
        let image_tag_mutability_exclusion_filters = decoder.optional(
            &mut members,
            "imageTagMutabilityExclusionFilters",
            decoders::image_tag_mutability_exclusion_filters,
        )?;
        let (Some(repository_name), Some(image_tag_mutability)) = (repository_name, image_tag_mutability)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            image_tag_mutability,
            image_tag_mutability_exclusion_filters,
        }))
    }
}

impl Encode for PutImageTagMutabilityRequest {
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

impl FromJson for PutImageTagMutabilityRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `PutLifecyclePolicy` (shape `PutLifecyclePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct PutLifecyclePolicyRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `lifecyclePolicyText`, shape `LifecyclePolicyText`: not checked here.
    pub lifecycle_policy_text: String,
}

impl Decode for PutLifecyclePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let lifecycle_policy_text = decoder.required(
            &mut members,
            "lifecyclePolicyText",
            decoders::unconstrained_lifecycle_policy_text,
        )?;
        let (Some(repository_name), Some(lifecycle_policy_text)) = (repository_name, lifecycle_policy_text)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            lifecycle_policy_text,
        }))
    }
}

impl Encode for PutLifecyclePolicyRequest {
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

impl FromJson for PutLifecyclePolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `PutRegistryPolicy` (shape `PutRegistryPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct PutRegistryPolicyRequest {
    /// `policyText`, shape `RegistryPolicyText`: 0 to 10240 characters.
    pub policy_text: String,
}

impl Decode for PutRegistryPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_text = decoder.required(&mut members, "policyText", decoders::registry_policy_text)?;
        let Some(policy_text) = policy_text else {
            return Ok(None);
        };
        Ok(Some(Self { policy_text }))
    }
}

impl Encode for PutRegistryPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("policyText", &self.policy_text, false)]);
    }
}

impl FromJson for PutRegistryPolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `RegisterPullTimeUpdateExclusion` (shape `RegisterPullTimeUpdateExclusionRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterPullTimeUpdateExclusionRequest {
    /// `principalArn`, shape `PrincipalArn`: to 200 characters, `^arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[\w+=,.@-]+(/[\w+=,.@-]+)*$`.
    pub principal_arn: String,
}

impl Decode for RegisterPullTimeUpdateExclusionRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let principal_arn = decoder.required(&mut members, "principalArn", decoders::principal_arn)?;
        let Some(principal_arn) = principal_arn else {
            return Ok(None);
        };
        Ok(Some(Self { principal_arn }))
    }
}

impl Encode for RegisterPullTimeUpdateExclusionRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("principalArn", &self.principal_arn, false)]);
    }
}

impl FromJson for RegisterPullTimeUpdateExclusionRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `SetRepositoryPolicy` (shape `SetRepositoryPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct SetRepositoryPolicyRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `policyText`, shape `RepositoryPolicyText`: 0 to 10240 characters.
    pub policy_text: String,
    /// `force`, shape `ForceFlag`.
    pub force: Option<bool>,
}

impl Decode for SetRepositoryPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let policy_text = decoder.required(&mut members, "policyText", decoders::repository_policy_text)?;
        let force = decoder.optional(&mut members, "force", decoders::force_flag)?;
        let (Some(repository_name), Some(policy_text)) = (repository_name, policy_text) else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            policy_text,
            force,
        }))
    }
}

impl Encode for SetRepositoryPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("policyText", &self.policy_text, false),
                ("force", &self.force, false),
            ],
        );
    }
}

impl FromJson for SetRepositoryPolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `StartLifecyclePolicyPreview` (shape `StartLifecyclePolicyPreviewRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct StartLifecyclePolicyPreviewRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `lifecyclePolicyText`, shape `LifecyclePolicyText`: not checked here.
    pub lifecycle_policy_text: Option<String>,
}

impl Decode for StartLifecyclePolicyPreviewRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let lifecycle_policy_text = decoder.optional(
            &mut members,
            "lifecyclePolicyText",
            decoders::unconstrained_lifecycle_policy_text,
        )?;
        let Some(repository_name) = repository_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            lifecycle_policy_text,
        }))
    }
}

impl Encode for StartLifecyclePolicyPreviewRequest {
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

impl FromJson for StartLifecyclePolicyPreviewRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `TagResource` (shape `TagResourceRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct TagResourceRequest {
    /// `resourceArn`, shape `Arn`.
    pub resource_arn: String,
    /// `tags`, shape `TagList`.
    pub tags: Vec<Tag>,
}

impl Decode for TagResourceRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let resource_arn = decoder.required(&mut members, "resourceArn", decoders::arn)?;
        let tags = decoder.required(&mut members, "tags", decoders::tag_list)?;
        let (Some(resource_arn), Some(tags)) = (resource_arn, tags) else {
            return Ok(None);
        };
        Ok(Some(Self { resource_arn, tags }))
    }
}

impl Encode for TagResourceRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("resourceArn", &self.resource_arn, false),
                ("tags", &self.tags, false),
            ],
        );
    }
}

impl FromJson for TagResourceRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `UntagResource` (shape `UntagResourceRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UntagResourceRequest {
    /// `resourceArn`, shape `Arn`.
    pub resource_arn: String,
    /// `tagKeys`, shape `TagKeyList`.
    pub tag_keys: Vec<String>,
}

impl Decode for UntagResourceRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let resource_arn = decoder.required(&mut members, "resourceArn", decoders::arn)?;
        let tag_keys = decoder.required(&mut members, "tagKeys", decoders::tag_key_list)?;
        let (Some(resource_arn), Some(tag_keys)) = (resource_arn, tag_keys) else {
            return Ok(None);
        };
        Ok(Some(Self {
            resource_arn,
            tag_keys,
        }))
    }
}

impl Encode for UntagResourceRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("resourceArn", &self.resource_arn, false),
                ("tagKeys", &self.tag_keys, false),
            ],
        );
    }
}

impl FromJson for UntagResourceRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `UpdateImageStorageClass` (shape `UpdateImageStorageClassRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateImageStorageClassRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `imageId`, shape `ImageIdentifier`.
    pub image_id: ImageIdentifier,
    /// `targetStorageClass`, shape `TargetStorageClass`.
    pub target_storage_class: TargetStorageClass,
}

impl Decode for UpdateImageStorageClassRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let image_id = decoder.required(&mut members, "imageId", ImageIdentifier::decode)?;
        let target_storage_class =
            decoder.required(&mut members, "targetStorageClass", decoders::target_storage_class)?;
        let (Some(repository_name), Some(image_id), Some(target_storage_class)) =
            (repository_name, image_id, target_storage_class)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            image_id,
            target_storage_class,
        }))
    }
}

impl Encode for UpdateImageStorageClassRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("imageId", &self.image_id, false),
                ("targetStorageClass", &self.target_storage_class, false),
            ],
        );
    }
}

impl FromJson for UpdateImageStorageClassRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `UpdateRepositoryCreationTemplate` (shape `UpdateRepositoryCreationTemplateRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateRepositoryCreationTemplateRequest {
    /// `prefix`, shape `Prefix`: 1 to 256 characters, `^([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\/?|ROOT)$`.
    pub prefix: String,
    /// `description`, shape `RepositoryTemplateDescription`: to 256 characters.
    pub description: Option<String>,
    /// `encryptionConfiguration`, shape `EncryptionConfigurationForRepositoryCreationTemplate`.
    pub encryption_configuration: Option<EncryptionConfigurationForRepositoryCreationTemplate>,
    /// `resourceTags`, shape `TagList`.
    pub resource_tags: Option<Vec<Tag>>,
    /// `imageTagMutability`, shape `ImageTagMutability`.
    pub image_tag_mutability: Option<ImageTagMutability>,
    /// `imageTagMutabilityExclusionFilters`, shape `ImageTagMutabilityExclusionFilters`: 1 to 5 items.
    pub image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
    /// `repositoryPolicy`, shape `RepositoryPolicyText`: 0 to 10240 characters.
    pub repository_policy: Option<String>,
    /// `lifecyclePolicy`, shape `LifecyclePolicyTextForRepositoryCreationTemplate`: 0 to 30720 characters.
    pub lifecycle_policy: Option<String>,
    /// `appliedFor`, shape `RCTAppliedForList`.
    pub applied_for: Option<Vec<RCTAppliedFor>>,
    /// `customRoleArn`, shape `CustomRoleArn`: to 2048 characters.
    pub custom_role_arn: Option<String>,
}

impl Decode for UpdateRepositoryCreationTemplateRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let prefix = decoder.required(&mut members, "prefix", decoders::prefix)?;
        let description = decoder.optional(
            &mut members,
            "description",
            decoders::repository_template_description,
        )?;
        let encryption_configuration = decoder.optional(
            &mut members,
            "encryptionConfiguration",
            EncryptionConfigurationForRepositoryCreationTemplate::decode,
        )?;
        let resource_tags = decoder.optional(&mut members, "resourceTags", decoders::tag_list)?;
        let image_tag_mutability =
            decoder.optional(&mut members, "imageTagMutability", decoders::image_tag_mutability)?;
        let image_tag_mutability_exclusion_filters = decoder.optional(
            &mut members,
            "imageTagMutabilityExclusionFilters",
            decoders::image_tag_mutability_exclusion_filters,
        )?;
        let repository_policy =
            decoder.optional(&mut members, "repositoryPolicy", decoders::repository_policy_text)?;
        let lifecycle_policy = decoder.optional(
            &mut members,
            "lifecyclePolicy",
            decoders::lifecycle_policy_text_for_repository_creation_template,
        )?;
        let applied_for = decoder.optional(&mut members, "appliedFor", decoders::rct_applied_for_list)?;
        let custom_role_arn = decoder.optional(&mut members, "customRoleArn", decoders::custom_role_arn)?;
        let Some(prefix) = prefix else { return Ok(None) };
        Ok(Some(Self {
            prefix,
            description,
            encryption_configuration,
            resource_tags,
            image_tag_mutability,
            image_tag_mutability_exclusion_filters,
            repository_policy,
            lifecycle_policy,
            applied_for,
            custom_role_arn,
        }))
    }
}

impl Encode for UpdateRepositoryCreationTemplateRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("prefix", &self.prefix, false),
                ("description", &self.description, false),
                ("encryptionConfiguration", &self.encryption_configuration, false),
                ("resourceTags", &self.resource_tags, false),
                ("imageTagMutability", &self.image_tag_mutability, false),
                (
                    "imageTagMutabilityExclusionFilters",
                    &self.image_tag_mutability_exclusion_filters,
                    false,
                ),
                ("repositoryPolicy", &self.repository_policy, false),
                ("lifecyclePolicy", &self.lifecycle_policy, false),
                ("appliedFor", &self.applied_for, false),
                ("customRoleArn", &self.custom_role_arn, false),
            ],
        );
    }
}

impl FromJson for UpdateRepositoryCreationTemplateRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `UploadLayerPart` (shape `UploadLayerPartRequest`).
#[derive(Clone, PartialEq)]
pub struct UploadLayerPartRequest {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: RepositoryName,
    /// `uploadId`, shape `UploadId`: `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`.
    pub upload_id: String,
    /// `partFirstByte`, shape `PartSize`: from 0.
    pub part_first_byte: i64,
    /// `partLastByte`, shape `PartSize`: from 0.
    pub part_last_byte: i64,
    /// `layerPartBlob`, shape `LayerPartBlob`: 0 to 20971520 bytes.
    pub layer_part_blob: Bytes,
}

impl std::fmt::Debug for UploadLayerPartRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UploadLayerPartRequest")
            .field("registry_id", &self.registry_id)
            .field("repository_name", &self.repository_name)
            .field("upload_id", &self.upload_id)
            .field("part_first_byte", &self.part_first_byte)
            .field("part_last_byte", &self.part_last_byte)
            .field("layer_part_blob", &format_args!("…"))
            .finish()
    }
}

impl Decode for UploadLayerPartRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let registry_id = decoder.optional(&mut members, "registryId", decoders::registry_id)?;
        let repository_name = decoder.required(&mut members, "repositoryName", decoders::repository_name)?;
        let upload_id = decoder.required(&mut members, "uploadId", decoders::upload_id)?;
        let part_first_byte = decoder.required(&mut members, "partFirstByte", decoders::part_size)?;
        let part_last_byte = decoder.required(&mut members, "partLastByte", decoders::part_size)?;
        let layer_part_blob = decoder.required(&mut members, "layerPartBlob", decoders::layer_part_blob)?;
        let (
            Some(repository_name),
            Some(upload_id),
            Some(part_first_byte),
            Some(part_last_byte),
            Some(layer_part_blob),
        ) = (
            repository_name,
            upload_id,
            part_first_byte,
            part_last_byte,
            layer_part_blob,
        )
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            registry_id,
            repository_name,
            upload_id,
            part_first_byte,
            part_last_byte,
            layer_part_blob,
        }))
    }
}

impl Encode for UploadLayerPartRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("uploadId", &self.upload_id, false),
                ("partFirstByte", &self.part_first_byte, false),
                ("partLastByte", &self.part_last_byte, false),
                ("layerPartBlob", &self.layer_part_blob, false),
            ],
        );
    }
}

impl FromJson for UploadLayerPartRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}
