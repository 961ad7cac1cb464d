// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! The inputs of the operations.

use super::decoders;
use super::{PolicyDescriptorType, ProvidedContext, Tag};
use crate::structure::structures;

structures! {
    /// Input of `AssumeRole`.
    AssumeRoleRequest(Decode, FromForm) {
        role_arn: String = "RoleArn" required decoders::arn_type;
        role_session_name: String = "RoleSessionName" required decoders::role_session_name_type;
        policy_arns: Option<Vec<PolicyDescriptorType>> = "PolicyArns" optional decoders::policy_descriptor_list_type;
        policy: Option<String> = "Policy" optional decoders::unrestricted_session_policy_document_type;
        duration_seconds: Option<i64> = "DurationSeconds" optional decoders::role_duration_seconds_type;
        tags: Option<Vec<Tag>> = "Tags" optional decoders::tag_list_type;
        transitive_tag_keys: Option<Vec<String>> = "TransitiveTagKeys" optional decoders::tag_key_list_type;
        external_id: Option<String> = "ExternalId" optional decoders::external_id_type;
        serial_number: Option<String> = "SerialNumber" optional decoders::serial_number_type;
        token_code: Option<String> = secret "TokenCode" optional decoders::token_code_type;
        source_identity: Option<String> = "SourceIdentity" optional decoders::source_identity_type;
        provided_contexts: Option<Vec<ProvidedContext>> = "ProvidedContexts" optional decoders::provided_contexts_list_type;
    }
    /// Input of `AssumeRoleWithWebIdentity`.
    AssumeRoleWithWebIdentityRequest(Decode, FromForm) {
        role_arn: String = "RoleArn" required decoders::arn_type;
        role_session_name: String = "RoleSessionName" required decoders::role_session_name_type;
        web_identity_token: String = secret "WebIdentityToken" required decoders::client_token_type;
        provider_id: Option<String> = "ProviderId" optional decoders::url_type;
        policy_arns: Option<Vec<PolicyDescriptorType>> = "PolicyArns" optional decoders::policy_descriptor_list_type;
        policy: Option<String> = "Policy" optional decoders::session_policy_document_type;
        duration_seconds: Option<i64> = "DurationSeconds" optional decoders::role_duration_seconds_type;
    }
    /// Input of `AssumeRoot`.
    AssumeRootRequest(Decode, FromForm) {
        target_principal: String = "TargetPrincipal" required decoders::target_principal_type;
        task_policy_arn: PolicyDescriptorType = "TaskPolicyArn" required PolicyDescriptorType::decode;
        duration_seconds: Option<i64> = "DurationSeconds" optional decoders::root_duration_seconds_type;
    }
    /// Input of `DecodeAuthorizationMessage`.
    DecodeAuthorizationMessageRequest(Decode, FromForm) {
        encoded_message: String = secret "EncodedMessage" required decoders::encoded_message_type;
    }
    /// Input of `GetAccessKeyInfo`.
    GetAccessKeyInfoRequest(Decode, FromForm) {
        access_key_id: String = "AccessKeyId" required decoders::access_key_id_type;
    }
    /// Input of `GetCallerIdentity`.
    GetCallerIdentityRequest(Default, Decode, FromForm) {}
    /// Input of `GetFederationToken`.
    GetFederationTokenRequest(Decode, FromForm) {
        name: String = "Name" required decoders::user_name_type;
        policy: Option<String> = "Policy" optional decoders::session_policy_document_type;
        policy_arns: Option<Vec<PolicyDescriptorType>> = "PolicyArns" optional decoders::policy_descriptor_list_type;
        duration_seconds: Option<i64> = "DurationSeconds" optional decoders::duration_seconds_type;
        tags: Option<Vec<Tag>> = "Tags" optional decoders::tag_list_type;
    }
    /// Input of `GetSessionToken`.
    GetSessionTokenRequest(Default, Decode, FromForm) {
        duration_seconds: Option<i64> = "DurationSeconds" optional decoders::duration_seconds_type;
        serial_number: Option<String> = "SerialNumber" optional decoders::serial_number_type;
        token_code: Option<String> = secret "TokenCode" optional decoders::token_code_type;
    }
}
