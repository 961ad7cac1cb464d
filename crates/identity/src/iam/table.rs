//! The table of IAM's operations: a row each.

use wharf_aws::iam::Fault;

use super::{
    absent, access_key, account_alias, account_summary, attach_policy, authorization_details, group,
    inline_policy, instance_profile, managed_policy, oidc_provider, role, service_linked_role, user,
};
use wharf_kernel::operation::{Service, operations};
use wharf_kernel::space::Room;

/// AWS Identity and Access Management's API.
pub static IAM: Service = Service {
    event_source: "iam.amazonaws.com",
    model: &wharf_aws::iam::SERVICE,
    operations: wharf_aws::iam::OPERATIONS,
    message_member: "message",
    is_registry: false,
    for_operators: false,
    denial_text: ToString::to_string,
};

operations! { IAM: [query], Fault;
    absent::DeleteLoginProfile: Changes, User, ["iam:DeleteLoginProfile"], room: Room::Frees;
    absent::GetAccountPasswordPolicy: Reads, Any, ["iam:GetAccountPasswordPolicy"];
    absent::GetLoginProfile: Reads, User, ["iam:GetLoginProfile"];
    absent::ListMFADevices: Reads, User, ["iam:ListMFADevices"];
    absent::ListSAMLProviders: Reads, Any, ["iam:ListSAMLProviders"];
    absent::ListSSHPublicKeys: Reads, User, ["iam:ListSSHPublicKeys"];
    absent::ListServerCertificates: Reads, Any, ["iam:ListServerCertificates"];
    absent::ListServiceSpecificCredentials: Reads, User, ["iam:ListServiceSpecificCredentials"];
    absent::ListSigningCertificates: Reads, User, ["iam:ListSigningCertificates"];
    absent::ListVirtualMFADevices: Reads, Any, ["iam:ListVirtualMFADevices"];
    access_key::CreateAccessKey: Changes, User, ["iam:CreateAccessKey"];
    access_key::DeleteAccessKey: Changes, User, ["iam:DeleteAccessKey"], room: Room::Frees;
    access_key::GetAccessKeyLastUsed: Reads, User, ["iam:GetAccessKeyLastUsed"];
    access_key::ListAccessKeys: Reads, User, ["iam:ListAccessKeys"];
    access_key::UpdateAccessKey: Changes, User, ["iam:UpdateAccessKey"], room: Room::Frees;
    account_alias::CreateAccountAlias: Changes, Any, ["iam:CreateAccountAlias"];
    account_alias::DeleteAccountAlias: Changes, Any, ["iam:DeleteAccountAlias"], room: Room::Frees;
    account_alias::ListAccountAliases: Reads, Any, ["iam:ListAccountAliases"];
    account_summary::GetAccountSummary: Reads, Any, ["iam:GetAccountSummary"];
    attach_policy::AttachGroupPolicy: Changes, Group, ["iam:AttachGroupPolicy"], condition_keys: &["iam:PolicyARN"];
    attach_policy::AttachRolePolicy: Changes, Role, ["iam:AttachRolePolicy"], condition_keys: &["iam:PolicyARN"];
    attach_policy::AttachUserPolicy: Changes, User, ["iam:AttachUserPolicy"], condition_keys: &["iam:PolicyARN"];
    attach_policy::DetachGroupPolicy: Changes, Group, ["iam:DetachGroupPolicy"], condition_keys: &["iam:PolicyARN"], room: Room::Frees;
    attach_policy::DetachRolePolicy: Changes, Role, ["iam:DetachRolePolicy"], condition_keys: &["iam:PolicyARN"], room: Room::Frees;
    attach_policy::DetachUserPolicy: Changes, User, ["iam:DetachUserPolicy"], condition_keys: &["iam:PolicyARN"], room: Room::Frees;
    attach_policy::ListAttachedGroupPolicies: Reads, Group, ["iam:ListAttachedGroupPolicies"];
    attach_policy::ListAttachedRolePolicies: Reads, Role, ["iam:ListAttachedRolePolicies"];
    attach_policy::ListAttachedUserPolicies: Reads, User, ["iam:ListAttachedUserPolicies"];
    authorization_details::GetAccountAuthorizationDetails: Reads, Any, ["iam:GetAccountAuthorizationDetails"];
    group::AddUserToGroup: Changes, Group, ["iam:AddUserToGroup"];
    group::CreateGroup: Changes, Group, ["iam:CreateGroup"];
    group::DeleteGroup: Changes, Group, ["iam:DeleteGroup"], room: Room::Frees;
    group::GetGroup: Reads, Group, ["iam:GetGroup"];
    group::ListGroups: Reads, Group, ["iam:ListGroups"];
    group::ListGroupsForUser: Reads, Group, ["iam:ListGroupsForUser"];
    group::RemoveUserFromGroup: Changes, Group, ["iam:RemoveUserFromGroup"], room: Room::Frees;
    group::UpdateGroup: Changes, Group, ["iam:UpdateGroup"];
    inline_policy::DeleteGroupPolicy: Changes, Group, ["iam:DeleteGroupPolicy"], room: Room::Frees;
    inline_policy::DeleteRolePolicy: Changes, Role, ["iam:DeleteRolePolicy"], room: Room::Frees;
    inline_policy::DeleteUserPolicy: Changes, User, ["iam:DeleteUserPolicy"], room: Room::Frees;
    inline_policy::GetGroupPolicy: Reads, Group, ["iam:GetGroupPolicy"];
    inline_policy::GetRolePolicy: Reads, Role, ["iam:GetRolePolicy"];
    inline_policy::GetUserPolicy: Reads, User, ["iam:GetUserPolicy"];
    inline_policy::ListGroupPolicies: Reads, Group, ["iam:ListGroupPolicies"];
    inline_policy::ListRolePolicies: Reads, Role, ["iam:ListRolePolicies"];
    inline_policy::ListUserPolicies: Reads, User, ["iam:ListUserPolicies"];
    inline_policy::PutGroupPolicy: Changes, Group, ["iam:PutGroupPolicy"];
    inline_policy::PutRolePolicy: Changes, Role, ["iam:PutRolePolicy"];
    inline_policy::PutUserPolicy: Changes, User, ["iam:PutUserPolicy"];
    instance_profile::AddRoleToInstanceProfile: Changes, InstanceProfile, ["iam:AddRoleToInstanceProfile", "iam:PassRole"], condition_keys: &["iam:PassedToService"];
    instance_profile::CreateInstanceProfile: Changes, InstanceProfile, ["iam:CreateInstanceProfile", "iam:TagInstanceProfile"], condition_keys: &["aws:RequestTag", "aws:TagKeys"];
    instance_profile::DeleteInstanceProfile: Changes, InstanceProfile, ["iam:DeleteInstanceProfile"], room: Room::Frees;
    instance_profile::GetInstanceProfile: Reads, InstanceProfile, ["iam:GetInstanceProfile"];
    instance_profile::ListInstanceProfiles: Reads, InstanceProfile, ["iam:ListInstanceProfiles"];
    instance_profile::ListInstanceProfilesForRole: Reads, InstanceProfile, ["iam:ListInstanceProfilesForRole"];
    instance_profile::RemoveRoleFromInstanceProfile: Changes, InstanceProfile, ["iam:RemoveRoleFromInstanceProfile"], room: Room::Frees;
    managed_policy::CreatePolicy: Changes, Policy, ["iam:CreatePolicy", "iam:TagPolicy"], condition_keys: &["aws:RequestTag", "aws:TagKeys"];
    managed_policy::CreatePolicyVersion: Changes, Policy, ["iam:CreatePolicyVersion"];
    managed_policy::DeletePolicy: Changes, Policy, ["iam:DeletePolicy"], room: Room::Frees;
    managed_policy::DeletePolicyVersion: Changes, Policy, ["iam:DeletePolicyVersion"], room: Room::Frees;
    managed_policy::GetPolicy: Reads, Policy, ["iam:GetPolicy"];
    managed_policy::GetPolicyVersion: Reads, Policy, ["iam:GetPolicyVersion"];
    managed_policy::ListEntitiesForPolicy: Reads, Policy, ["iam:ListEntitiesForPolicy"];
    managed_policy::ListPolicies: Reads, Any, ["iam:ListPolicies"];
    managed_policy::ListPolicyTags: Reads, Policy, ["iam:ListPolicyTags"];
    managed_policy::ListPolicyVersions: Reads, Policy, ["iam:ListPolicyVersions"];
    managed_policy::SetDefaultPolicyVersion: Changes, Policy, ["iam:SetDefaultPolicyVersion"];
    managed_policy::TagPolicy: Changes, Policy, ["iam:TagPolicy"], condition_keys: &["aws:RequestTag", "aws:TagKeys"];
    managed_policy::UntagPolicy: Changes, Policy, ["iam:UntagPolicy"], condition_keys: &["aws:TagKeys"], room: Room::Frees;
    oidc_provider::AddClientIDToOpenIDConnectProvider: Changes, OidcProvider, ["iam:AddClientIDToOpenIDConnectProvider"];
    oidc_provider::CreateOpenIDConnectProvider: Changes, OidcProvider, ["iam:CreateOpenIDConnectProvider", "iam:TagOpenIDConnectProvider"], condition_keys: &["aws:RequestTag", "aws:TagKeys"];
    oidc_provider::DeleteOpenIDConnectProvider: Changes, OidcProvider, ["iam:DeleteOpenIDConnectProvider"], room: Room::Frees;
    oidc_provider::GetOpenIDConnectProvider: Reads, OidcProvider, ["iam:GetOpenIDConnectProvider"];
    oidc_provider::ListOpenIDConnectProviderTags: Reads, OidcProvider, ["iam:ListOpenIDConnectProviderTags"];
    oidc_provider::ListOpenIDConnectProviders: Reads, OidcProvider, ["iam:ListOpenIDConnectProviders"];
    oidc_provider::RemoveClientIDFromOpenIDConnectProvider: Changes, OidcProvider, ["iam:RemoveClientIDFromOpenIDConnectProvider"], room: Room::Frees;
    oidc_provider::TagOpenIDConnectProvider: Changes, OidcProvider, ["iam:TagOpenIDConnectProvider"], condition_keys: &["aws:RequestTag", "aws:TagKeys"];
    oidc_provider::UntagOpenIDConnectProvider: Changes, OidcProvider, ["iam:UntagOpenIDConnectProvider"], condition_keys: &["aws:TagKeys"], room: Room::Frees;
    oidc_provider::UpdateOpenIDConnectProviderThumbprint: Changes, OidcProvider, ["iam:UpdateOpenIDConnectProviderThumbprint"];
    role::CreateRole: Changes, Role, ["iam:CreateRole", "iam:TagRole"], condition_keys: &["aws:RequestTag", "aws:TagKeys", "iam:PermissionsBoundary"];
    role::DeleteRole: Changes, Role, ["iam:DeleteRole"], room: Room::Frees;
    role::DeleteRolePermissionsBoundary: Changes, Role, ["iam:DeleteRolePermissionsBoundary"], room: Room::Frees;
    role::GetRole: Reads, Role, ["iam:GetRole"];
    role::ListRoleTags: Reads, Role, ["iam:ListRoleTags"];
    role::ListRoles: Reads, Role, ["iam:ListRoles"];
    role::PutRolePermissionsBoundary: Changes, Role, ["iam:PutRolePermissionsBoundary"], condition_keys: &["iam:PermissionsBoundary"];
    role::TagRole: Changes, Role, ["iam:TagRole"], condition_keys: &["aws:RequestTag", "aws:TagKeys"];
    role::UntagRole: Changes, Role, ["iam:UntagRole"], condition_keys: &["aws:TagKeys"], room: Room::Frees;
    role::UpdateAssumeRolePolicy: Changes, Role, ["iam:UpdateAssumeRolePolicy"];
    role::UpdateRole: Changes, Role, ["iam:UpdateRole"];
    role::UpdateRoleDescription: Changes, Role, ["iam:UpdateRoleDescription"];
    service_linked_role::CreateServiceLinkedRole: Changes, Role, ["iam:CreateServiceLinkedRole"], condition_keys: &["iam:AWSServiceName"];
    service_linked_role::DeleteServiceLinkedRole: Changes, Role, ["iam:DeleteServiceLinkedRole"], room: Room::Frees;
    service_linked_role::GetServiceLinkedRoleDeletionStatus: Reads, Role, ["iam:GetServiceLinkedRoleDeletionStatus"];
    user::CreateUser: Changes, User, ["iam:CreateUser", "iam:TagUser"], condition_keys: &["aws:RequestTag", "aws:TagKeys", "iam:PermissionsBoundary"];
    user::DeleteUser: Changes, User, ["iam:DeleteUser"], room: Room::Frees;
    user::DeleteUserPermissionsBoundary: Changes, User, ["iam:DeleteUserPermissionsBoundary"], room: Room::Frees;
    user::GetUser: Reads, User, ["iam:GetUser"];
    user::ListUserTags: Reads, User, ["iam:ListUserTags"];
    user::ListUsers: Reads, User, ["iam:ListUsers"];
    user::PutUserPermissionsBoundary: Changes, User, ["iam:PutUserPermissionsBoundary"], condition_keys: &["iam:PermissionsBoundary"];
    user::TagUser: Changes, User, ["iam:TagUser"], condition_keys: &["aws:RequestTag", "aws:TagKeys"];
    user::UntagUser: Changes, User, ["iam:UntagUser"], condition_keys: &["aws:TagKeys"], room: Room::Frees;
    user::UpdateUser: Changes, User, ["iam:UpdateUser"];
}
