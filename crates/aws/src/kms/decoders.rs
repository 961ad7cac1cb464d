// Generated from api/kms.json by `cargo xtask codegen`. Do not edit.

//! How values that are no structures are read, with the model's constraints.

use super::{
    CustomerMasterKeySpec, IncludeKeyMaterial, KeySpec, KeyUsageType, OriginType, ResourceOwnerType, Tag,
};
use crate::decode::Decode;
use crate::decode::{Decoded, Decoder, Length, Range, Text};
use crate::json::Json;
use crate::pattern;

/// Shape `AliasNameType`.
pub(super) fn alias_name_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(256),
            pattern: Some(&pattern::ALIAS_NAME),
        },
    )
}

/// Shape `BooleanType`.
pub(super) fn boolean_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<bool> {
    decoder.boolean(value)
}

/// Shape `CustomKeyStoreIdType`.
pub(super) fn custom_key_store_id_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(64),
            pattern: None,
        },
    )
}

/// Shape `CustomerMasterKeySpec`.
pub(super) fn customer_master_key_spec(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<CustomerMasterKeySpec> {
    decoder.enumeration(value)
}

/// Shape `DescriptionType`.
pub(super) fn description_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(8192),
            pattern: None,
        },
    )
}

/// Shape `GrantTokenList`.
pub(super) fn grant_token_list(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(
        value,
        &Length {
            min: None,
            max: Some(10),
        },
        grant_token_type,
    )
}

/// Shape `GrantTokenType`.
pub(super) fn grant_token_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(8192),
            pattern: None,
        },
    )
}

/// Shape `IncludeKeyMaterial`.
pub(super) fn include_key_material(value: Json<'_>, decoder: &mut Decoder) -> Decoded<IncludeKeyMaterial> {
    decoder.enumeration(value)
}

/// Shape `KeyIdType`.
pub(super) fn key_id_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(2048),
            pattern: None,
        },
    )
}

/// Shape `KeySpec`.
pub(super) fn key_spec(value: Json<'_>, decoder: &mut Decoder) -> Decoded<KeySpec> {
    decoder.enumeration(value)
}

/// Shape `KeyUsageType`.
pub(super) fn key_usage_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<KeyUsageType> {
    decoder.enumeration(value)
}

/// Shape `LimitType`.
pub(super) fn limit_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<i64> {
    decoder.integer(
        value,
        &Range {
            min: Some(1),
            max: Some(1000),
        },
    )
}

/// Shape `MarkerType`.
pub(super) fn marker_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(1024),
            pattern: Some(&pattern::MARKER_OR_NOTHING),
        },
    )
}

/// Shape `NullableBooleanType`.
pub(super) fn nullable_boolean_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<bool> {
    decoder.boolean(value)
}

/// Shape `OriginType`.
pub(super) fn origin_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<OriginType> {
    decoder.enumeration(value)
}

/// Shape `PolicyType`.
pub(super) fn policy_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(131072),
            pattern: Some(&pattern::POLICY_DOCUMENT),
        },
    )
}

/// Shape `ResourceOwnerType`.
pub(super) fn resource_owner_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<ResourceOwnerType> {
    decoder.enumeration(value)
}

/// Shape `ResourceOwnersList`.
pub(super) fn resource_owners_list(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<Vec<ResourceOwnerType>> {
    decoder.list(
        value,
        &Length {
            min: Some(1),
            max: Some(2),
        },
        resource_owner_type,
    )
}

/// Shape `TagKeyType`.
pub(super) fn tag_key_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(128),
            pattern: None,
        },
    )
}

/// Shape `TagList`.
pub(super) fn tag_list(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<Tag>> {
    decoder.list(value, &Length::default(), Tag::decode)
}

/// Shape `TagValueType`.
pub(super) fn tag_value_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(256),
            pattern: None,
        },
    )
}

/// Shape `XksKeyIdType`.
pub(super) fn xks_key_id_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(128),
            pattern: Some(&pattern::EXTERNAL_KEY_ID),
        },
    )
}
