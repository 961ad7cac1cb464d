// Generated from api/organizations.json by `cargo xtask codegen`. Do not edit.

//! How values that are no structures are read, with the model's constraints.

use super::{
    ChildType, CreateAccountState, EffectivePolicyType, IAMUserAccessToBilling, OrganizationFeatureSet,
    PolicyType, Tag,
};
use crate::AccountId;
use crate::decode::Decode;
use crate::decode::{Decoded, Decoder, Length, Range, Text};
use crate::json::Json;
use crate::pattern;

/// Shape `AccountId`.
pub(super) fn account_id(value: Json<'_>, decoder: &mut Decoder) -> Decoded<AccountId> {
    decoder.parsed(
        value,
        &Text {
            min: None,
            max: Some(12),
            pattern: Some(&pattern::ORGANIZATIONS_ACCOUNT_ID),
        },
    )
}

/// Shape `ChildId`.
pub(super) fn child_id(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(100),
            pattern: Some(&pattern::CHILD_ID),
        },
    )
}

/// Shape `ChildType`.
pub(super) fn child_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<ChildType> {
    decoder.enumeration(value)
}

/// Shape `CreateAccountName`.
pub(super) fn create_account_name(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(50),
            pattern: Some(&pattern::CREATE_ACCOUNT_NAME),
        },
    )
}

/// Shape `CreateAccountRequestId`.
pub(super) fn create_account_request_id(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(36),
            pattern: Some(&pattern::CREATE_ACCOUNT_REQUEST_ID),
        },
    )
}

/// Shape `CreateAccountState`.
pub(super) fn create_account_state(value: Json<'_>, decoder: &mut Decoder) -> Decoded<CreateAccountState> {
    decoder.enumeration(value)
}

/// Shape `CreateAccountStates`.
pub(super) fn create_account_states(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<Vec<CreateAccountState>> {
    decoder.list(value, &Length::default(), create_account_state)
}

/// Shape `EffectivePolicyType`.
pub(super) fn effective_policy_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<EffectivePolicyType> {
    decoder.enumeration(value)
}

/// Shape `Email`.
pub(super) fn email(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(6),
            max: Some(64),
            pattern: Some(&pattern::EMAIL),
        },
    )
}

/// Shape `IAMUserAccessToBilling`.
pub(super) fn iam_user_access_to_billing(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<IAMUserAccessToBilling> {
    decoder.enumeration(value)
}

/// Shape `MaxResults`.
pub(super) fn max_results(value: Json<'_>, decoder: &mut Decoder) -> Decoded<i64> {
    decoder.integer(
        value,
        &Range {
            min: Some(1),
            max: Some(20),
        },
    )
}

/// Shape `NextToken`.
pub(super) fn next_token(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(100000),
            pattern: Some(&pattern::ANY_TEXT),
        },
    )
}

/// Shape `OrganizationFeatureSet`.
pub(super) fn organization_feature_set(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<OrganizationFeatureSet> {
    decoder.enumeration(value)
}

/// Shape `OrganizationalUnitId`.
pub(super) fn organizational_unit_id(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(68),
            pattern: Some(&pattern::ORGANIZATIONAL_UNIT_ID),
        },
    )
}

/// Shape `OrganizationalUnitName`.
pub(super) fn organizational_unit_name(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(128),
            pattern: Some(&pattern::ANY_TEXT),
        },
    )
}

/// Shape `ParentId`.
pub(super) fn parent_id(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(100),
            pattern: Some(&pattern::PARENT_ID),
        },
    )
}

/// Shape `PolicyContent`.
pub(super) fn policy_content(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: None,
            pattern: Some(&pattern::ANY_TEXT),
        },
    )
}

/// Shape `PolicyDescription`.
pub(super) fn policy_description(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(512),
            pattern: Some(&pattern::ANY_TEXT),
        },
    )
}

/// Shape `PolicyId`.
pub(super) fn policy_id(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(130),
            pattern: Some(&pattern::ORGANIZATIONS_POLICY_ID),
        },
    )
}

/// Shape `PolicyName`.
pub(super) fn policy_name(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(128),
            pattern: Some(&pattern::ANY_TEXT),
        },
    )
}

/// Shape `PolicyTargetId`.
pub(super) fn policy_target_id(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(100),
            pattern: Some(&pattern::POLICY_TARGET_ID),
        },
    )
}

/// Shape `PolicyType`.
pub(super) fn policy_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<PolicyType> {
    decoder.enumeration(value)
}

/// Shape `ResourcePolicyContent`.
pub(super) fn resource_policy_content(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(40000),
            pattern: Some(&pattern::ANY_TEXT),
        },
    )
}

/// Shape `RoleName`.
pub(super) fn role_name(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(64),
            pattern: Some(&pattern::ROLE_NAME),
        },
    )
}

/// Shape `RootId`.
pub(super) fn root_id(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(34),
            pattern: Some(&pattern::ROOT_ID),
        },
    )
}

/// Shape `TagKey`.
pub(super) fn tag_key(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(128),
            pattern: Some(&pattern::ORGANIZATIONS_TAG),
        },
    )
}

/// Shape `TagKeys`.
pub(super) fn tag_keys(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<String>> {
    decoder.list(value, &Length::default(), tag_key)
}

/// Shape `TagValue`.
pub(super) fn tag_value(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(256),
            pattern: Some(&pattern::ORGANIZATIONS_TAG),
        },
    )
}

/// Shape `TaggableResourceId`.
pub(super) fn taggable_resource_id(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: Some(130),
            pattern: Some(&pattern::TAGGABLE_RESOURCE_ID),
        },
    )
}

/// Shape `Tags`.
pub(super) fn tags(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Vec<Tag>> {
    decoder.list(value, &Length::default(), Tag::decode)
}
