// Generated from api/sts.json by `cargo xtask codegen`. Do not edit.

//! The structures inside inputs and outputs.

use super::decoders;
use crate::Timestamp;
use crate::decode::{Decode, Decoded, Decoder};
use crate::encode::{self, Encode, Sink};
use crate::json::Json;

/// Shape `AssumedRoleUser`.
#[derive(Debug, Clone, PartialEq)]
pub struct AssumedRoleUser {
    /// `AssumedRoleId`, shape `assumedRoleIdType`: 2 to 193 characters, `[\w+=,.@:-]*`.
    pub assumed_role_id: String,
    /// `Arn`, shape `arnType`: 20 to 2048 characters, `[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+`.
    pub arn: String,
}

impl Encode for AssumedRoleUser {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("AssumedRoleId", &self.assumed_role_id, false),
                ("Arn", &self.arn, false),
            ],
        );
    }
}

/// Shape `Credentials`.
#[derive(Clone, PartialEq)]
pub struct Credentials {
    /// `AccessKeyId`, shape `accessKeyIdType`: 16 to 128 characters, `[\w]*`.
    pub access_key_id: String,
    /// `SecretAccessKey`, shape `accessKeySecretType`.
    pub secret_access_key: String,
    /// `SessionToken`, shape `tokenType`.
    pub session_token: String,
    /// `Expiration`, shape `dateType`.
    pub expiration: Timestamp,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.access_key_id)
            .field("secret_access_key", &format_args!("…"))
            .field("session_token", &format_args!("…"))
            .field("expiration", &self.expiration)
            .finish()
    }
}

impl Encode for Credentials {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("AccessKeyId", &self.access_key_id, false),
                ("SecretAccessKey", &self.secret_access_key, true),
                ("SessionToken", &self.session_token, true),
                ("Expiration", &self.expiration, false),
            ],
        );
    }
}

/// Shape `FederatedUser`.
#[derive(Debug, Clone, PartialEq)]
pub struct FederatedUser {
    /// `FederatedUserId`, shape `federatedIdType`: 2 to 193 characters, `[\w+=,.@\:-]*`.
    pub federated_user_id: String,
    /// `Arn`, shape `arnType`: 20 to 2048 characters, `[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+`.
    pub arn: String,
}

impl Encode for FederatedUser {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("FederatedUserId", &self.federated_user_id, false),
                ("Arn", &self.arn, false),
            ],
        );
    }
}

/// Shape `PolicyDescriptorType`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PolicyDescriptorType {
    /// `arn`, shape `arnType`: 20 to 2048 characters, `[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+`.
    pub arn: Option<String>,
}

impl Decode for PolicyDescriptorType {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let arn = decoder.optional(&mut members, "arn", decoders::arn_type)?;
        Ok(Some(Self { arn }))
    }
}

impl Encode for PolicyDescriptorType {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("arn", &self.arn, false)]);
    }
}

/// Shape `ProvidedContext`.
#[derive(Clone, PartialEq, Default)]
pub struct ProvidedContext {
    /// `ProviderArn`, shape `arnType`: 20 to 2048 characters, `[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+`.
    pub provider_arn: Option<String>,
    /// `ContextAssertion`, shape `contextAssertionType`: 4 to 2048 characters.
    pub context_assertion: Option<String>,
}

impl std::fmt::Debug for ProvidedContext {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProvidedContext")
            .field("provider_arn", &self.provider_arn)
            .field("context_assertion", &format_args!("…"))
            .finish()
    }
}

impl Decode for ProvidedContext {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let provider_arn = decoder.optional(&mut members, "ProviderArn", decoders::arn_type)?;
        let context_assertion =
            decoder.optional(&mut members, "ContextAssertion", decoders::context_assertion_type)?;
        Ok(Some(Self {
            provider_arn,
            context_assertion,
        }))
    }
}

impl Encode for ProvidedContext {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("ProviderArn", &self.provider_arn, false),
                ("ContextAssertion", &self.context_assertion, true),
            ],
        );
    }
}

/// Shape `Tag`.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// `Key`, shape `tagKeyType`: 1 to 128 characters, `[\p{L}\p{Z}\p{N}_.:/=+\-@]+`.
    pub key: String,
    /// `Value`, shape `tagValueType`: 0 to 256 characters, `[\p{L}\p{Z}\p{N}_.:/=+\-@]*`.
    pub value: String,
}

impl Decode for Tag {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let key = decoder.required(&mut members, "Key", decoders::tag_key_type)?;
        let value = decoder.required(&mut members, "Value", decoders::tag_value_type)?;
        let (Some(key), Some(value)) = (key, value) else {
            return Ok(None);
        };
        Ok(Some(Self { key, value }))
    }
}

impl Encode for Tag {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Key", &self.key, false), ("Value", &self.value, false)]);
    }
}
