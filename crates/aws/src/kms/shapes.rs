// Generated from api/kms.json by `cargo xtask codegen`. Do not edit.

//! The structures inside inputs and outputs.

use super::decoders;
use super::{
    CustomerMasterKeySpec, EncapsulationAlgorithmSpec, EncryptionAlgorithmSpec, ExpirationModelType,
    ImportState, KeyAgreementAlgorithmSpec, KeyManagerType, KeyMaterialState, KeySpec, KeyState,
    KeyUsageType, MacAlgorithmSpec, MultiRegionKeyType, OriginType, RotationType, SigningAlgorithmSpec,
};
use crate::Timestamp;
use crate::decode::{Decode, Decoded, Decoder};
use crate::encode::{self, Encode, Sink};
use crate::json::Json;

/// Shape `AliasListEntry`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AliasListEntry {
    /// `AliasName`, shape `AliasNameType`: 1 to 256 characters, `^[a-zA-Z0-9:/_-]+$`.
    pub alias_name: Option<String>,
    /// `AliasArn`, shape `ArnType`: 20 to 2048 characters.
    pub alias_arn: Option<String>,
    /// `TargetKeyId`, shape `KeyIdType`: 1 to 2048 characters.
    pub target_key_id: Option<String>,
    /// `CreationDate`, shape `DateType`.
    pub creation_date: Option<Timestamp>,
    /// `LastUpdatedDate`, shape `DateType`.
    pub last_updated_date: Option<Timestamp>,
}

impl Encode for AliasListEntry {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("AliasName", &self.alias_name, false),
                ("AliasArn", &self.alias_arn, false),
                ("TargetKeyId", &self.target_key_id, false),
                ("CreationDate", &self.creation_date, false),
                ("LastUpdatedDate", &self.last_updated_date, false),
            ],
        );
    }
}

/// Shape `KeyListEntry`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct KeyListEntry {
    /// `KeyId`, shape `KeyIdType`: 1 to 2048 characters.
    pub key_id: Option<String>,
    /// `KeyArn`, shape `ArnType`: 20 to 2048 characters.
    pub key_arn: Option<String>,
}

impl Encode for KeyListEntry {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("KeyId", &self.key_id, false), ("KeyArn", &self.key_arn, false)],
        );
    }
}

/// Shape `KeyMetadata`.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyMetadata {
    /// `AWSAccountId`, shape `AWSAccountIdType`.
    pub aws_account_id: Option<String>,
    /// `KeyId`, shape `KeyIdType`: 1 to 2048 characters.
    pub key_id: String,
    /// `Arn`, shape `ArnType`: 20 to 2048 characters.
    pub arn: Option<String>,
    /// `CreationDate`, shape `DateType`.
    pub creation_date: Option<Timestamp>,
    /// `Enabled`, shape `BooleanType`.
    pub enabled: Option<bool>,
    /// `Description`, shape `DescriptionType`: 0 to 8192 characters.
    pub description: Option<String>,
    /// `KeyUsage`, shape `KeyUsageType`.
    pub key_usage: Option<KeyUsageType>,
    /// `KeyState`, shape `KeyState`.
    pub key_state: Option<KeyState>,
    /// `DeletionDate`, shape `DateType`.
    pub deletion_date: Option<Timestamp>,
    /// `ValidTo`, shape `DateType`.
    pub valid_to: Option<Timestamp>,
    /// `Origin`, shape `OriginType`.
    pub origin: Option<OriginType>,
    /// `CustomKeyStoreId`, shape `CustomKeyStoreIdType`: 1 to 64 characters.
    pub custom_key_store_id: Option<String>,
    /// `CloudHsmClusterId`, shape `CloudHsmClusterIdType`: 19 to 24 characters, `cluster-[2-7a-zA-Z]{11,16}`.
    pub cloud_hsm_cluster_id: Option<String>,
    /// `ExpirationModel`, shape `ExpirationModelType`.
    pub expiration_model: Option<ExpirationModelType>,
    /// `KeyManager`, shape `KeyManagerType`.
    pub key_manager: Option<KeyManagerType>,
    /// `CustomerMasterKeySpec`, shape `CustomerMasterKeySpec`.
    pub customer_master_key_spec: Option<CustomerMasterKeySpec>,
    /// `KeySpec`, shape `KeySpec`.
    pub key_spec: Option<KeySpec>,
    /// `EncryptionAlgorithms`, shape `EncryptionAlgorithmSpecList`.
    pub encryption_algorithms: Option<Vec<EncryptionAlgorithmSpec>>,
    /// `SigningAlgorithms`, shape `SigningAlgorithmSpecList`.
    pub signing_algorithms: Option<Vec<SigningAlgorithmSpec>>,
    /// `KeyAgreementAlgorithms`, shape `KeyAgreementAlgorithmSpecList`.
    pub key_agreement_algorithms: Option<Vec<KeyAgreementAlgorithmSpec>>,
    /// `EncapsulationAlgorithms`, shape `EncapsulationAlgorithmSpecList`.
    pub encapsulation_algorithms: Option<Vec<EncapsulationAlgorithmSpec>>,
    /// `MultiRegion`, shape `NullableBooleanType`.
    pub multi_region: Option<bool>,
    /// `MultiRegionConfiguration`, shape `MultiRegionConfiguration`.
    pub multi_region_configuration: Option<MultiRegionConfiguration>,
    /// `PendingDeletionWindowInDays`, shape `PendingWindowInDaysType`: 1 to 365.
    pub pending_deletion_window_in_days: Option<i64>,
    /// `MacAlgorithms`, shape `MacAlgorithmSpecList`.
    pub mac_algorithms: Option<Vec<MacAlgorithmSpec>>,
    /// `XksKeyConfiguration`, shape `XksKeyConfigurationType`.
    pub xks_key_configuration: Option<XksKeyConfigurationType>,
    /// `CurrentKeyMaterialId`, shape `BackingKeyIdType`: 64 to 64 characters, `^[a-f0-9]+$`.
    pub current_key_material_id: Option<String>,
}

impl Encode for KeyMetadata {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("AWSAccountId", &self.aws_account_id, false),
                ("KeyId", &self.key_id, false),
                ("Arn", &self.arn, false),
                ("CreationDate", &self.creation_date, false),
                ("Enabled", &self.enabled, false),
                ("Description", &self.description, false),
                ("KeyUsage", &self.key_usage, false),
                ("KeyState", &self.key_state, false),
                ("DeletionDate", &self.deletion_date, false),
                ("ValidTo", &self.valid_to, false),
                ("Origin", &self.origin, false),
                ("CustomKeyStoreId", &self.custom_key_store_id, false),
                ("CloudHsmClusterId", &self.cloud_hsm_cluster_id, false),
                ("ExpirationModel", &self.expiration_model, false),
                ("KeyManager", &self.key_manager, false),
                ("CustomerMasterKeySpec", &self.customer_master_key_spec, false),
                ("KeySpec", &self.key_spec, false),
                ("EncryptionAlgorithms", &self.encryption_algorithms, false),
                ("SigningAlgorithms", &self.signing_algorithms, false),
                ("KeyAgreementAlgorithms", &self.key_agreement_algorithms, false),
                ("EncapsulationAlgorithms", &self.encapsulation_algorithms, false),
                ("MultiRegion", &self.multi_region, false),
                (
                    "MultiRegionConfiguration",
                    &self.multi_region_configuration,
                    false,
                ),
                (
                    "PendingDeletionWindowInDays",
                    &self.pending_deletion_window_in_days,
                    false,
                ),
                ("MacAlgorithms", &self.mac_algorithms, false),
                ("XksKeyConfiguration", &self.xks_key_configuration, false),
                ("CurrentKeyMaterialId", &self.current_key_material_id, false),
            ],
        );
    }
}

/// Shape `MultiRegionConfiguration`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MultiRegionConfiguration {
    /// `MultiRegionKeyType`, shape `MultiRegionKeyType`.
    pub multi_region_key_type: Option<MultiRegionKeyType>,
    /// `PrimaryKey`, shape `MultiRegionKey`.
    pub primary_key: Option<MultiRegionKey>,
    /// `ReplicaKeys`, shape `MultiRegionKeyList`.
    pub replica_keys: Option<Vec<MultiRegionKey>>,
}

impl Encode for MultiRegionConfiguration {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("MultiRegionKeyType", &self.multi_region_key_type, false),
                ("PrimaryKey", &self.primary_key, false),
                ("ReplicaKeys", &self.replica_keys, false),
            ],
        );
    }
}

/// Shape `MultiRegionKey`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MultiRegionKey {
    /// `Arn`, shape `ArnType`: 20 to 2048 characters.
    pub arn: Option<String>,
    /// `Region`, shape `RegionType`: 1 to 32 characters, `^([a-z]+-){2,3}\d+$`.
    pub region: Option<String>,
}

impl Encode for MultiRegionKey {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("Arn", &self.arn, false), ("Region", &self.region, false)],
        );
    }
}

/// Shape `RotationsListEntry`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RotationsListEntry {
    /// `KeyId`, shape `KeyIdType`: 1 to 2048 characters.
    pub key_id: Option<String>,
    /// `KeyMaterialId`, shape `BackingKeyIdType`: 64 to 64 characters, `^[a-f0-9]+$`.
    pub key_material_id: Option<String>,
    /// `KeyMaterialDescription`, shape `KeyMaterialDescriptionType`: 0 to 256 characters, `^[a-zA-Z0-9:/_\s.-]+$`.
    pub key_material_description: Option<String>,
    /// `ImportState`, shape `ImportState`.
    pub import_state: Option<ImportState>,
    /// `KeyMaterialState`, shape `KeyMaterialState`.
    pub key_material_state: Option<KeyMaterialState>,
    /// `ExpirationModel`, shape `ExpirationModelType`.
    pub expiration_model: Option<ExpirationModelType>,
    /// `ValidTo`, shape `DateType`.
    pub valid_to: Option<Timestamp>,
    /// `RotationDate`, shape `DateType`.
    pub rotation_date: Option<Timestamp>,
    /// `RotationType`, shape `RotationType`.
    pub rotation_type: Option<RotationType>,
}

impl Encode for RotationsListEntry {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("KeyId", &self.key_id, false),
                ("KeyMaterialId", &self.key_material_id, false),
                ("KeyMaterialDescription", &self.key_material_description, false),
                ("ImportState", &self.import_state, false),
                ("KeyMaterialState", &self.key_material_state, false),
                ("ExpirationModel", &self.expiration_model, false),
                ("ValidTo", &self.valid_to, false),
                ("RotationDate", &self.rotation_date, false),
                ("RotationType", &self.rotation_type, false),
            ],
        );
    }
}

/// Shape `Tag`.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// `TagKey`, shape `TagKeyType`: 1 to 128 characters.
    pub tag_key: String,
    /// `TagValue`, shape `TagValueType`: 0 to 256 characters.
    pub tag_value: String,
}

impl Decode for Tag {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let tag_key = decoder.required(&mut members, "TagKey", decoders::tag_key_type)?;
        let tag_value = decoder.required(&mut members, "TagValue", decoders::tag_value_type)?;
        let (Some(tag_key), Some(tag_value)) = (tag_key, tag_value) else {
            return Ok(None);
        };
        Ok(Some(Self { tag_key, tag_value }))
    }
}

impl Encode for Tag {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("TagKey", &self.tag_key, false),
                ("TagValue", &self.tag_value, false),
            ],
        );
    }
}

/// Shape `XksKeyConfigurationType`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct XksKeyConfigurationType {
    /// `Id`, shape `XksKeyIdType`: 1 to 128 characters, `^[a-zA-Z0-9-_.]+$`.
    pub id: Option<String>,
}

impl Encode for XksKeyConfigurationType {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Id", &self.id, false)]);
    }
}
