// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The outputs of the operations.

use super::{
    AccessKey, AccessKeyLastUsed, AccessKeyMetadata, AttachedPolicy, DeletionTaskFailureReasonType,
    DeletionTaskStatusType, EvaluationResult, Group, GroupDetail, InstanceProfile, LoginProfile, MFADevice,
    ManagedPolicyDetail, OpenIDConnectProviderListEntry, PasswordPolicy, Policy, PolicyGroup, PolicyRole,
    PolicyUser, PolicyVersion, Role, RoleDetail, SAMLProviderListEntry, SSHPublicKeyMetadata,
    ServerCertificateMetadata, ServiceSpecificCredentialMetadata, SigningCertificate, SummaryKeyType, Tag,
    User, UserDetail, VirtualMFADevice,
};
use crate::Timestamp;
use crate::structure::structures;
use std::collections::BTreeMap;

structures! {
    /// Output of `AddClientIDToOpenIDConnectProvider`.
    AddClientIDToOpenIDConnectProviderResponse(Default) {}
    /// Output of `AddRoleToInstanceProfile`.
    AddRoleToInstanceProfileResponse(Default) {}
    /// Output of `AddUserToGroup`.
    AddUserToGroupResponse(Default) {}
    /// Output of `AttachGroupPolicy`.
    AttachGroupPolicyResponse(Default) {}
    /// Output of `AttachRolePolicy`.
    AttachRolePolicyResponse(Default) {}
    /// Output of `AttachUserPolicy`.
    AttachUserPolicyResponse(Default) {}
    /// Output of `CreateAccessKey`.
    CreateAccessKeyResponse() {
        access_key: AccessKey = "AccessKey";
    }
    /// Output of `CreateAccountAlias`.
    CreateAccountAliasResponse(Default) {}
    /// Output of `CreateGroup`.
    CreateGroupResponse() {
        group: Group = "Group";
    }
    /// Output of `CreateInstanceProfile`.
    CreateInstanceProfileResponse() {
        instance_profile: InstanceProfile = "InstanceProfile";
    }
    /// Output of `CreateLoginProfile`.
    CreateLoginProfileResponse() {
        login_profile: LoginProfile = "LoginProfile";
    }
    /// Output of `CreateOpenIDConnectProvider`.
    CreateOpenIDConnectProviderResponse(Default) {
        open_id_connect_provider_arn: Option<String> = "OpenIDConnectProviderArn";
        tags: Option<Vec<Tag>> = "Tags";
    }
    /// Output of `CreatePolicy`.
    CreatePolicyResponse(Default) {
        policy: Option<Policy> = "Policy";
    }
    /// Output of `CreatePolicyVersion`.
    CreatePolicyVersionResponse(Default) {
        policy_version: Option<PolicyVersion> = "PolicyVersion";
    }
    /// Output of `CreateRole`.
    CreateRoleResponse() {
        role: Role = "Role";
    }
    /// Output of `CreateServiceLinkedRole`.
    CreateServiceLinkedRoleResponse(Default) {
        role: Option<Role> = "Role";
    }
    /// Output of `CreateUser`.
    CreateUserResponse(Default) {
        user: Option<User> = "User";
    }
    /// Output of `DeleteAccessKey`.
    DeleteAccessKeyResponse(Default) {}
    /// Output of `DeleteAccountAlias`.
    DeleteAccountAliasResponse(Default) {}
    /// Output of `DeleteGroup`.
    DeleteGroupResponse(Default) {}
    /// Output of `DeleteGroupPolicy`.
    DeleteGroupPolicyResponse(Default) {}
    /// Output of `DeleteInstanceProfile`.
    DeleteInstanceProfileResponse(Default) {}
    /// Output of `DeleteLoginProfile`.
    DeleteLoginProfileResponse(Default) {}
    /// Output of `DeleteOpenIDConnectProvider`.
    DeleteOpenIDConnectProviderResponse(Default) {}
    /// Output of `DeletePolicy`.
    DeletePolicyResponse(Default) {}
    /// Output of `DeletePolicyVersion`.
    DeletePolicyVersionResponse(Default) {}
    /// Output of `DeleteRole`.
    DeleteRoleResponse(Default) {}
    /// Output of `DeleteRolePermissionsBoundary`.
    DeleteRolePermissionsBoundaryResponse(Default) {}
    /// Output of `DeleteRolePolicy`.
    DeleteRolePolicyResponse(Default) {}
    /// Output of `DeleteServiceLinkedRole`.
    DeleteServiceLinkedRoleResponse() {
        deletion_task_id: String = "DeletionTaskId";
    }
    /// Output of `DeleteUser`.
    DeleteUserResponse(Default) {}
    /// Output of `DeleteUserPermissionsBoundary`.
    DeleteUserPermissionsBoundaryResponse(Default) {}
    /// Output of `DeleteUserPolicy`.
    DeleteUserPolicyResponse(Default) {}
    /// Output of `DetachGroupPolicy`.
    DetachGroupPolicyResponse(Default) {}
    /// Output of `DetachRolePolicy`.
    DetachRolePolicyResponse(Default) {}
    /// Output of `DetachUserPolicy`.
    DetachUserPolicyResponse(Default) {}
    /// Output of `GetAccessKeyLastUsed`.
    GetAccessKeyLastUsedResponse(Default) {
        user_name: Option<String> = "UserName";
        access_key_last_used: Option<AccessKeyLastUsed> = "AccessKeyLastUsed";
    }
    /// Output of `GetAccountAuthorizationDetails`.
    GetAccountAuthorizationDetailsResponse(Default) {
        user_detail_list: Option<Vec<UserDetail>> = "UserDetailList";
        group_detail_list: Option<Vec<GroupDetail>> = "GroupDetailList";
        role_detail_list: Option<Vec<RoleDetail>> = "RoleDetailList";
        policies: Option<Vec<ManagedPolicyDetail>> = "Policies";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `GetAccountPasswordPolicy`.
    GetAccountPasswordPolicyResponse() {
        password_policy: PasswordPolicy = "PasswordPolicy";
    }
    /// Output of `GetAccountSummary`.
    GetAccountSummaryResponse(Default) {
        summary_map: Option<BTreeMap<SummaryKeyType, i64>> = "SummaryMap";
    }
    /// Output of `GetContextKeysForCustomPolicy`.
    GetContextKeysForPolicyResponse(Default) {
        context_key_names: Option<Vec<String>> = "ContextKeyNames";
    }
    /// Output of `GetGroup`.
    GetGroupResponse() {
        group: Group = "Group";
        users: Vec<User> = "Users";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `GetGroupPolicy`.
    GetGroupPolicyResponse() {
        group_name: String = "GroupName";
        policy_name: String = "PolicyName";
        policy_document: String = "PolicyDocument";
    }
    /// Output of `GetInstanceProfile`.
    GetInstanceProfileResponse() {
        instance_profile: InstanceProfile = "InstanceProfile";
    }
    /// Output of `GetLoginProfile`.
    GetLoginProfileResponse() {
        login_profile: LoginProfile = "LoginProfile";
    }
    /// Output of `GetOpenIDConnectProvider`.
    GetOpenIDConnectProviderResponse(Default) {
        url: Option<String> = "Url";
        client_id_list: Option<Vec<String>> = "ClientIDList";
        thumbprint_list: Option<Vec<String>> = "ThumbprintList";
        create_date: Option<Timestamp> = "CreateDate";
        tags: Option<Vec<Tag>> = "Tags";
    }
    /// Output of `GetPolicy`.
    GetPolicyResponse(Default) {
        policy: Option<Policy> = "Policy";
    }
    /// Output of `GetPolicyVersion`.
    GetPolicyVersionResponse(Default) {
        policy_version: Option<PolicyVersion> = "PolicyVersion";
    }
    /// Output of `GetRole`.
    GetRoleResponse() {
        role: Role = "Role";
    }
    /// Output of `GetRolePolicy`.
    GetRolePolicyResponse() {
        role_name: String = "RoleName";
        policy_name: String = "PolicyName";
        policy_document: String = "PolicyDocument";
    }
    /// Output of `GetServiceLinkedRoleDeletionStatus`.
    GetServiceLinkedRoleDeletionStatusResponse() {
        status: DeletionTaskStatusType = "Status";
        reason: Option<DeletionTaskFailureReasonType> = "Reason";
    }
    /// Output of `GetUser`.
    GetUserResponse() {
        user: User = "User";
    }
    /// Output of `GetUserPolicy`.
    GetUserPolicyResponse() {
        user_name: String = "UserName";
        policy_name: String = "PolicyName";
        policy_document: String = "PolicyDocument";
    }
    /// Output of `ListAccessKeys`.
    ListAccessKeysResponse() {
        access_key_metadata: Vec<AccessKeyMetadata> = "AccessKeyMetadata";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListAccountAliases`.
    ListAccountAliasesResponse() {
        account_aliases: Vec<String> = "AccountAliases";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListAttachedGroupPolicies`.
    ListAttachedGroupPoliciesResponse(Default) {
        attached_policies: Option<Vec<AttachedPolicy>> = "AttachedPolicies";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListAttachedRolePolicies`.
    ListAttachedRolePoliciesResponse(Default) {
        attached_policies: Option<Vec<AttachedPolicy>> = "AttachedPolicies";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListAttachedUserPolicies`.
    ListAttachedUserPoliciesResponse(Default) {
        attached_policies: Option<Vec<AttachedPolicy>> = "AttachedPolicies";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListEntitiesForPolicy`.
    ListEntitiesForPolicyResponse(Default) {
        policy_groups: Option<Vec<PolicyGroup>> = "PolicyGroups";
        policy_users: Option<Vec<PolicyUser>> = "PolicyUsers";
        policy_roles: Option<Vec<PolicyRole>> = "PolicyRoles";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListGroupPolicies`.
    ListGroupPoliciesResponse() {
        policy_names: Vec<String> = "PolicyNames";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListGroups`.
    ListGroupsResponse() {
        groups: Vec<Group> = "Groups";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListGroupsForUser`.
    ListGroupsForUserResponse() {
        groups: Vec<Group> = "Groups";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListInstanceProfiles`.
    ListInstanceProfilesResponse() {
        instance_profiles: Vec<InstanceProfile> = "InstanceProfiles";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListInstanceProfilesForRole`.
    ListInstanceProfilesForRoleResponse() {
        instance_profiles: Vec<InstanceProfile> = "InstanceProfiles";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListMFADevices`.
    ListMFADevicesResponse() {
        mfa_devices: Vec<MFADevice> = "MFADevices";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListOpenIDConnectProviderTags`.
    ListOpenIDConnectProviderTagsResponse() {
        tags: Vec<Tag> = "Tags";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListOpenIDConnectProviders`.
    ListOpenIDConnectProvidersResponse(Default) {
        open_id_connect_provider_list: Option<Vec<OpenIDConnectProviderListEntry>> = "OpenIDConnectProviderList";
    }
    /// Output of `ListPolicies`.
    ListPoliciesResponse(Default) {
        policies: Option<Vec<Policy>> = "Policies";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListPolicyTags`.
    ListPolicyTagsResponse() {
        tags: Vec<Tag> = "Tags";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListPolicyVersions`.
    ListPolicyVersionsResponse(Default) {
        versions: Option<Vec<PolicyVersion>> = "Versions";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListRolePolicies`.
    ListRolePoliciesResponse() {
        policy_names: Vec<String> = "PolicyNames";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListRoleTags`.
    ListRoleTagsResponse() {
        tags: Vec<Tag> = "Tags";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListRoles`.
    ListRolesResponse() {
        roles: Vec<Role> = "Roles";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListSAMLProviders`.
    ListSAMLProvidersResponse(Default) {
        saml_provider_list: Option<Vec<SAMLProviderListEntry>> = "SAMLProviderList";
    }
    /// Output of `ListSSHPublicKeys`.
    ListSSHPublicKeysResponse(Default) {
        ssh_public_keys: Option<Vec<SSHPublicKeyMetadata>> = "SSHPublicKeys";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListServerCertificates`.
    ListServerCertificatesResponse() {
        server_certificate_metadata_list: Vec<ServerCertificateMetadata> = "ServerCertificateMetadataList";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListServiceSpecificCredentials`.
    ListServiceSpecificCredentialsResponse(Default) {
        service_specific_credentials: Option<Vec<ServiceSpecificCredentialMetadata>> = "ServiceSpecificCredentials";
        marker: Option<String> = "Marker";
        is_truncated: Option<bool> = "IsTruncated";
    }
    /// Output of `ListSigningCertificates`.
    ListSigningCertificatesResponse() {
        certificates: Vec<SigningCertificate> = "Certificates";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListUserPolicies`.
    ListUserPoliciesResponse() {
        policy_names: Vec<String> = "PolicyNames";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListUserTags`.
    ListUserTagsResponse() {
        tags: Vec<Tag> = "Tags";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListUsers`.
    ListUsersResponse() {
        users: Vec<User> = "Users";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `ListVirtualMFADevices`.
    ListVirtualMFADevicesResponse() {
        virtual_mfa_devices: Vec<VirtualMFADevice> = "VirtualMFADevices";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `PutGroupPolicy`.
    PutGroupPolicyResponse(Default) {}
    /// Output of `PutRolePermissionsBoundary`.
    PutRolePermissionsBoundaryResponse(Default) {}
    /// Output of `PutRolePolicy`.
    PutRolePolicyResponse(Default) {}
    /// Output of `PutUserPermissionsBoundary`.
    PutUserPermissionsBoundaryResponse(Default) {}
    /// Output of `PutUserPolicy`.
    PutUserPolicyResponse(Default) {}
    /// Output of `RemoveClientIDFromOpenIDConnectProvider`.
    RemoveClientIDFromOpenIDConnectProviderResponse(Default) {}
    /// Output of `RemoveRoleFromInstanceProfile`.
    RemoveRoleFromInstanceProfileResponse(Default) {}
    /// Output of `RemoveUserFromGroup`.
    RemoveUserFromGroupResponse(Default) {}
    /// Output of `SetDefaultPolicyVersion`.
    SetDefaultPolicyVersionResponse(Default) {}
    /// Output of `SimulateCustomPolicy`.
    SimulatePolicyResponse(Default) {
        evaluation_results: Option<Vec<EvaluationResult>> = "EvaluationResults";
        is_truncated: Option<bool> = "IsTruncated";
        marker: Option<String> = "Marker";
    }
    /// Output of `TagOpenIDConnectProvider`.
    TagOpenIDConnectProviderResponse(Default) {}
    /// Output of `TagPolicy`.
    TagPolicyResponse(Default) {}
    /// Output of `TagRole`.
    TagRoleResponse(Default) {}
    /// Output of `TagUser`.
    TagUserResponse(Default) {}
    /// Output of `UntagOpenIDConnectProvider`.
    UntagOpenIDConnectProviderResponse(Default) {}
    /// Output of `UntagPolicy`.
    UntagPolicyResponse(Default) {}
    /// Output of `UntagRole`.
    UntagRoleResponse(Default) {}
    /// Output of `UntagUser`.
    UntagUserResponse(Default) {}
    /// Output of `UpdateAccessKey`.
    UpdateAccessKeyResponse(Default) {}
    /// Output of `UpdateAssumeRolePolicy`.
    UpdateAssumeRolePolicyResponse(Default) {}
    /// Output of `UpdateGroup`.
    UpdateGroupResponse(Default) {}
    /// Output of `UpdateOpenIDConnectProviderThumbprint`.
    UpdateOpenIDConnectProviderThumbprintResponse(Default) {}
    /// Output of `UpdateRole`.
    UpdateRoleResponse(Default) {}
    /// Output of `UpdateRoleDescription`.
    UpdateRoleDescriptionResponse(Default) {
        role: Option<Role> = "Role";
    }
    /// Output of `UpdateUser`.
    UpdateUserResponse(Default) {}
}
