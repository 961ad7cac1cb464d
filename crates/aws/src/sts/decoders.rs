// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! How values that are no structures are read, with the model's constraints.

use super::{PolicyDescriptorType, ProvidedContext, Tag};
use crate::decode::Decode;
use crate::decode::{Decoded, Decoder, Length, Range, Text};
use crate::json::Json;
use crate::pattern;

/// Shape `ProvidedContextsListType`.
pub(super) fn provided_contexts_list_type(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<Vec<ProvidedContext>> {
    decoder.list(
        value,
        &Length {
            min: Some(1),
            max: Some(5),
        },
        ProvidedContext::decode,
    )
}

/// Shape `accessKeyIdType`.
pub(super) fn access_key_id_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(16),
            max: Some(128),
            pattern: Some(&pattern::WORD_OR_NOTHING),
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
            pattern: Some(&pattern::ARN),
        },
    )
}

/// Shape `clientTokenType`.
pub(super) fn client_token_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(4),
            max: Some(20000),
            pattern: None,
        },
    )
}

/// Shape `contextAssertionType`.
pub(super) fn context_assertion_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(4),
            max: Some(2048),
            pattern: None,
        },
    )
}

/// Shape `durationSecondsType`.
pub(super) fn duration_seconds_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<i64> {
    decoder.integer(
        value,
        &Range {
            min: Some(900),
            max: Some(129600),
        },
    )
}

/// Shape `encodedMessageType`.
pub(super) fn encoded_message_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(10240),
            pattern: None,
        },
    )
}

/// Shape `externalIdType`.
pub(super) fn external_id_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(2),
            max: Some(1224),
            pattern: Some(&pattern::EXTERNAL_ID),
        },
    )
}

/// Shape `policyDescriptorListType`.
pub(super) fn policy_descriptor_list_type(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<Vec<PolicyDescriptorType>> {
    decoder.list(value, &Length::default(), PolicyDescriptorType::decode)
}

/// Shape `roleDurationSecondsType`.
pub(super) fn role_duration_seconds_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<i64> {
    decoder.integer(
        value,
        &Range {
            min: Some(900),
            max: Some(43200),
        },
    )
}

/// Shape `roleSessionNameType`.
pub(super) fn role_session_name_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(2),
            max: Some(64),
            pattern: Some(&pattern::SESSION_NAME),
        },
    )
}

/// Shape `serialNumberType`.
pub(super) fn serial_number_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(9),
            max: Some(256),
            pattern: Some(&pattern::SERIAL_NUMBER),
        },
    )
}

/// Shape `sessionPolicyDocumentType`.
pub(super) fn session_policy_document_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(2048),
            pattern: Some(&pattern::POLICY_DOCUMENT),
        },
    )
}

/// Shape `sourceIdentityType`.
pub(super) fn source_identity_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(2),
            max: Some(64),
            pattern: Some(&pattern::SESSION_NAME),
        },
    )
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

/// Shape `tokenCodeType`.
pub(super) fn token_code_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(6),
            max: Some(6),
            pattern: Some(&pattern::TOKEN_CODE),
        },
    )
}

/// Shape `unrestrictedSessionPolicyDocumentType`.
pub(super) fn unrestricted_session_policy_document_type(
    value: Json<'_>,
    decoder: &mut Decoder,
) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: None,
            pattern: Some(&pattern::POLICY_DOCUMENT),
        },
    )
}

/// Shape `urlType`.
pub(super) fn url_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(4),
            max: Some(2048),
            pattern: None,
        },
    )
}

/// Shape `userNameType`.
pub(super) fn user_name_type(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(2),
            max: Some(32),
            pattern: Some(&pattern::SESSION_NAME),
        },
    )
}
