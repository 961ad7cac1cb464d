// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! How values that are no structures are read, with the model's constraints.

use super::{
    AssignmentStatusType, ContextEntry, ContextKeyTypeEnum, EntityType, PolicyScopeType, PolicyUsageType,
    StatusType, Tag,
};
use crate::decode::Decode;
use crate::decode::readers;
use crate::pattern;

readers! {
    action_name_list_type: Vec<String> = list {} action_name_type;
    action_name_type: String = string { min: 3, max: 128 };
    context_entry_list_type: Vec<ContextEntry> = list {} ContextEntry::decode;
    context_key_name_type: String = string { min: 5, max: 256 };
    context_key_type_enum: ContextKeyTypeEnum = enumeration;
    context_key_value_list_type: Vec<String> = list {} context_key_value_type;
    context_key_value_type: String = string {};
    deletion_task_id_type: String = string { min: 1, max: 1000 };
    entity_type: EntityType = enumeration;
    open_id_connect_provider_url_type: String = string { min: 1, max: 255 };
    policy_usage_type: PolicyUsageType = enumeration;
    resource_handling_option_type: String = string { min: 1, max: 64 };
    resource_name_list_type: Vec<String> = list {} resource_name_type;
    resource_name_type: String = string { min: 1, max: 2048 };
    simulation_policy_list_type: Vec<String> = list {} policy_document_type;
    access_key_id_type: String = string { min: 16, max: 128, pattern: &pattern::WORD };
    account_alias_type: String = string { min: 3, max: 63, pattern: &pattern::ACCOUNT_ALIAS };
    all_users: bool = boolean;
    arn_type: String = string { min: 20, max: 2048 };
    assignment_status_type: AssignmentStatusType = enumeration;
    boolean_type: bool = boolean;
    client_id_list_type: Vec<String> = list {} client_id_type;
    client_id_type: String = string { min: 1, max: 255 };
    custom_suffix_type: String = string { min: 1, max: 64, pattern: &pattern::IAM_NAME };
    entity_list_type: Vec<EntityType> = list {} entity_type;
    existing_user_name_type: String = string { min: 1, max: 128, pattern: &pattern::IAM_NAME };
    group_name_type: String = string { min: 1, max: 128, pattern: &pattern::IAM_NAME };
    instance_profile_name_type: String = string { min: 1, max: 128, pattern: &pattern::IAM_NAME };
    marker_type: String = string { min: 1, max: 320, pattern: &pattern::MARKER };
    max_items_type: i64 = integer { min: 1, max: 1000 };
    password_type: String = string { min: 1, max: 128, pattern: &pattern::POLICY_DOCUMENT };
    path_prefix_type: String = string { min: 1, max: 512, pattern: &pattern::PATH_PREFIX };
    path_type: String = string { min: 1, max: 512, pattern: &pattern::PATH };
    policy_description_type: String = string { max: 1000 };
    policy_document_type: String = string { min: 1, max: 131072, pattern: &pattern::POLICY_DOCUMENT };
    policy_name_type: String = string { min: 1, max: 128, pattern: &pattern::IAM_NAME };
    policy_path_type: String = string { min: 1, max: 512, pattern: &pattern::POLICY_PATH };
    policy_scope_type: PolicyScopeType = enumeration;
    policy_version_id_type: String = string { pattern: &pattern::POLICY_VERSION_ID };
    role_description_type: String = string { max: 1000, pattern: &pattern::ROLE_DESCRIPTION };
    role_max_session_duration_type: i64 = integer { min: 3600, max: 43200 };
    role_name_type: String = string { min: 1, max: 64, pattern: &pattern::IAM_NAME };
    service_name: String = string {};
    status_type: StatusType = enumeration;
    tag_key_list_type: Vec<String> = list { max: 50 } tag_key_type;
    tag_key_type: String = string { min: 1, max: 128, pattern: &pattern::TAG_KEY };
    tag_list_type: Vec<Tag> = list { max: 50 } Tag::decode;
    tag_value_type: String = string { max: 256, pattern: &pattern::TAG_VALUE };
    thumbprint_list_type: Vec<String> = list {} thumbprint_type;
    thumbprint_type: String = string { min: 40, max: 40 };
    user_name_type: String = string { min: 1, max: 64, pattern: &pattern::IAM_NAME };
}
