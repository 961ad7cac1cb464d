// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The structures inside inputs and outputs.

use super::decoders;
use super::{
    ContextKeyTypeEnum, PermissionsBoundaryAttachmentType, PolicyEvaluationDecisionType, PolicySourceType,
    StatusType,
};
use crate::Timestamp;
use crate::decode::{Decode, Decoded, Decoder};
use crate::encode::{self, Encode, Sink};
use crate::json::Json;
use std::collections::BTreeMap;

/// Shape `AccessKey`.
#[derive(Clone, PartialEq)]
pub struct AccessKey {
    /// `UserName`, shape `userNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `AccessKeyId`, shape `accessKeyIdType`: 16 to 128 characters, `[\w]+`.
    pub access_key_id: String,
    /// `Status`, shape `statusType`.
    pub status: StatusType,
    /// `SecretAccessKey`, shape `accessKeySecretType`.
    pub secret_access_key: String,
    /// `CreateDate`, shape `dateType`.
    pub create_date: Option<Timestamp>,
}

impl std::fmt::Debug for AccessKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccessKey")
            .field("user_name", &self.user_name)
            .field("access_key_id", &self.access_key_id)
            .field("status", &self.status)
            .field("secret_access_key", &format_args!("…"))
            .field("create_date", &self.create_date)
            .finish()
    }
}

impl Encode for AccessKey {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("AccessKeyId", &self.access_key_id, false),
                ("Status", &self.status, false),
                ("SecretAccessKey", &self.secret_access_key, true),
                ("CreateDate", &self.create_date, false),
            ],
        );
    }
}

/// Shape `AccessKeyLastUsed`.
#[derive(Debug, Clone, PartialEq)]
pub struct AccessKeyLastUsed {
    /// `LastUsedDate`, shape `dateType`.
    pub last_used_date: Option<Timestamp>,
    /// `ServiceName`, shape `stringType`.
    pub service_name: String,
    /// `Region`, shape `stringType`.
    pub region: String,
}

impl Encode for AccessKeyLastUsed {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("LastUsedDate", &self.last_used_date, false),
                ("ServiceName", &self.service_name, false),
                ("Region", &self.region, false),
            ],
        );
    }
}

/// Shape `AccessKeyMetadata`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AccessKeyMetadata {
    /// `UserName`, shape `userNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub user_name: Option<String>,
    /// `AccessKeyId`, shape `accessKeyIdType`: 16 to 128 characters, `[\w]+`.
    pub access_key_id: Option<String>,
    /// `Status`, shape `statusType`.
    pub status: Option<StatusType>,
    /// `CreateDate`, shape `dateType`.
    pub create_date: Option<Timestamp>,
}

impl Encode for AccessKeyMetadata {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("AccessKeyId", &self.access_key_id, false),
                ("Status", &self.status, false),
                ("CreateDate", &self.create_date, false),
            ],
        );
    }
}

/// Shape `AttachedPermissionsBoundary`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttachedPermissionsBoundary {
    /// `PermissionsBoundaryType`, shape `PermissionsBoundaryAttachmentType`.
    pub permissions_boundary_type: Option<PermissionsBoundaryAttachmentType>,
    /// `PermissionsBoundaryArn`, shape `arnType`: 20 to 2048 characters.
    pub permissions_boundary_arn: Option<String>,
}

impl Encode for AttachedPermissionsBoundary {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PermissionsBoundaryType", &self.permissions_boundary_type, false),
                ("PermissionsBoundaryArn", &self.permissions_boundary_arn, false),
            ],
        );
    }
}

/// Shape `AttachedPolicy`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttachedPolicy {
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: Option<String>,
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: Option<String>,
}

impl Encode for AttachedPolicy {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyName", &self.policy_name, false),
                ("PolicyArn", &self.policy_arn, false),
            ],
        );
    }
}

/// Shape `ContextEntry`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ContextEntry {
    /// `ContextKeyName`, shape `ContextKeyNameType`: 5 to 256 characters.
    pub context_key_name: Option<String>,
    /// `ContextKeyValues`, shape `ContextKeyValueListType`.
    pub context_key_values: Option<Vec<String>>,
    /// `ContextKeyType`, shape `ContextKeyTypeEnum`.
    pub context_key_type: Option<ContextKeyTypeEnum>,
}

impl Decode for ContextEntry {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let context_key_name =
            decoder.optional(&mut members, "ContextKeyName", decoders::context_key_name_type)?;
        let context_key_values = decoder.optional(
            &mut members,
            "ContextKeyValues",
            decoders::context_key_value_list_type,
        )?;
        let context_key_type =
            decoder.optional(&mut members, "ContextKeyType", decoders::context_key_type_enum)?;
        Ok(Some(Self {
            context_key_name,
            context_key_values,
            context_key_type,
        }))
    }
}

impl Encode for ContextEntry {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("ContextKeyName", &self.context_key_name, false),
                ("ContextKeyValues", &self.context_key_values, false),
                ("ContextKeyType", &self.context_key_type, false),
            ],
        );
    }
}

/// Shape `EvaluationResult`.
#[derive(Debug, Clone, PartialEq)]
pub struct EvaluationResult {
    /// `EvalActionName`, shape `ActionNameType`: 3 to 128 characters.
    pub eval_action_name: String,
    /// `EvalResourceName`, shape `ResourceNameType`: 1 to 2048 characters.
    pub eval_resource_name: Option<String>,
    /// `EvalDecision`, shape `PolicyEvaluationDecisionType`.
    pub eval_decision: PolicyEvaluationDecisionType,
    /// `MatchedStatements`, shape `StatementListType`.
    pub matched_statements: Option<Vec<Statement>>,
    /// `MissingContextValues`, shape `ContextKeyNamesResultListType`.
    pub missing_context_values: Option<Vec<String>>,
    /// `OrganizationsDecisionDetail`, shape `OrganizationsDecisionDetail`.
    pub organizations_decision_detail: Option<OrganizationsDecisionDetail>,
    /// `PermissionsBoundaryDecisionDetail`, shape `PermissionsBoundaryDecisionDetail`.
    pub permissions_boundary_decision_detail: Option<PermissionsBoundaryDecisionDetail>,
    /// `EvalDecisionDetails`, shape `EvalDecisionDetailsType`.
    pub eval_decision_details: Option<BTreeMap<String, PolicyEvaluationDecisionType>>,
    /// `ResourceSpecificResults`, shape `ResourceSpecificResultListType`.
    pub resource_specific_results: Option<Vec<ResourceSpecificResult>>,
}

impl Encode for EvaluationResult {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("EvalActionName", &self.eval_action_name, false),
                ("EvalResourceName", &self.eval_resource_name, false),
                ("EvalDecision", &self.eval_decision, false),
                ("MatchedStatements", &self.matched_statements, false),
                ("MissingContextValues", &self.missing_context_values, false),
                (
                    "OrganizationsDecisionDetail",
                    &self.organizations_decision_detail,
                    false,
                ),
                (
                    "PermissionsBoundaryDecisionDetail",
                    &self.permissions_boundary_decision_detail,
                    false,
                ),
                ("EvalDecisionDetails", &self.eval_decision_details, false),
                ("ResourceSpecificResults", &self.resource_specific_results, false),
            ],
        );
    }
}

/// Shape `Group`.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// `Path`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub path: String,
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
    /// `GroupId`, shape `idType`: 16 to 128 characters, `[\w]+`.
    pub group_id: String,
    /// `Arn`, shape `arnType`: 20 to 2048 characters.
    pub arn: String,
    /// `CreateDate`, shape `dateType`.
    pub create_date: Timestamp,
}

impl Encode for Group {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Path", &self.path, false),
                ("GroupName", &self.group_name, false),
                ("GroupId", &self.group_id, false),
                ("Arn", &self.arn, false),
                ("CreateDate", &self.create_date, false),
            ],
        );
    }
}

/// Shape `GroupDetail`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GroupDetail {
    /// `Path`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub path: Option<String>,
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: Option<String>,
    /// `GroupId`, shape `idType`: 16 to 128 characters, `[\w]+`.
    pub group_id: Option<String>,
    /// `Arn`, shape `arnType`: 20 to 2048 characters.
    pub arn: Option<String>,
    /// `CreateDate`, shape `dateType`.
    pub create_date: Option<Timestamp>,
    /// `GroupPolicyList`, shape `policyDetailListType`.
    pub group_policy_list: Option<Vec<PolicyDetail>>,
    /// `AttachedManagedPolicies`, shape `attachedPoliciesListType`.
    pub attached_managed_policies: Option<Vec<AttachedPolicy>>,
}

impl Encode for GroupDetail {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Path", &self.path, false),
                ("GroupName", &self.group_name, false),
                ("GroupId", &self.group_id, false),
                ("Arn", &self.arn, false),
                ("CreateDate", &self.create_date, false),
                ("GroupPolicyList", &self.group_policy_list, false),
                ("AttachedManagedPolicies", &self.attached_managed_policies, false),
            ],
        );
    }
}

/// Shape `InstanceProfile`.
#[derive(Debug, Clone, PartialEq)]
pub struct InstanceProfile {
    /// `Path`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub path: String,
    /// `InstanceProfileName`, shape `instanceProfileNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub instance_profile_name: String,
    /// `InstanceProfileId`, shape `idType`: 16 to 128 characters, `[\w]+`.
    pub instance_profile_id: String,
    /// `Arn`, shape `arnType`: 20 to 2048 characters.
    pub arn: String,
    /// `CreateDate`, shape `dateType`.
    pub create_date: Timestamp,
    /// `Roles`, shape `roleListType`.
    pub roles: Vec<Role>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
}

impl Encode for InstanceProfile {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Path", &self.path, false),
                ("InstanceProfileName", &self.instance_profile_name, false),
                ("InstanceProfileId", &self.instance_profile_id, false),
                ("Arn", &self.arn, false),
                ("CreateDate", &self.create_date, false),
                ("Roles", &self.roles, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

/// Shape `ManagedPolicyDetail`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ManagedPolicyDetail {
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: Option<String>,
    /// `PolicyId`, shape `idType`: 16 to 128 characters, `[\w]+`.
    pub policy_id: Option<String>,
    /// `Arn`, shape `arnType`: 20 to 2048 characters.
    pub arn: Option<String>,
    /// `Path`, shape `policyPathType`: 1 to 512 characters, `((/[A-Za-z0-9\.,\+@=_-]+)*)/`.
    pub path: Option<String>,
    /// `DefaultVersionId`, shape `policyVersionIdType`: `v[1-9][0-9]*(\.[A-Za-z0-9-]*)?`.
    pub default_version_id: Option<String>,
    /// `AttachmentCount`, shape `attachmentCountType`.
    pub attachment_count: Option<i64>,
    /// `PermissionsBoundaryUsageCount`, shape `attachmentCountType`.
    pub permissions_boundary_usage_count: Option<i64>,
    /// `IsAttachable`, shape `booleanType`.
    pub is_attachable: Option<bool>,
    /// `Description`, shape `policyDescriptionType`: to 1000 characters.
    pub description: Option<String>,
    /// `CreateDate`, shape `dateType`.
    pub create_date: Option<Timestamp>,
    /// `UpdateDate`, shape `dateType`.
    pub update_date: Option<Timestamp>,
    /// `PolicyVersionList`, shape `policyDocumentVersionListType`.
    pub policy_version_list: Option<Vec<PolicyVersion>>,
}

impl Encode for ManagedPolicyDetail {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyName", &self.policy_name, false),
                ("PolicyId", &self.policy_id, false),
                ("Arn", &self.arn, false),
                ("Path", &self.path, false),
                ("DefaultVersionId", &self.default_version_id, false),
                ("AttachmentCount", &self.attachment_count, false),
                (
                    "PermissionsBoundaryUsageCount",
                    &self.permissions_boundary_usage_count,
                    false,
                ),
                ("IsAttachable", &self.is_attachable, false),
                ("Description", &self.description, false),
                ("CreateDate", &self.create_date, false),
                ("UpdateDate", &self.update_date, false),
                ("PolicyVersionList", &self.policy_version_list, false),
            ],
        );
    }
}

/// Shape `OpenIDConnectProviderListEntry`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OpenIDConnectProviderListEntry {
    /// `Arn`, shape `arnType`: 20 to 2048 characters.
    pub arn: Option<String>,
}

impl Encode for OpenIDConnectProviderListEntry {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Arn", &self.arn, false)]);
    }
}

/// Shape `OrganizationsDecisionDetail`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OrganizationsDecisionDetail {
    /// `AllowedByOrganizations`, shape `booleanType`.
    pub allowed_by_organizations: Option<bool>,
}

impl Encode for OrganizationsDecisionDetail {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("AllowedByOrganizations", &self.allowed_by_organizations, false)],
        );
    }
}

/// Shape `PermissionsBoundaryDecisionDetail`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PermissionsBoundaryDecisionDetail {
    /// `AllowedByPermissionsBoundary`, shape `booleanType`.
    pub allowed_by_permissions_boundary: Option<bool>,
}

impl Encode for PermissionsBoundaryDecisionDetail {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[(
                "AllowedByPermissionsBoundary",
                &self.allowed_by_permissions_boundary,
                false,
            )],
        );
    }
}

/// Shape `Policy`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Policy {
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: Option<String>,
    /// `PolicyId`, shape `idType`: 16 to 128 characters, `[\w]+`.
    pub policy_id: Option<String>,
    /// `Arn`, shape `arnType`: 20 to 2048 characters.
    pub arn: Option<String>,
    /// `Path`, shape `policyPathType`: 1 to 512 characters, `((/[A-Za-z0-9\.,\+@=_-]+)*)/`.
    pub path: Option<String>,
    /// `DefaultVersionId`, shape `policyVersionIdType`: `v[1-9][0-9]*(\.[A-Za-z0-9-]*)?`.
    pub default_version_id: Option<String>,
    /// `AttachmentCount`, shape `attachmentCountType`.
    pub attachment_count: Option<i64>,
    /// `PermissionsBoundaryUsageCount`, shape `attachmentCountType`.
    pub permissions_boundary_usage_count: Option<i64>,
    /// `IsAttachable`, shape `booleanType`.
    pub is_attachable: Option<bool>,
    /// `Description`, shape `policyDescriptionType`: to 1000 characters.
    pub description: Option<String>,
    /// `CreateDate`, shape `dateType`.
    pub create_date: Option<Timestamp>,
    /// `UpdateDate`, shape `dateType`.
    pub update_date: Option<Timestamp>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
}

impl Encode for Policy {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyName", &self.policy_name, false),
                ("PolicyId", &self.policy_id, false),
                ("Arn", &self.arn, false),
                ("Path", &self.path, false),
                ("DefaultVersionId", &self.default_version_id, false),
                ("AttachmentCount", &self.attachment_count, false),
                (
                    "PermissionsBoundaryUsageCount",
                    &self.permissions_boundary_usage_count,
                    false,
                ),
                ("IsAttachable", &self.is_attachable, false),
                ("Description", &self.description, false),
                ("CreateDate", &self.create_date, false),
                ("UpdateDate", &self.update_date, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

/// Shape `PolicyDetail`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PolicyDetail {
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: Option<String>,
    /// `PolicyDocument`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy_document: Option<String>,
}

impl Encode for PolicyDetail {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyName", &self.policy_name, false),
                ("PolicyDocument", &self.policy_document, false),
            ],
        );
    }
}

/// Shape `PolicyGroup`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PolicyGroup {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: Option<String>,
    /// `GroupId`, shape `idType`: 16 to 128 characters, `[\w]+`.
    pub group_id: Option<String>,
}

impl Encode for PolicyGroup {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("GroupName", &self.group_name, false),
                ("GroupId", &self.group_id, false),
            ],
        );
    }
}

/// Shape `PolicyRole`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PolicyRole {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: Option<String>,
    /// `RoleId`, shape `idType`: 16 to 128 characters, `[\w]+`.
    pub role_id: Option<String>,
}

impl Encode for PolicyRole {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("RoleId", &self.role_id, false),
            ],
        );
    }
}

/// Shape `PolicyUser`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PolicyUser {
    /// `UserName`, shape `userNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub user_name: Option<String>,
    /// `UserId`, shape `idType`: 16 to 128 characters, `[\w]+`.
    pub user_id: Option<String>,
}

impl Encode for PolicyUser {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("UserId", &self.user_id, false),
            ],
        );
    }
}

/// Shape `PolicyVersion`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PolicyVersion {
    /// `Document`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub document: Option<String>,
    /// `VersionId`, shape `policyVersionIdType`: `v[1-9][0-9]*(\.[A-Za-z0-9-]*)?`.
    pub version_id: Option<String>,
    /// `IsDefaultVersion`, shape `booleanType`.
    pub is_default_version: Option<bool>,
    /// `CreateDate`, shape `dateType`.
    pub create_date: Option<Timestamp>,
}

impl Encode for PolicyVersion {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Document", &self.document, false),
                ("VersionId", &self.version_id, false),
                ("IsDefaultVersion", &self.is_default_version, false),
                ("CreateDate", &self.create_date, false),
            ],
        );
    }
}

/// Shape `Position`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Position {
    /// `Line`, shape `LineNumber`.
    pub line: Option<i64>,
    /// `Column`, shape `ColumnNumber`.
    pub column: Option<i64>,
}

impl Encode for Position {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("Line", &self.line, false), ("Column", &self.column, false)],
        );
    }
}

/// Shape `ResourceSpecificResult`.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceSpecificResult {
    /// `EvalResourceName`, shape `ResourceNameType`: 1 to 2048 characters.
    pub eval_resource_name: String,
    /// `EvalResourceDecision`, shape `PolicyEvaluationDecisionType`.
    pub eval_resource_decision: PolicyEvaluationDecisionType,
    /// `MatchedStatements`, shape `StatementListType`.
    pub matched_statements: Option<Vec<Statement>>,
    /// `MissingContextValues`, shape `ContextKeyNamesResultListType`.
    pub missing_context_values: Option<Vec<String>>,
    /// `EvalDecisionDetails`, shape `EvalDecisionDetailsType`.
    pub eval_decision_details: Option<BTreeMap<String, PolicyEvaluationDecisionType>>,
    /// `PermissionsBoundaryDecisionDetail`, shape `PermissionsBoundaryDecisionDetail`.
    pub permissions_boundary_decision_detail: Option<PermissionsBoundaryDecisionDetail>,
}

impl Encode for ResourceSpecificResult {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("EvalResourceName", &self.eval_resource_name, false),
                ("EvalResourceDecision", &self.eval_resource_decision, false),
                ("MatchedStatements", &self.matched_statements, false),
                ("MissingContextValues", &self.missing_context_values, false),
                ("EvalDecisionDetails", &self.eval_decision_details, false),
                (
                    "PermissionsBoundaryDecisionDetail",
                    &self.permissions_boundary_decision_detail,
                    false,
                ),
            ],
        );
    }
}

/// Shape `Role`.
#[derive(Debug, Clone, PartialEq)]
pub struct Role {
    /// `Path`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub path: String,
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `RoleId`, shape `idType`: 16 to 128 characters, `[\w]+`.
    pub role_id: String,
    /// `Arn`, shape `arnType`: 20 to 2048 characters.
    pub arn: String,
    /// `CreateDate`, shape `dateType`.
    pub create_date: Timestamp,
    /// `AssumeRolePolicyDocument`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub assume_role_policy_document: Option<String>,
    /// `Description`, shape `roleDescriptionType`: to 1000 characters, `[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*`.
    pub description: Option<String>,
    /// `MaxSessionDuration`, shape `roleMaxSessionDurationType`: 3600 to 43200.
    pub max_session_duration: Option<i64>,
    /// `PermissionsBoundary`, shape `AttachedPermissionsBoundary`.
    pub permissions_boundary: Option<AttachedPermissionsBoundary>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
    /// `RoleLastUsed`, shape `RoleLastUsed`.
    pub role_last_used: Option<RoleLastUsed>,
}

impl Encode for Role {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Path", &self.path, false),
                ("RoleName", &self.role_name, false),
                ("RoleId", &self.role_id, false),
                ("Arn", &self.arn, false),
                ("CreateDate", &self.create_date, false),
                (
                    "AssumeRolePolicyDocument",
                    &self.assume_role_policy_document,
                    false,
                ),
                ("Description", &self.description, false),
                ("MaxSessionDuration", &self.max_session_duration, false),
                ("PermissionsBoundary", &self.permissions_boundary, false),
                ("Tags", &self.tags, false),
                ("RoleLastUsed", &self.role_last_used, false),
            ],
        );
    }
}

/// Shape `RoleDetail`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RoleDetail {
    /// `Path`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub path: Option<String>,
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: Option<String>,
    /// `RoleId`, shape `idType`: 16 to 128 characters, `[\w]+`.
    pub role_id: Option<String>,
    /// `Arn`, shape `arnType`: 20 to 2048 characters.
    pub arn: Option<String>,
    /// `CreateDate`, shape `dateType`.
    pub create_date: Option<Timestamp>,
    /// `AssumeRolePolicyDocument`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub assume_role_policy_document: Option<String>,
    /// `InstanceProfileList`, shape `instanceProfileListType`.
    pub instance_profile_list: Option<Vec<InstanceProfile>>,
    /// `RolePolicyList`, shape `policyDetailListType`.
    pub role_policy_list: Option<Vec<PolicyDetail>>,
    /// `AttachedManagedPolicies`, shape `attachedPoliciesListType`.
    pub attached_managed_policies: Option<Vec<AttachedPolicy>>,
    /// `PermissionsBoundary`, shape `AttachedPermissionsBoundary`.
    pub permissions_boundary: Option<AttachedPermissionsBoundary>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
    /// `RoleLastUsed`, shape `RoleLastUsed`.
    pub role_last_used: Option<RoleLastUsed>,
}

impl Encode for RoleDetail {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Path", &self.path, false),
                ("RoleName", &self.role_name, false),
                ("RoleId", &self.role_id, false),
                ("Arn", &self.arn, false),
                ("CreateDate", &self.create_date, false),
                (
                    "AssumeRolePolicyDocument",
                    &self.assume_role_policy_document,
                    false,
                ),
                ("InstanceProfileList", &self.instance_profile_list, false),
                ("RolePolicyList", &self.role_policy_list, false),
                ("AttachedManagedPolicies", &self.attached_managed_policies, false),
                ("PermissionsBoundary", &self.permissions_boundary, false),
                ("Tags", &self.tags, false),
                ("RoleLastUsed", &self.role_last_used, false),
            ],
        );
    }
}

/// Shape `RoleLastUsed`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RoleLastUsed {
    /// `LastUsedDate`, shape `dateType`.
    pub last_used_date: Option<Timestamp>,
    /// `Region`, shape `stringType`.
    pub region: Option<String>,
}

impl Encode for RoleLastUsed {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("LastUsedDate", &self.last_used_date, false),
                ("Region", &self.region, false),
            ],
        );
    }
}

/// Shape `Statement`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Statement {
    /// `SourcePolicyId`, shape `PolicyIdentifierType`.
    pub source_policy_id: Option<String>,
    /// `SourcePolicyType`, shape `PolicySourceType`.
    pub source_policy_type: Option<PolicySourceType>,
    /// `StartPosition`, shape `Position`.
    pub start_position: Option<Position>,
    /// `EndPosition`, shape `Position`.
    pub end_position: Option<Position>,
}

impl Encode for Statement {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("SourcePolicyId", &self.source_policy_id, false),
                ("SourcePolicyType", &self.source_policy_type, false),
                ("StartPosition", &self.start_position, false),
                ("EndPosition", &self.end_position, false),
            ],
        );
    }
}

/// Shape `Tag`.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// `Key`, shape `tagKeyType`: 1 to 128 characters, `[\p{L}\p{Z}\p{N}_.:/=+\-@]+`.
    pub key: String,
    /// `Value`, shape `tagValueType`: 0 to 256 characters, `[\p{L}\p{Z}\p{N}_.:/=+\-@]*`.
    pub value: String,
}

impl Decode for Tag {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let key = decoder.required(&mut members, "Key", decoders::tag_key_type)?;
        let value = decoder.required(&mut members, "Value", decoders::tag_value_type)?;
        let (Some(key), Some(value)) = (key, value) else {
            return Ok(None);
        };
        Ok(Some(Self { key, value }))
    }
}

impl Encode for Tag {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Key", &self.key, false), ("Value", &self.value, false)]);
    }
}

/// Shape `User`.
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    /// `Path`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub path: String,
    /// `UserName`, shape `userNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `UserId`, shape `idType`: 16 to 128 characters, `[\w]+`.
    pub user_id: String,
    /// `Arn`, shape `arnType`: 20 to 2048 characters.
    pub arn: String,
    /// `CreateDate`, shape `dateType`.
    pub create_date: Timestamp,
    /// `PasswordLastUsed`, shape `dateType`.
    pub password_last_used: Option<Timestamp>,
    /// `PermissionsBoundary`, shape `AttachedPermissionsBoundary`.
    pub permissions_boundary: Option<AttachedPermissionsBoundary>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
}

impl Encode for User {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Path", &self.path, false),
                ("UserName", &self.user_name, false),
                ("UserId", &self.user_id, false),
                ("Arn", &self.arn, false),
                ("CreateDate", &self.create_date, false),
                ("PasswordLastUsed", &self.password_last_used, false),
                ("PermissionsBoundary", &self.permissions_boundary, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

/// Shape `UserDetail`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UserDetail {
    /// `Path`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub path: Option<String>,
    /// `UserName`, shape `userNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub user_name: Option<String>,
    /// `UserId`, shape `idType`: 16 to 128 characters, `[\w]+`.
    pub user_id: Option<String>,
    /// `Arn`, shape `arnType`: 20 to 2048 characters.
    pub arn: Option<String>,
    /// `CreateDate`, shape `dateType`.
    pub create_date: Option<Timestamp>,
    /// `UserPolicyList`, shape `policyDetailListType`.
    pub user_policy_list: Option<Vec<PolicyDetail>>,
    /// `GroupList`, shape `groupNameListType`.
    pub group_list: Option<Vec<String>>,
    /// `AttachedManagedPolicies`, shape `attachedPoliciesListType`.
    pub attached_managed_policies: Option<Vec<AttachedPolicy>>,
    /// `PermissionsBoundary`, shape `AttachedPermissionsBoundary`.
    pub permissions_boundary: Option<AttachedPermissionsBoundary>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
}

impl Encode for UserDetail {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Path", &self.path, false),
                ("UserName", &self.user_name, false),
                ("UserId", &self.user_id, false),
                ("Arn", &self.arn, false),
                ("CreateDate", &self.create_date, false),
                ("UserPolicyList", &self.user_policy_list, false),
                ("GroupList", &self.group_list, false),
                ("AttachedManagedPolicies", &self.attached_managed_policies, false),
                ("PermissionsBoundary", &self.permissions_boundary, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}
