// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! The structures inside inputs and outputs.

use super::decoders;
use super::{
    ArtifactStatus, ArtifactStatusFilter, EncryptionType, FindingSeverity, ImageActionType, ImageFailureCode,
    ImageStatus, ImageStatusFilter, ImageTagMutability, ImageTagMutabilityExclusionFilterType,
    LayerAvailability, LayerFailureCode, LifecyclePolicyStorageClass, LifecyclePolicyTargetStorageClass,
    RCTAppliedFor, ReplicationBackfillResultStatus, ReplicationBackfillStatus, ReplicationStatus,
    RepositoryFilterType, ScanFrequency, ScanStatus, ScanType, ScanningConfigurationFailureCode,
    ScanningRepositoryFilterType, SigningRepositoryFilterType, SigningStatus, TagStatus, UpstreamRegistry,
};
use crate::AccountId;
use crate::Timestamp;
use crate::structure::structures;
use std::collections::BTreeMap;
use wharf_oci::name::RepositoryName;

structures! {
    /// Shape `Attribute`.
    Attribute() {
        key: String = "key";
        value: Option<String> = "value";
    }
    /// Shape `AuthorizationData`.
    AuthorizationData(Default) {
        authorization_token: Option<String> = secret "authorizationToken";
        expires_at: Option<Timestamp> = "expiresAt";
        proxy_endpoint: Option<String> = "proxyEndpoint";
    }
    /// Shape `AwsEcrContainerImageDetails`.
    AwsEcrContainerImageDetails(Default) {
        architecture: Option<String> = "architecture";
        author: Option<String> = "author";
        image_hash: Option<String> = "imageHash";
        image_tags: Option<Vec<String>> = "imageTags";
        platform: Option<String> = "platform";
        pushed_at: Option<Timestamp> = "pushedAt";
        last_in_use_at: Option<Timestamp> = "lastInUseAt";
        in_use_count: Option<i64> = "inUseCount";
        registry: Option<AccountId> = "registry";
        repository_name: Option<RepositoryName> = "repositoryName";
    }
    /// Shape `CvssScore`.
    CvssScore(Default) {
        base_score: Option<f64> = "baseScore";
        scoring_vector: Option<String> = "scoringVector";
        source: Option<String> = "source";
        version: Option<String> = "version";
    }
    /// Shape `CvssScoreAdjustment`.
    CvssScoreAdjustment(Default) {
        metric: Option<String> = "metric";
        reason: Option<String> = "reason";
    }
    /// Shape `CvssScoreDetails`.
    CvssScoreDetails(Default) {
        adjustments: Option<Vec<CvssScoreAdjustment>> = "adjustments";
        score: Option<f64> = "score";
        score_source: Option<String> = "scoreSource";
        scoring_vector: Option<String> = "scoringVector";
        version: Option<String> = "version";
    }
    /// Shape `DeleteReplication`.
    DeleteReplication(Decode) {
        enabled: bool = "enabled" required decoders::delete_replication_flag;
    }
    /// Shape `DescribeImagesFilter`.
    DescribeImagesFilter(Default, Decode) {
        tag_status: Option<TagStatus> = "tagStatus" optional decoders::tag_status;
        image_status: Option<ImageStatusFilter> = "imageStatus" optional decoders::image_status_filter;
    }
    /// Shape `EncryptionConfiguration`.
    EncryptionConfiguration(Decode) {
        encryption_type: EncryptionType = "encryptionType" required decoders::encryption_type;
        kms_key: Option<String> = "kmsKey" optional decoders::kms_key;
    }
    /// Shape `EncryptionConfigurationForRepositoryCreationTemplate`.
    EncryptionConfigurationForRepositoryCreationTemplate(Decode) {
        encryption_type: EncryptionType = "encryptionType" required decoders::encryption_type;
        kms_key: Option<String> = "kmsKey" optional decoders::kms_key_for_repository_creation_template;
    }
    /// Shape `EnhancedImageScanFinding`.
    EnhancedImageScanFinding(Default) {
        aws_account_id: Option<AccountId> = "awsAccountId";
        description: Option<String> = "description";
        finding_arn: Option<String> = "findingArn";
        first_observed_at: Option<Timestamp> = "firstObservedAt";
        last_observed_at: Option<Timestamp> = "lastObservedAt";
        package_vulnerability_details: Option<PackageVulnerabilityDetails> = "packageVulnerabilityDetails";
        remediation: Option<Remediation> = "remediation";
        resources: Option<Vec<Resource>> = "resources";
        score: Option<f64> = "score";
        score_details: Option<ScoreDetails> = "scoreDetails";
        severity: Option<String> = "severity";
        status: Option<String> = "status";
        title: Option<String> = "title";
        r#type: Option<String> = "type";
        updated_at: Option<Timestamp> = "updatedAt";
        fix_available: Option<String> = "fixAvailable";
        exploit_available: Option<String> = "exploitAvailable";
    }
    /// Shape `Image`.
    Image(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        image_id: Option<ImageIdentifier> = "imageId";
        image_manifest: Option<String> = "imageManifest";
        image_manifest_media_type: Option<String> = "imageManifestMediaType";
    }
    /// Shape `ImageDetail`.
    ImageDetail(Default) {
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        image_digest: Option<String> = "imageDigest";
        image_tags: Option<Vec<String>> = "imageTags";
        image_size_in_bytes: Option<i64> = "imageSizeInBytes";
        image_pushed_at: Option<Timestamp> = "imagePushedAt";
        image_scan_status: Option<ImageScanStatus> = "imageScanStatus";
        image_scan_findings_summary: Option<ImageScanFindingsSummary> = "imageScanFindingsSummary";
        image_manifest_media_type: Option<String> = "imageManifestMediaType";
        artifact_media_type: Option<String> = "artifactMediaType";
        last_recorded_pull_time: Option<Timestamp> = "lastRecordedPullTime";
        subject_manifest_digest: Option<String> = "subjectManifestDigest";
        image_status: Option<ImageStatus> = "imageStatus";
        last_archived_at: Option<Timestamp> = "lastArchivedAt";
        last_activated_at: Option<Timestamp> = "lastActivatedAt";
    }
    /// Shape `ImageFailure`.
    ImageFailure(Default) {
        image_id: Option<ImageIdentifier> = "imageId";
        failure_code: Option<ImageFailureCode> = "failureCode";
        failure_reason: Option<String> = "failureReason";
    }
    /// Shape `ImageIdentifier`.
    ImageIdentifier(Default, Decode) {
        image_digest: Option<String> = "imageDigest" optional decoders::image_digest;
        image_tag: Option<String> = "imageTag" optional decoders::unconstrained_image_tag;
    }
    /// Shape `ImageReferrer`.
    ImageReferrer() {
        digest: String = "digest";
        media_type: String = "mediaType";
        artifact_type: Option<String> = "artifactType";
        size: i64 = "size";
        annotations: Option<BTreeMap<String, String>> = "annotations";
        artifact_status: Option<ArtifactStatus> = "artifactStatus";
    }
    /// Shape `ImageReplicationStatus`.
    ImageReplicationStatus(Default) {
        region: Option<String> = "region";
        registry_id: Option<AccountId> = "registryId";
        status: Option<ReplicationStatus> = "status";
        failure_code: Option<String> = "failureCode";
    }
    /// Shape `ImageScanFinding`.
    ImageScanFinding(Default) {
        name: Option<String> = "name";
        description: Option<String> = "description";
        uri: Option<String> = "uri";
        severity: Option<FindingSeverity> = "severity";
        attributes: Option<Vec<Attribute>> = "attributes";
    }
    /// Shape `ImageScanFindings`.
    ImageScanFindings(Default) {
        image_scan_completed_at: Option<Timestamp> = "imageScanCompletedAt";
        vulnerability_source_updated_at: Option<Timestamp> = "vulnerabilitySourceUpdatedAt";
        finding_severity_counts: Option<BTreeMap<FindingSeverity, i64>> = "findingSeverityCounts";
        findings: Option<Vec<ImageScanFinding>> = "findings";
        enhanced_findings: Option<Vec<EnhancedImageScanFinding>> = "enhancedFindings";
    }
    /// Shape `ImageScanFindingsSummary`.
    ImageScanFindingsSummary(Default) {
        image_scan_completed_at: Option<Timestamp> = "imageScanCompletedAt";
        vulnerability_source_updated_at: Option<Timestamp> = "vulnerabilitySourceUpdatedAt";
        finding_severity_counts: Option<BTreeMap<FindingSeverity, i64>> = "findingSeverityCounts";
    }
    /// Shape `ImageScanStatus`.
    ImageScanStatus(Default) {
        status: Option<ScanStatus> = "status";
        description: Option<String> = "description";
    }
    /// Shape `ImageScanningConfiguration`.
    ImageScanningConfiguration(Default, Decode) {
        scan_on_push: Option<bool> = "scanOnPush" optional decoders::scan_on_push_flag;
    }
    /// Shape `ImageSigningStatus`.
    ImageSigningStatus(Default) {
        signing_profile_arn: Option<String> = "signingProfileArn";
        failure_code: Option<String> = "failureCode";
        failure_reason: Option<String> = "failureReason";
        status: Option<SigningStatus> = "status";
    }
    /// Shape `ImageTagMutabilityExclusionFilter`.
    ImageTagMutabilityExclusionFilter(Decode) {
        filter_type: ImageTagMutabilityExclusionFilterType = "filterType" required decoders::image_tag_mutability_exclusion_filter_type;
        filter: String = "filter" required decoders::image_tag_mutability_exclusion_filter_value;
    }
    /// Shape `Layer`.
    Layer(Default) {
        layer_digest: Option<String> = "layerDigest";
        layer_availability: Option<LayerAvailability> = "layerAvailability";
        layer_size: Option<i64> = "layerSize";
        media_type: Option<String> = "mediaType";
    }
    /// Shape `LayerFailure`.
    LayerFailure(Default) {
        layer_digest: Option<String> = "layerDigest";
        failure_code: Option<LayerFailureCode> = "failureCode";
        failure_reason: Option<String> = "failureReason";
    }
    /// Shape `LifecyclePolicyPreviewFilter`.
    LifecyclePolicyPreviewFilter(Default, Decode) {
        tag_status: Option<TagStatus> = "tagStatus" optional decoders::tag_status;
    }
    /// Shape `LifecyclePolicyPreviewResult`.
    LifecyclePolicyPreviewResult(Default) {
        image_tags: Option<Vec<String>> = "imageTags";
        image_digest: Option<String> = "imageDigest";
        image_pushed_at: Option<Timestamp> = "imagePushedAt";
        action: Option<LifecyclePolicyRuleAction> = "action";
        applied_rule_priority: Option<i64> = "appliedRulePriority";
        storage_class: Option<LifecyclePolicyStorageClass> = "storageClass";
    }
    /// Shape `LifecyclePolicyPreviewSummary`.
    LifecyclePolicyPreviewSummary(Default) {
        expiring_image_total_count: Option<i64> = "expiringImageTotalCount";
        transitioning_image_total_counts: Option<Vec<TransitioningImageTotalCount>> = "transitioningImageTotalCounts";
    }
    /// Shape `LifecyclePolicyRuleAction`.
    LifecyclePolicyRuleAction(Default) {
        r#type: Option<ImageActionType> = "type";
        target_storage_class: Option<LifecyclePolicyTargetStorageClass> = "targetStorageClass";
    }
    /// Shape `ListImageReferrersFilter`.
    ListImageReferrersFilter(Default, Decode) {
        artifact_types: Option<Vec<String>> = "artifactTypes" optional decoders::artifact_type_list;
        artifact_status: Option<ArtifactStatusFilter> = "artifactStatus" optional decoders::artifact_status_filter;
    }
    /// Shape `ListImagesFilter`.
    ListImagesFilter(Default, Decode) {
        tag_status: Option<TagStatus> = "tagStatus" optional decoders::tag_status;
        image_status: Option<ImageStatusFilter> = "imageStatus" optional decoders::image_status_filter;
    }
    /// Shape `PackageVulnerabilityDetails`.
    PackageVulnerabilityDetails(Default) {
        cvss: Option<Vec<CvssScore>> = "cvss";
        reference_urls: Option<Vec<String>> = "referenceUrls";
        related_vulnerabilities: Option<Vec<String>> = "relatedVulnerabilities";
        source: Option<String> = "source";
        source_url: Option<String> = "sourceUrl";
        vendor_created_at: Option<Timestamp> = "vendorCreatedAt";
        vendor_severity: Option<String> = "vendorSeverity";
        vendor_updated_at: Option<Timestamp> = "vendorUpdatedAt";
        vulnerability_id: Option<String> = "vulnerabilityId";
        vulnerable_packages: Option<Vec<VulnerablePackage>> = "vulnerablePackages";
    }
    /// Shape `PullThroughCacheRule`.
    PullThroughCacheRule(Default) {
        ecr_repository_prefix: Option<String> = "ecrRepositoryPrefix";
        upstream_registry_url: Option<String> = "upstreamRegistryUrl";
        created_at: Option<Timestamp> = "createdAt";
        registry_id: Option<AccountId> = "registryId";
        credential_arn: Option<String> = "credentialArn";
        custom_role_arn: Option<String> = "customRoleArn";
        upstream_repository_prefix: Option<String> = "upstreamRepositoryPrefix";
        upstream_registry: Option<UpstreamRegistry> = "upstreamRegistry";
        updated_at: Option<Timestamp> = "updatedAt";
    }
    /// Shape `Recommendation`.
    Recommendation(Default) {
        url: Option<String> = "url";
        text: Option<String> = "text";
    }
    /// Shape `RegistryScanningConfiguration`.
    RegistryScanningConfiguration(Default) {
        scan_type: Option<ScanType> = "scanType";
        rules: Option<Vec<RegistryScanningRule>> = "rules";
    }
    /// Shape `RegistryScanningRule`.
    RegistryScanningRule(Decode) {
        scan_frequency: ScanFrequency = "scanFrequency" required decoders::scan_frequency;
        repository_filters: Vec<ScanningRepositoryFilter> = "repositoryFilters" required decoders::scanning_repository_filter_list;
    }
    /// Shape `Remediation`.
    Remediation(Default) {
        recommendation: Option<Recommendation> = "recommendation";
    }
    /// Shape `ReplicationBackfillProgress`.
    ReplicationBackfillProgress() {
        total_replication_count: i64 = "totalReplicationCount";
        completed_replication_count: i64 = "completedReplicationCount";
        failed_replication_count: i64 = "failedReplicationCount";
        failure_codes: Vec<String> = "failureCodes";
    }
    /// Shape `ReplicationBackfillResult`.
    ReplicationBackfillResult() {
        repository_name: RepositoryName = "repositoryName";
        image_id: ImageIdentifier = "imageId";
        status: ReplicationBackfillResultStatus = "status";
        failure_code: Option<String> = "failureCode";
        sub_image_failure_codes: Option<Vec<String>> = "subImageFailureCodes";
    }
    /// Shape `ReplicationBackfillSummary`.
    ReplicationBackfillSummary() {
        replication_backfill_id: String = "replicationBackfillId";
        destination: ReplicationDestination = "destination";
        status: ReplicationBackfillStatus = "status";
        failure_code: Option<String> = "failureCode";
        progress: Option<ReplicationBackfillProgress> = "progress";
        started_at: Timestamp = "startedAt";
        ended_at: Option<Timestamp> = "endedAt";
    }
    /// Shape `ReplicationConfiguration`.
    ReplicationConfiguration(Decode) {
        rules: Vec<ReplicationRule> = "rules" required decoders::replication_rule_list;
    }
    /// Shape `ReplicationDestination`.
    ReplicationDestination(Decode) {
        region: String = "region" required decoders::region;
        registry_id: AccountId = "registryId" required decoders::registry_id;
    }
    /// Shape `ReplicationRule`.
    ReplicationRule(Decode) {
        destinations: Vec<ReplicationDestination> = "destinations" required decoders::replication_destination_list;
        repository_filters: Option<Vec<RepositoryFilter>> = "repositoryFilters" optional decoders::repository_filter_list;
        delete_replication: Option<DeleteReplication> = "deleteReplication" optional DeleteReplication::decode;
    }
    /// Shape `Repository`.
    Repository(Default) {
        repository_arn: Option<String> = "repositoryArn";
        registry_id: Option<AccountId> = "registryId";
        repository_name: Option<RepositoryName> = "repositoryName";
        repository_uri: Option<String> = "repositoryUri";
        created_at: Option<Timestamp> = "createdAt";
        image_tag_mutability: Option<ImageTagMutability> = "imageTagMutability";
        image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = "imageTagMutabilityExclusionFilters";
        image_scanning_configuration: Option<ImageScanningConfiguration> = "imageScanningConfiguration";
        encryption_configuration: Option<EncryptionConfiguration> = "encryptionConfiguration";
    }
    /// Shape `RepositoryCreationTemplate`.
    RepositoryCreationTemplate(Default) {
        prefix: Option<String> = "prefix";
        description: Option<String> = "description";
        encryption_configuration: Option<EncryptionConfigurationForRepositoryCreationTemplate> = "encryptionConfiguration";
        resource_tags: Option<Vec<Tag>> = "resourceTags";
        image_tag_mutability: Option<ImageTagMutability> = "imageTagMutability";
        image_tag_mutability_exclusion_filters: Option<Vec<ImageTagMutabilityExclusionFilter>> = "imageTagMutabilityExclusionFilters";
        repository_policy: Option<String> = "repositoryPolicy";
        lifecycle_policy: Option<String> = "lifecyclePolicy";
        applied_for: Option<Vec<RCTAppliedFor>> = "appliedFor";
        custom_role_arn: Option<String> = "customRoleArn";
        created_at: Option<Timestamp> = "createdAt";
        updated_at: Option<Timestamp> = "updatedAt";
    }
    /// Shape `RepositoryFilter`.
    RepositoryFilter(Decode) {
        filter: String = "filter" required decoders::repository_filter_value;
        filter_type: RepositoryFilterType = "filterType" required decoders::repository_filter_type;
    }
    /// Shape `RepositoryScanningConfiguration`.
    RepositoryScanningConfiguration(Default) {
        repository_arn: Option<String> = "repositoryArn";
        repository_name: Option<RepositoryName> = "repositoryName";
        scan_on_push: Option<bool> = "scanOnPush";
        scan_frequency: Option<ScanFrequency> = "scanFrequency";
        applied_scan_filters: Option<Vec<ScanningRepositoryFilter>> = "appliedScanFilters";
    }
    /// Shape `RepositoryScanningConfigurationFailure`.
    RepositoryScanningConfigurationFailure(Default) {
        repository_name: Option<RepositoryName> = "repositoryName";
        failure_code: Option<ScanningConfigurationFailureCode> = "failureCode";
        failure_reason: Option<String> = "failureReason";
    }
    /// Shape `Resource`.
    Resource(Default) {
        details: Option<ResourceDetails> = "details";
        id: Option<String> = "id";
        tags: Option<BTreeMap<String, String>> = "tags";
        r#type: Option<String> = "type";
    }
    /// Shape `ResourceDetails`.
    ResourceDetails(Default) {
        aws_ecr_container_image: Option<AwsEcrContainerImageDetails> = "awsEcrContainerImage";
    }
    /// Shape `ScanningRepositoryFilter`.
    ScanningRepositoryFilter(Decode) {
        filter: String = "filter" required decoders::scanning_repository_filter_value;
        filter_type: ScanningRepositoryFilterType = "filterType" required decoders::scanning_repository_filter_type;
    }
    /// Shape `ScoreDetails`.
    ScoreDetails(Default) {
        cvss: Option<CvssScoreDetails> = "cvss";
    }
    /// Shape `SigningConfiguration`.
    SigningConfiguration(Decode) {
        rules: Vec<SigningRule> = "rules" required decoders::signing_rule_list;
    }
    /// Shape `SigningRepositoryFilter`.
    SigningRepositoryFilter(Decode) {
        filter: String = "filter" required decoders::signing_repository_filter_value;
        filter_type: SigningRepositoryFilterType = "filterType" required decoders::signing_repository_filter_type;
    }
    /// Shape `SigningRule`.
    SigningRule(Decode) {
        signing_profile_arn: String = "signingProfileArn" required decoders::signing_profile_arn;
        repository_filters: Option<Vec<SigningRepositoryFilter>> = "repositoryFilters" optional decoders::signing_repository_filter_list;
    }
    /// Shape `SubjectIdentifier`.
    SubjectIdentifier(Decode) {
        image_digest: String = "imageDigest" required decoders::image_digest;
    }
    /// Shape `Tag`.
    Tag(Decode) {
        key: String = "Key" required decoders::tag_key;
        value: String = "Value" required decoders::tag_value;
    }
    /// Shape `TransitioningImageTotalCount`.
    TransitioningImageTotalCount(Default) {
        target_storage_class: Option<LifecyclePolicyTargetStorageClass> = "targetStorageClass";
        image_total_count: Option<i64> = "imageTotalCount";
    }
    /// Shape `VulnerablePackage`.
    VulnerablePackage(Default) {
        arch: Option<String> = "arch";
        epoch: Option<i64> = "epoch";
        file_path: Option<String> = "filePath";
        name: Option<String> = "name";
        package_manager: Option<String> = "packageManager";
        release: Option<String> = "release";
        source_layer_hash: Option<String> = "sourceLayerHash";
        version: Option<String> = "version";
        fixed_in_version: Option<String> = "fixedInVersion";
    }
}
