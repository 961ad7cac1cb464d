// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The outputs of the served operations.

use super::{
    AccessKey, AccessKeyLastUsed, AccessKeyMetadata, AttachedPolicy, EvaluationResult, Group, GroupDetail,
    InstanceProfile, ManagedPolicyDetail, OpenIDConnectProviderListEntry, Policy, PolicyGroup, PolicyRole,
    PolicyUser, PolicyVersion, Role, RoleDetail, SummaryKeyType, Tag, User, UserDetail,
};
use crate::Timestamp;
use crate::encode::{self, Encode, Sink};
use std::collections::BTreeMap;

/// Output of `AddClientIDToOpenIDConnectProvider` (shape `AddClientIDToOpenIDConnectProviderResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AddClientIDToOpenIDConnectProviderResponse {}

impl Encode for AddClientIDToOpenIDConnectProviderResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `AddRoleToInstanceProfile` (shape `AddRoleToInstanceProfileResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AddRoleToInstanceProfileResponse {}

impl Encode for AddRoleToInstanceProfileResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `AddUserToGroup` (shape `AddUserToGroupResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AddUserToGroupResponse {}

impl Encode for AddUserToGroupResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `AttachGroupPolicy` (shape `AttachGroupPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttachGroupPolicyResponse {}

impl Encode for AttachGroupPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `AttachRolePolicy` (shape `AttachRolePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttachRolePolicyResponse {}

impl Encode for AttachRolePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `AttachUserPolicy` (shape `AttachUserPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttachUserPolicyResponse {}

impl Encode for AttachUserPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `CreateAccessKey` (shape `CreateAccessKeyResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateAccessKeyResponse {
    /// `AccessKey`, shape `AccessKey`.
    pub access_key: AccessKey,
}

impl Encode for CreateAccessKeyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("AccessKey", &self.access_key, false)]);
    }
}

/// Output of `CreateAccountAlias` (shape `CreateAccountAliasResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateAccountAliasResponse {}

impl Encode for CreateAccountAliasResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `CreateGroup` (shape `CreateGroupResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateGroupResponse {
    /// `Group`, shape `Group`.
    pub group: Group,
}

impl Encode for CreateGroupResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Group", &self.group, false)]);
    }
}

/// Output of `CreateInstanceProfile` (shape `CreateInstanceProfileResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateInstanceProfileResponse {
    /// `InstanceProfile`, shape `InstanceProfile`.
    pub instance_profile: InstanceProfile,
}

impl Encode for CreateInstanceProfileResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("InstanceProfile", &self.instance_profile, false)]);
    }
}

/// Output of `CreateOpenIDConnectProvider` (shape `CreateOpenIDConnectProviderResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateOpenIDConnectProviderResponse {
    /// `OpenIDConnectProviderArn`, shape `arnType`: 20 to 2048 characters.
    pub open_id_connect_provider_arn: Option<String>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
}

impl Encode for CreateOpenIDConnectProviderResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                (
                    "OpenIDConnectProviderArn",
                    &self.open_id_connect_provider_arn,
                    false,
                ),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

/// Output of `CreatePolicy` (shape `CreatePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreatePolicyResponse {
    /// `Policy`, shape `Policy`.
    pub policy: Option<Policy>,
}

impl Encode for CreatePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Policy", &self.policy, false)]);
    }
}

/// Output of `CreatePolicyVersion` (shape `CreatePolicyVersionResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreatePolicyVersionResponse {
    /// `PolicyVersion`, shape `PolicyVersion`.
    pub policy_version: Option<PolicyVersion>,
}

impl Encode for CreatePolicyVersionResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("PolicyVersion", &self.policy_version, false)]);
    }
}

/// Output of `CreateRole` (shape `CreateRoleResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateRoleResponse {
    /// `Role`, shape `Role`.
    pub role: Role,
}

impl Encode for CreateRoleResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Role", &self.role, false)]);
    }
}

/// Output of `CreateUser` (shape `CreateUserResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateUserResponse {
    /// `User`, shape `User`.
    pub user: Option<User>,
}

impl Encode for CreateUserResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("User", &self.user, false)]);
    }
}

/// Output of `DeleteAccessKey` (shape `DeleteAccessKeyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteAccessKeyResponse {}

impl Encode for DeleteAccessKeyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeleteAccountAlias` (shape `DeleteAccountAliasResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteAccountAliasResponse {}

impl Encode for DeleteAccountAliasResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeleteGroup` (shape `DeleteGroupResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteGroupResponse {}

impl Encode for DeleteGroupResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeleteGroupPolicy` (shape `DeleteGroupPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteGroupPolicyResponse {}

impl Encode for DeleteGroupPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeleteInstanceProfile` (shape `DeleteInstanceProfileResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteInstanceProfileResponse {}

impl Encode for DeleteInstanceProfileResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeleteOpenIDConnectProvider` (shape `DeleteOpenIDConnectProviderResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteOpenIDConnectProviderResponse {}

impl Encode for DeleteOpenIDConnectProviderResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeletePolicy` (shape `DeletePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeletePolicyResponse {}

impl Encode for DeletePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeletePolicyVersion` (shape `DeletePolicyVersionResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeletePolicyVersionResponse {}

impl Encode for DeletePolicyVersionResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeleteRole` (shape `DeleteRoleResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteRoleResponse {}

impl Encode for DeleteRoleResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeleteRolePermissionsBoundary` (shape `DeleteRolePermissionsBoundaryResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteRolePermissionsBoundaryResponse {}

impl Encode for DeleteRolePermissionsBoundaryResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeleteRolePolicy` (shape `DeleteRolePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteRolePolicyResponse {}

impl Encode for DeleteRolePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeleteUser` (shape `DeleteUserResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteUserResponse {}

impl Encode for DeleteUserResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeleteUserPermissionsBoundary` (shape `DeleteUserPermissionsBoundaryResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteUserPermissionsBoundaryResponse {}

impl Encode for DeleteUserPermissionsBoundaryResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeleteUserPolicy` (shape `DeleteUserPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteUserPolicyResponse {}

impl Encode for DeleteUserPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DetachGroupPolicy` (shape `DetachGroupPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DetachGroupPolicyResponse {}

impl Encode for DetachGroupPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DetachRolePolicy` (shape `DetachRolePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DetachRolePolicyResponse {}

impl Encode for DetachRolePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DetachUserPolicy` (shape `DetachUserPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DetachUserPolicyResponse {}

impl Encode for DetachUserPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `GetAccessKeyLastUsed` (shape `GetAccessKeyLastUsedResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetAccessKeyLastUsedResponse {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: Option<String>,
    /// `AccessKeyLastUsed`, shape `AccessKeyLastUsed`.
    pub access_key_last_used: Option<AccessKeyLastUsed>,
}

impl Encode for GetAccessKeyLastUsedResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("AccessKeyLastUsed", &self.access_key_last_used, false),
            ],
        );
    }
}

/// Output of `GetAccountAuthorizationDetails` (shape `GetAccountAuthorizationDetailsResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetAccountAuthorizationDetailsResponse {
    /// `UserDetailList`, shape `userDetailListType`.
    pub user_detail_list: Option<Vec<UserDetail>>,
    /// `GroupDetailList`, shape `groupDetailListType`.
    pub group_detail_list: Option<Vec<GroupDetail>>,
    /// `RoleDetailList`, shape `roleDetailListType`.
    pub role_detail_list: Option<Vec<RoleDetail>>,
    /// `Policies`, shape `ManagedPolicyDetailListType`.
    pub policies: Option<Vec<ManagedPolicyDetail>>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for GetAccountAuthorizationDetailsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserDetailList", &self.user_detail_list, false),
                ("GroupDetailList", &self.group_detail_list, false),
                ("RoleDetailList", &self.role_detail_list, false),
                ("Policies", &self.policies, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `GetAccountSummary` (shape `GetAccountSummaryResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetAccountSummaryResponse {
    /// `SummaryMap`, shape `summaryMapType`.
    pub summary_map: Option<BTreeMap<SummaryKeyType, i64>>,
}

impl Encode for GetAccountSummaryResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("SummaryMap", &self.summary_map, false)]);
    }
}

/// Output of `GetContextKeysForCustomPolicy` (shape `GetContextKeysForPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetContextKeysForPolicyResponse {
    /// `ContextKeyNames`, shape `ContextKeyNamesResultListType`.
    pub context_key_names: Option<Vec<String>>,
}

impl Encode for GetContextKeysForPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("ContextKeyNames", &self.context_key_names, false)]);
    }
}

/// Output of `GetGroup` (shape `GetGroupResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetGroupResponse {
    /// `Group`, shape `Group`.
    pub group: Group,
    /// `Users`, shape `userListType`.
    pub users: Vec<User>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for GetGroupResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Group", &self.group, false),
                ("Users", &self.users, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `GetGroupPolicy` (shape `GetGroupPolicyResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetGroupPolicyResponse {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: String,
    /// `PolicyDocument`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy_document: String,
}

impl Encode for GetGroupPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("GroupName", &self.group_name, false),
                ("PolicyName", &self.policy_name, false),
                ("PolicyDocument", &self.policy_document, false),
            ],
        );
    }
}

/// Output of `GetInstanceProfile` (shape `GetInstanceProfileResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetInstanceProfileResponse {
    /// `InstanceProfile`, shape `InstanceProfile`.
    pub instance_profile: InstanceProfile,
}

impl Encode for GetInstanceProfileResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("InstanceProfile", &self.instance_profile, false)]);
    }
}

/// Output of `GetOpenIDConnectProvider` (shape `GetOpenIDConnectProviderResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetOpenIDConnectProviderResponse {
    /// `Url`, shape `OpenIDConnectProviderUrlType`: 1 to 255 characters.
    pub url: Option<String>,
    /// `ClientIDList`, shape `clientIDListType`.
    pub client_id_list: Option<Vec<String>>,
    /// `ThumbprintList`, shape `thumbprintListType`.
    pub thumbprint_list: Option<Vec<String>>,
    /// `CreateDate`, shape `dateType`.
    pub create_date: Option<Timestamp>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
}

impl Encode for GetOpenIDConnectProviderResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Url", &self.url, false),
                ("ClientIDList", &self.client_id_list, false),
                ("ThumbprintList", &self.thumbprint_list, false),
                ("CreateDate", &self.create_date, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

/// Output of `GetPolicy` (shape `GetPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetPolicyResponse {
    /// `Policy`, shape `Policy`.
    pub policy: Option<Policy>,
}

impl Encode for GetPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Policy", &self.policy, false)]);
    }
}

/// Output of `GetPolicyVersion` (shape `GetPolicyVersionResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetPolicyVersionResponse {
    /// `PolicyVersion`, shape `PolicyVersion`.
    pub policy_version: Option<PolicyVersion>,
}

impl Encode for GetPolicyVersionResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("PolicyVersion", &self.policy_version, false)]);
    }
}

/// Output of `GetRole` (shape `GetRoleResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetRoleResponse {
    /// `Role`, shape `Role`.
    pub role: Role,
}

impl Encode for GetRoleResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Role", &self.role, false)]);
    }
}

/// Output of `GetRolePolicy` (shape `GetRolePolicyResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetRolePolicyResponse {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: String,
    /// `PolicyDocument`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy_document: String,
}

impl Encode for GetRolePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("PolicyName", &self.policy_name, false),
                ("PolicyDocument", &self.policy_document, false),
            ],
        );
    }
}

/// Output of `GetUser` (shape `GetUserResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetUserResponse {
    /// `User`, shape `User`.
    pub user: User,
}

impl Encode for GetUserResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("User", &self.user, false)]);
    }
}

/// Output of `GetUserPolicy` (shape `GetUserPolicyResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetUserPolicyResponse {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: String,
    /// `PolicyDocument`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy_document: String,
}

impl Encode for GetUserPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("PolicyName", &self.policy_name, false),
                ("PolicyDocument", &self.policy_document, false),
            ],
        );
    }
}

/// Output of `ListAccessKeys` (shape `ListAccessKeysResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListAccessKeysResponse {
    /// `AccessKeyMetadata`, shape `accessKeyMetadataListType`.
    pub access_key_metadata: Vec<AccessKeyMetadata>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListAccessKeysResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("AccessKeyMetadata", &self.access_key_metadata, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListAccountAliases` (shape `ListAccountAliasesResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListAccountAliasesResponse {
    /// `AccountAliases`, shape `accountAliasListType`.
    pub account_aliases: Vec<String>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListAccountAliasesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("AccountAliases", &self.account_aliases, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListAttachedGroupPolicies` (shape `ListAttachedGroupPoliciesResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListAttachedGroupPoliciesResponse {
    /// `AttachedPolicies`, shape `attachedPoliciesListType`.
    pub attached_policies: Option<Vec<AttachedPolicy>>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListAttachedGroupPoliciesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("AttachedPolicies", &self.attached_policies, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListAttachedRolePolicies` (shape `ListAttachedRolePoliciesResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListAttachedRolePoliciesResponse {
    /// `AttachedPolicies`, shape `attachedPoliciesListType`.
    pub attached_policies: Option<Vec<AttachedPolicy>>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListAttachedRolePoliciesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("AttachedPolicies", &self.attached_policies, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListAttachedUserPolicies` (shape `ListAttachedUserPoliciesResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListAttachedUserPoliciesResponse {
    /// `AttachedPolicies`, shape `attachedPoliciesListType`.
    pub attached_policies: Option<Vec<AttachedPolicy>>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListAttachedUserPoliciesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("AttachedPolicies", &self.attached_policies, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListEntitiesForPolicy` (shape `ListEntitiesForPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListEntitiesForPolicyResponse {
    /// `PolicyGroups`, shape `PolicyGroupListType`.
    pub policy_groups: Option<Vec<PolicyGroup>>,
    /// `PolicyUsers`, shape `PolicyUserListType`.
    pub policy_users: Option<Vec<PolicyUser>>,
    /// `PolicyRoles`, shape `PolicyRoleListType`.
    pub policy_roles: Option<Vec<PolicyRole>>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListEntitiesForPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyGroups", &self.policy_groups, false),
                ("PolicyUsers", &self.policy_users, false),
                ("PolicyRoles", &self.policy_roles, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListGroupPolicies` (shape `ListGroupPoliciesResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListGroupPoliciesResponse {
    /// `PolicyNames`, shape `policyNameListType`.
    pub policy_names: Vec<String>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListGroupPoliciesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyNames", &self.policy_names, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListGroups` (shape `ListGroupsResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListGroupsResponse {
    /// `Groups`, shape `groupListType`.
    pub groups: Vec<Group>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListGroupsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Groups", &self.groups, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListGroupsForUser` (shape `ListGroupsForUserResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListGroupsForUserResponse {
    /// `Groups`, shape `groupListType`.
    pub groups: Vec<Group>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListGroupsForUserResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Groups", &self.groups, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListInstanceProfiles` (shape `ListInstanceProfilesResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListInstanceProfilesResponse {
    /// `InstanceProfiles`, shape `instanceProfileListType`.
    pub instance_profiles: Vec<InstanceProfile>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListInstanceProfilesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("InstanceProfiles", &self.instance_profiles, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListInstanceProfilesForRole` (shape `ListInstanceProfilesForRoleResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListInstanceProfilesForRoleResponse {
    /// `InstanceProfiles`, shape `instanceProfileListType`.
    pub instance_profiles: Vec<InstanceProfile>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListInstanceProfilesForRoleResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("InstanceProfiles", &self.instance_profiles, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListOpenIDConnectProviderTags` (shape `ListOpenIDConnectProviderTagsResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListOpenIDConnectProviderTagsResponse {
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Vec<Tag>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListOpenIDConnectProviderTagsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Tags", &self.tags, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListOpenIDConnectProviders` (shape `ListOpenIDConnectProvidersResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListOpenIDConnectProvidersResponse {
    /// `OpenIDConnectProviderList`, shape `OpenIDConnectProviderListType`.
    pub open_id_connect_provider_list: Option<Vec<OpenIDConnectProviderListEntry>>,
}

impl Encode for ListOpenIDConnectProvidersResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[(
                "OpenIDConnectProviderList",
                &self.open_id_connect_provider_list,
                false,
            )],
        );
    }
}

/// Output of `ListPolicies` (shape `ListPoliciesResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListPoliciesResponse {
    /// `Policies`, shape `policyListType`.
    pub policies: Option<Vec<Policy>>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListPoliciesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Policies", &self.policies, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListPolicyTags` (shape `ListPolicyTagsResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListPolicyTagsResponse {
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Vec<Tag>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListPolicyTagsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Tags", &self.tags, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListPolicyVersions` (shape `ListPolicyVersionsResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListPolicyVersionsResponse {
    /// `Versions`, shape `policyDocumentVersionListType`.
    pub versions: Option<Vec<PolicyVersion>>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListPolicyVersionsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Versions", &self.versions, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListRolePolicies` (shape `ListRolePoliciesResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListRolePoliciesResponse {
    /// `PolicyNames`, shape `policyNameListType`.
    pub policy_names: Vec<String>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListRolePoliciesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyNames", &self.policy_names, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListRoleTags` (shape `ListRoleTagsResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListRoleTagsResponse {
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Vec<Tag>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListRoleTagsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Tags", &self.tags, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListRoles` (shape `ListRolesResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListRolesResponse {
    /// `Roles`, shape `roleListType`.
    pub roles: Vec<Role>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListRolesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Roles", &self.roles, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListUserPolicies` (shape `ListUserPoliciesResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListUserPoliciesResponse {
    /// `PolicyNames`, shape `policyNameListType`.
    pub policy_names: Vec<String>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListUserPoliciesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyNames", &self.policy_names, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListUserTags` (shape `ListUserTagsResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListUserTagsResponse {
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Vec<Tag>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListUserTagsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Tags", &self.tags, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `ListUsers` (shape `ListUsersResponse`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListUsersResponse {
    /// `Users`, shape `userListType`.
    pub users: Vec<User>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for ListUsersResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Users", &self.users, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `PutGroupPolicy` (shape `PutGroupPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PutGroupPolicyResponse {}

impl Encode for PutGroupPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `PutRolePermissionsBoundary` (shape `PutRolePermissionsBoundaryResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PutRolePermissionsBoundaryResponse {}

impl Encode for PutRolePermissionsBoundaryResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `PutRolePolicy` (shape `PutRolePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PutRolePolicyResponse {}

impl Encode for PutRolePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `PutUserPermissionsBoundary` (shape `PutUserPermissionsBoundaryResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PutUserPermissionsBoundaryResponse {}

impl Encode for PutUserPermissionsBoundaryResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `PutUserPolicy` (shape `PutUserPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PutUserPolicyResponse {}

impl Encode for PutUserPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `RemoveClientIDFromOpenIDConnectProvider` (shape `RemoveClientIDFromOpenIDConnectProviderResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RemoveClientIDFromOpenIDConnectProviderResponse {}

impl Encode for RemoveClientIDFromOpenIDConnectProviderResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `RemoveRoleFromInstanceProfile` (shape `RemoveRoleFromInstanceProfileResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RemoveRoleFromInstanceProfileResponse {}

impl Encode for RemoveRoleFromInstanceProfileResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `RemoveUserFromGroup` (shape `RemoveUserFromGroupResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RemoveUserFromGroupResponse {}

impl Encode for RemoveUserFromGroupResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `SetDefaultPolicyVersion` (shape `SetDefaultPolicyVersionResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SetDefaultPolicyVersionResponse {}

impl Encode for SetDefaultPolicyVersionResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `SimulateCustomPolicy` (shape `SimulatePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SimulatePolicyResponse {
    /// `EvaluationResults`, shape `EvaluationResultsListType`.
    pub evaluation_results: Option<Vec<EvaluationResult>>,
    /// `IsTruncated`, shape `booleanType`.
    pub is_truncated: Option<bool>,
    /// `Marker`, shape `responseMarkerType`.
    pub marker: Option<String>,
}

impl Encode for SimulatePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("EvaluationResults", &self.evaluation_results, false),
                ("IsTruncated", &self.is_truncated, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

/// Output of `TagOpenIDConnectProvider` (shape `TagOpenIDConnectProviderResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TagOpenIDConnectProviderResponse {}

impl Encode for TagOpenIDConnectProviderResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `TagPolicy` (shape `TagPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TagPolicyResponse {}

impl Encode for TagPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `TagRole` (shape `TagRoleResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TagRoleResponse {}

impl Encode for TagRoleResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `TagUser` (shape `TagUserResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TagUserResponse {}

impl Encode for TagUserResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UntagOpenIDConnectProvider` (shape `UntagOpenIDConnectProviderResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UntagOpenIDConnectProviderResponse {}

impl Encode for UntagOpenIDConnectProviderResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UntagPolicy` (shape `UntagPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UntagPolicyResponse {}

impl Encode for UntagPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UntagRole` (shape `UntagRoleResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UntagRoleResponse {}

impl Encode for UntagRoleResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UntagUser` (shape `UntagUserResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UntagUserResponse {}

impl Encode for UntagUserResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UpdateAccessKey` (shape `UpdateAccessKeyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdateAccessKeyResponse {}

impl Encode for UpdateAccessKeyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UpdateAssumeRolePolicy` (shape `UpdateAssumeRolePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdateAssumeRolePolicyResponse {}

impl Encode for UpdateAssumeRolePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UpdateGroup` (shape `UpdateGroupResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdateGroupResponse {}

impl Encode for UpdateGroupResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UpdateOpenIDConnectProviderThumbprint` (shape `UpdateOpenIDConnectProviderThumbprintResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdateOpenIDConnectProviderThumbprintResponse {}

impl Encode for UpdateOpenIDConnectProviderThumbprintResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UpdateRole` (shape `UpdateRoleResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdateRoleResponse {}

impl Encode for UpdateRoleResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UpdateRoleDescription` (shape `UpdateRoleDescriptionResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdateRoleDescriptionResponse {
    /// `Role`, shape `Role`.
    pub role: Option<Role>,
}

impl Encode for UpdateRoleDescriptionResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Role", &self.role, false)]);
    }
}

/// Output of `UpdateUser` (shape `UpdateUserResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdateUserResponse {}

impl Encode for UpdateUserResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}
