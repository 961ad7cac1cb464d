// Generated from api/ecr.json by `cargo xtask codegen`. Do not edit.

//! How values that are no structures are read, with the model's constraints.

use bytes::Bytes;

use super::{
    ArtifactStatusFilter, EncryptionType, ImageIdentifier, ImageStatusFilter, ImageTagMutability,
    ImageTagMutabilityExclusionFilter, ImageTagMutabilityExclusionFilterType, RCTAppliedFor, Tag, TagStatus,
    TargetStorageClass,
};
use crate::AccountId;
use crate::decode::Decode;
use crate::decode::{Decoded, Decoder, Length, Range, Text};
use crate::json::Json;
use crate::pattern;
use wharf_oci::name::RepositoryName;

/// Shape `AccountSettingName`.
pub(super) fn account_setting_name(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(64),
            pattern: None,
        },
    )
}

/// Shape `AccountSettingValue`.
pub(super) fn account_setting_value(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(value, &Text::default())
}

/// Shape `Arn`.
pub(super) fn arn(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(value, &Text::default())
}

/// Shape `ArtifactStatusFilter`.
pub(super) fn artifact_status_filter(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<ArtifactStatusFilter> {
    decoder.enumeration(value)
}

/// Shape `ArtifactType`.
pub(super) fn artifact_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(255),
            pattern: None,
        },
    )
}

/// Shape `ArtifactTypeList`.
pub(super) fn artifact_type_list(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(
        value,
        &Length {
            min: None,
            max: Some(5),
        },
        artifact_type,
    )
}

/// Shape `BatchedOperationLayerDigest`.
pub(super) fn batched_operation_layer_digest(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(1000),
            pattern: None,
        },
    )
}

/// Shape `BatchedOperationLayerDigestList`.
pub(super) fn batched_operation_layer_digest_list(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<Vec<String>> {
    decoder.list(
        value,
        &Length {
            min: Some(1),
            max: Some(100),
        },
        batched_operation_layer_digest,
    )
}

/// Shape `CustomRoleArn`.
pub(super) fn custom_role_arn(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(2048),
            pattern: None,
        },
    )
}

/// Shape `EncryptionType`.
pub(super) fn encryption_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<EncryptionType> {
    decoder.enumeration(value)
}

/// Shape `FiftyMaxResults`.
pub(super) fn fifty_max_results(value: Json<'_>, decoder: &mut Decoder) -> Decoded<i64> {
    decoder.integer(
        value,
        &Range {
            min: Some(1),
            max: Some(50),
        },
    )
}

/// Shape `ForceFlag`.
pub(super) fn force_flag(value: Json<'_>, decoder: &mut Decoder) -> Decoded<bool> {
    decoder.boolean(value)
}

/// Shape `GetAuthorizationTokenRegistryIdList`.
pub(super) fn get_authorization_token_registry_id_list(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<Vec<AccountId>> {
    decoder.list(
        value,
        &Length {
            min: Some(1),
            max: Some(10),
        },
        registry_id,
    )
}

/// Shape `ImageDigest`.
pub(super) fn image_digest(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(value, &Text::default())
}

/// Shape `ImageIdentifierList`.
pub(super) fn image_identifier_list(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<ImageIdentifier>> {
    decoder.list(
        value,
        &Length {
            min: Some(1),
            max: Some(100),
        },
        ImageIdentifier::decode,
    )
}

/// Shape `ImageManifest`.
pub(super) fn image_manifest(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(4194304),
            pattern: None,
        },
    )
}

/// Shape `ImageStatusFilter`.
pub(super) fn image_status_filter(value: Json<'_>, decoder: &mut Decoder) -> Decoded<ImageStatusFilter> {
    decoder.enumeration(value)
}

/// Shape `ImageTag`.
pub(super) fn image_tag(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(300),
            pattern: None,
        },
    )
}

/// Shape `ImageTagMutability`.
pub(super) fn image_tag_mutability(value: Json<'_>, decoder: &mut Decoder) -> Decoded<ImageTagMutability> {
    decoder.enumeration(value)
}

/// Shape `ImageTagMutabilityExclusionFilterType`.
pub(super) fn image_tag_mutability_exclusion_filter_type(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<ImageTagMutabilityExclusionFilterType> {
    decoder.enumeration(value)
}

/// Shape `ImageTagMutabilityExclusionFilterValue`.
pub(super) fn image_tag_mutability_exclusion_filter_value(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(128),
            pattern: Some(&pattern::TAG_FILTER),
        },
    )
}

/// Shape `ImageTagMutabilityExclusionFilters`.
pub(super) fn image_tag_mutability_exclusion_filters(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<Vec<ImageTagMutabilityExclusionFilter>> {
    decoder.list(
        value,
        &Length {
            min: Some(1),
            max: Some(5),
        },
        ImageTagMutabilityExclusionFilter::decode,
    )
}

/// Shape `KmsKey`.
pub(super) fn kms_key(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(2048),
            pattern: None,
        },
    )
}

/// Shape `KmsKeyForRepositoryCreationTemplate`.
pub(super) fn kms_key_for_repository_creation_template(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(2048),
            pattern: Some(&pattern::KMS_KEY_ARN_OR_NOTHING),
        },
    )
}

/// Shape `LayerDigest`.
pub(super) fn layer_digest(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: None,
            pattern: Some(&pattern::DIGEST),
        },
    )
}

/// Shape `LayerDigestList`.
pub(super) fn layer_digest_list(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(
        value,
        &Length {
            min: Some(1),
            max: Some(100),
        },
        layer_digest,
    )
}

/// Shape `LayerPartBlob`.
pub(super) fn layer_part_blob(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Bytes> {
    decoder.blob(
        value,
        &Length {
            min: None,
            max: Some(20971520),
        },
    )
}

/// Shape `LifecyclePolicyTextForRepositoryCreationTemplate`.
pub(super) fn lifecycle_policy_text_for_repository_creation_template(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(30720),
            pattern: None,
        },
    )
}

/// Shape `LifecyclePreviewMaxResults`.
pub(super) fn lifecycle_preview_max_results(value: Json<'_>, decoder: &mut Decoder) -> Decoded<i64> {
    decoder.integer(
        value,
        &Range {
            min: Some(1),
            max: Some(100),
        },
    )
}

/// Shape `MaxResults`.
pub(super) fn max_results(value: Json<'_>, decoder: &mut Decoder) -> Decoded<i64> {
    decoder.integer(
        value,
        &Range {
            min: Some(1),
            max: Some(1000),
        },
    )
}

/// Shape `MediaType`.
pub(super) fn media_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(value, &Text::default())
}

/// Shape `MediaTypeList`.
pub(super) fn media_type_list(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(
        value,
        &Length {
            min: Some(1),
            max: Some(100),
        },
        media_type,
    )
}

/// Shape `NextToken`.
pub(super) fn next_token(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(value, &Text::default())
}

/// Shape `PartSize`.
pub(super) fn part_size(value: Json<'_>, decoder: &mut Decoder) -> Decoded<i64> {
    decoder.integer(
        value,
        &Range {
            min: Some(0),
            max: None,
        },
    )
}

/// Shape `Prefix`.
pub(super) fn prefix(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(256),
            pattern: Some(&pattern::REPOSITORY_PREFIX),
        },
    )
}

/// Shape `PrefixList`.
pub(super) fn prefix_list(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(value, &Length::default(), prefix)
}

/// Shape `PrincipalArn`.
pub(super) fn principal_arn(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(200),
            pattern: Some(&pattern::PRINCIPAL_ARN),
        },
    )
}

/// Shape `RCTAppliedFor`.
pub(super) fn rct_applied_for(value: Json<'_>, decoder: &mut Decoder) -> Decoded<RCTAppliedFor> {
    decoder.enumeration(value)
}

/// Shape `RCTAppliedForList`.
pub(super) fn rct_applied_for_list(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<RCTAppliedFor>> {
    decoder.list(value, &Length::default(), rct_applied_for)
}

/// Shape `RegistryId`.
pub(super) fn registry_id(value: Json<'_>, decoder: &mut Decoder) -> Decoded<AccountId> {
    decoder.parsed(
        value,
        &Text {
            min: None,
            max: None,
            pattern: Some(&pattern::ACCOUNT_ID),
        },
    )
}

/// Shape `RegistryPolicyText`.
pub(super) fn registry_policy_text(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(10240),
            pattern: None,
        },
    )
}

/// Shape `RepositoryName`.
pub(super) fn repository_name(value: Json<'_>, decoder: &mut Decoder) -> Decoded<RepositoryName> {
    decoder.parsed(
        value,
        &Text {
            min: Some(2),
            max: Some(256),
            pattern: Some(&pattern::REPOSITORY_NAME),
        },
    )
}

/// Shape `RepositoryNameList`.
pub(super) fn repository_name_list(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<RepositoryName>> {
    decoder.list(
        value,
        &Length {
            min: Some(1),
            max: Some(100),
        },
        repository_name,
    )
}

/// Shape `RepositoryPolicyText`.
pub(super) fn repository_policy_text(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(10240),
            pattern: None,
        },
    )
}

/// Shape `RepositoryTemplateDescription`.
pub(super) fn repository_template_description(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(256),
            pattern: None,
        },
    )
}

/// Shape `ScanOnPushFlag`.
pub(super) fn scan_on_push_flag(value: Json<'_>, decoder: &mut Decoder) -> Decoded<bool> {
    decoder.boolean(value)
}

/// Shape `TagKey`.
pub(super) fn tag_key(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(value, &Text::default())
}

/// Shape `TagKeyList`.
pub(super) fn tag_key_list(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(value, &Length::default(), tag_key)
}

/// Shape `TagList`.
pub(super) fn tag_list(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<Tag>> {
    decoder.list(value, &Length::default(), Tag::decode)
}

/// Shape `TagStatus`.
pub(super) fn tag_status(value: Json<'_>, decoder: &mut Decoder) -> Decoded<TagStatus> {
    decoder.enumeration(value)
}

/// Shape `TagValue`.
pub(super) fn tag_value(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(value, &Text::default())
}

/// Shape `TargetStorageClass`.
pub(super) fn target_storage_class(value: Json<'_>, decoder: &mut Decoder) -> Decoded<TargetStorageClass> {
    decoder.enumeration(value)
}

/// Shape `UploadId`.
pub(super) fn upload_id(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: None,
            pattern: Some(&pattern::UUID),
        },
    )
}

/// Shape `ImageTag` without its constraints, for places that check later.
pub(super) fn unconstrained_image_tag(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(value, &Text::default())
}

/// Shape `LifecyclePolicyText` without its constraints, for places that check later.
pub(super) fn unconstrained_lifecycle_policy_text(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(value, &Text::default())
}
