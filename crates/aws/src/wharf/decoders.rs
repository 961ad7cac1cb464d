// Generated from api/wharf.json by `cargo xtask codegen`. Do not edit.

//! How values that are no structures are read, with the model's constraints.

use super::AccessKeyStatus;
use crate::AccountId;
use crate::Timestamp;
use crate::decode::{Decoded, Decoder, Range, Text};
use crate::json::Json;
use crate::pattern;
use wharf_oci::name::RepositoryName;

/// Shape `AccessKeyId`.
pub(super) fn access_key_id(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(16),
            max: Some(128),
            pattern: Some(&pattern::WORD),
        },
    )
}

/// Shape `AccessKeyStatus`.
pub(super) fn access_key_status(value: Json<'_>, decoder: &mut Decoder) -> Decoded<AccessKeyStatus> {
    decoder.enumeration(value)
}

/// Shape `AccountId`.
pub(super) fn account_id(value: Json<'_>, decoder: &mut Decoder) -> Decoded<AccountId> {
    decoder.parsed(
        value,
        &Text {
            min: None,
            max: None,
            pattern: Some(&pattern::ACCOUNT_ID),
        },
    )
}

/// Shape `AccountName`.
pub(super) fn account_name(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(128),
            pattern: None,
        },
    )
}

/// Shape `Day`.
pub(super) fn day(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(10),
            max: Some(10),
            pattern: None,
        },
    )
}

/// Shape `Email`.
pub(super) fn email(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(3),
            max: Some(320),
            pattern: None,
        },
    )
}

/// Shape `EventPosition`.
pub(super) fn event_position(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(4096),
            pattern: None,
        },
    )
}

/// Shape `ImageDigest`.
pub(super) fn image_digest(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: None,
            max: None,
            pattern: Some(&pattern::DIGEST),
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

/// Shape `NextToken`.
pub(super) fn next_token(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(value, &Text::default())
}

/// Shape `RepositoryFilter`.
pub(super) fn repository_filter(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(256),
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

/// Shape `Time`.
pub(super) fn time(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Timestamp> {
    decoder.timestamp(value)
}

/// Shape `WebhookName`.
pub(super) fn webhook_name(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(64),
            pattern: None,
        },
    )
}

/// Shape `WebhookUrl`.
pub(super) fn webhook_url(value: Json<'_>, decoder: &mut Decoder) -> Decoded<String> {
    decoder.string(
        value,
        &Text {
            min: Some(1),
            max: Some(2048),
            pattern: None,
        },
    )
}
