// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! How values that are no structures are read, with the model's constraints.

use super::{
    ContextEntry, ContextKeyTypeEnum, EntityType, PolicyScopeType, PolicyUsageType, StatusType, Tag,
};
use crate::decode::Decode;
use crate::decode::{Decoded, Decoder, Length, Range, Text};
use crate::json::Json;
use crate::pattern;

/// Shape `ActionNameListType`.
pub(super) fn action_name_list_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(value, &Length::default(), action_name_type)
}

/// Shape `ActionNameType`.
pub(super) fn action_name_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(3),
            max: Some(128),
            pattern: None,
        },
    )
}

/// Shape `ContextEntryListType`.
pub(super) fn context_entry_list_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<ContextEntry>> {
    decoder.list(value, &Length::default(), ContextEntry::decode)
}

/// Shape `ContextKeyNameType`.
pub(super) fn context_key_name_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(5),
            max: Some(256),
            pattern: None,
        },
    )
}

/// Shape `ContextKeyTypeEnum`.
pub(super) fn context_key_type_enum(value: Json<'_>, decoder: &mut Decoder) -> Decoded<ContextKeyTypeEnum> {
    decoder.enumeration(value)
}

/// Shape `ContextKeyValueListType`.
pub(super) fn context_key_value_list_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(value, &Length::default(), context_key_value_type)
}

/// Shape `ContextKeyValueType`.
pub(super) fn context_key_value_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(value, &Text::default())
}

/// Shape `EntityType`.
pub(super) fn entity_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<EntityType> {
    decoder.enumeration(value)
}

/// Shape `OpenIDConnectProviderUrlType`.
pub(super) fn open_id_connect_provider_url_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(255),
            pattern: None,
        },
    )
}

/// Shape `PolicyUsageType`.
pub(super) fn policy_usage_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<PolicyUsageType> {
    decoder.enumeration(value)
}

/// Shape `ResourceHandlingOptionType`.
pub(super) fn resource_handling_option_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(64),
            pattern: None,
        },
    )
}

/// Shape `ResourceNameListType`.
pub(super) fn resource_name_list_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(value, &Length::default(), resource_name_type)
}

/// Shape `ResourceNameType`.
pub(super) fn resource_name_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(2048),
            pattern: None,
        },
    )
}

/// Shape `SimulationPolicyListType`.
pub(super) fn simulation_policy_list_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(value, &Length::default(), policy_document_type)
}

/// Shape `accessKeyIdType`.
pub(super) fn access_key_id_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(16),
            max: Some(128),
            pattern: Some(&pattern::WORD),
        },
    )
}

/// Shape `accountAliasType`.
pub(super) fn account_alias_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(3),
            max: Some(63),
            pattern: Some(&pattern::ACCOUNT_ALIAS),
        },
    )
}

/// Shape `arnType`.
pub(super) fn arn_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(20),
            max: Some(2048),
            pattern: None,
        },
    )
}

/// Shape `booleanType`.
pub(super) fn boolean_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<bool> {
    decoder.boolean(value)
}

/// Shape `clientIDListType`.
pub(super) fn client_id_list_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(value, &Length::default(), client_id_type)
}

/// Shape `clientIDType`.
pub(super) fn client_id_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(255),
            pattern: None,
        },
    )
}

/// Shape `entityListType`.
pub(super) fn entity_list_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<EntityType>> {
    decoder.list(value, &Length::default(), entity_type)
}

/// Shape `existingUserNameType`.
pub(super) fn existing_user_name_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(128),
            pattern: Some(&pattern::IAM_NAME),
        },
    )
}

/// Shape `groupNameType`.
pub(super) fn group_name_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(128),
            pattern: Some(&pattern::IAM_NAME),
        },
    )
}

/// Shape `instanceProfileNameType`.
pub(super) fn instance_profile_name_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(128),
            pattern: Some(&pattern::IAM_NAME),
        },
    )
}

/// Shape `markerType`.
pub(super) fn marker_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(320),
            pattern: Some(&pattern::MARKER),
        },
    )
}

/// Shape `maxItemsType`.
pub(super) fn max_items_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<i64> {
    decoder.integer(
        value,
        &Range {
            min: Some(1),
            max: Some(1000),
        },
    )
}

/// Shape `pathPrefixType`.
pub(super) fn path_prefix_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(512),
            pattern: Some(&pattern::PATH_PREFIX),
        },
    )
}

/// Shape `pathType`.
pub(super) fn path_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(512),
            pattern: Some(&pattern::PATH),
        },
    )
}

/// Shape `policyDescriptionType`.
pub(super) fn policy_description_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(1000),
            pattern: None,
        },
    )
}

/// Shape `policyDocumentType`.
pub(super) fn policy_document_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(131072),
            pattern: Some(&pattern::POLICY_DOCUMENT),
        },
    )
}

/// Shape `policyNameType`.
pub(super) fn policy_name_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(128),
            pattern: Some(&pattern::IAM_NAME),
        },
    )
}

/// Shape `policyPathType`.
pub(super) fn policy_path_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(512),
            pattern: Some(&pattern::POLICY_PATH),
        },
    )
}

/// Shape `policyScopeType`.
pub(super) fn policy_scope_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<PolicyScopeType> {
    decoder.enumeration(value)
}

/// Shape `policyVersionIdType`.
pub(super) fn policy_version_id_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: None,
            pattern: Some(&pattern::POLICY_VERSION_ID),
        },
    )
}

/// Shape `roleDescriptionType`.
pub(super) fn role_description_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(1000),
            pattern: Some(&pattern::ROLE_DESCRIPTION),
        },
    )
}

/// Shape `roleMaxSessionDurationType`.
pub(super) fn role_max_session_duration_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<i64> {
    decoder.integer(
        value,
        &Range {
            min: Some(3600),
            max: Some(43200),
        },
    )
}

/// Shape `roleNameType`.
pub(super) fn role_name_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(64),
            pattern: Some(&pattern::IAM_NAME),
        },
    )
}

/// Shape `statusType`.
pub(super) fn status_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<StatusType> {
    decoder.enumeration(value)
}

/// Shape `tagKeyListType`.
pub(super) fn tag_key_list_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(
        value,
        &Length {
            min: None,
            max: Some(50),
        },
        tag_key_type,
    )
}

/// Shape `tagKeyType`.
pub(super) fn tag_key_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(128),
            pattern: Some(&pattern::TAG_KEY),
        },
    )
}

/// Shape `tagListType`.
pub(super) fn tag_list_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<Tag>> {
    decoder.list(
        value,
        &Length {
            min: None,
            max: Some(50),
        },
        Tag::decode,
    )
}

/// Shape `tagValueType`.
pub(super) fn tag_value_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(256),
            pattern: Some(&pattern::TAG_VALUE),
        },
    )
}

/// Shape `thumbprintListType`.
pub(super) fn thumbprint_list_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(value, &Length::default(), thumbprint_type)
}

/// Shape `thumbprintType`.
pub(super) fn thumbprint_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(40),
            max: Some(40),
            pattern: None,
        },
    )
}

/// Shape `userNameType`.
pub(super) fn user_name_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(64),
            pattern: Some(&pattern::IAM_NAME),
        },
    )
}
