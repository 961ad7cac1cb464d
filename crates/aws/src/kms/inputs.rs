// Generated from api/kms.json by `cargo xtask codegen`. Do not edit.

//! The inputs of the operations.

use super::decoders;
use super::{
    CustomerMasterKeySpec, DataKeySpec, DryRunModifierType, EncryptionAlgorithmSpec, GrantConstraints,
    GrantOperation, IncludeKeyMaterial, KeySpec, KeyUsageType, OriginType, RecipientInfo, ResourceOwnerType,
    Tag,
};
use crate::structure::structures;
use bytes::Bytes;
use std::collections::BTreeMap;

structures! {
    /// Input of `CancelKeyDeletion`.
    CancelKeyDeletionRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
    }
    /// Input of `CreateAlias`.
    CreateAliasRequest(Decode, FromJson) {
        alias_name: String = "AliasName" required decoders::alias_name_type;
        target_key_id: String = "TargetKeyId" required decoders::key_id_type;
    }
    /// Input of `CreateGrant`.
    CreateGrantRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        grantee_principal: Option<String> = "GranteePrincipal" optional decoders::principal_id_type;
        retiring_principal: Option<String> = "RetiringPrincipal" optional decoders::principal_id_type;
        operations: Vec<GrantOperation> = "Operations" required decoders::grant_operation_list;
        constraints: Option<GrantConstraints> = "Constraints" optional GrantConstraints::decode;
        grant_tokens: Option<Vec<String>> = "GrantTokens" optional decoders::grant_token_list;
        name: Option<String> = "Name" optional decoders::grant_name_type;
        dry_run: Option<bool> = "DryRun" optional decoders::nullable_boolean_type;
        grantee_service_principal: Option<String> = "GranteeServicePrincipal" optional decoders::service_principal_type;
        retiring_service_principal: Option<String> = "RetiringServicePrincipal" optional decoders::service_principal_type;
    }
    /// Input of `CreateKey`.
    CreateKeyRequest(Default, Decode, FromJson) {
        policy: Option<String> = "Policy" optional decoders::policy_type;
        description: Option<String> = "Description" optional decoders::description_type;
        key_usage: Option<KeyUsageType> = "KeyUsage" optional decoders::key_usage_type;
        customer_master_key_spec: Option<CustomerMasterKeySpec> = "CustomerMasterKeySpec" optional decoders::customer_master_key_spec;
        key_spec: Option<KeySpec> = "KeySpec" optional decoders::key_spec;
        origin: Option<OriginType> = "Origin" optional decoders::origin_type;
        custom_key_store_id: Option<String> = "CustomKeyStoreId" optional decoders::custom_key_store_id_type;
        bypass_policy_lockout_safety_check: Option<bool> = "BypassPolicyLockoutSafetyCheck" optional decoders::boolean_type;
        tags: Option<Vec<Tag>> = "Tags" optional decoders::tag_list;
        multi_region: Option<bool> = "MultiRegion" optional decoders::nullable_boolean_type;
        xks_key_id: Option<String> = "XksKeyId" optional decoders::xks_key_id_type;
    }
    /// Input of `Decrypt`.
    DecryptRequest(Default, Decode, FromJson) {
        ciphertext_blob: Option<Bytes> = long "CiphertextBlob" optional decoders::ciphertext_type;
        encryption_context: Option<BTreeMap<String, String>> = "EncryptionContext" optional decoders::encryption_context_type;
        grant_tokens: Option<Vec<String>> = "GrantTokens" optional decoders::grant_token_list;
        key_id: Option<String> = "KeyId" optional decoders::key_id_type;
        encryption_algorithm: Option<EncryptionAlgorithmSpec> = "EncryptionAlgorithm" optional decoders::encryption_algorithm_spec;
        recipient: Option<RecipientInfo> = "Recipient" optional RecipientInfo::decode;
        dry_run: Option<bool> = "DryRun" optional decoders::nullable_boolean_type;
        dry_run_modifiers: Option<Vec<DryRunModifierType>> = "DryRunModifiers" optional decoders::dry_run_modifier_list;
    }
    /// Input of `DeleteAlias`.
    DeleteAliasRequest(Decode, FromJson) {
        alias_name: String = "AliasName" required decoders::alias_name_type;
    }
    /// Input of `DescribeKey`.
    DescribeKeyRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        grant_tokens: Option<Vec<String>> = "GrantTokens" optional decoders::grant_token_list;
    }
    /// Input of `DisableKey`.
    DisableKeyRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
    }
    /// Input of `DisableKeyRotation`.
    DisableKeyRotationRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
    }
    /// Input of `EnableKey`.
    EnableKeyRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
    }
    /// Input of `EnableKeyRotation`.
    EnableKeyRotationRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        rotation_period_in_days: Option<i64> = "RotationPeriodInDays" optional decoders::rotation_period_in_days_type;
    }
    /// Input of `Encrypt`.
    EncryptRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        plaintext: Bytes = secret "Plaintext" required decoders::plaintext_type;
        encryption_context: Option<BTreeMap<String, String>> = "EncryptionContext" optional decoders::encryption_context_type;
        grant_tokens: Option<Vec<String>> = "GrantTokens" optional decoders::grant_token_list;
        encryption_algorithm: Option<EncryptionAlgorithmSpec> = "EncryptionAlgorithm" optional decoders::encryption_algorithm_spec;
        dry_run: Option<bool> = "DryRun" optional decoders::nullable_boolean_type;
    }
    /// Input of `GenerateDataKey`.
    GenerateDataKeyRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        encryption_context: Option<BTreeMap<String, String>> = "EncryptionContext" optional decoders::encryption_context_type;
        number_of_bytes: Option<i64> = "NumberOfBytes" optional decoders::number_of_bytes_type;
        key_spec: Option<DataKeySpec> = "KeySpec" optional decoders::data_key_spec;
        grant_tokens: Option<Vec<String>> = "GrantTokens" optional decoders::grant_token_list;
        recipient: Option<RecipientInfo> = "Recipient" optional RecipientInfo::decode;
        dry_run: Option<bool> = "DryRun" optional decoders::nullable_boolean_type;
    }
    /// Input of `GetKeyPolicy`.
    GetKeyPolicyRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        policy_name: Option<String> = "PolicyName" optional decoders::policy_name_type;
    }
    /// Input of `GetKeyRotationStatus`.
    GetKeyRotationStatusRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
    }
    /// Input of `ListAliases`.
    ListAliasesRequest(Default, Decode, FromJson) {
        key_id: Option<String> = "KeyId" optional decoders::key_id_type;
        limit: Option<i64> = "Limit" optional decoders::limit_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
    }
    /// Input of `ListGrants`.
    ListGrantsRequest(Decode, FromJson) {
        limit: Option<i64> = "Limit" optional decoders::limit_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        key_id: String = "KeyId" required decoders::key_id_type;
        grant_id: Option<String> = "GrantId" optional decoders::grant_id_type;
        grantee_principal: Option<String> = "GranteePrincipal" optional decoders::principal_id_type;
        grantee_service_principal: Option<String> = "GranteeServicePrincipal" optional decoders::service_principal_type;
    }
    /// Input of `ListKeyPolicies`.
    ListKeyPoliciesRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        limit: Option<i64> = "Limit" optional decoders::limit_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
    }
    /// Input of `ListKeyRotations`.
    ListKeyRotationsRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        include_key_material: Option<IncludeKeyMaterial> = "IncludeKeyMaterial" optional decoders::include_key_material;
        limit: Option<i64> = "Limit" optional decoders::limit_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
    }
    /// Input of `ListKeys`.
    ListKeysRequest(Default, Decode, FromJson) {
        limit: Option<i64> = "Limit" optional decoders::limit_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        resource_owners: Option<Vec<ResourceOwnerType>> = "ResourceOwners" optional decoders::resource_owners_list;
    }
    /// Input of `ListResourceTags`.
    ListResourceTagsRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        limit: Option<i64> = "Limit" optional decoders::limit_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
    }
    /// Input of `ListRetirableGrants`.
    ListRetirableGrantsRequest(Default, Decode, FromJson) {
        limit: Option<i64> = "Limit" optional decoders::limit_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        retiring_principal: Option<String> = "RetiringPrincipal" optional decoders::principal_id_type;
        retiring_service_principal: Option<String> = "RetiringServicePrincipal" optional decoders::service_principal_type;
    }
    /// Input of `PutKeyPolicy`.
    PutKeyPolicyRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        policy_name: Option<String> = "PolicyName" optional decoders::policy_name_type;
        policy: String = "Policy" required decoders::policy_type;
        bypass_policy_lockout_safety_check: Option<bool> = "BypassPolicyLockoutSafetyCheck" optional decoders::boolean_type;
    }
    /// Input of `RetireGrant`.
    RetireGrantRequest(Default, Decode, FromJson) {
        grant_token: Option<String> = "GrantToken" optional decoders::grant_token_type;
        key_id: Option<String> = "KeyId" optional decoders::key_id_type;
        grant_id: Option<String> = "GrantId" optional decoders::grant_id_type;
        dry_run: Option<bool> = "DryRun" optional decoders::nullable_boolean_type;
    }
    /// Input of `RevokeGrant`.
    RevokeGrantRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        grant_id: String = "GrantId" required decoders::grant_id_type;
        dry_run: Option<bool> = "DryRun" optional decoders::nullable_boolean_type;
    }
    /// Input of `RotateKeyOnDemand`.
    RotateKeyOnDemandRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
    }
    /// Input of `ScheduleKeyDeletion`.
    ScheduleKeyDeletionRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        pending_window_in_days: Option<i64> = "PendingWindowInDays" optional decoders::pending_window_in_days_type;
    }
    /// Input of `TagResource`.
    TagResourceRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        tags: Vec<Tag> = "Tags" required decoders::tag_list;
    }
    /// Input of `UntagResource`.
    UntagResourceRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        tag_keys: Vec<String> = "TagKeys" required decoders::tag_key_list;
    }
    /// Input of `UpdateAlias`.
    UpdateAliasRequest(Decode, FromJson) {
        alias_name: String = "AliasName" required decoders::alias_name_type;
        target_key_id: String = "TargetKeyId" required decoders::key_id_type;
    }
    /// Input of `UpdateKeyDescription`.
    UpdateKeyDescriptionRequest(Decode, FromJson) {
        key_id: String = "KeyId" required decoders::key_id_type;
        description: String = "Description" required decoders::description_type;
    }
}
