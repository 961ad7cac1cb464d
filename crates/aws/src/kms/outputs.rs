// Generated from api/kms.json by `cargo xtask codegen`. Do not edit.

//! The outputs of the operations.

use super::{
    AliasListEntry, EncryptionAlgorithmSpec, GrantListEntry, KeyListEntry, KeyMetadata, KeyState,
    RotationsListEntry, Tag,
};
use crate::Timestamp;
use crate::structure::structures;
use bytes::Bytes;

structures! {
    /// Output of `CancelKeyDeletion`.
    CancelKeyDeletionResponse(Default) {
        key_id: Option<String> = "KeyId";
    }
    /// Output of `CreateAlias`.
    CreateAliasResponse(Default) {}
    /// Output of `CreateGrant`.
    CreateGrantResponse(Default) {
        grant_token: Option<String> = "GrantToken";
        grant_id: Option<String> = "GrantId";
    }
    /// Output of `CreateKey`.
    CreateKeyResponse(Default) {
        key_metadata: Option<KeyMetadata> = "KeyMetadata";
    }
    /// Output of `Decrypt`.
    DecryptResponse(Default) {
        key_id: Option<String> = "KeyId";
        plaintext: Option<Bytes> = secret "Plaintext";
        encryption_algorithm: Option<EncryptionAlgorithmSpec> = "EncryptionAlgorithm";
        ciphertext_for_recipient: Option<Bytes> = long "CiphertextForRecipient";
        key_material_id: Option<String> = "KeyMaterialId";
    }
    /// Output of `DeleteAlias`.
    DeleteAliasResponse(Default) {}
    /// Output of `DescribeKey`.
    DescribeKeyResponse(Default) {
        key_metadata: Option<KeyMetadata> = "KeyMetadata";
    }
    /// Output of `DisableKey`.
    DisableKeyResponse(Default) {}
    /// Output of `DisableKeyRotation`.
    DisableKeyRotationResponse(Default) {}
    /// Output of `EnableKey`.
    EnableKeyResponse(Default) {}
    /// Output of `EnableKeyRotation`.
    EnableKeyRotationResponse(Default) {}
    /// Output of `Encrypt`.
    EncryptResponse(Default) {
        ciphertext_blob: Option<Bytes> = long "CiphertextBlob";
        key_id: Option<String> = "KeyId";
        encryption_algorithm: Option<EncryptionAlgorithmSpec> = "EncryptionAlgorithm";
    }
    /// Output of `GenerateDataKey`.
    GenerateDataKeyResponse(Default) {
        ciphertext_blob: Option<Bytes> = long "CiphertextBlob";
        plaintext: Option<Bytes> = secret "Plaintext";
        key_id: Option<String> = "KeyId";
        ciphertext_for_recipient: Option<Bytes> = long "CiphertextForRecipient";
        key_material_id: Option<String> = "KeyMaterialId";
    }
    /// Output of `GetKeyPolicy`.
    GetKeyPolicyResponse(Default) {
        policy: Option<String> = "Policy";
        policy_name: Option<String> = "PolicyName";
    }
    /// Output of `GetKeyRotationStatus`.
    GetKeyRotationStatusResponse(Default) {
        key_rotation_enabled: Option<bool> = "KeyRotationEnabled";
        key_id: Option<String> = "KeyId";
        rotation_period_in_days: Option<i64> = "RotationPeriodInDays";
        next_rotation_date: Option<Timestamp> = "NextRotationDate";
        on_demand_rotation_start_date: Option<Timestamp> = "OnDemandRotationStartDate";
    }
    /// Output of `ListAliases`.
    ListAliasesResponse(Default) {
        aliases: Option<Vec<AliasListEntry>> = "Aliases";
        next_marker: Option<String> = "NextMarker";
        truncated: Option<bool> = "Truncated";
    }
    /// Output of `ListGrants`.
    ListGrantsResponse(Default) {
        grants: Option<Vec<GrantListEntry>> = "Grants";
        next_marker: Option<String> = "NextMarker";
        truncated: Option<bool> = "Truncated";
    }
    /// Output of `ListKeyPolicies`.
    ListKeyPoliciesResponse(Default) {
        policy_names: Option<Vec<String>> = "PolicyNames";
        next_marker: Option<String> = "NextMarker";
        truncated: Option<bool> = "Truncated";
    }
    /// Output of `ListKeyRotations`.
    ListKeyRotationsResponse(Default) {
        rotations: Option<Vec<RotationsListEntry>> = "Rotations";
        next_marker: Option<String> = "NextMarker";
        truncated: Option<bool> = "Truncated";
    }
    /// Output of `ListKeys`.
    ListKeysResponse(Default) {
        keys: Option<Vec<KeyListEntry>> = "Keys";
        next_marker: Option<String> = "NextMarker";
        truncated: Option<bool> = "Truncated";
    }
    /// Output of `ListResourceTags`.
    ListResourceTagsResponse(Default) {
        tags: Option<Vec<Tag>> = "Tags";
        next_marker: Option<String> = "NextMarker";
        truncated: Option<bool> = "Truncated";
    }
    /// Output of `PutKeyPolicy`.
    PutKeyPolicyResponse(Default) {}
    /// Output of `RetireGrant`.
    RetireGrantResponse(Default) {}
    /// Output of `RevokeGrant`.
    RevokeGrantResponse(Default) {}
    /// Output of `RotateKeyOnDemand`.
    RotateKeyOnDemandResponse(Default) {
        key_id: Option<String> = "KeyId";
    }
    /// Output of `ScheduleKeyDeletion`.
    ScheduleKeyDeletionResponse(Default) {
        key_id: Option<String> = "KeyId";
        deletion_date: Option<Timestamp> = "DeletionDate";
        key_state: Option<KeyState> = "KeyState";
        pending_window_in_days: Option<i64> = "PendingWindowInDays";
    }
    /// Output of `TagResource`.
    TagResourceResponse(Default) {}
    /// Output of `UntagResource`.
    UntagResourceResponse(Default) {}
    /// Output of `UpdateAlias`.
    UpdateAliasResponse(Default) {}
    /// Output of `UpdateKeyDescription`.
    UpdateKeyDescriptionResponse(Default) {}
}
