// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! How values that are no structures are read, with the model's constraints.

use super::{
    ArtifactStatusFilter, EncryptionType, ImageIdentifier, ImageStatusFilter, ImageTagMutability,
    ImageTagMutabilityExclusionFilter, ImageTagMutabilityExclusionFilterType, RCTAppliedFor,
    RegistryScanningRule, ReplicationBackfillResultStatus, ReplicationDestination, ReplicationRule,
    RepositoryFilter, RepositoryFilterType, ScanFrequency, ScanType, ScanningRepositoryFilter,
    ScanningRepositoryFilterType, SigningRepositoryFilter, SigningRepositoryFilterType, SigningRule, Tag,
    TagStatus, TargetStorageClass, UpstreamRegistry,
};
use crate::AccountId;
use crate::decode::Decode;
use crate::decode::readers;
use crate::pattern;
use bytes::Bytes;
use wharf_oci::name::RepositoryName;

readers! {
    account_setting_name: String = string { min: 1, max: 64 };
    account_setting_value: String = string {};
    arn: String = string {};
    artifact_status_filter: ArtifactStatusFilter = enumeration;
    artifact_type: String = string { min: 1, max: 255 };
    artifact_type_list: Vec<String> = list { max: 5 } artifact_type;
    batched_operation_layer_digest: String = string { max: 1000 };
    batched_operation_layer_digest_list: Vec<String> = list { min: 1, max: 100 } batched_operation_layer_digest;
    credential_arn: String = string { min: 50, max: 612, pattern: &pattern::CREDENTIAL_ARN };
    custom_role_arn: String = string { max: 2048 };
    delete_replication_flag: bool = boolean;
    encryption_type: EncryptionType = enumeration;
    fifty_max_results: i64 = integer { min: 1, max: 50 };
    force_flag: bool = boolean;
    get_authorization_token_registry_id_list: Vec<AccountId> = list { min: 1, max: 10 } registry_id;
    image_digest: String = string {};
    image_identifier_list: Vec<ImageIdentifier> = list { min: 1, max: 100 } ImageIdentifier::decode;
    image_manifest: String = string { min: 1, max: 4194304 };
    image_status_filter: ImageStatusFilter = enumeration;
    image_tag: String = string { min: 1, max: 300 };
    image_tag_mutability: ImageTagMutability = enumeration;
    image_tag_mutability_exclusion_filter_type: ImageTagMutabilityExclusionFilterType = enumeration;
    image_tag_mutability_exclusion_filter_value: String = string { min: 1, max: 128, pattern: &pattern::TAG_FILTER };
    image_tag_mutability_exclusion_filters: Vec<ImageTagMutabilityExclusionFilter> = list { min: 1, max: 5 } ImageTagMutabilityExclusionFilter::decode;
    kms_key: String = string { min: 1, max: 2048 };
    kms_key_for_repository_creation_template: String = string { max: 2048, pattern: &pattern::KMS_KEY_ARN_OR_NOTHING };
    layer_digest: String = string { pattern: &pattern::DIGEST };
    layer_digest_list: Vec<String> = list { min: 1, max: 100 } layer_digest;
    layer_part_blob: Bytes = blob { max: 20971520 };
    lifecycle_policy_text_for_repository_creation_template: String = string { max: 30720 };
    lifecycle_preview_max_results: i64 = integer { min: 1, max: 100 };
    max_results: i64 = integer { min: 1, max: 1000 };
    media_type: String = string {};
    media_type_list: Vec<String> = list { min: 1, max: 100 } media_type;
    next_token: String = string {};
    part_size: i64 = integer { min: 0 };
    prefix: String = string { min: 1, max: 256, pattern: &pattern::REPOSITORY_PREFIX };
    prefix_list: Vec<String> = list {} prefix;
    principal_arn: String = string { max: 200, pattern: &pattern::PRINCIPAL_ARN };
    pull_through_cache_rule_repository_prefix: String = string { min: 2, max: 30, pattern: &pattern::REPOSITORY_PREFIX };
    pull_through_cache_rule_repository_prefix_list: Vec<String> = list { min: 1, max: 100 } pull_through_cache_rule_repository_prefix;
    rct_applied_for: RCTAppliedFor = enumeration;
    rct_applied_for_list: Vec<RCTAppliedFor> = list {} rct_applied_for;
    region: String = string { min: 2, max: 25, pattern: &pattern::REGION };
    registry_id: AccountId = parsed { pattern: &pattern::ACCOUNT_ID };
    registry_policy_text: String = string { max: 10240 };
    registry_scanning_rule_list: Vec<RegistryScanningRule> = list { max: 2 } RegistryScanningRule::decode;
    replication_backfill_id: String = string { pattern: &pattern::UUID };
    replication_backfill_result_status: ReplicationBackfillResultStatus = enumeration;
    replication_destination_list: Vec<ReplicationDestination> = list { max: 100 } ReplicationDestination::decode;
    replication_rule_list: Vec<ReplicationRule> = list { max: 25 } ReplicationRule::decode;
    repository_filter_list: Vec<RepositoryFilter> = list { min: 1, max: 100 } RepositoryFilter::decode;
    repository_filter_type: RepositoryFilterType = enumeration;
    repository_filter_value: String = string { min: 2, max: 256, pattern: &pattern::REPOSITORY_FILTER };
    repository_name: RepositoryName = parsed { min: 2, max: 256, pattern: &pattern::REPOSITORY_NAME };
    repository_name_list: Vec<RepositoryName> = list { min: 1, max: 100 } repository_name;
    repository_policy_text: String = string { max: 10240 };
    repository_template_description: String = string { max: 256 };
    scan_frequency: ScanFrequency = enumeration;
    scan_on_push_flag: bool = boolean;
    scan_type: ScanType = enumeration;
    scanning_configuration_repository_name_list: Vec<RepositoryName> = list { min: 1, max: 25 } repository_name;
    scanning_repository_filter_list: Vec<ScanningRepositoryFilter> = list { max: 100 } ScanningRepositoryFilter::decode;
    scanning_repository_filter_type: ScanningRepositoryFilterType = enumeration;
    scanning_repository_filter_value: String = string { min: 1, max: 255, pattern: &pattern::SCANNING_FILTER };
    signing_profile_arn: String = string { max: 200, pattern: &pattern::SIGNING_PROFILE_ARN };
    signing_repository_filter_list: Vec<SigningRepositoryFilter> = list { min: 1, max: 100 } SigningRepositoryFilter::decode;
    signing_repository_filter_type: SigningRepositoryFilterType = enumeration;
    signing_repository_filter_value: String = string { min: 1, max: 256, pattern: &pattern::SIGNING_FILTER };
    signing_rule_list: Vec<SigningRule> = list { max: 10 } SigningRule::decode;
    tag_key: String = string {};
    tag_key_list: Vec<String> = list {} tag_key;
    tag_list: Vec<Tag> = list {} Tag::decode;
    tag_status: TagStatus = enumeration;
    tag_value: String = string {};
    target_storage_class: TargetStorageClass = enumeration;
    upload_id: String = string { pattern: &pattern::UUID };
    upstream_registry: UpstreamRegistry = enumeration;
    url: String = string {};
    unconstrained_image_tag: String = string {};
    unconstrained_lifecycle_policy_text: String = string {};
}
