// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! How values that are no structures are read, with the model's constraints.

use super::{PolicyDescriptorType, ProvidedContext, Tag};
use crate::decode::Decode;
use crate::decode::readers;
use crate::pattern;

readers! {
    provided_contexts_list_type: Vec<ProvidedContext> = list { min: 1, max: 5 } ProvidedContext::decode;
    root_duration_seconds_type: i64 = integer { min: 0, max: 900 };
    target_principal_type: String = string { min: 12, max: 2048 };
    access_key_id_type: String = string { min: 16, max: 128, pattern: &pattern::WORD_OR_NOTHING };
    arn_type: String = string { min: 20, max: 2048, pattern: &pattern::ARN };
    client_token_type: String = string { min: 4, max: 20000 };
    context_assertion_type: String = string { min: 4, max: 2048 };
    duration_seconds_type: i64 = integer { min: 900, max: 129600 };
    encoded_message_type: String = string { min: 1, max: 10240 };
    external_id_type: String = string { min: 2, max: 1224, pattern: &pattern::EXTERNAL_ID };
    policy_descriptor_list_type: Vec<PolicyDescriptorType> = list {} PolicyDescriptorType::decode;
    role_duration_seconds_type: i64 = integer { min: 900, max: 43200 };
    role_session_name_type: String = string { min: 2, max: 64, pattern: &pattern::SESSION_NAME };
    serial_number_type: String = string { min: 9, max: 256, pattern: &pattern::SERIAL_NUMBER };
    session_policy_document_type: String = string { min: 1, max: 2048, pattern: &pattern::POLICY_DOCUMENT };
    source_identity_type: String = string { min: 2, max: 64, pattern: &pattern::SESSION_NAME };
    tag_key_list_type: Vec<String> = list { max: 50 } tag_key_type;
    tag_key_type: String = string { min: 1, max: 128, pattern: &pattern::TAG_KEY };
    tag_list_type: Vec<Tag> = list { max: 50 } Tag::decode;
    tag_value_type: String = string { max: 256, pattern: &pattern::TAG_VALUE };
    token_code_type: String = string { min: 6, max: 6, pattern: &pattern::TOKEN_CODE };
    unrestricted_session_policy_document_type: String = string { min: 1, pattern: &pattern::POLICY_DOCUMENT };
    url_type: String = string { min: 4, max: 2048 };
    user_name_type: String = string { min: 2, max: 32, pattern: &pattern::SESSION_NAME };
}
