// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The service and all its operations.

use crate::model::operations;
use crate::{Protocol, ServiceModel};

/// The service.
pub const SERVICE: ServiceModel = ServiceModel {
    name: "iam",
    api_version: "2010-05-08",
    protocol: Protocol::Query {
        namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    },
    signing_name: "iam",
    endpoint_prefix: "iam",
};

operations! {
    query::FromForm::from_form(crate::query::Form);
    AddClientIDToOpenIDConnectProvider(AddClientIDToOpenIDConnectProviderRequest) changes;
    AddRoleToInstanceProfile(AddRoleToInstanceProfileRequest) changes;
    AddUserToGroup(AddUserToGroupRequest) changes;
    AttachGroupPolicy(AttachGroupPolicyRequest) changes;
    AttachRolePolicy(AttachRolePolicyRequest) changes;
    AttachUserPolicy(AttachUserPolicyRequest) changes;
    CreateAccessKey(CreateAccessKeyRequest) changes "CreateAccessKeyResult";
    CreateAccountAlias(CreateAccountAliasRequest) changes;
    CreateGroup(CreateGroupRequest) changes "CreateGroupResult";
    CreateInstanceProfile(CreateInstanceProfileRequest) changes "CreateInstanceProfileResult";
    CreateLoginProfile(CreateLoginProfileRequest) changes "CreateLoginProfileResult";
    CreateOpenIDConnectProvider(CreateOpenIDConnectProviderRequest) changes "CreateOpenIDConnectProviderResult";
    CreatePolicy(CreatePolicyRequest) changes "CreatePolicyResult";
    CreatePolicyVersion(CreatePolicyVersionRequest) changes "CreatePolicyVersionResult";
    CreateRole(CreateRoleRequest) changes "CreateRoleResult";
    CreateServiceLinkedRole(CreateServiceLinkedRoleRequest) changes "CreateServiceLinkedRoleResult";
    CreateUser(CreateUserRequest) changes "CreateUserResult";
    DeleteAccessKey(DeleteAccessKeyRequest) changes;
    DeleteAccountAlias(DeleteAccountAliasRequest) changes;
    DeleteGroup(DeleteGroupRequest) changes;
    DeleteGroupPolicy(DeleteGroupPolicyRequest) changes;
    DeleteInstanceProfile(DeleteInstanceProfileRequest) changes;
    DeleteLoginProfile(DeleteLoginProfileRequest) changes;
    DeleteOpenIDConnectProvider(DeleteOpenIDConnectProviderRequest) changes;
    DeletePolicy(DeletePolicyRequest) changes;
    DeletePolicyVersion(DeletePolicyVersionRequest) changes;
    DeleteRole(DeleteRoleRequest) changes;
    DeleteRolePermissionsBoundary(DeleteRolePermissionsBoundaryRequest) changes;
    DeleteRolePolicy(DeleteRolePolicyRequest) changes;
    DeleteServiceLinkedRole(DeleteServiceLinkedRoleRequest) changes "DeleteServiceLinkedRoleResult";
    DeleteUser(DeleteUserRequest) changes;
    DeleteUserPermissionsBoundary(DeleteUserPermissionsBoundaryRequest) changes;
    DeleteUserPolicy(DeleteUserPolicyRequest) changes;
    DetachGroupPolicy(DetachGroupPolicyRequest) changes;
    DetachRolePolicy(DetachRolePolicyRequest) changes;
    DetachUserPolicy(DetachUserPolicyRequest) changes;
    GetAccessKeyLastUsed(GetAccessKeyLastUsedRequest) reads "GetAccessKeyLastUsedResult";
    GetAccountAuthorizationDetails(GetAccountAuthorizationDetailsRequest) reads "GetAccountAuthorizationDetailsResult";
    GetAccountPasswordPolicy(GetAccountPasswordPolicyRequest) reads "GetAccountPasswordPolicyResult";
    GetAccountSummary(GetAccountSummaryRequest) reads "GetAccountSummaryResult";
    GetContextKeysForCustomPolicy(GetContextKeysForCustomPolicyRequest) reads "GetContextKeysForCustomPolicyResult";
    GetContextKeysForPrincipalPolicy(GetContextKeysForPrincipalPolicyRequest) reads "GetContextKeysForPrincipalPolicyResult";
    GetGroup(GetGroupRequest) reads "GetGroupResult";
    GetGroupPolicy(GetGroupPolicyRequest) reads "GetGroupPolicyResult";
    GetInstanceProfile(GetInstanceProfileRequest) reads "GetInstanceProfileResult";
    GetLoginProfile(GetLoginProfileRequest) reads "GetLoginProfileResult";
    GetOpenIDConnectProvider(GetOpenIDConnectProviderRequest) reads "GetOpenIDConnectProviderResult";
    GetPolicy(GetPolicyRequest) reads "GetPolicyResult";
    GetPolicyVersion(GetPolicyVersionRequest) reads "GetPolicyVersionResult";
    GetRole(GetRoleRequest) reads "GetRoleResult";
    GetRolePolicy(GetRolePolicyRequest) reads "GetRolePolicyResult";
    GetServiceLinkedRoleDeletionStatus(GetServiceLinkedRoleDeletionStatusRequest) reads "GetServiceLinkedRoleDeletionStatusResult";
    GetUser(GetUserRequest) reads "GetUserResult";
    GetUserPolicy(GetUserPolicyRequest) reads "GetUserPolicyResult";
    ListAccessKeys(ListAccessKeysRequest) reads "ListAccessKeysResult";
    ListAccountAliases(ListAccountAliasesRequest) reads "ListAccountAliasesResult";
    ListAttachedGroupPolicies(ListAttachedGroupPoliciesRequest) reads "ListAttachedGroupPoliciesResult";
    ListAttachedRolePolicies(ListAttachedRolePoliciesRequest) reads "ListAttachedRolePoliciesResult";
    ListAttachedUserPolicies(ListAttachedUserPoliciesRequest) reads "ListAttachedUserPoliciesResult";
    ListEntitiesForPolicy(ListEntitiesForPolicyRequest) reads "ListEntitiesForPolicyResult";
    ListGroupPolicies(ListGroupPoliciesRequest) reads "ListGroupPoliciesResult";
    ListGroups(ListGroupsRequest) reads "ListGroupsResult";
    ListGroupsForUser(ListGroupsForUserRequest) reads "ListGroupsForUserResult";
    ListInstanceProfiles(ListInstanceProfilesRequest) reads "ListInstanceProfilesResult";
    ListInstanceProfilesForRole(ListInstanceProfilesForRoleRequest) reads "ListInstanceProfilesForRoleResult";
    ListMFADevices(ListMFADevicesRequest) reads "ListMFADevicesResult";
    ListOpenIDConnectProviderTags(ListOpenIDConnectProviderTagsRequest) reads "ListOpenIDConnectProviderTagsResult";
    ListOpenIDConnectProviders(ListOpenIDConnectProvidersRequest) reads "ListOpenIDConnectProvidersResult";
    ListPolicies(ListPoliciesRequest) reads "ListPoliciesResult";
    ListPolicyTags(ListPolicyTagsRequest) reads "ListPolicyTagsResult";
    ListPolicyVersions(ListPolicyVersionsRequest) reads "ListPolicyVersionsResult";
    ListRolePolicies(ListRolePoliciesRequest) reads "ListRolePoliciesResult";
    ListRoleTags(ListRoleTagsRequest) reads "ListRoleTagsResult";
    ListRoles(ListRolesRequest) reads "ListRolesResult";
    ListSAMLProviders(ListSAMLProvidersRequest) reads "ListSAMLProvidersResult";
    ListSSHPublicKeys(ListSSHPublicKeysRequest) reads "ListSSHPublicKeysResult";
    ListServerCertificates(ListServerCertificatesRequest) reads "ListServerCertificatesResult";
    ListServiceSpecificCredentials(ListServiceSpecificCredentialsRequest) reads "ListServiceSpecificCredentialsResult";
    ListSigningCertificates(ListSigningCertificatesRequest) reads "ListSigningCertificatesResult";
    ListUserPolicies(ListUserPoliciesRequest) reads "ListUserPoliciesResult";
    ListUserTags(ListUserTagsRequest) reads "ListUserTagsResult";
    ListUsers(ListUsersRequest) reads "ListUsersResult";
    ListVirtualMFADevices(ListVirtualMFADevicesRequest) reads "ListVirtualMFADevicesResult";
    PutGroupPolicy(PutGroupPolicyRequest) changes;
    PutRolePermissionsBoundary(PutRolePermissionsBoundaryRequest) changes;
    PutRolePolicy(PutRolePolicyRequest) changes;
    PutUserPermissionsBoundary(PutUserPermissionsBoundaryRequest) changes;
    PutUserPolicy(PutUserPolicyRequest) changes;
    RemoveClientIDFromOpenIDConnectProvider(RemoveClientIDFromOpenIDConnectProviderRequest) changes;
    RemoveRoleFromInstanceProfile(RemoveRoleFromInstanceProfileRequest) changes;
    RemoveUserFromGroup(RemoveUserFromGroupRequest) changes;
    SetDefaultPolicyVersion(SetDefaultPolicyVersionRequest) changes;
    SimulateCustomPolicy(SimulateCustomPolicyRequest) reads "SimulateCustomPolicyResult";
    SimulatePrincipalPolicy(SimulatePrincipalPolicyRequest) reads "SimulatePrincipalPolicyResult";
    TagOpenIDConnectProvider(TagOpenIDConnectProviderRequest) changes;
    TagPolicy(TagPolicyRequest) changes;
    TagRole(TagRoleRequest) changes;
    TagUser(TagUserRequest) changes;
    UntagOpenIDConnectProvider(UntagOpenIDConnectProviderRequest) changes;
    UntagPolicy(UntagPolicyRequest) changes;
    UntagRole(UntagRoleRequest) changes;
    UntagUser(UntagUserRequest) changes;
    UpdateAccessKey(UpdateAccessKeyRequest) changes;
    UpdateAssumeRolePolicy(UpdateAssumeRolePolicyRequest) changes;
    UpdateGroup(UpdateGroupRequest) changes;
    UpdateOpenIDConnectProviderThumbprint(UpdateOpenIDConnectProviderThumbprintRequest) changes;
    UpdateRole(UpdateRoleRequest) changes "UpdateRoleResult";
    UpdateRoleDescription(UpdateRoleDescriptionRequest) changes "UpdateRoleDescriptionResult";
    UpdateUser(UpdateUserRequest) changes;
}
