// Generated from api/organizations.json by `cargo xtask codegen`. Do not edit.

//! The inputs of the operations.

use super::decoders;
use super::{
    ChildType, CreateAccountState, EffectivePolicyType, HandshakeFilter, IAMUserAccessToBilling,
    OrganizationFeatureSet, PolicyType, Tag,
};
use crate::AccountId;
use crate::structure::structures;

structures! {
    /// Input of `AttachPolicy`.
    AttachPolicyRequest(Decode, FromJson) {
        policy_id: String = "PolicyId" required decoders::policy_id;
        target_id: String = "TargetId" required decoders::policy_target_id;
    }
    /// Input of `CloseAccount`.
    CloseAccountRequest(Decode, FromJson) {
        account_id: AccountId = "AccountId" required decoders::account_id;
    }
    /// Input of `CreateAccount`.
    CreateAccountRequest(Decode, FromJson) {
        email: String = secret "Email" required decoders::email;
        account_name: String = secret "AccountName" required decoders::create_account_name;
        role_name: Option<String> = "RoleName" optional decoders::role_name;
        iam_user_access_to_billing: Option<IAMUserAccessToBilling> = "IamUserAccessToBilling" optional decoders::iam_user_access_to_billing;
        tags: Option<Vec<Tag>> = "Tags" optional decoders::tags;
        account_id: Option<AccountId> = "AccountId" optional decoders::account_id;
    }
    /// Input of `CreateOrganization`.
    CreateOrganizationRequest(Default, Decode, FromJson) {
        feature_set: Option<OrganizationFeatureSet> = "FeatureSet" optional decoders::organization_feature_set;
    }
    /// Input of `CreateOrganizationalUnit`.
    CreateOrganizationalUnitRequest(Decode, FromJson) {
        parent_id: String = "ParentId" required decoders::parent_id;
        name: String = "Name" required decoders::organizational_unit_name;
        tags: Option<Vec<Tag>> = "Tags" optional decoders::tags;
    }
    /// Input of `CreatePolicy`.
    CreatePolicyRequest(Decode, FromJson) {
        content: String = "Content" required decoders::policy_content;
        description: String = "Description" required decoders::policy_description;
        name: String = "Name" required decoders::policy_name;
        r#type: PolicyType = "Type" required decoders::policy_type;
        tags: Option<Vec<Tag>> = "Tags" optional decoders::tags;
    }
    /// Input of `DeleteOrganization`.
    DeleteOrganizationRequest(Default, Decode, FromJson) {}
    /// Input of `DeleteOrganizationalUnit`.
    DeleteOrganizationalUnitRequest(Decode, FromJson) {
        organizational_unit_id: String = "OrganizationalUnitId" required decoders::organizational_unit_id;
    }
    /// Input of `DeletePolicy`.
    DeletePolicyRequest(Decode, FromJson) {
        policy_id: String = "PolicyId" required decoders::policy_id;
    }
    /// Input of `DeleteResourcePolicy`.
    DeleteResourcePolicyRequest(Default, Decode, FromJson) {}
    /// Input of `DescribeAccount`.
    DescribeAccountRequest(Decode, FromJson) {
        account_id: AccountId = "AccountId" required decoders::account_id;
    }
    /// Input of `DescribeCreateAccountStatus`.
    DescribeCreateAccountStatusRequest(Decode, FromJson) {
        create_account_request_id: String = "CreateAccountRequestId" required decoders::create_account_request_id;
    }
    /// Input of `DescribeEffectivePolicy`.
    DescribeEffectivePolicyRequest(Decode, FromJson) {
        policy_type: EffectivePolicyType = "PolicyType" required decoders::effective_policy_type;
        target_id: Option<String> = "TargetId" optional decoders::policy_target_id;
    }
    /// Input of `DescribeOrganization`.
    DescribeOrganizationRequest(Default, Decode, FromJson) {}
    /// Input of `DescribeOrganizationalUnit`.
    DescribeOrganizationalUnitRequest(Decode, FromJson) {
        organizational_unit_id: String = "OrganizationalUnitId" required decoders::organizational_unit_id;
    }
    /// Input of `DescribePolicy`.
    DescribePolicyRequest(Decode, FromJson) {
        policy_id: String = "PolicyId" required decoders::policy_id;
    }
    /// Input of `DescribeResourcePolicy`.
    DescribeResourcePolicyRequest(Default, Decode, FromJson) {}
    /// Input of `DetachPolicy`.
    DetachPolicyRequest(Decode, FromJson) {
        policy_id: String = "PolicyId" required decoders::policy_id;
        target_id: String = "TargetId" required decoders::policy_target_id;
    }
    /// Input of `DisablePolicyType`.
    DisablePolicyTypeRequest(Decode, FromJson) {
        root_id: String = "RootId" required decoders::root_id;
        policy_type: PolicyType = "PolicyType" required decoders::policy_type;
    }
    /// Input of `EnableAllFeatures`.
    EnableAllFeaturesRequest(Default, Decode, FromJson) {}
    /// Input of `EnablePolicyType`.
    EnablePolicyTypeRequest(Decode, FromJson) {
        root_id: String = "RootId" required decoders::root_id;
        policy_type: PolicyType = "PolicyType" required decoders::policy_type;
    }
    /// Input of `ListAWSServiceAccessForOrganization`.
    ListAWSServiceAccessForOrganizationRequest(Default, Decode, FromJson) {
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListAccounts`.
    ListAccountsRequest(Default, Decode, FromJson) {
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListAccountsForParent`.
    ListAccountsForParentRequest(Decode, FromJson) {
        parent_id: String = "ParentId" required decoders::parent_id;
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListChildren`.
    ListChildrenRequest(Decode, FromJson) {
        parent_id: String = "ParentId" required decoders::parent_id;
        child_type: ChildType = "ChildType" required decoders::child_type;
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListCreateAccountStatus`.
    ListCreateAccountStatusRequest(Default, Decode, FromJson) {
        states: Option<Vec<CreateAccountState>> = "States" optional decoders::create_account_states;
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListDelegatedAdministrators`.
    ListDelegatedAdministratorsRequest(Default, Decode, FromJson) {
        service_principal: Option<String> = "ServicePrincipal" optional decoders::service_principal;
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListDelegatedServicesForAccount`.
    ListDelegatedServicesForAccountRequest(Decode, FromJson) {
        account_id: AccountId = "AccountId" required decoders::account_id;
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListHandshakesForAccount`.
    ListHandshakesForAccountRequest(Default, Decode, FromJson) {
        filter: Option<HandshakeFilter> = "Filter" optional HandshakeFilter::decode;
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListHandshakesForOrganization`.
    ListHandshakesForOrganizationRequest(Default, Decode, FromJson) {
        filter: Option<HandshakeFilter> = "Filter" optional HandshakeFilter::decode;
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListOrganizationalUnitsForParent`.
    ListOrganizationalUnitsForParentRequest(Decode, FromJson) {
        parent_id: String = "ParentId" required decoders::parent_id;
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListParents`.
    ListParentsRequest(Decode, FromJson) {
        child_id: String = "ChildId" required decoders::child_id;
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListPolicies`.
    ListPoliciesRequest(Decode, FromJson) {
        filter: PolicyType = "Filter" required decoders::policy_type;
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListPoliciesForTarget`.
    ListPoliciesForTargetRequest(Decode, FromJson) {
        target_id: String = "TargetId" required decoders::policy_target_id;
        filter: PolicyType = "Filter" required decoders::policy_type;
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListRoots`.
    ListRootsRequest(Default, Decode, FromJson) {
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `ListTagsForResource`.
    ListTagsForResourceRequest(Decode, FromJson) {
        resource_id: String = "ResourceId" required decoders::taggable_resource_id;
        next_token: Option<String> = "NextToken" optional decoders::next_token;
    }
    /// Input of `ListTargetsForPolicy`.
    ListTargetsForPolicyRequest(Decode, FromJson) {
        policy_id: String = "PolicyId" required decoders::policy_id;
        next_token: Option<String> = "NextToken" optional decoders::next_token;
        max_results: Option<i64> = "MaxResults" optional decoders::max_results;
    }
    /// Input of `MoveAccount`.
    MoveAccountRequest(Decode, FromJson) {
        account_id: AccountId = "AccountId" required decoders::account_id;
        source_parent_id: String = "SourceParentId" required decoders::parent_id;
        destination_parent_id: String = "DestinationParentId" required decoders::parent_id;
    }
    /// Input of `PutResourcePolicy`.
    PutResourcePolicyRequest(Decode, FromJson) {
        content: String = "Content" required decoders::resource_policy_content;
        tags: Option<Vec<Tag>> = "Tags" optional decoders::tags;
    }
    /// Input of `RemoveAccountFromOrganization`.
    RemoveAccountFromOrganizationRequest(Decode, FromJson) {
        account_id: AccountId = "AccountId" required decoders::account_id;
    }
    /// Input of `TagResource`.
    TagResourceRequest(Decode, FromJson) {
        resource_id: String = "ResourceId" required decoders::taggable_resource_id;
        tags: Vec<Tag> = "Tags" required decoders::tags;
    }
    /// Input of `UntagResource`.
    UntagResourceRequest(Decode, FromJson) {
        resource_id: String = "ResourceId" required decoders::taggable_resource_id;
        tag_keys: Vec<String> = "TagKeys" required decoders::tag_keys;
    }
    /// Input of `UpdateOrganizationalUnit`.
    UpdateOrganizationalUnitRequest(Decode, FromJson) {
        organizational_unit_id: String = "OrganizationalUnitId" required decoders::organizational_unit_id;
        name: Option<String> = "Name" optional decoders::organizational_unit_name;
    }
    /// Input of `UpdatePolicy`.
    UpdatePolicyRequest(Decode, FromJson) {
        policy_id: String = "PolicyId" required decoders::policy_id;
        name: Option<String> = "Name" optional decoders::policy_name;
        description: Option<String> = "Description" optional decoders::policy_description;
        content: Option<String> = "Content" optional decoders::policy_content;
    }
}
