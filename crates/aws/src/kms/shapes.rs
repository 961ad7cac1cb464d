// Generated from api/kms.json by `cargo xtask codegen`. Do not edit.

//! The structures inside inputs and outputs.

use super::decoders;
use super::{
    CustomerMasterKeySpec, EncapsulationAlgorithmSpec, EncryptionAlgorithmSpec, ExpirationModelType,
    GrantOperation, ImportState, KeyAgreementAlgorithmSpec, KeyEncryptionMechanism, KeyManagerType,
    KeyMaterialState, KeySpec, KeyState, KeyUsageType, MacAlgorithmSpec, MultiRegionKeyType, OriginType,
    RotationType, SigningAlgorithmSpec,
};
use crate::Timestamp;
use crate::structure::structures;
use bytes::Bytes;
use std::collections::BTreeMap;

structures! {
    /// Shape `AliasListEntry`.
    AliasListEntry(Default) {
        alias_name: Option<String> = "AliasName";
        alias_arn: Option<String> = "AliasArn";
        target_key_id: Option<String> = "TargetKeyId";
        creation_date: Option<Timestamp> = "CreationDate";
        last_updated_date: Option<Timestamp> = "LastUpdatedDate";
    }
    /// Shape `GrantConstraints`.
    GrantConstraints(Default, Decode) {
        encryption_context_subset: Option<BTreeMap<String, String>> = "EncryptionContextSubset" optional decoders::encryption_context_type;
        encryption_context_equals: Option<BTreeMap<String, String>> = "EncryptionContextEquals" optional decoders::encryption_context_type;
        source_arn: Option<String> = "SourceArn" optional decoders::grant_constraint_source_arn_type;
    }
    /// Shape `GrantListEntry`.
    GrantListEntry(Default) {
        key_id: Option<String> = "KeyId";
        grant_id: Option<String> = "GrantId";
        name: Option<String> = "Name";
        creation_date: Option<Timestamp> = "CreationDate";
        grantee_principal: Option<String> = "GranteePrincipal";
        retiring_principal: Option<String> = "RetiringPrincipal";
        issuing_account: Option<String> = "IssuingAccount";
        operations: Option<Vec<GrantOperation>> = "Operations";
        constraints: Option<GrantConstraints> = "Constraints";
        grantee_service_principal: Option<String> = "GranteeServicePrincipal";
        retiring_service_principal: Option<String> = "RetiringServicePrincipal";
    }
    /// Shape `KeyListEntry`.
    KeyListEntry(Default) {
        key_id: Option<String> = "KeyId";
        key_arn: Option<String> = "KeyArn";
    }
    /// Shape `KeyMetadata`.
    KeyMetadata() {
        aws_account_id: Option<String> = "AWSAccountId";
        key_id: String = "KeyId";
        arn: Option<String> = "Arn";
        creation_date: Option<Timestamp> = "CreationDate";
        enabled: Option<bool> = "Enabled";
        description: Option<String> = "Description";
        key_usage: Option<KeyUsageType> = "KeyUsage";
        key_state: Option<KeyState> = "KeyState";
        deletion_date: Option<Timestamp> = "DeletionDate";
        valid_to: Option<Timestamp> = "ValidTo";
        origin: Option<OriginType> = "Origin";
        custom_key_store_id: Option<String> = "CustomKeyStoreId";
        cloud_hsm_cluster_id: Option<String> = "CloudHsmClusterId";
        expiration_model: Option<ExpirationModelType> = "ExpirationModel";
        key_manager: Option<KeyManagerType> = "KeyManager";
        customer_master_key_spec: Option<CustomerMasterKeySpec> = "CustomerMasterKeySpec";
        key_spec: Option<KeySpec> = "KeySpec";
        encryption_algorithms: Option<Vec<EncryptionAlgorithmSpec>> = "EncryptionAlgorithms";
        signing_algorithms: Option<Vec<SigningAlgorithmSpec>> = "SigningAlgorithms";
        key_agreement_algorithms: Option<Vec<KeyAgreementAlgorithmSpec>> = "KeyAgreementAlgorithms";
        encapsulation_algorithms: Option<Vec<EncapsulationAlgorithmSpec>> = "EncapsulationAlgorithms";
        multi_region: Option<bool> = "MultiRegion";
        multi_region_configuration: Option<MultiRegionConfiguration> = "MultiRegionConfiguration";
        pending_deletion_window_in_days: Option<i64> = "PendingDeletionWindowInDays";
        mac_algorithms: Option<Vec<MacAlgorithmSpec>> = "MacAlgorithms";
        xks_key_configuration: Option<XksKeyConfigurationType> = "XksKeyConfiguration";
        current_key_material_id: Option<String> = "CurrentKeyMaterialId";
    }
    /// Shape `MultiRegionConfiguration`.
    MultiRegionConfiguration(Default) {
        multi_region_key_type: Option<MultiRegionKeyType> = "MultiRegionKeyType";
        primary_key: Option<MultiRegionKey> = "PrimaryKey";
        replica_keys: Option<Vec<MultiRegionKey>> = "ReplicaKeys";
    }
    /// Shape `MultiRegionKey`.
    MultiRegionKey(Default) {
        arn: Option<String> = "Arn";
        region: Option<String> = "Region";
    }
    /// Shape `RecipientInfo`.
    RecipientInfo(Default, Decode) {
        key_encryption_algorithm: Option<KeyEncryptionMechanism> = "KeyEncryptionAlgorithm" optional decoders::key_encryption_mechanism;
        attestation_document: Option<Bytes> = long "AttestationDocument" optional decoders::attestation_document_type;
    }
    /// Shape `RotationsListEntry`.
    RotationsListEntry(Default) {
        key_id: Option<String> = "KeyId";
        key_material_id: Option<String> = "KeyMaterialId";
        key_material_description: Option<String> = "KeyMaterialDescription";
        import_state: Option<ImportState> = "ImportState";
        key_material_state: Option<KeyMaterialState> = "KeyMaterialState";
        expiration_model: Option<ExpirationModelType> = "ExpirationModel";
        valid_to: Option<Timestamp> = "ValidTo";
        rotation_date: Option<Timestamp> = "RotationDate";
        rotation_type: Option<RotationType> = "RotationType";
    }
    /// Shape `Tag`.
    Tag(Decode) {
        tag_key: String = "TagKey" required decoders::tag_key_type;
        tag_value: String = "TagValue" required decoders::tag_value_type;
    }
    /// Shape `XksKeyConfigurationType`.
    XksKeyConfigurationType(Default) {
        id: Option<String> = "Id";
    }
}
