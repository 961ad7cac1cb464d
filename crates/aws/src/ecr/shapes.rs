// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! The structures inside inputs and outputs.

use super::decoders;
use super::{
    ArtifactStatus, ArtifactStatusFilter, EncryptionType, FindingSeverity, ImageActionType, ImageFailureCode,
    ImageStatus, ImageStatusFilter, ImageTagMutability, ImageTagMutabilityExclusionFilterType,
    LayerAvailability, LayerFailureCode, LifecyclePolicyStorageClass, LifecyclePolicyTargetStorageClass,
    RCTAppliedFor, RepositoryFilterType, ScanStatus, TagStatus,
};
use crate::AccountId;
use crate::Timestamp;
use crate::decode::{Decode, Decoded, Decoder};
use crate::encode::{self, Encode, Sink};
use crate::json::Json;
use std::collections::BTreeMap;
use wharf_oci::name::RepositoryName;

/// Shape `AuthorizationData`.
#[derive(Clone, PartialEq, Default)]
pub struct AuthorizationData {
    /// `authorizationToken`, shape `Base64`: `^\S+$`.
    pub authorization_token: Option<String>,
    /// `expiresAt`, shape `ExpirationTimestamp`.
    pub expires_at: Option<Timestamp>,
    /// `proxyEndpoint`, shape `ProxyEndpoint`.
    pub proxy_endpoint: Option<String>,
}

impl std::fmt::Debug for AuthorizationData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AuthorizationData")
            .field("authorization_token", &format_args!("…"))
            .field("expires_at", &self.expires_at)
            .field("proxy_endpoint", &self.proxy_endpoint)
            .finish()
    }
}

impl Encode for AuthorizationData {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("authorizationToken", &self.authorization_token, true),
                ("expiresAt", &self.expires_at, false),
                ("proxyEndpoint", &self.proxy_endpoint, false),
            ],
        );
    }
}

/// Shape `DeleteReplication`.
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteReplication {
    /// `enabled`, shape `DeleteReplicationFlag`.
    pub enabled: bool,
}

impl Encode for DeleteReplication {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("enabled", &self.enabled, false)]);
    }
}

/// Shape `DescribeImagesFilter`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeImagesFilter {
    /// `tagStatus`, shape `TagStatus`.
    pub tag_status: Option<TagStatus>,
    /// `imageStatus`, shape `ImageStatusFilter`.
    pub image_status: Option<ImageStatusFilter>,
}

impl Decode for DescribeImagesFilter {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let tag_status = decoder.optional(&mut members, "tagStatus", decoders::tag_status)?;
        let image_status = decoder.optional(&mut members, "imageStatus", decoders::image_status_filter)?;
        Ok(Some(Self {
            tag_status,
            image_status,
        }))
    }
}

impl Encode for DescribeImagesFilter {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("tagStatus", &self.tag_status, false),
                ("imageStatus", &self.image_status, false),
            ],
        );
    }
}

/// Shape `EncryptionConfiguration`.
#[derive(Debug, Clone, PartialEq)]
pub struct EncryptionConfiguration {
    /// `encryptionType`, shape `EncryptionType`.
    pub encryption_type: EncryptionType,
    /// `kmsKey`, shape `KmsKey`: 1 to 2048 characters.
    pub kms_key: Option<String>,
}

impl Decode for EncryptionConfiguration {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let encryption_type = decoder.required(&mut members, "encryptionType", decoders::encryption_type)?;
        let kms_key = decoder.optional(&mut members, "kmsKey", decoders::kms_key)?;
        let Some(encryption_type) = encryption_type else {
            return Ok(None);
        };
        Ok(Some(Self {
            encryption_type,
            kms_key,
        }))
    }
}

impl Encode for EncryptionConfiguration {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("encryptionType", &self.encryption_type, false),
                ("kmsKey", &self.kms_key, false),
            ],
        );
    }
}

/// Shape `EncryptionConfigurationForRepositoryCreationTemplate`.
#[derive(Debug, Clone, PartialEq)]
pub struct EncryptionConfigurationForRepositoryCreationTemplate {
    /// `encryptionType`, shape `EncryptionType`.
    pub encryption_type: EncryptionType,
    /// `kmsKey`, shape `KmsKeyForRepositoryCreationTemplate`: 0 to 2048 characters, `^$|arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key\/[a-z0-9-]+`.
    pub kms_key: Option<String>,
}

impl Decode for EncryptionConfigurationForRepositoryCreationTemplate {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let encryption_type = decoder.required(&mut members, "encryptionType", decoders::encryption_type)?;
        let kms_key = decoder.optional(
            &mut members,
            "kmsKey",
            decoders::kms_key_for_repository_creation_template,
        )?;
        let Some(encryption_type) = encryption_type else {
            return Ok(None);
        };
        Ok(Some(Self {
            encryption_type,
            kms_key,
        }))
    }
}

impl Encode for EncryptionConfigurationForRepositoryCreationTemplate {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("encryptionType", &self.encryption_type, false),
                ("kmsKey", &self.kms_key, false),
            ],
        );
    }
}

/// Shape `Image`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Image {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `imageId`, shape `ImageIdentifier`.
    pub image_id: Option<ImageIdentifier>,
    /// `imageManifest`, shape `ImageManifest`: 1 to 4194304 characters.
    pub image_manifest: Option<String>,
    /// `imageManifestMediaType`, shape `MediaType`.
    pub image_manifest_media_type: Option<String>,
}

impl Encode for Image {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("imageId", &self.image_id, false),
                ("imageManifest", &self.image_manifest, false),
                ("imageManifestMediaType", &self.image_manifest_media_type, false),
            ],
        );
    }
}

/// Shape `ImageDetail`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImageDetail {
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `imageDigest`, shape `ImageDigest`.
    pub image_digest: Option<String>,
    /// `imageTags`, shape `ImageTagList`.
    pub image_tags: Option<Vec<String>>,
    /// `imageSizeInBytes`, shape `ImageSizeInBytes`.
    pub image_size_in_bytes: Option<i64>,
    /// `imagePushedAt`, shape `PushTimestamp`.
    pub image_pushed_at: Option<Timestamp>,
    /// `imageScanStatus`, shape `ImageScanStatus`.
    pub image_scan_status: Option<ImageScanStatus>,
    /// `imageScanFindingsSummary`, shape `ImageScanFindingsSummary`.
    pub image_scan_findings_summary: Option<ImageScanFindingsSummary>,
    /// `imageManifestMediaType`, shape `MediaType`.
    pub image_manifest_media_type: Option<String>,
    /// `artifactMediaType`, shape `MediaType`.
    pub artifact_media_type: Option<String>,
    /// `lastRecordedPullTime`, shape `RecordedPullTimestamp`.
    pub last_recorded_pull_time: Option<Timestamp>,
    /// `subjectManifestDigest`, shape `ImageDigest`.
    pub subject_manifest_digest: Option<String>,
    /// `imageStatus`, shape `ImageStatus`.
    pub image_status: Option<ImageStatus>,
    /// `lastArchivedAt`, shape `LastArchivedAtTimestamp`.
    pub last_archived_at: Option<Timestamp>,
    /// `lastActivatedAt`, shape `LastActivatedAtTimestamp`.
    pub last_activated_at: Option<Timestamp>,
}

impl Encode for ImageDetail {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("imageDigest", &self.image_digest, false),
                ("imageTags", &self.image_tags, false),
                ("imageSizeInBytes", &self.image_size_in_bytes, false),
                ("imagePushedAt", &self.image_pushed_at, false),
                ("imageScanStatus", &self.image_scan_status, false),
                (
                    "imageScanFindingsSummary",
                    &self.image_scan_findings_summary,
                    false,
                ),
                ("imageManifestMediaType", &self.image_manifest_media_type, false),
                ("artifactMediaType", &self.artifact_media_type, false),
                ("lastRecordedPullTime", &self.last_recorded_pull_time, false),
                ("subjectManifestDigest", &self.subject_manifest_digest, false),
                ("imageStatus", &self.image_status, false),
                ("lastArchivedAt", &self.last_archived_at, false),
                ("lastActivatedAt", &self.last_activated_at, false),
            ],
        );
    }
}

/// Shape `ImageFailure`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImageFailure {
    /// `imageId`, shape `ImageIdentifier`.
    pub image_id: Option<ImageIdentifier>,
    /// `failureCode`, shape `ImageFailureCode`.
    pub failure_code: Option<ImageFailureCode>,
    /// `failureReason`, shape `ImageFailureReason`.
    pub failure_reason: Option<String>,
}

impl Encode for ImageFailure {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("imageId", &self.image_id, false),
                ("failureCode", &self.failure_code, false),
                ("failureReason", &self.failure_reason, false),
            ],
        );
    }
}

/// Shape `ImageIdentifier`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImageIdentifier {
    /// `imageDigest`, shape `ImageDigest`.
    pub image_digest: Option<String>,
    /// `imageTag`, shape `ImageTag`: not checked here.
    pub image_tag: Option<String>,
}

impl Decode for ImageIdentifier {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let image_digest = decoder.optional(&mut members, "imageDigest", decoders::image_digest)?;
        let image_tag = decoder.optional(&mut members, "imageTag", decoders::unconstrained_image_tag)?;
        Ok(Some(Self {
            image_digest,
            image_tag,
        }))
    }
}

impl Encode for ImageIdentifier {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("imageDigest", &self.image_digest, false),
                ("imageTag", &self.image_tag, false),
            ],
        );
    }
}

/// Shape `ImageReferrer`.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageReferrer {
    /// `digest`, shape `ImageDigest`.
    pub digest: String,
    /// `mediaType`, shape `MediaType`.
    pub media_type: String,
    /// `artifactType`, shape `ArtifactType`: 1 to 255 characters.
    pub artifact_type: Option<String>,
    /// `size`, shape `ImageSizeInBytes`.
    pub size: i64,
    /// `annotations`, shape `Annotations`.
    pub annotations: Option<BTreeMap<String, String>>,
    /// `artifactStatus`, shape `ArtifactStatus`.
    pub artifact_status: Option<ArtifactStatus>,
}

impl Encode for ImageReferrer {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("digest", &self.digest, false),
                ("mediaType", &self.media_type, false),
                ("artifactType", &self.artifact_type, false),
                ("size", &self.size, false),
                ("annotations", &self.annotations, false),
                ("artifactStatus", &self.artifact_status, false),
            ],
        );
    }
}

/// Shape `ImageScanFindingsSummary`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImageScanFindingsSummary {
    /// `imageScanCompletedAt`, shape `ScanTimestamp`.
    pub image_scan_completed_at: Option<Timestamp>,
    /// `vulnerabilitySourceUpdatedAt`, shape `VulnerabilitySourceUpdateTimestamp`.
    pub vulnerability_source_updated_at: Option<Timestamp>,
    /// `findingSeverityCounts`, shape `FindingSeverityCounts`.
    pub finding_severity_counts: Option<BTreeMap<FindingSeverity, i64>>,
}

impl Encode for ImageScanFindingsSummary {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("imageScanCompletedAt", &self.image_scan_completed_at, false),
                (
                    "vulnerabilitySourceUpdatedAt",
                    &self.vulnerability_source_updated_at,
                    false,
                ),
                ("findingSeverityCounts", &self.finding_severity_counts, false),
            ],
        );
    }
}

/// Shape `ImageScanStatus`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImageScanStatus {
    /// `status`, shape `ScanStatus`.
    pub status: Option<ScanStatus>,
    /// `description`, shape `ScanStatusDescription`.
    pub description: Option<String>,
}

impl Encode for ImageScanStatus {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("status", &self.status, false),
                ("description", &self.description, false),
            ],
        );
    }
}

/// Shape `ImageScanningConfiguration`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImageScanningConfiguration {
    /// `scanOnPush`, shape `ScanOnPushFlag`.
    pub scan_on_push: Option<bool>,
}

impl Decode for ImageScanningConfiguration {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let scan_on_push = decoder.optional(&mut members, "scanOnPush", decoders::scan_on_push_flag)?;
        Ok(Some(Self { scan_on_push }))
    }
}

impl Encode for ImageScanningConfiguration {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("scanOnPush", &self.scan_on_push, false)]);
    }
}

/// Shape `ImageTagMutabilityExclusionFilter`.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageTagMutabilityExclusionFilter {
    /// `filterType`, shape `ImageTagMutabilityExclusionFilterType`.
    pub filter_type: ImageTagMutabilityExclusionFilterType,
    /// `filter`, shape `ImageTagMutabilityExclusionFilterValue`: 1 to 128 characters, `^[0-9a-zA-Z._*-]{1,128}$`.
    pub filter: String,
}

impl Decode for ImageTagMutabilityExclusionFilter {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let filter_type = decoder.required(
            &mut members,
            "filterType",
            decoders::image_tag_mutability_exclusion_filter_type,
        )?;
        let filter = decoder.required(
            &mut members,
            "filter",
            decoders::image_tag_mutability_exclusion_filter_value,
        )?;
        let (Some(filter_type), Some(filter)) = (filter_type, filter) else {
            return Ok(None);
        };
        Ok(Some(Self { filter_type, filter }))
    }
}

impl Encode for ImageTagMutabilityExclusionFilter {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("filterType", &self.filter_type, false),
                ("filter", &self.filter, false),
            ],
        );
    }
}

/// Shape `Layer`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layer {
    /// `layerDigest`, shape `LayerDigest`: `[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+`.
    pub layer_digest: Option<String>,
    /// `layerAvailability`, shape `LayerAvailability`.
    pub layer_availability: Option<LayerAvailability>,
    /// `layerSize`, shape `LayerSizeInBytes`.
    pub layer_size: Option<i64>,
    /// `mediaType`, shape `MediaType`.
    pub media_type: Option<String>,
}

impl Encode for Layer {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("layerDigest", &self.layer_digest, false),
                ("layerAvailability", &self.layer_availability, false),
                ("layerSize", &self.layer_size, false),
                ("mediaType", &self.media_type, false),
            ],
        );
    }
}

/// Shape `LayerFailure`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LayerFailure {
    /// `layerDigest`, shape `BatchedOperationLayerDigest`: 0 to 1000 characters.
    pub layer_digest: Option<String>,
    /// `failureCode`, shape `LayerFailureCode`.
    pub failure_code: Option<LayerFailureCode>,
    /// `failureReason`, shape `LayerFailureReason`.
    pub failure_reason: Option<String>,
}

impl Encode for LayerFailure {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("layerDigest", &self.layer_digest, false),
                ("failureCode", &self.failure_code, false),
                ("failureReason", &self.failure_reason, false),
            ],
        );
    }
}

/// Shape `LifecyclePolicyPreviewFilter`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LifecyclePolicyPreviewFilter {
    /// `tagStatus`, shape `TagStatus`.
    pub tag_status: Option<TagStatus>,
}

impl Decode for LifecyclePolicyPreviewFilter {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let tag_status = decoder.optional(&mut members, "tagStatus", decoders::tag_status)?;
        Ok(Some(Self { tag_status }))
    }
}

impl Encode for LifecyclePolicyPreviewFilter {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("tagStatus", &self.tag_status, false)]);
    }
}

/// Shape `LifecyclePolicyPreviewResult`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LifecyclePolicyPreviewResult {
    /// `imageTags`, shape `ImageTagList`.
    pub image_tags: Option<Vec<String>>,
    /// `imageDigest`, shape `ImageDigest`.
    pub image_digest: Option<String>,
    /// `imagePushedAt`, shape `PushTimestamp`.
    pub image_pushed_at: Option<Timestamp>,
    /// `action`, shape `LifecyclePolicyRuleAction`.
    pub action: Option<LifecyclePolicyRuleAction>,
    /// `appliedRulePriority`, shape `LifecyclePolicyRulePriority`: from 1.
    pub applied_rule_priority: Option<i64>,
    /// `storageClass`, shape `LifecyclePolicyStorageClass`.
    pub storage_class: Option<LifecyclePolicyStorageClass>,
}

impl Encode for LifecyclePolicyPreviewResult {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("imageTags", &self.image_tags, false),
                ("imageDigest", &self.image_digest, false),
                ("imagePushedAt", &self.image_pushed_at, false),
                ("action", &self.action, false),
                ("appliedRulePriority", &self.applied_rule_priority, false),
                ("storageClass", &self.storage_class, false),
            ],
        );
    }
}

/// Shape `LifecyclePolicyPreviewSummary`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LifecyclePolicyPreviewSummary {
    /// `expiringImageTotalCount`, shape `ImageCount`: from 0.
    pub expiring_image_total_count: Option<i64>,
    /// `transitioningImageTotalCounts`, shape `TransitioningImageTotalCounts`.
    pub transitioning_image_total_counts: Option<Vec<TransitioningImageTotalCount>>,
}

impl Encode for LifecyclePolicyPreviewSummary {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("expiringImageTotalCount", &self.expiring_image_total_count, false),
                (
                    "transitioningImageTotalCounts",
                    &self.transitioning_image_total_counts,
                    false,
                ),
            ],
        );
    }
}

/// Shape `LifecyclePolicyRuleAction`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LifecyclePolicyRuleAction {
    /// `type`, shape `ImageActionType`.
    pub r#type: Option<ImageActionType>,
    /// `targetStorageClass`, shape `LifecyclePolicyTargetStorageClass`.
    pub target_storage_class: Option<LifecyclePolicyTargetStorageClass>,
}

impl Encode for LifecyclePolicyRuleAction {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("type", &self.r#type, false),
                ("targetStorageClass", &self.target_storage_class, false),
            ],
        );
    }
}

/// Shape `ListImageReferrersFilter`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListImageReferrersFilter {
    /// `artifactTypes`, shape `ArtifactTypeList`: 0 to 5 items.
    pub artifact_types: Option<Vec<String>>,
    /// `artifactStatus`, shape `ArtifactStatusFilter`.
    pub artifact_status: Option<ArtifactStatusFilter>,
}

impl Decode for ListImageReferrersFilter {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let artifact_types = decoder.optional(&mut members, "artifactTypes", decoders::artifact_type_list)?;
        let artifact_status =
            decoder.optional(&mut members, "artifactStatus", decoders::artifact_status_filter)?;
        Ok(Some(Self {
            artifact_types,
            artifact_status,
        }))
    }
}

impl Encode for ListImageReferrersFilter {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("artifactTypes", &self.artifact_types, false),
                ("artifactStatus", &self.artifact_status, false),
            ],
        );
    }
}

/// Shape `ListImagesFilter`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListImagesFilter {
    /// `tagStatus`, shape `TagStatus`.
    pub tag_status: Option<TagStatus>,
    /// `imageStatus`, shape `ImageStatusFilter`.
    pub image_status: Option<ImageStatusFilter>,
}

impl Decode for ListImagesFilter {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let tag_status = decoder.optional(&mut members, "tagStatus", decoders::tag_status)?;
        let image_status = decoder.optional(&mut members, "imageStatus", decoders::image_status_filter)?;
        Ok(Some(Self {
            tag_status,
            image_status,
        }))
    }
}

impl Encode for ListImagesFilter {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("tagStatus", &self.tag_status, false),
                ("imageStatus", &self.image_status, false),
            ],
        );
    }
}

/// Shape `ReplicationConfiguration`.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplicationConfiguration {
    /// `rules`, shape `ReplicationRuleList`: 0 to 25 items.
    pub rules: Vec<ReplicationRule>,
}

impl Encode for ReplicationConfiguration {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("rules", &self.rules, false)]);
    }
}

/// Shape `ReplicationDestination`.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplicationDestination {
    /// `region`, shape `Region`: 2 to 25 characters, `[0-9a-z-]{2,25}`.
    pub region: String,
    /// `registryId`, shape `RegistryId`.
    pub registry_id: AccountId,
}

impl Encode for ReplicationDestination {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("region", &self.region, false),
                ("registryId", &self.registry_id, false),
            ],
        );
    }
}

/// Shape `ReplicationRule`.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplicationRule {
    /// `destinations`, shape `ReplicationDestinationList`: 0 to 100 items.
    pub destinations: Vec<ReplicationDestination>,
    /// `repositoryFilters`, shape `RepositoryFilterList`: 1 to 100 items.
    pub repository_filters: Option<Vec<RepositoryFilter>>,
    /// `deleteReplication`, shape `DeleteReplication`.
    pub delete_replication: Option<DeleteReplication>,
}

impl Encode for ReplicationRule {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("destinations", &self.destinations, false),
                ("repositoryFilters", &self.repository_filters, false),
                ("deleteReplication", &self.delete_replication, false),
            ],
        );
    }
}

/// Shape `Repository`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Repository {
    /// `repositoryArn`, shape `Arn`.
    pub repository_arn: Option<String>,
    /// `registryId`, shape `RegistryId`.
    pub registry_id: Option<AccountId>,
    /// `repositoryName`, shape `RepositoryName`: 2 to 256 characters.
    pub repository_name: Option<RepositoryName>,
    /// `repositoryUri`, shape `Url`.
    pub repository_uri: Option<String>,
    /// `createdAt`, shape `CreationTimestamp`.
    pub created_at: Option<Timestamp>,
    /// `imageTagMutability`, shape `ImageTagMutability`.
    pub image_tag_mutability: Option<ImageTagMutability>,
    /// `imageTagMutabilityExclusionFilters`, shape `ImageTagMutabilityExclusionFilters`: 1 to 5 items.
    pub image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>>,
    /// `imageScanningConfiguration`, shape `ImageScanningConfiguration`.
    pub image_scanning_configuration: Option<ImageScanningConfiguration>,
    /// `encryptionConfiguration`, shape `EncryptionConfiguration`.
    pub encryption_configuration: Option<EncryptionConfiguration>,
}

impl Encode for Repository {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("repositoryArn", &self.repository_arn, false),
                ("registryId", &self.registry_id, false),
                ("repositoryName", &self.repository_name, false),
                ("repositoryUri", &self.repository_uri, false),
                ("createdAt", &self.created_at, false),
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

/// Shape `RepositoryCreationTemplate`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RepositoryCreationTemplate {
    /// `prefix`, shape `Prefix`: 1 to 256 characters, `^([a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\/?|ROOT)$`.
    pub prefix: Option<String>,
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
    /// `createdAt`, shape `Date`.
    pub created_at: Option<Timestamp>,
    /// `updatedAt`, shape `Date`.
    pub updated_at: Option<Timestamp>,
}

impl Encode for RepositoryCreationTemplate {
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
                ("createdAt", &self.created_at, false),
                ("updatedAt", &self.updated_at, false),
            ],
        );
    }
}

/// Shape `RepositoryFilter`.
#[derive(Debug, Clone, PartialEq)]
pub struct RepositoryFilter {
    /// `filter`, shape `RepositoryFilterValue`: 2 to 256 characters, `^(?:[a-z0-9]+(?:[._-][a-z0-9]*)*/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$`.
    pub filter: String,
    /// `filterType`, shape `RepositoryFilterType`.
    pub filter_type: RepositoryFilterType,
}

impl Encode for RepositoryFilter {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("filter", &self.filter, false),
                ("filterType", &self.filter_type, false),
            ],
        );
    }
}

/// Shape `SubjectIdentifier`.
#[derive(Debug, Clone, PartialEq)]
pub struct SubjectIdentifier {
    /// `imageDigest`, shape `ImageDigest`.
    pub image_digest: String,
}

impl Decode for SubjectIdentifier {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let image_digest = decoder.required(&mut members, "imageDigest", decoders::image_digest)?;
        let Some(image_digest) = image_digest else {
            return Ok(None);
        };
        Ok(Some(Self { image_digest }))
    }
}

impl Encode for SubjectIdentifier {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("imageDigest", &self.image_digest, false)]);
    }
}

/// Shape `Tag`.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// `Key`, shape `TagKey`.
    pub key: String,
    /// `Value`, shape `TagValue`.
    pub value: String,
}

impl Decode for Tag {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let key = decoder.required(&mut members, "Key", decoders::tag_key)?;
        let value = decoder.required(&mut members, "Value", decoders::tag_value)?;
        let (Some(key), Some(value)) = (key, value) else {
            return Ok(None);
        };
        Ok(Some(Self { key, value }))
    }
}

impl Encode for Tag {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Key", &self.key, false), ("Value", &self.value, false)]);
    }
}

/// Shape `TransitioningImageTotalCount`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TransitioningImageTotalCount {
    /// `targetStorageClass`, shape `LifecyclePolicyTargetStorageClass`.
    pub target_storage_class: Option<LifecyclePolicyTargetStorageClass>,
    /// `imageTotalCount`, shape `ImageCount`: from 0.
    pub image_total_count: Option<i64>,
}

impl Encode for TransitioningImageTotalCount {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("targetStorageClass", &self.target_storage_class, false),
                ("imageTotalCount", &self.image_total_count, false),
            ],
        );
    }
}
