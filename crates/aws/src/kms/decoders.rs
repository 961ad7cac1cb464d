// Generated from api/kms.json by `cargo xtask codegen`. Do not edit.

//! How values that are no structures are read, with the model's constraints.

use super::{
    CustomerMasterKeySpec, DataKeySpec, DryRunModifierType, EncryptionAlgorithmSpec, GrantOperation,
    IncludeKeyMaterial, KeyEncryptionMechanism, KeySpec, KeyUsageType, OriginType, ResourceOwnerType, Tag,
};
use crate::decode::Decode;
use crate::decode::readers;
use crate::pattern;
use bytes::Bytes;
use std::collections::BTreeMap;

readers! {
    alias_name_type: String = string { min: 1, max: 256, pattern: &pattern::ALIAS_NAME };
    attestation_document_type: Bytes = blob { min: 1, max: 262144 };
    boolean_type: bool = boolean;
    ciphertext_type: Bytes = blob { min: 1, max: 6144 };
    custom_key_store_id_type: String = string { min: 1, max: 64 };
    customer_master_key_spec: CustomerMasterKeySpec = enumeration;
    data_key_spec: DataKeySpec = enumeration;
    description_type: String = string { max: 8192 };
    dry_run_modifier_list: Vec<DryRunModifierType> = list {} dry_run_modifier_type;
    dry_run_modifier_type: DryRunModifierType = enumeration;
    encryption_algorithm_spec: EncryptionAlgorithmSpec = enumeration;
    encryption_context_key: String = string {};
    encryption_context_type: BTreeMap<String, String> = map {} encryption_context_key, encryption_context_value;
    encryption_context_value: String = string {};
    grant_constraint_source_arn_type: String = string { min: 20, max: 512, pattern: &pattern::SOURCE_ARN };
    grant_id_type: String = string { min: 1, max: 128 };
    grant_name_type: String = string { min: 1, max: 256, pattern: &pattern::ALIAS_NAME };
    grant_operation: GrantOperation = enumeration;
    grant_operation_list: Vec<GrantOperation> = list {} grant_operation;
    grant_token_list: Vec<String> = list { max: 10 } grant_token_type;
    grant_token_type: String = string { min: 1, max: 8192 };
    include_key_material: IncludeKeyMaterial = enumeration;
    key_encryption_mechanism: KeyEncryptionMechanism = enumeration;
    key_id_type: String = string { min: 1, max: 2048 };
    key_spec: KeySpec = enumeration;
    key_usage_type: KeyUsageType = enumeration;
    limit_type: i64 = integer { min: 1, max: 1000 };
    marker_type: String = string { min: 1, max: 1024, pattern: &pattern::MARKER_OR_NOTHING };
    nullable_boolean_type: bool = boolean;
    number_of_bytes_type: i64 = integer { min: 1, max: 1024 };
    origin_type: OriginType = enumeration;
    pending_window_in_days_type: i64 = integer { min: 1, max: 365 };
    plaintext_type: Bytes = blob { min: 1, max: 4096 };
    policy_name_type: String = string { min: 1, max: 128, pattern: &pattern::WORD };
    policy_type: String = string { min: 1, max: 131072, pattern: &pattern::POLICY_DOCUMENT };
    principal_id_type: String = string { min: 1, max: 256, pattern: &pattern::PRINCIPAL_ID };
    resource_owner_type: ResourceOwnerType = enumeration;
    resource_owners_list: Vec<ResourceOwnerType> = list { min: 1, max: 2 } resource_owner_type;
    rotation_period_in_days_type: i64 = integer { min: 90, max: 2560 };
    service_principal_type: String = string { min: 1, max: 128, pattern: &pattern::SERVICE_PRINCIPAL };
    tag_key_list: Vec<String> = list {} tag_key_type;
    tag_key_type: String = string { min: 1, max: 128 };
    tag_list: Vec<Tag> = list {} Tag::decode;
    tag_value_type: String = string { max: 256 };
    xks_key_id_type: String = string { min: 1, max: 128, pattern: &pattern::EXTERNAL_KEY_ID };
}
