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
        sink.begin_structure();
        encode::required(sink, "UserName", &self.user_name);
        encode::required(sink, "AccessKeyId", &self.access_key_id);
        encode::required(sink, "Status", &self.status);
        encode::required(sink, "SecretAccessKey", &self.secret_access_key);
        encode::optional(sink, "CreateDate", &self.create_date);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "LastUsedDate", &self.last_used_date);
        encode::required(sink, "ServiceName", &self.service_name);
        encode::required(sink, "Region", &self.region);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "UserName", &self.user_name);
        encode::optional(sink, "AccessKeyId", &self.access_key_id);
        encode::optional(sink, "Status", &self.status);
        encode::optional(sink, "CreateDate", &self.create_date);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "PermissionsBoundaryType", &self.permissions_boundary_type);
        encode::optional(sink, "PermissionsBoundaryArn", &self.permissions_boundary_arn);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "PolicyName", &self.policy_name);
        encode::optional(sink, "PolicyArn", &self.policy_arn);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "ContextKeyName", &self.context_key_name);
        encode::optional(sink, "ContextKeyValues", &self.context_key_values);
        encode::optional(sink, "ContextKeyType", &self.context_key_type);
        sink.end_structure();
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
        sink.begin_structure();
        encode::required(sink, "EvalActionName", &self.eval_action_name);
        encode::optional(sink, "EvalResourceName", &self.eval_resource_name);
        encode::required(sink, "EvalDecision", &self.eval_decision);
        encode::optional(sink, "MatchedStatements", &self.matched_statements);
        encode::optional(sink, "MissingContextValues", &self.missing_context_values);
        encode::optional(
            sink,
            "OrganizationsDecisionDetail",
            &self.organizations_decision_detail,
        );
        encode::optional(
            sink,
            "PermissionsBoundaryDecisionDetail",
            &self.permissions_boundary_decision_detail,
        );
        encode::optional(sink, "EvalDecisionDetails", &self.eval_decision_details);
        encode::optional(sink, "ResourceSpecificResults", &self.resource_specific_results);
        sink.end_structure();
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
        sink.begin_structure();
        encode::required(sink, "Path", &self.path);
        encode::required(sink, "GroupName", &self.group_name);
        encode::required(sink, "GroupId", &self.group_id);
        encode::required(sink, "Arn", &self.arn);
        encode::required(sink, "CreateDate", &self.create_date);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "Path", &self.path);
        encode::optional(sink, "GroupName", &self.group_name);
        encode::optional(sink, "GroupId", &self.group_id);
        encode::optional(sink, "Arn", &self.arn);
        encode::optional(sink, "CreateDate", &self.create_date);
        encode::optional(sink, "GroupPolicyList", &self.group_policy_list);
        encode::optional(sink, "AttachedManagedPolicies", &self.attached_managed_policies);
        sink.end_structure();
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
        sink.begin_structure();
        encode::required(sink, "Path", &self.path);
        encode::required(sink, "InstanceProfileName", &self.instance_profile_name);
        encode::required(sink, "InstanceProfileId", &self.instance_profile_id);
        encode::required(sink, "Arn", &self.arn);
        encode::required(sink, "CreateDate", &self.create_date);
        encode::required(sink, "Roles", &self.roles);
        encode::optional(sink, "Tags", &self.tags);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "PolicyName", &self.policy_name);
        encode::optional(sink, "PolicyId", &self.policy_id);
        encode::optional(sink, "Arn", &self.arn);
        encode::optional(sink, "Path", &self.path);
        encode::optional(sink, "DefaultVersionId", &self.default_version_id);
        encode::optional(sink, "AttachmentCount", &self.attachment_count);
        encode::optional(
            sink,
            "PermissionsBoundaryUsageCount",
            &self.permissions_boundary_usage_count,
        );
        encode::optional(sink, "IsAttachable", &self.is_attachable);
        encode::optional(sink, "Description", &self.description);
        encode::optional(sink, "CreateDate", &self.create_date);
        encode::optional(sink, "UpdateDate", &self.update_date);
        encode::optional(sink, "PolicyVersionList", &self.policy_version_list);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "Arn", &self.arn);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "AllowedByOrganizations", &self.allowed_by_organizations);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(
            sink,
            "AllowedByPermissionsBoundary",
            &self.allowed_by_permissions_boundary,
        );
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "PolicyName", &self.policy_name);
        encode::optional(sink, "PolicyId", &self.policy_id);
        encode::optional(sink, "Arn", &self.arn);
        encode::optional(sink, "Path", &self.path);
        encode::optional(sink, "DefaultVersionId", &self.default_version_id);
        encode::optional(sink, "AttachmentCount", &self.attachment_count);
        encode::optional(
            sink,
            "PermissionsBoundaryUsageCount",
            &self.permissions_boundary_usage_count,
        );
        encode::optional(sink, "IsAttachable", &self.is_attachable);
        encode::optional(sink, "Description", &self.description);
        encode::optional(sink, "CreateDate", &self.create_date);
        encode::optional(sink, "UpdateDate", &self.update_date);
        encode::optional(sink, "Tags", &self.tags);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "PolicyName", &self.policy_name);
        encode::optional(sink, "PolicyDocument", &self.policy_document);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "GroupName", &self.group_name);
        encode::optional(sink, "GroupId", &self.group_id);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "RoleName", &self.role_name);
        encode::optional(sink, "RoleId", &self.role_id);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "UserName", &self.user_name);
        encode::optional(sink, "UserId", &self.user_id);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "Document", &self.document);
        encode::optional(sink, "VersionId", &self.version_id);
        encode::optional(sink, "IsDefaultVersion", &self.is_default_version);
        encode::optional(sink, "CreateDate", &self.create_date);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "Line", &self.line);
        encode::optional(sink, "Column", &self.column);
        sink.end_structure();
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
        sink.begin_structure();
        encode::required(sink, "EvalResourceName", &self.eval_resource_name);
        encode::required(sink, "EvalResourceDecision", &self.eval_resource_decision);
        encode::optional(sink, "MatchedStatements", &self.matched_statements);
        encode::optional(sink, "MissingContextValues", &self.missing_context_values);
        encode::optional(sink, "EvalDecisionDetails", &self.eval_decision_details);
        encode::optional(
            sink,
            "PermissionsBoundaryDecisionDetail",
            &self.permissions_boundary_decision_detail,
        );
        sink.end_structure();
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
        sink.begin_structure();
        encode::required(sink, "Path", &self.path);
        encode::required(sink, "RoleName", &self.role_name);
        encode::required(sink, "RoleId", &self.role_id);
        encode::required(sink, "Arn", &self.arn);
        encode::required(sink, "CreateDate", &self.create_date);
        encode::optional(
            sink,
            "AssumeRolePolicyDocument",
            &self.assume_role_policy_document,
        );
        encode::optional(sink, "Description", &self.description);
        encode::optional(sink, "MaxSessionDuration", &self.max_session_duration);
        encode::optional(sink, "PermissionsBoundary", &self.permissions_boundary);
        encode::optional(sink, "Tags", &self.tags);
        encode::optional(sink, "RoleLastUsed", &self.role_last_used);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "Path", &self.path);
        encode::optional(sink, "RoleName", &self.role_name);
        encode::optional(sink, "RoleId", &self.role_id);
        encode::optional(sink, "Arn", &self.arn);
        encode::optional(sink, "CreateDate", &self.create_date);
        encode::optional(
            sink,
            "AssumeRolePolicyDocument",
            &self.assume_role_policy_document,
        );
        encode::optional(sink, "InstanceProfileList", &self.instance_profile_list);
        encode::optional(sink, "RolePolicyList", &self.role_policy_list);
        encode::optional(sink, "AttachedManagedPolicies", &self.attached_managed_policies);
        encode::optional(sink, "PermissionsBoundary", &self.permissions_boundary);
        encode::optional(sink, "Tags", &self.tags);
        encode::optional(sink, "RoleLastUsed", &self.role_last_used);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "LastUsedDate", &self.last_used_date);
        encode::optional(sink, "Region", &self.region);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "SourcePolicyId", &self.source_policy_id);
        encode::optional(sink, "SourcePolicyType", &self.source_policy_type);
        encode::optional(sink, "StartPosition", &self.start_position);
        encode::optional(sink, "EndPosition", &self.end_position);
        sink.end_structure();
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
        sink.begin_structure();
        encode::required(sink, "Key", &self.key);
        encode::required(sink, "Value", &self.value);
        sink.end_structure();
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
        sink.begin_structure();
        encode::required(sink, "Path", &self.path);
        encode::required(sink, "UserName", &self.user_name);
        encode::required(sink, "UserId", &self.user_id);
        encode::required(sink, "Arn", &self.arn);
        encode::required(sink, "CreateDate", &self.create_date);
        encode::optional(sink, "PasswordLastUsed", &self.password_last_used);
        encode::optional(sink, "PermissionsBoundary", &self.permissions_boundary);
        encode::optional(sink, "Tags", &self.tags);
        sink.end_structure();
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
        sink.begin_structure();
        encode::optional(sink, "Path", &self.path);
        encode::optional(sink, "UserName", &self.user_name);
        encode::optional(sink, "UserId", &self.user_id);
        encode::optional(sink, "Arn", &self.arn);
        encode::optional(sink, "CreateDate", &self.create_date);
        encode::optional(sink, "UserPolicyList", &self.user_policy_list);
        encode::optional(sink, "GroupList", &self.group_list);
        encode::optional(sink, "AttachedManagedPolicies", &self.attached_managed_policies);
        encode::optional(sink, "PermissionsBoundary", &self.permissions_boundary);
        encode::optional(sink, "Tags", &self.tags);
        sink.end_structure();
    }
}
