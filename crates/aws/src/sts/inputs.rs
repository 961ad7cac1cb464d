// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! The inputs of the served operations.

use super::decoders;
use super::{PolicyDescriptorType, ProvidedContext, Tag};
use crate::DecodeFault;
use crate::decode::{Decode, Decoded, Decoder};
use crate::encode::{self, Encode, Sink};
use crate::json::Json;
use crate::query::{self, Form, FromForm};

/// Input of `AssumeRole` (shape `AssumeRoleRequest`).
#[derive(Clone, PartialEq)]
pub struct AssumeRoleRequest {
    /// `RoleArn`, shape `arnType`: 20 to 2048 characters, `[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+`.
    pub role_arn: String,
    /// `RoleSessionName`, shape `roleSessionNameType`: 2 to 64 characters, `[\w+=,.@-]*`.
    pub role_session_name: String,
    /// `PolicyArns`, shape `policyDescriptorListType`.
    pub policy_arns: Option<Vec<PolicyDescriptorType>>,
    /// `Policy`, shape `unrestrictedSessionPolicyDocumentType`: from 1 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy: Option<String>,
    /// `DurationSeconds`, shape `roleDurationSecondsType`: 900 to 43200.
    pub duration_seconds: Option<i64>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
    /// `TransitiveTagKeys`, shape `tagKeyListType`: to 50 items.
    pub transitive_tag_keys: Option<Vec<String>>,
    /// `ExternalId`, shape `externalIdType`: 2 to 1224 characters, `[\w+=,.@:\/-]*`.
    pub external_id: Option<String>,
    /// `SerialNumber`, shape `serialNumberType`: 9 to 256 characters, `[\w+=/:,.@-]*`.
    pub serial_number: Option<String>,
    /// `TokenCode`, shape `tokenCodeType`: 6 to 6 characters, `[\d]*`.
    pub token_code: Option<String>,
    /// `SourceIdentity`, shape `sourceIdentityType`: 2 to 64 characters, `[\w+=,.@-]*`.
    pub source_identity: Option<String>,
    /// `ProvidedContexts`, shape `ProvidedContextsListType`: 1 to 5 items.
    pub provided_contexts: Option<Vec<ProvidedContext>>,
}

impl std::fmt::Debug for AssumeRoleRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AssumeRoleRequest")
            .field("role_arn", &self.role_arn)
            .field("role_session_name", &self.role_session_name)
            .field("policy_arns", &self.policy_arns)
            .field("policy", &self.policy)
            .field("duration_seconds", &self.duration_seconds)
            .field("tags", &self.tags)
            .field("transitive_tag_keys", &self.transitive_tag_keys)
            .field("external_id", &self.external_id)
            .field("serial_number", &self.serial_number)
            .field("token_code", &format_args!("…"))
            .field("source_identity", &self.source_identity)
            .field("provided_contexts", &self.provided_contexts)
            .finish()
    }
}

impl Decode for AssumeRoleRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_arn = decoder.required(&mut members, "RoleArn", decoders::arn_type)?;
        let role_session_name =
            decoder.required(&mut members, "RoleSessionName", decoders::role_session_name_type)?;
        let policy_arns =
            decoder.optional(&mut members, "PolicyArns", decoders::policy_descriptor_list_type)?;
        let policy = decoder.optional(
            &mut members,
            "Policy",
            decoders::unrestricted_session_policy_document_type,
        )?;
        let duration_seconds = decoder.optional(
            &mut members,
            "DurationSeconds",
            decoders::role_duration_seconds_type,
        )?;
        let tags = decoder.optional(&mut members, "Tags", decoders::tag_list_type)?;
        let transitive_tag_keys =
            decoder.optional(&mut members, "TransitiveTagKeys", decoders::tag_key_list_type)?;
        let external_id = decoder.optional(&mut members, "ExternalId", decoders::external_id_type)?;
        let serial_number = decoder.optional(&mut members, "SerialNumber", decoders::serial_number_type)?;
        let token_code = decoder.optional(&mut members, "TokenCode", decoders::token_code_type)?;
        let source_identity =
            decoder.optional(&mut members, "SourceIdentity", decoders::source_identity_type)?;
        let provided_contexts = decoder.optional(
            &mut members,
            "ProvidedContexts",
            decoders::provided_contexts_list_type,
        )?;
        let (Some(role_arn), Some(role_session_name)) = (role_arn, role_session_name) else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_arn,
            role_session_name,
            policy_arns,
            policy,
            duration_seconds,
            tags,
            transitive_tag_keys,
            external_id,
            serial_number,
            token_code,
            source_identity,
            provided_contexts,
        }))
    }
}

impl Encode for AssumeRoleRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleArn", &self.role_arn, false),
                ("RoleSessionName", &self.role_session_name, false),
                ("PolicyArns", &self.policy_arns, false),
                ("Policy", &self.policy, false),
                ("DurationSeconds", &self.duration_seconds, false),
                ("Tags", &self.tags, false),
                ("TransitiveTagKeys", &self.transitive_tag_keys, false),
                ("ExternalId", &self.external_id, false),
                ("SerialNumber", &self.serial_number, false),
                ("TokenCode", &self.token_code, true),
                ("SourceIdentity", &self.source_identity, false),
                ("ProvidedContexts", &self.provided_contexts, false),
            ],
        );
    }
}

impl FromForm for AssumeRoleRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `AssumeRoleWithWebIdentity` (shape `AssumeRoleWithWebIdentityRequest`).
#[derive(Clone, PartialEq)]
pub struct AssumeRoleWithWebIdentityRequest {
    /// `RoleArn`, shape `arnType`: 20 to 2048 characters, `[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+`.
    pub role_arn: String,
    /// `RoleSessionName`, shape `roleSessionNameType`: 2 to 64 characters, `[\w+=,.@-]*`.
    pub role_session_name: String,
    /// `WebIdentityToken`, shape `clientTokenType`: 4 to 20000 characters.
    pub web_identity_token: String,
    /// `ProviderId`, shape `urlType`: 4 to 2048 characters.
    pub provider_id: Option<String>,
    /// `PolicyArns`, shape `policyDescriptorListType`.
    pub policy_arns: Option<Vec<PolicyDescriptorType>>,
    /// `Policy`, shape `sessionPolicyDocumentType`: 1 to 2048 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy: Option<String>,
    /// `DurationSeconds`, shape `roleDurationSecondsType`: 900 to 43200.
    pub duration_seconds: Option<i64>,
}

impl std::fmt::Debug for AssumeRoleWithWebIdentityRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AssumeRoleWithWebIdentityRequest")
            .field("role_arn", &self.role_arn)
            .field("role_session_name", &self.role_session_name)
            .field("web_identity_token", &format_args!("…"))
            .field("provider_id", &self.provider_id)
            .field("policy_arns", &self.policy_arns)
            .field("policy", &self.policy)
            .field("duration_seconds", &self.duration_seconds)
            .finish()
    }
}

impl Decode for AssumeRoleWithWebIdentityRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_arn = decoder.required(&mut members, "RoleArn", decoders::arn_type)?;
        let role_session_name =
            decoder.required(&mut members, "RoleSessionName", decoders::role_session_name_type)?;
        let web_identity_token =
            decoder.required(&mut members, "WebIdentityToken", decoders::client_token_type)?;
        let provider_id = decoder.optional(&mut members, "ProviderId", decoders::url_type)?;
        let policy_arns =
            decoder.optional(&mut members, "PolicyArns", decoders::policy_descriptor_list_type)?;
        let policy = decoder.optional(&mut members, "Policy", decoders::session_policy_document_type)?;
        let duration_seconds = decoder.optional(
            &mut members,
            "DurationSeconds",
            decoders::role_duration_seconds_type,
        )?;
        let (Some(role_arn), Some(role_session_name), Some(web_identity_token)) =
            (role_arn, role_session_name, web_identity_token)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_arn,
            role_session_name,
            web_identity_token,
            provider_id,
            policy_arns,
            policy,
            duration_seconds,
        }))
    }
}

impl Encode for AssumeRoleWithWebIdentityRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleArn", &self.role_arn, false),
                ("RoleSessionName", &self.role_session_name, false),
                ("WebIdentityToken", &self.web_identity_token, true),
                ("ProviderId", &self.provider_id, false),
                ("PolicyArns", &self.policy_arns, false),
                ("Policy", &self.policy, false),
                ("DurationSeconds", &self.duration_seconds, false),
            ],
        );
    }
}

impl FromForm for AssumeRoleWithWebIdentityRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DecodeAuthorizationMessage` (shape `DecodeAuthorizationMessageRequest`).
#[derive(Clone, PartialEq)]
pub struct DecodeAuthorizationMessageRequest {
    /// `EncodedMessage`, shape `encodedMessageType`: 1 to 10240 characters.
    pub encoded_message: String,
}

impl std::fmt::Debug for DecodeAuthorizationMessageRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DecodeAuthorizationMessageRequest")
            .field("encoded_message", &format_args!("…"))
            .finish()
    }
}

impl Decode for DecodeAuthorizationMessageRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let encoded_message =
            decoder.required(&mut members, "EncodedMessage", decoders::encoded_message_type)?;
        let Some(encoded_message) = encoded_message else {
            return Ok(None);
        };
        Ok(Some(Self { encoded_message }))
    }
}

impl Encode for DecodeAuthorizationMessageRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("EncodedMessage", &self.encoded_message, true)]);
    }
}

impl FromForm for DecodeAuthorizationMessageRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetAccessKeyInfo` (shape `GetAccessKeyInfoRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetAccessKeyInfoRequest {
    /// `AccessKeyId`, shape `accessKeyIdType`: 16 to 128 characters, `[\w]*`.
    pub access_key_id: String,
}

impl Decode for GetAccessKeyInfoRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let access_key_id = decoder.required(&mut members, "AccessKeyId", decoders::access_key_id_type)?;
        let Some(access_key_id) = access_key_id else {
            return Ok(None);
        };
        Ok(Some(Self { access_key_id }))
    }
}

impl Encode for GetAccessKeyInfoRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("AccessKeyId", &self.access_key_id, false)]);
    }
}

impl FromForm for GetAccessKeyInfoRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetCallerIdentity` (shape `GetCallerIdentityRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetCallerIdentityRequest {}

impl Decode for GetCallerIdentityRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        decoder.structure(value)?;
        Ok(Some(Self {}))
    }
}

impl Encode for GetCallerIdentityRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

impl FromForm for GetCallerIdentityRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetFederationToken` (shape `GetFederationTokenRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetFederationTokenRequest {
    /// `Name`, shape `userNameType`: 2 to 32 characters, `[\w+=,.@-]*`.
    pub name: String,
    /// `Policy`, shape `sessionPolicyDocumentType`: 1 to 2048 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy: Option<String>,
    /// `PolicyArns`, shape `policyDescriptorListType`.
    pub policy_arns: Option<Vec<PolicyDescriptorType>>,
    /// `DurationSeconds`, shape `durationSecondsType`: 900 to 129600.
    pub duration_seconds: Option<i64>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
}

impl Decode for GetFederationTokenRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let name = decoder.required(&mut members, "Name", decoders::user_name_type)?;
        let policy = decoder.optional(&mut members, "Policy", decoders::session_policy_document_type)?;
        let policy_arns =
            decoder.optional(&mut members, "PolicyArns", decoders::policy_descriptor_list_type)?;
        let duration_seconds =
            decoder.optional(&mut members, "DurationSeconds", decoders::duration_seconds_type)?;
        let tags = decoder.optional(&mut members, "Tags", decoders::tag_list_type)?;
        let Some(name) = name else { return Ok(None) };
        Ok(Some(Self {
            name,
            policy,
            policy_arns,
            duration_seconds,
            tags,
        }))
    }
}

impl Encode for GetFederationTokenRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Name", &self.name, false),
                ("Policy", &self.policy, false),
                ("PolicyArns", &self.policy_arns, false),
                ("DurationSeconds", &self.duration_seconds, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

impl FromForm for GetFederationTokenRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetSessionToken` (shape `GetSessionTokenRequest`).
#[derive(Clone, PartialEq, Default)]
pub struct GetSessionTokenRequest {
    /// `DurationSeconds`, shape `durationSecondsType`: 900 to 129600.
    pub duration_seconds: Option<i64>,
    /// `SerialNumber`, shape `serialNumberType`: 9 to 256 characters, `[\w+=/:,.@-]*`.
    pub serial_number: Option<String>,
    /// `TokenCode`, shape `tokenCodeType`: 6 to 6 characters, `[\d]*`.
    pub token_code: Option<String>,
}

impl std::fmt::Debug for GetSessionTokenRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("GetSessionTokenRequest")
            .field("duration_seconds", &self.duration_seconds)
            .field("serial_number", &self.serial_number)
            .field("token_code", &format_args!("…"))
            .finish()
    }
}

impl Decode for GetSessionTokenRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let duration_seconds =
            decoder.optional(&mut members, "DurationSeconds", decoders::duration_seconds_type)?;
        let serial_number = decoder.optional(&mut members, "SerialNumber", decoders::serial_number_type)?;
        let token_code = decoder.optional(&mut members, "TokenCode", decoders::token_code_type)?;
        Ok(Some(Self {
            duration_seconds,
            serial_number,
            token_code,
        }))
    }
}

impl Encode for GetSessionTokenRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("DurationSeconds", &self.duration_seconds, false),
                ("SerialNumber", &self.serial_number, false),
                ("TokenCode", &self.token_code, true),
            ],
        );
    }
}

impl FromForm for GetSessionTokenRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}
