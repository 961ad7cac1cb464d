// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The structures inside inputs and outputs.

use super::decoders;
use super::{PermissionsBoundaryAttachmentType, StatusType};
use crate::Timestamp;
use crate::decode::{Decode, Decoded, Decoder};
use crate::encode::{self, Encode, Sink};
use crate::json::Json;

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
