// Generated from api/kms.json by `cargo xtask codegen`. Do not edit.

//! The service and all its operations.

use crate::model::operations;
use crate::{Protocol, ServiceModel};

/// The service.
pub const SERVICE: ServiceModel = ServiceModel {
    name: "kms",
    api_version: "2014-11-01",
    protocol: Protocol::Json11 {
        target_prefix: "TrentService",
    },
    signing_name: "kms",
    endpoint_prefix: "kms",
};

operations! {
    json11::FromJson::from_json([u8]);
    CancelKeyDeletion(CancelKeyDeletionRequest) changes;
    CreateAlias(CreateAliasRequest) changes;
    CreateGrant(CreateGrantRequest) changes;
    CreateKey(CreateKeyRequest) changes;
    Decrypt(DecryptRequest) changes;
    DeleteAlias(DeleteAliasRequest) changes;
    DescribeKey(DescribeKeyRequest) reads;
    DisableKey(DisableKeyRequest) changes;
    DisableKeyRotation(DisableKeyRotationRequest) changes;
    EnableKey(EnableKeyRequest) changes;
    EnableKeyRotation(EnableKeyRotationRequest) changes;
    Encrypt(EncryptRequest) changes;
    GenerateDataKey(GenerateDataKeyRequest) changes;
    GetKeyPolicy(GetKeyPolicyRequest) reads;
    GetKeyRotationStatus(GetKeyRotationStatusRequest) reads;
    ListAliases(ListAliasesRequest) reads;
    ListGrants(ListGrantsRequest) reads;
    ListKeyPolicies(ListKeyPoliciesRequest) reads;
    ListKeyRotations(ListKeyRotationsRequest) reads;
    ListKeys(ListKeysRequest) reads;
    ListResourceTags(ListResourceTagsRequest) reads;
    ListRetirableGrants(ListRetirableGrantsRequest) reads;
    PutKeyPolicy(PutKeyPolicyRequest) changes;
    RetireGrant(RetireGrantRequest) changes;
    RevokeGrant(RevokeGrantRequest) changes;
    RotateKeyOnDemand(RotateKeyOnDemandRequest) changes;
    ScheduleKeyDeletion(ScheduleKeyDeletionRequest) changes;
    TagResource(TagResourceRequest) changes;
    UntagResource(UntagResourceRequest) changes;
    UpdateAlias(UpdateAliasRequest) changes;
    UpdateKeyDescription(UpdateKeyDescriptionRequest) changes;
}
