// Generated from api/organizations.json by `cargo xtask codegen`. Do not edit.

//! How values that are no structures are read, with the model's constraints.

use super::{
    ActionType, ChildType, CreateAccountState, EffectivePolicyType, IAMUserAccessToBilling,
    OrganizationFeatureSet, PolicyType, Tag,
};
use crate::AccountId;
use crate::decode::Decode;
use crate::decode::readers;
use crate::pattern;

readers! {
    account_id: AccountId = parsed { max: 12, pattern: &pattern::ORGANIZATIONS_ACCOUNT_ID };
    action_type: ActionType = enumeration;
    child_id: String = string { max: 100, pattern: &pattern::CHILD_ID };
    child_type: ChildType = enumeration;
    create_account_name: String = string { min: 1, max: 50, pattern: &pattern::CREATE_ACCOUNT_NAME };
    create_account_request_id: String = string { max: 36, pattern: &pattern::CREATE_ACCOUNT_REQUEST_ID };
    create_account_state: CreateAccountState = enumeration;
    create_account_states: Vec<CreateAccountState> = list {} create_account_state;
    effective_policy_type: EffectivePolicyType = enumeration;
    email: String = string { min: 6, max: 64, pattern: &pattern::EMAIL };
    handshake_id: String = string { max: 34, pattern: &pattern::HANDSHAKE_ID };
    iam_user_access_to_billing: IAMUserAccessToBilling = enumeration;
    max_results: i64 = integer { min: 1, max: 20 };
    next_token: String = string { max: 100000, pattern: &pattern::ANY_TEXT };
    organization_feature_set: OrganizationFeatureSet = enumeration;
    organizational_unit_id: String = string { max: 68, pattern: &pattern::ORGANIZATIONAL_UNIT_ID };
    organizational_unit_name: String = string { min: 1, max: 128, pattern: &pattern::ANY_TEXT };
    parent_id: String = string { max: 100, pattern: &pattern::PARENT_ID };
    policy_content: String = string { min: 1, pattern: &pattern::ANY_TEXT };
    policy_description: String = string { max: 512, pattern: &pattern::ANY_TEXT };
    policy_id: String = string { max: 130, pattern: &pattern::ORGANIZATIONS_POLICY_ID };
    policy_name: String = string { min: 1, max: 128, pattern: &pattern::ANY_TEXT };
    policy_target_id: String = string { max: 100, pattern: &pattern::POLICY_TARGET_ID };
    policy_type: PolicyType = enumeration;
    resource_policy_content: String = string { min: 1, max: 40000, pattern: &pattern::ANY_TEXT };
    role_name: String = string { max: 64, pattern: &pattern::ROLE_NAME };
    root_id: String = string { max: 34, pattern: &pattern::ROOT_ID };
    service_principal: String = string { min: 1, max: 128, pattern: &pattern::SESSION_NAME };
    tag_key: String = string { min: 1, max: 128, pattern: &pattern::ORGANIZATIONS_TAG };
    tag_keys: Vec<String> = list {} tag_key;
    tag_value: String = string { max: 256, pattern: &pattern::ORGANIZATIONS_TAG };
    taggable_resource_id: String = string { max: 130, pattern: &pattern::TAGGABLE_RESOURCE_ID };
    tags: Vec<Tag> = list {} Tag::decode;
}
