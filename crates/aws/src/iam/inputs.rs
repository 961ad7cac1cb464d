// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The inputs of the operations.

use super::decoders;
use super::{
    AssignmentStatusType, ContextEntry, EntityType, PolicyScopeType, PolicyUsageType, StatusType, Tag,
};
use crate::structure::structures;

structures! {
    /// Input of `AddClientIDToOpenIDConnectProvider`.
    AddClientIDToOpenIDConnectProviderRequest(Decode, FromForm) {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" required decoders::arn_type;
        client_id: String = "ClientID" required decoders::client_id_type;
    }
    /// Input of `AddRoleToInstanceProfile`.
    AddRoleToInstanceProfileRequest(Decode, FromForm) {
        instance_profile_name: String = "InstanceProfileName" required decoders::instance_profile_name_type;
        role_name: String = "RoleName" required decoders::role_name_type;
    }
    /// Input of `AddUserToGroup`.
    AddUserToGroupRequest(Decode, FromForm) {
        group_name: String = "GroupName" required decoders::group_name_type;
        user_name: String = "UserName" required decoders::existing_user_name_type;
    }
    /// Input of `AttachGroupPolicy`.
    AttachGroupPolicyRequest(Decode, FromForm) {
        group_name: String = "GroupName" required decoders::group_name_type;
        policy_arn: String = "PolicyArn" required decoders::arn_type;
    }
    /// Input of `AttachRolePolicy`.
    AttachRolePolicyRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        policy_arn: String = "PolicyArn" required decoders::arn_type;
    }
    /// Input of `AttachUserPolicy`.
    AttachUserPolicyRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::user_name_type;
        policy_arn: String = "PolicyArn" required decoders::arn_type;
    }
    /// Input of `CreateAccessKey`.
    CreateAccessKeyRequest(Default, Decode, FromForm) {
        user_name: Option<String> = "UserName" optional decoders::existing_user_name_type;
    }
    /// Input of `CreateAccountAlias`.
    CreateAccountAliasRequest(Decode, FromForm) {
        account_alias: String = "AccountAlias" required decoders::account_alias_type;
    }
    /// Input of `CreateGroup`.
    CreateGroupRequest(Decode, FromForm) {
        path: Option<String> = "Path" optional decoders::path_type;
        group_name: String = "GroupName" required decoders::group_name_type;
    }
    /// Input of `CreateInstanceProfile`.
    CreateInstanceProfileRequest(Decode, FromForm) {
        instance_profile_name: String = "InstanceProfileName" required decoders::instance_profile_name_type;
        path: Option<String> = "Path" optional decoders::path_type;
        tags: Option<Vec<Tag>> = "Tags" optional decoders::tag_list_type;
    }
    /// Input of `CreateLoginProfile`.
    CreateLoginProfileRequest(Default, Decode, FromForm) {
        user_name: Option<String> = "UserName" optional decoders::user_name_type;
        password: Option<String> = secret "Password" optional decoders::password_type;
        password_reset_required: Option<bool> = "PasswordResetRequired" optional decoders::boolean_type;
    }
    /// Input of `CreateOpenIDConnectProvider`.
    CreateOpenIDConnectProviderRequest(Decode, FromForm) {
        url: String = "Url" required decoders::open_id_connect_provider_url_type;
        client_id_list: Option<Vec<String>> = "ClientIDList" optional decoders::client_id_list_type;
        thumbprint_list: Option<Vec<String>> = "ThumbprintList" optional decoders::thumbprint_list_type;
        tags: Option<Vec<Tag>> = "Tags" optional decoders::tag_list_type;
    }
    /// Input of `CreatePolicy`.
    CreatePolicyRequest(Decode, FromForm) {
        policy_name: String = "PolicyName" required decoders::policy_name_type;
        path: Option<String> = "Path" optional decoders::policy_path_type;
        policy_document: String = "PolicyDocument" required decoders::policy_document_type;
        description: Option<String> = "Description" optional decoders::policy_description_type;
        tags: Option<Vec<Tag>> = "Tags" optional decoders::tag_list_type;
    }
    /// Input of `CreatePolicyVersion`.
    CreatePolicyVersionRequest(Decode, FromForm) {
        policy_arn: String = "PolicyArn" required decoders::arn_type;
        policy_document: String = "PolicyDocument" required decoders::policy_document_type;
        set_as_default: Option<bool> = "SetAsDefault" optional decoders::boolean_type;
    }
    /// Input of `CreateRole`.
    CreateRoleRequest(Decode, FromForm) {
        path: Option<String> = "Path" optional decoders::path_type;
        role_name: String = "RoleName" required decoders::role_name_type;
        assume_role_policy_document: String = "AssumeRolePolicyDocument" required decoders::policy_document_type;
        description: Option<String> = "Description" optional decoders::role_description_type;
        max_session_duration: Option<i64> = "MaxSessionDuration" optional decoders::role_max_session_duration_type;
        permissions_boundary: Option<String> = "PermissionsBoundary" optional decoders::arn_type;
        tags: Option<Vec<Tag>> = "Tags" optional decoders::tag_list_type;
    }
    /// Input of `CreateServiceLinkedRole`.
    CreateServiceLinkedRoleRequest(Decode, FromForm) {
        aws_service_name: String = "AWSServiceName" required decoders::group_name_type;
        description: Option<String> = "Description" optional decoders::role_description_type;
        custom_suffix: Option<String> = "CustomSuffix" optional decoders::custom_suffix_type;
    }
    /// Input of `CreateUser`.
    CreateUserRequest(Decode, FromForm) {
        path: Option<String> = "Path" optional decoders::path_type;
        user_name: String = "UserName" required decoders::user_name_type;
        permissions_boundary: Option<String> = "PermissionsBoundary" optional decoders::arn_type;
        tags: Option<Vec<Tag>> = "Tags" optional decoders::tag_list_type;
    }
    /// Input of `DeleteAccessKey`.
    DeleteAccessKeyRequest(Decode, FromForm) {
        user_name: Option<String> = "UserName" optional decoders::existing_user_name_type;
        access_key_id: String = "AccessKeyId" required decoders::access_key_id_type;
    }
    /// Input of `DeleteAccountAlias`.
    DeleteAccountAliasRequest(Decode, FromForm) {
        account_alias: String = "AccountAlias" required decoders::account_alias_type;
    }
    /// Input of `DeleteGroup`.
    DeleteGroupRequest(Decode, FromForm) {
        group_name: String = "GroupName" required decoders::group_name_type;
    }
    /// Input of `DeleteGroupPolicy`.
    DeleteGroupPolicyRequest(Decode, FromForm) {
        group_name: String = "GroupName" required decoders::group_name_type;
        policy_name: String = "PolicyName" required decoders::policy_name_type;
    }
    /// Input of `DeleteInstanceProfile`.
    DeleteInstanceProfileRequest(Decode, FromForm) {
        instance_profile_name: String = "InstanceProfileName" required decoders::instance_profile_name_type;
    }
    /// Input of `DeleteLoginProfile`.
    DeleteLoginProfileRequest(Default, Decode, FromForm) {
        user_name: Option<String> = "UserName" optional decoders::user_name_type;
    }
    /// Input of `DeleteOpenIDConnectProvider`.
    DeleteOpenIDConnectProviderRequest(Decode, FromForm) {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" required decoders::arn_type;
    }
    /// Input of `DeletePolicy`.
    DeletePolicyRequest(Decode, FromForm) {
        policy_arn: String = "PolicyArn" required decoders::arn_type;
    }
    /// Input of `DeletePolicyVersion`.
    DeletePolicyVersionRequest(Decode, FromForm) {
        policy_arn: String = "PolicyArn" required decoders::arn_type;
        version_id: String = "VersionId" required decoders::policy_version_id_type;
    }
    /// Input of `DeleteRole`.
    DeleteRoleRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
    }
    /// Input of `DeleteRolePermissionsBoundary`.
    DeleteRolePermissionsBoundaryRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
    }
    /// Input of `DeleteRolePolicy`.
    DeleteRolePolicyRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        policy_name: String = "PolicyName" required decoders::policy_name_type;
    }
    /// Input of `DeleteServiceLinkedRole`.
    DeleteServiceLinkedRoleRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
    }
    /// Input of `DeleteUser`.
    DeleteUserRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::existing_user_name_type;
    }
    /// Input of `DeleteUserPermissionsBoundary`.
    DeleteUserPermissionsBoundaryRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::user_name_type;
    }
    /// Input of `DeleteUserPolicy`.
    DeleteUserPolicyRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::existing_user_name_type;
        policy_name: String = "PolicyName" required decoders::policy_name_type;
    }
    /// Input of `DetachGroupPolicy`.
    DetachGroupPolicyRequest(Decode, FromForm) {
        group_name: String = "GroupName" required decoders::group_name_type;
        policy_arn: String = "PolicyArn" required decoders::arn_type;
    }
    /// Input of `DetachRolePolicy`.
    DetachRolePolicyRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        policy_arn: String = "PolicyArn" required decoders::arn_type;
    }
    /// Input of `DetachUserPolicy`.
    DetachUserPolicyRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::user_name_type;
        policy_arn: String = "PolicyArn" required decoders::arn_type;
    }
    /// Input of `GetAccessKeyLastUsed`.
    GetAccessKeyLastUsedRequest(Decode, FromForm) {
        access_key_id: String = "AccessKeyId" required decoders::access_key_id_type;
    }
    /// Input of `GetAccountAuthorizationDetails`.
    GetAccountAuthorizationDetailsRequest(Default, Decode, FromForm) {
        filter: Option<Vec<EntityType>> = "Filter" optional decoders::entity_list_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
    }
    /// Input of `GetAccountPasswordPolicy`.
    GetAccountPasswordPolicyRequest(Default, Decode, FromForm) {}
    /// Input of `GetAccountSummary`.
    GetAccountSummaryRequest(Default, Decode, FromForm) {}
    /// Input of `GetContextKeysForCustomPolicy`.
    GetContextKeysForCustomPolicyRequest(Decode, FromForm) {
        policy_input_list: Vec<String> = "PolicyInputList" required decoders::simulation_policy_list_type;
    }
    /// Input of `GetContextKeysForPrincipalPolicy`.
    GetContextKeysForPrincipalPolicyRequest(Decode, FromForm) {
        policy_source_arn: String = "PolicySourceArn" required decoders::arn_type;
        policy_input_list: Option<Vec<String>> = "PolicyInputList" optional decoders::simulation_policy_list_type;
    }
    /// Input of `GetGroup`.
    GetGroupRequest(Decode, FromForm) {
        group_name: String = "GroupName" required decoders::group_name_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `GetGroupPolicy`.
    GetGroupPolicyRequest(Decode, FromForm) {
        group_name: String = "GroupName" required decoders::group_name_type;
        policy_name: String = "PolicyName" required decoders::policy_name_type;
    }
    /// Input of `GetInstanceProfile`.
    GetInstanceProfileRequest(Decode, FromForm) {
        instance_profile_name: String = "InstanceProfileName" required decoders::instance_profile_name_type;
    }
    /// Input of `GetLoginProfile`.
    GetLoginProfileRequest(Default, Decode, FromForm) {
        user_name: Option<String> = "UserName" optional decoders::user_name_type;
    }
    /// Input of `GetOpenIDConnectProvider`.
    GetOpenIDConnectProviderRequest(Decode, FromForm) {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" required decoders::arn_type;
    }
    /// Input of `GetPolicy`.
    GetPolicyRequest(Decode, FromForm) {
        policy_arn: String = "PolicyArn" required decoders::arn_type;
    }
    /// Input of `GetPolicyVersion`.
    GetPolicyVersionRequest(Decode, FromForm) {
        policy_arn: String = "PolicyArn" required decoders::arn_type;
        version_id: String = "VersionId" required decoders::policy_version_id_type;
    }
    /// Input of `GetRole`.
    GetRoleRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
    }
    /// Input of `GetRolePolicy`.
    GetRolePolicyRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        policy_name: String = "PolicyName" required decoders::policy_name_type;
    }
    /// Input of `GetServiceLinkedRoleDeletionStatus`.
    GetServiceLinkedRoleDeletionStatusRequest(Decode, FromForm) {
        deletion_task_id: String = "DeletionTaskId" required decoders::deletion_task_id_type;
    }
    /// Input of `GetUser`.
    GetUserRequest(Default, Decode, FromForm) {
        user_name: Option<String> = "UserName" optional decoders::existing_user_name_type;
    }
    /// Input of `GetUserPolicy`.
    GetUserPolicyRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::existing_user_name_type;
        policy_name: String = "PolicyName" required decoders::policy_name_type;
    }
    /// Input of `ListAccessKeys`.
    ListAccessKeysRequest(Default, Decode, FromForm) {
        user_name: Option<String> = "UserName" optional decoders::existing_user_name_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListAccountAliases`.
    ListAccountAliasesRequest(Default, Decode, FromForm) {
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListAttachedGroupPolicies`.
    ListAttachedGroupPoliciesRequest(Decode, FromForm) {
        group_name: String = "GroupName" required decoders::group_name_type;
        path_prefix: Option<String> = "PathPrefix" optional decoders::policy_path_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListAttachedRolePolicies`.
    ListAttachedRolePoliciesRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        path_prefix: Option<String> = "PathPrefix" optional decoders::policy_path_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListAttachedUserPolicies`.
    ListAttachedUserPoliciesRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::user_name_type;
        path_prefix: Option<String> = "PathPrefix" optional decoders::policy_path_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListEntitiesForPolicy`.
    ListEntitiesForPolicyRequest(Decode, FromForm) {
        policy_arn: String = "PolicyArn" required decoders::arn_type;
        entity_filter: Option<EntityType> = "EntityFilter" optional decoders::entity_type;
        path_prefix: Option<String> = "PathPrefix" optional decoders::path_type;
        policy_usage_filter: Option<PolicyUsageType> = "PolicyUsageFilter" optional decoders::policy_usage_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListGroupPolicies`.
    ListGroupPoliciesRequest(Decode, FromForm) {
        group_name: String = "GroupName" required decoders::group_name_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListGroups`.
    ListGroupsRequest(Default, Decode, FromForm) {
        path_prefix: Option<String> = "PathPrefix" optional decoders::path_prefix_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListGroupsForUser`.
    ListGroupsForUserRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::existing_user_name_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListInstanceProfiles`.
    ListInstanceProfilesRequest(Default, Decode, FromForm) {
        path_prefix: Option<String> = "PathPrefix" optional decoders::path_prefix_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListInstanceProfilesForRole`.
    ListInstanceProfilesForRoleRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListMFADevices`.
    ListMFADevicesRequest(Default, Decode, FromForm) {
        user_name: Option<String> = "UserName" optional decoders::existing_user_name_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListOpenIDConnectProviderTags`.
    ListOpenIDConnectProviderTagsRequest(Decode, FromForm) {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" required decoders::arn_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListOpenIDConnectProviders`.
    ListOpenIDConnectProvidersRequest(Default, Decode, FromForm) {}
    /// Input of `ListPolicies`.
    ListPoliciesRequest(Default, Decode, FromForm) {
        scope: Option<PolicyScopeType> = "Scope" optional decoders::policy_scope_type;
        only_attached: Option<bool> = "OnlyAttached" optional decoders::boolean_type;
        path_prefix: Option<String> = "PathPrefix" optional decoders::policy_path_type;
        policy_usage_filter: Option<PolicyUsageType> = "PolicyUsageFilter" optional decoders::policy_usage_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListPolicyTags`.
    ListPolicyTagsRequest(Decode, FromForm) {
        policy_arn: String = "PolicyArn" required decoders::arn_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListPolicyVersions`.
    ListPolicyVersionsRequest(Decode, FromForm) {
        policy_arn: String = "PolicyArn" required decoders::arn_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListRolePolicies`.
    ListRolePoliciesRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListRoleTags`.
    ListRoleTagsRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListRoles`.
    ListRolesRequest(Default, Decode, FromForm) {
        path_prefix: Option<String> = "PathPrefix" optional decoders::path_prefix_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListSAMLProviders`.
    ListSAMLProvidersRequest(Default, Decode, FromForm) {}
    /// Input of `ListSSHPublicKeys`.
    ListSSHPublicKeysRequest(Default, Decode, FromForm) {
        user_name: Option<String> = "UserName" optional decoders::user_name_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListServerCertificates`.
    ListServerCertificatesRequest(Default, Decode, FromForm) {
        path_prefix: Option<String> = "PathPrefix" optional decoders::path_prefix_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListServiceSpecificCredentials`.
    ListServiceSpecificCredentialsRequest(Default, Decode, FromForm) {
        user_name: Option<String> = "UserName" optional decoders::user_name_type;
        service_name: Option<String> = "ServiceName" optional decoders::service_name;
        all_users: Option<bool> = "AllUsers" optional decoders::all_users;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListSigningCertificates`.
    ListSigningCertificatesRequest(Default, Decode, FromForm) {
        user_name: Option<String> = "UserName" optional decoders::existing_user_name_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListUserPolicies`.
    ListUserPoliciesRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::existing_user_name_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListUserTags`.
    ListUserTagsRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::existing_user_name_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListUsers`.
    ListUsersRequest(Default, Decode, FromForm) {
        path_prefix: Option<String> = "PathPrefix" optional decoders::path_prefix_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `ListVirtualMFADevices`.
    ListVirtualMFADevicesRequest(Default, Decode, FromForm) {
        assignment_status: Option<AssignmentStatusType> = "AssignmentStatus" optional decoders::assignment_status_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
    }
    /// Input of `PutGroupPolicy`.
    PutGroupPolicyRequest(Decode, FromForm) {
        group_name: String = "GroupName" required decoders::group_name_type;
        policy_name: String = "PolicyName" required decoders::policy_name_type;
        policy_document: String = "PolicyDocument" required decoders::policy_document_type;
    }
    /// Input of `PutRolePermissionsBoundary`.
    PutRolePermissionsBoundaryRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        permissions_boundary: String = "PermissionsBoundary" required decoders::arn_type;
    }
    /// Input of `PutRolePolicy`.
    PutRolePolicyRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        policy_name: String = "PolicyName" required decoders::policy_name_type;
        policy_document: String = "PolicyDocument" required decoders::policy_document_type;
    }
    /// Input of `PutUserPermissionsBoundary`.
    PutUserPermissionsBoundaryRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::user_name_type;
        permissions_boundary: String = "PermissionsBoundary" required decoders::arn_type;
    }
    /// Input of `PutUserPolicy`.
    PutUserPolicyRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::existing_user_name_type;
        policy_name: String = "PolicyName" required decoders::policy_name_type;
        policy_document: String = "PolicyDocument" required decoders::policy_document_type;
    }
    /// Input of `RemoveClientIDFromOpenIDConnectProvider`.
    RemoveClientIDFromOpenIDConnectProviderRequest(Decode, FromForm) {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" required decoders::arn_type;
        client_id: String = "ClientID" required decoders::client_id_type;
    }
    /// Input of `RemoveRoleFromInstanceProfile`.
    RemoveRoleFromInstanceProfileRequest(Decode, FromForm) {
        instance_profile_name: String = "InstanceProfileName" required decoders::instance_profile_name_type;
        role_name: String = "RoleName" required decoders::role_name_type;
    }
    /// Input of `RemoveUserFromGroup`.
    RemoveUserFromGroupRequest(Decode, FromForm) {
        group_name: String = "GroupName" required decoders::group_name_type;
        user_name: String = "UserName" required decoders::existing_user_name_type;
    }
    /// Input of `SetDefaultPolicyVersion`.
    SetDefaultPolicyVersionRequest(Decode, FromForm) {
        policy_arn: String = "PolicyArn" required decoders::arn_type;
        version_id: String = "VersionId" required decoders::policy_version_id_type;
    }
    /// Input of `SimulateCustomPolicy`.
    SimulateCustomPolicyRequest(Decode, FromForm) {
        policy_input_list: Vec<String> = "PolicyInputList" required decoders::simulation_policy_list_type;
        permissions_boundary_policy_input_list: Option<Vec<String>> = "PermissionsBoundaryPolicyInputList" optional decoders::simulation_policy_list_type;
        action_names: Vec<String> = "ActionNames" required decoders::action_name_list_type;
        resource_arns: Option<Vec<String>> = "ResourceArns" optional decoders::resource_name_list_type;
        resource_policy: Option<String> = "ResourcePolicy" optional decoders::policy_document_type;
        resource_owner: Option<String> = "ResourceOwner" optional decoders::resource_name_type;
        caller_arn: Option<String> = "CallerArn" optional decoders::resource_name_type;
        context_entries: Option<Vec<ContextEntry>> = "ContextEntries" optional decoders::context_entry_list_type;
        resource_handling_option: Option<String> = "ResourceHandlingOption" optional decoders::resource_handling_option_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
    }
    /// Input of `SimulatePrincipalPolicy`.
    SimulatePrincipalPolicyRequest(Decode, FromForm) {
        policy_source_arn: String = "PolicySourceArn" required decoders::arn_type;
        policy_input_list: Option<Vec<String>> = "PolicyInputList" optional decoders::simulation_policy_list_type;
        permissions_boundary_policy_input_list: Option<Vec<String>> = "PermissionsBoundaryPolicyInputList" optional decoders::simulation_policy_list_type;
        action_names: Vec<String> = "ActionNames" required decoders::action_name_list_type;
        resource_arns: Option<Vec<String>> = "ResourceArns" optional decoders::resource_name_list_type;
        resource_policy: Option<String> = "ResourcePolicy" optional decoders::policy_document_type;
        resource_owner: Option<String> = "ResourceOwner" optional decoders::resource_name_type;
        caller_arn: Option<String> = "CallerArn" optional decoders::resource_name_type;
        context_entries: Option<Vec<ContextEntry>> = "ContextEntries" optional decoders::context_entry_list_type;
        resource_handling_option: Option<String> = "ResourceHandlingOption" optional decoders::resource_handling_option_type;
        max_items: Option<i64> = "MaxItems" optional decoders::max_items_type;
        marker: Option<String> = "Marker" optional decoders::marker_type;
    }
    /// Input of `TagOpenIDConnectProvider`.
    TagOpenIDConnectProviderRequest(Decode, FromForm) {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" required decoders::arn_type;
        tags: Vec<Tag> = "Tags" required decoders::tag_list_type;
    }
    /// Input of `TagPolicy`.
    TagPolicyRequest(Decode, FromForm) {
        policy_arn: String = "PolicyArn" required decoders::arn_type;
        tags: Vec<Tag> = "Tags" required decoders::tag_list_type;
    }
    /// Input of `TagRole`.
    TagRoleRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        tags: Vec<Tag> = "Tags" required decoders::tag_list_type;
    }
    /// Input of `TagUser`.
    TagUserRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::existing_user_name_type;
        tags: Vec<Tag> = "Tags" required decoders::tag_list_type;
    }
    /// Input of `UntagOpenIDConnectProvider`.
    UntagOpenIDConnectProviderRequest(Decode, FromForm) {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" required decoders::arn_type;
        tag_keys: Vec<String> = "TagKeys" required decoders::tag_key_list_type;
    }
    /// Input of `UntagPolicy`.
    UntagPolicyRequest(Decode, FromForm) {
        policy_arn: String = "PolicyArn" required decoders::arn_type;
        tag_keys: Vec<String> = "TagKeys" required decoders::tag_key_list_type;
    }
    /// Input of `UntagRole`.
    UntagRoleRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        tag_keys: Vec<String> = "TagKeys" required decoders::tag_key_list_type;
    }
    /// Input of `UntagUser`.
    UntagUserRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::existing_user_name_type;
        tag_keys: Vec<String> = "TagKeys" required decoders::tag_key_list_type;
    }
    /// Input of `UpdateAccessKey`.
    UpdateAccessKeyRequest(Decode, FromForm) {
        user_name: Option<String> = "UserName" optional decoders::existing_user_name_type;
        access_key_id: String = "AccessKeyId" required decoders::access_key_id_type;
        status: StatusType = "Status" required decoders::status_type;
    }
    /// Input of `UpdateAssumeRolePolicy`.
    UpdateAssumeRolePolicyRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        policy_document: String = "PolicyDocument" required decoders::policy_document_type;
    }
    /// Input of `UpdateGroup`.
    UpdateGroupRequest(Decode, FromForm) {
        group_name: String = "GroupName" required decoders::group_name_type;
        new_path: Option<String> = "NewPath" optional decoders::path_type;
        new_group_name: Option<String> = "NewGroupName" optional decoders::group_name_type;
    }
    /// Input of `UpdateOpenIDConnectProviderThumbprint`.
    UpdateOpenIDConnectProviderThumbprintRequest(Decode, FromForm) {
        open_id_connect_provider_arn: String = "OpenIDConnectProviderArn" required decoders::arn_type;
        thumbprint_list: Vec<String> = "ThumbprintList" required decoders::thumbprint_list_type;
    }
    /// Input of `UpdateRole`.
    UpdateRoleRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        description: Option<String> = "Description" optional decoders::role_description_type;
        max_session_duration: Option<i64> = "MaxSessionDuration" optional decoders::role_max_session_duration_type;
    }
    /// Input of `UpdateRoleDescription`.
    UpdateRoleDescriptionRequest(Decode, FromForm) {
        role_name: String = "RoleName" required decoders::role_name_type;
        description: String = "Description" required decoders::role_description_type;
    }
    /// Input of `UpdateUser`.
    UpdateUserRequest(Decode, FromForm) {
        user_name: String = "UserName" required decoders::existing_user_name_type;
        new_path: Option<String> = "NewPath" optional decoders::path_type;
        new_user_name: Option<String> = "NewUserName" optional decoders::user_name_type;
    }
}
