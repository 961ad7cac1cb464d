// Generated from api/kms.json by `cargo xtask codegen`. Do not edit.

//! The inputs of the served operations.

use super::decoders;
use super::{
    CustomerMasterKeySpec, IncludeKeyMaterial, KeySpec, KeyUsageType, OriginType, ResourceOwnerType, Tag,
};
use crate::DecodeFault;
use crate::decode::{Decode, Decoded, Decoder};
use crate::encode::{self, Encode, Sink};
use crate::json::Json;
use crate::json11::{self, FromJson};

/// Input of `CreateKey` (shape `CreateKeyRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateKeyRequest {
    /// `Policy`, shape `PolicyType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy: Option<String>,
    /// `Description`, shape `DescriptionType`: 0 to 8192 characters.
    pub description: Option<String>,
    /// `KeyUsage`, shape `KeyUsageType`.
    pub key_usage: Option<KeyUsageType>,
    /// `CustomerMasterKeySpec`, shape `CustomerMasterKeySpec`.
    pub customer_master_key_spec: Option<CustomerMasterKeySpec>,
    /// `KeySpec`, shape `KeySpec`.
    pub key_spec: Option<KeySpec>,
    /// `Origin`, shape `OriginType`.
    pub origin: Option<OriginType>,
    /// `CustomKeyStoreId`, shape `CustomKeyStoreIdType`: 1 to 64 characters.
    pub custom_key_store_id: Option<String>,
    /// `BypassPolicyLockoutSafetyCheck`, shape `BooleanType`.
    pub bypass_policy_lockout_safety_check: Option<bool>,
    /// `Tags`, shape `TagList`.
    pub tags: Option<Vec<Tag>>,
    /// `MultiRegion`, shape `NullableBooleanType`.
    pub multi_region: Option<bool>,
    /// `XksKeyId`, shape `XksKeyIdType`: 1 to 128 characters, `^[a-zA-Z0-9-_.]+$`.
    pub xks_key_id: Option<String>,
}

impl Decode for CreateKeyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy = decoder.optional(&mut members, "Policy", decoders::policy_type)?;
        let description = decoder.optional(&mut members, "Description", decoders::description_type)?;
        let key_usage = decoder.optional(&mut members, "KeyUsage", decoders::key_usage_type)?;
        let customer_master_key_spec = decoder.optional(
            &mut members,
            "CustomerMasterKeySpec",
            decoders::customer_master_key_spec,
        )?;
        let key_spec = decoder.optional(&mut members, "KeySpec", decoders::key_spec)?;
        let origin = decoder.optional(&mut members, "Origin", decoders::origin_type)?;
        let custom_key_store_id = decoder.optional(
            &mut members,
            "CustomKeyStoreId",
            decoders::custom_key_store_id_type,
        )?;
        let bypass_policy_lockout_safety_check = decoder.optional(
            &mut members,
            "BypassPolicyLockoutSafetyCheck",
            decoders::boolean_type,
        )?;
        let tags = decoder.optional(&mut members, "Tags", decoders::tag_list)?;
        let multi_region = decoder.optional(&mut members, "MultiRegion", decoders::nullable_boolean_type)?;
        let xks_key_id = decoder.optional(&mut members, "XksKeyId", decoders::xks_key_id_type)?;
        Ok(Some(Self {
            policy,
            description,
            key_usage,
            customer_master_key_spec,
            key_spec,
            origin,
            custom_key_store_id,
            bypass_policy_lockout_safety_check,
            tags,
            multi_region,
            xks_key_id,
        }))
    }
}

impl Encode for CreateKeyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Policy", &self.policy, false),
                ("Description", &self.description, false),
                ("KeyUsage", &self.key_usage, false),
                ("CustomerMasterKeySpec", &self.customer_master_key_spec, false),
                ("KeySpec", &self.key_spec, false),
                ("Origin", &self.origin, false),
                ("CustomKeyStoreId", &self.custom_key_store_id, false),
                (
                    "BypassPolicyLockoutSafetyCheck",
                    &self.bypass_policy_lockout_safety_check,
                    false,
                ),
                ("Tags", &self.tags, false),
                ("MultiRegion", &self.multi_region, false),
                ("XksKeyId", &self.xks_key_id, false),
            ],
        );
    }
}

impl FromJson for CreateKeyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DescribeKey` (shape `DescribeKeyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DescribeKeyRequest {
    /// `KeyId`, shape `KeyIdType`: 1 to 2048 characters.
    pub key_id: String,
    /// `GrantTokens`, shape `GrantTokenList`: 0 to 10 items.
    pub grant_tokens: Option<Vec<String>>,
}

impl Decode for DescribeKeyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let key_id = decoder.required(&mut members, "KeyId", decoders::key_id_type)?;
        let grant_tokens = decoder.optional(&mut members, "GrantTokens", decoders::grant_token_list)?;
        let Some(key_id) = key_id else { return Ok(None) };
        Ok(Some(Self { key_id, grant_tokens }))
    }
}

impl Encode for DescribeKeyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("KeyId", &self.key_id, false),
                ("GrantTokens", &self.grant_tokens, false),
            ],
        );
    }
}

impl FromJson for DescribeKeyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListKeys` (shape `ListKeysRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListKeysRequest {
    /// `Limit`, shape `LimitType`: 1 to 1000.
    pub limit: Option<i64>,
    /// `Marker`, shape `MarkerType`: 1 to 1024 characters, `[\u0020-\u00FF]*`.
    pub marker: Option<String>,
    /// `ResourceOwners`, shape `ResourceOwnersList`: 1 to 2 items.
    pub resource_owners: Option<Vec<ResourceOwnerType>>,
}

impl Decode for ListKeysRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let limit = decoder.optional(&mut members, "Limit", decoders::limit_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let resource_owners =
            decoder.optional(&mut members, "ResourceOwners", decoders::resource_owners_list)?;
        Ok(Some(Self {
            limit,
            marker,
            resource_owners,
        }))
    }
}

impl Encode for ListKeysRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Limit", &self.limit, false),
                ("Marker", &self.marker, false),
                ("ResourceOwners", &self.resource_owners, false),
            ],
        );
    }
}

impl FromJson for ListKeysRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `CreateAlias` (shape `CreateAliasRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateAliasRequest {
    /// `AliasName`, shape `AliasNameType`: 1 to 256 characters, `^[a-zA-Z0-9:/_-]+$`.
    pub alias_name: String,
    /// `TargetKeyId`, shape `KeyIdType`: 1 to 2048 characters.
    pub target_key_id: String,
}

impl Decode for CreateAliasRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let alias_name = decoder.required(&mut members, "AliasName", decoders::alias_name_type)?;
        let target_key_id = decoder.required(&mut members, "TargetKeyId", decoders::key_id_type)?;
        let (Some(alias_name), Some(target_key_id)) = (alias_name, target_key_id) else {
            return Ok(None);
        };
        Ok(Some(Self {
            alias_name,
            target_key_id,
        }))
    }
}

impl Encode for CreateAliasRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("AliasName", &self.alias_name, false),
                ("TargetKeyId", &self.target_key_id, false),
            ],
        );
    }
}

impl FromJson for CreateAliasRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListAliases` (shape `ListAliasesRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListAliasesRequest {
    /// `KeyId`, shape `KeyIdType`: 1 to 2048 characters.
    pub key_id: Option<String>,
    /// `Limit`, shape `LimitType`: 1 to 1000.
    pub limit: Option<i64>,
    /// `Marker`, shape `MarkerType`: 1 to 1024 characters, `[\u0020-\u00FF]*`.
    pub marker: Option<String>,
}

impl Decode for ListAliasesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let key_id = decoder.optional(&mut members, "KeyId", decoders::key_id_type)?;
        let limit = decoder.optional(&mut members, "Limit", decoders::limit_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        Ok(Some(Self {
            key_id,
            limit,
            marker,
        }))
    }
}

impl Encode for ListAliasesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("KeyId", &self.key_id, false),
                ("Limit", &self.limit, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

impl FromJson for ListAliasesRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `EnableKey` (shape `EnableKeyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct EnableKeyRequest {
    /// `KeyId`, shape `KeyIdType`: 1 to 2048 characters.
    pub key_id: String,
}

impl Decode for EnableKeyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let key_id = decoder.required(&mut members, "KeyId", decoders::key_id_type)?;
        let Some(key_id) = key_id else { return Ok(None) };
        Ok(Some(Self { key_id }))
    }
}

impl Encode for EnableKeyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("KeyId", &self.key_id, false)]);
    }
}

impl FromJson for EnableKeyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DisableKey` (shape `DisableKeyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DisableKeyRequest {
    /// `KeyId`, shape `KeyIdType`: 1 to 2048 characters.
    pub key_id: String,
}

impl Decode for DisableKeyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let key_id = decoder.required(&mut members, "KeyId", decoders::key_id_type)?;
        let Some(key_id) = key_id else { return Ok(None) };
        Ok(Some(Self { key_id }))
    }
}

impl Encode for DisableKeyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("KeyId", &self.key_id, false)]);
    }
}

impl FromJson for DisableKeyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `RotateKeyOnDemand` (shape `RotateKeyOnDemandRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct RotateKeyOnDemandRequest {
    /// `KeyId`, shape `KeyIdType`: 1 to 2048 characters.
    pub key_id: String,
}

impl Decode for RotateKeyOnDemandRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let key_id = decoder.required(&mut members, "KeyId", decoders::key_id_type)?;
        let Some(key_id) = key_id else { return Ok(None) };
        Ok(Some(Self { key_id }))
    }
}

impl Encode for RotateKeyOnDemandRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("KeyId", &self.key_id, false)]);
    }
}

impl FromJson for RotateKeyOnDemandRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListKeyRotations` (shape `ListKeyRotationsRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListKeyRotationsRequest {
    /// `KeyId`, shape `KeyIdType`: 1 to 2048 characters.
    pub key_id: String,
    /// `IncludeKeyMaterial`, shape `IncludeKeyMaterial`.
    pub include_key_material: Option<IncludeKeyMaterial>,
    /// `Limit`, shape `LimitType`: 1 to 1000.
    pub limit: Option<i64>,
    /// `Marker`, shape `MarkerType`: 1 to 1024 characters, `[\u0020-\u00FF]*`.
    pub marker: Option<String>,
}

impl Decode for ListKeyRotationsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let key_id = decoder.required(&mut members, "KeyId", decoders::key_id_type)?;
        let include_key_material =
            decoder.optional(&mut members, "IncludeKeyMaterial", decoders::include_key_material)?;
        let limit = decoder.optional(&mut members, "Limit", decoders::limit_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let Some(key_id) = key_id else { return Ok(None) };
        Ok(Some(Self {
            key_id,
            include_key_material,
            limit,
            marker,
        }))
    }
}

impl Encode for ListKeyRotationsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("KeyId", &self.key_id, false),
                ("IncludeKeyMaterial", &self.include_key_material, false),
                ("Limit", &self.limit, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

impl FromJson for ListKeyRotationsRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}
