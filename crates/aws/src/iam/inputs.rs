// Generated from api/iam.json by `cargo xtask codegen`. Do not edit.

//! The inputs of the served operations.

use super::decoders;
use super::{ContextEntry, EntityType, PolicyScopeType, PolicyUsageType, StatusType, Tag};
use crate::DecodeFault;
use crate::decode::{Decode, Decoded, Decoder};
use crate::encode::{self, Encode, Sink};
use crate::json::Json;
use crate::query::{self, Form, FromForm};

/// Input of `AddClientIDToOpenIDConnectProvider` (shape `AddClientIDToOpenIDConnectProviderRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct AddClientIDToOpenIDConnectProviderRequest {
    /// `OpenIDConnectProviderArn`, shape `arnType`: 20 to 2048 characters.
    pub open_id_connect_provider_arn: String,
    /// `ClientID`, shape `clientIDType`: 1 to 255 characters.
    pub client_id: String,
}

impl Decode for AddClientIDToOpenIDConnectProviderRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let open_id_connect_provider_arn =
            decoder.required(&mut members, "OpenIDConnectProviderArn", decoders::arn_type)?;
        let client_id = decoder.required(&mut members, "ClientID", decoders::client_id_type)?;
        let (Some(open_id_connect_provider_arn), Some(client_id)) = (open_id_connect_provider_arn, client_id)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            open_id_connect_provider_arn,
            client_id,
        }))
    }
}

impl Encode for AddClientIDToOpenIDConnectProviderRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                (
                    "OpenIDConnectProviderArn",
                    &self.open_id_connect_provider_arn,
                    false,
                ),
                ("ClientID", &self.client_id, false),
            ],
        );
    }
}

impl FromForm for AddClientIDToOpenIDConnectProviderRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `AddRoleToInstanceProfile` (shape `AddRoleToInstanceProfileRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct AddRoleToInstanceProfileRequest {
    /// `InstanceProfileName`, shape `instanceProfileNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub instance_profile_name: String,
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
}

impl Decode for AddRoleToInstanceProfileRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let instance_profile_name = decoder.required(
            &mut members,
            "InstanceProfileName",
            decoders::instance_profile_name_type,
        )?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let (Some(instance_profile_name), Some(role_name)) = (instance_profile_name, role_name) else {
            return Ok(None);
        };
        Ok(Some(Self {
            instance_profile_name,
            role_name,
        }))
    }
}

impl Encode for AddRoleToInstanceProfileRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("InstanceProfileName", &self.instance_profile_name, false),
                ("RoleName", &self.role_name, false),
            ],
        );
    }
}

impl FromForm for AddRoleToInstanceProfileRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `AddUserToGroup` (shape `AddUserToGroupRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct AddUserToGroupRequest {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: String,
}

impl Decode for AddUserToGroupRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let group_name = decoder.required(&mut members, "GroupName", decoders::group_name_type)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::existing_user_name_type)?;
        let (Some(group_name), Some(user_name)) = (group_name, user_name) else {
            return Ok(None);
        };
        Ok(Some(Self {
            group_name,
            user_name,
        }))
    }
}

impl Encode for AddUserToGroupRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("GroupName", &self.group_name, false),
                ("UserName", &self.user_name, false),
            ],
        );
    }
}

impl FromForm for AddUserToGroupRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `AttachGroupPolicy` (shape `AttachGroupPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct AttachGroupPolicyRequest {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
}

impl Decode for AttachGroupPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let group_name = decoder.required(&mut members, "GroupName", decoders::group_name_type)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let (Some(group_name), Some(policy_arn)) = (group_name, policy_arn) else {
            return Ok(None);
        };
        Ok(Some(Self {
            group_name,
            policy_arn,
        }))
    }
}

impl Encode for AttachGroupPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("GroupName", &self.group_name, false),
                ("PolicyArn", &self.policy_arn, false),
            ],
        );
    }
}

impl FromForm for AttachGroupPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `AttachRolePolicy` (shape `AttachRolePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct AttachRolePolicyRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
}

impl Decode for AttachRolePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let (Some(role_name), Some(policy_arn)) = (role_name, policy_arn) else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_name,
            policy_arn,
        }))
    }
}

impl Encode for AttachRolePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("PolicyArn", &self.policy_arn, false),
            ],
        );
    }
}

impl FromForm for AttachRolePolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `AttachUserPolicy` (shape `AttachUserPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct AttachUserPolicyRequest {
    /// `UserName`, shape `userNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
}

impl Decode for AttachUserPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::user_name_type)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let (Some(user_name), Some(policy_arn)) = (user_name, policy_arn) else {
            return Ok(None);
        };
        Ok(Some(Self {
            user_name,
            policy_arn,
        }))
    }
}

impl Encode for AttachUserPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("PolicyArn", &self.policy_arn, false),
            ],
        );
    }
}

impl FromForm for AttachUserPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `CreateAccessKey` (shape `CreateAccessKeyRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateAccessKeyRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: Option<String>,
}

impl Decode for CreateAccessKeyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.optional(&mut members, "UserName", decoders::existing_user_name_type)?;
        Ok(Some(Self { user_name }))
    }
}

impl Encode for CreateAccessKeyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("UserName", &self.user_name, false)]);
    }
}

impl FromForm for CreateAccessKeyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `CreateAccountAlias` (shape `CreateAccountAliasRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateAccountAliasRequest {
    /// `AccountAlias`, shape `accountAliasType`: 3 to 63 characters, `^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$`.
    pub account_alias: String,
}

impl Decode for CreateAccountAliasRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let account_alias = decoder.required(&mut members, "AccountAlias", decoders::account_alias_type)?;
        let Some(account_alias) = account_alias else {
            return Ok(None);
        };
        Ok(Some(Self { account_alias }))
    }
}

impl Encode for CreateAccountAliasRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("AccountAlias", &self.account_alias, false)]);
    }
}

impl FromForm for CreateAccountAliasRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `CreateGroup` (shape `CreateGroupRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateGroupRequest {
    /// `Path`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub path: Option<String>,
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
}

impl Decode for CreateGroupRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let path = decoder.optional(&mut members, "Path", decoders::path_type)?;
        let group_name = decoder.required(&mut members, "GroupName", decoders::group_name_type)?;
        let Some(group_name) = group_name else {
            return Ok(None);
        };
        Ok(Some(Self { path, group_name }))
    }
}

impl Encode for CreateGroupRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Path", &self.path, false),
                ("GroupName", &self.group_name, false),
            ],
        );
    }
}

impl FromForm for CreateGroupRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `CreateInstanceProfile` (shape `CreateInstanceProfileRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateInstanceProfileRequest {
    /// `InstanceProfileName`, shape `instanceProfileNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub instance_profile_name: String,
    /// `Path`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub path: Option<String>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
}

impl Decode for CreateInstanceProfileRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let instance_profile_name = decoder.required(
            &mut members,
            "InstanceProfileName",
            decoders::instance_profile_name_type,
        )?;
        let path = decoder.optional(&mut members, "Path", decoders::path_type)?;
        let tags = decoder.optional(&mut members, "Tags", decoders::tag_list_type)?;
        let Some(instance_profile_name) = instance_profile_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            instance_profile_name,
            path,
            tags,
        }))
    }
}

impl Encode for CreateInstanceProfileRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("InstanceProfileName", &self.instance_profile_name, false),
                ("Path", &self.path, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

impl FromForm for CreateInstanceProfileRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `CreateOpenIDConnectProvider` (shape `CreateOpenIDConnectProviderRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateOpenIDConnectProviderRequest {
    /// `Url`, shape `OpenIDConnectProviderUrlType`: 1 to 255 characters.
    pub url: String,
    /// `ClientIDList`, shape `clientIDListType`.
    pub client_id_list: Option<Vec<String>>,
    /// `ThumbprintList`, shape `thumbprintListType`.
    pub thumbprint_list: Option<Vec<String>>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
}

impl Decode for CreateOpenIDConnectProviderRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let url = decoder.required(&mut members, "Url", decoders::open_id_connect_provider_url_type)?;
        let client_id_list = decoder.optional(&mut members, "ClientIDList", decoders::client_id_list_type)?;
        let thumbprint_list =
            decoder.optional(&mut members, "ThumbprintList", decoders::thumbprint_list_type)?;
        let tags = decoder.optional(&mut members, "Tags", decoders::tag_list_type)?;
        let Some(url) = url else { return Ok(None) };
        Ok(Some(Self {
            url,
            client_id_list,
            thumbprint_list,
            tags,
        }))
    }
}

impl Encode for CreateOpenIDConnectProviderRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Url", &self.url, false),
                ("ClientIDList", &self.client_id_list, false),
                ("ThumbprintList", &self.thumbprint_list, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

impl FromForm for CreateOpenIDConnectProviderRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `CreatePolicy` (shape `CreatePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreatePolicyRequest {
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: String,
    /// `Path`, shape `policyPathType`: 1 to 512 characters, `((/[A-Za-z0-9\.,\+@=_-]+)*)/`.
    pub path: Option<String>,
    /// `PolicyDocument`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy_document: String,
    /// `Description`, shape `policyDescriptionType`: to 1000 characters.
    pub description: Option<String>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
}

impl Decode for CreatePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_name = decoder.required(&mut members, "PolicyName", decoders::policy_name_type)?;
        let path = decoder.optional(&mut members, "Path", decoders::policy_path_type)?;
        let policy_document =
            decoder.required(&mut members, "PolicyDocument", decoders::policy_document_type)?;
        let description = decoder.optional(&mut members, "Description", decoders::policy_description_type)?;
        let tags = decoder.optional(&mut members, "Tags", decoders::tag_list_type)?;
        let (Some(policy_name), Some(policy_document)) = (policy_name, policy_document) else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_name,
            path,
            policy_document,
            description,
            tags,
        }))
    }
}

impl Encode for CreatePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyName", &self.policy_name, false),
                ("Path", &self.path, false),
                ("PolicyDocument", &self.policy_document, false),
                ("Description", &self.description, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

impl FromForm for CreatePolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `CreatePolicyVersion` (shape `CreatePolicyVersionRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreatePolicyVersionRequest {
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
    /// `PolicyDocument`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy_document: String,
    /// `SetAsDefault`, shape `booleanType`.
    pub set_as_default: Option<bool>,
}

impl Decode for CreatePolicyVersionRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let policy_document =
            decoder.required(&mut members, "PolicyDocument", decoders::policy_document_type)?;
        let set_as_default = decoder.optional(&mut members, "SetAsDefault", decoders::boolean_type)?;
        let (Some(policy_arn), Some(policy_document)) = (policy_arn, policy_document) else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_arn,
            policy_document,
            set_as_default,
        }))
    }
}

impl Encode for CreatePolicyVersionRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyArn", &self.policy_arn, false),
                ("PolicyDocument", &self.policy_document, false),
                ("SetAsDefault", &self.set_as_default, false),
            ],
        );
    }
}

impl FromForm for CreatePolicyVersionRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `CreateRole` (shape `CreateRoleRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateRoleRequest {
    /// `Path`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub path: Option<String>,
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `AssumeRolePolicyDocument`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub assume_role_policy_document: String,
    /// `Description`, shape `roleDescriptionType`: to 1000 characters, `[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*`.
    pub description: Option<String>,
    /// `MaxSessionDuration`, shape `roleMaxSessionDurationType`: 3600 to 43200.
    pub max_session_duration: Option<i64>,
    /// `PermissionsBoundary`, shape `arnType`: 20 to 2048 characters.
    pub permissions_boundary: Option<String>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
}

impl Decode for CreateRoleRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let path = decoder.optional(&mut members, "Path", decoders::path_type)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let assume_role_policy_document = decoder.required(
            &mut members,
            "AssumeRolePolicyDocument",
            decoders::policy_document_type,
        )?;
        let description = decoder.optional(&mut members, "Description", decoders::role_description_type)?;
        let max_session_duration = decoder.optional(
            &mut members,
            "MaxSessionDuration",
            decoders::role_max_session_duration_type,
        )?;
        let permissions_boundary =
            decoder.optional(&mut members, "PermissionsBoundary", decoders::arn_type)?;
        let tags = decoder.optional(&mut members, "Tags", decoders::tag_list_type)?;
        let (Some(role_name), Some(assume_role_policy_document)) = (role_name, assume_role_policy_document)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            path,
            role_name,
            assume_role_policy_document,
            description,
            max_session_duration,
            permissions_boundary,
            tags,
        }))
    }
}

impl Encode for CreateRoleRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Path", &self.path, false),
                ("RoleName", &self.role_name, false),
                (
                    "AssumeRolePolicyDocument",
                    &self.assume_role_policy_document,
                    false,
                ),
                ("Description", &self.description, false),
                ("MaxSessionDuration", &self.max_session_duration, false),
                ("PermissionsBoundary", &self.permissions_boundary, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

impl FromForm for CreateRoleRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `CreateUser` (shape `CreateUserRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateUserRequest {
    /// `Path`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub path: Option<String>,
    /// `UserName`, shape `userNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `PermissionsBoundary`, shape `arnType`: 20 to 2048 characters.
    pub permissions_boundary: Option<String>,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Option<Vec<Tag>>,
}

impl Decode for CreateUserRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let path = decoder.optional(&mut members, "Path", decoders::path_type)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::user_name_type)?;
        let permissions_boundary =
            decoder.optional(&mut members, "PermissionsBoundary", decoders::arn_type)?;
        let tags = decoder.optional(&mut members, "Tags", decoders::tag_list_type)?;
        let Some(user_name) = user_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            path,
            user_name,
            permissions_boundary,
            tags,
        }))
    }
}

impl Encode for CreateUserRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Path", &self.path, false),
                ("UserName", &self.user_name, false),
                ("PermissionsBoundary", &self.permissions_boundary, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

impl FromForm for CreateUserRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeleteAccessKey` (shape `DeleteAccessKeyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteAccessKeyRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: Option<String>,
    /// `AccessKeyId`, shape `accessKeyIdType`: 16 to 128 characters, `[\w]+`.
    pub access_key_id: String,
}

impl Decode for DeleteAccessKeyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.optional(&mut members, "UserName", decoders::existing_user_name_type)?;
        let access_key_id = decoder.required(&mut members, "AccessKeyId", decoders::access_key_id_type)?;
        let Some(access_key_id) = access_key_id else {
            return Ok(None);
        };
        Ok(Some(Self {
            user_name,
            access_key_id,
        }))
    }
}

impl Encode for DeleteAccessKeyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("AccessKeyId", &self.access_key_id, false),
            ],
        );
    }
}

impl FromForm for DeleteAccessKeyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeleteAccountAlias` (shape `DeleteAccountAliasRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteAccountAliasRequest {
    /// `AccountAlias`, shape `accountAliasType`: 3 to 63 characters, `^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$`.
    pub account_alias: String,
}

impl Decode for DeleteAccountAliasRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let account_alias = decoder.required(&mut members, "AccountAlias", decoders::account_alias_type)?;
        let Some(account_alias) = account_alias else {
            return Ok(None);
        };
        Ok(Some(Self { account_alias }))
    }
}

impl Encode for DeleteAccountAliasRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("AccountAlias", &self.account_alias, false)]);
    }
}

impl FromForm for DeleteAccountAliasRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeleteGroup` (shape `DeleteGroupRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteGroupRequest {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
}

impl Decode for DeleteGroupRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let group_name = decoder.required(&mut members, "GroupName", decoders::group_name_type)?;
        let Some(group_name) = group_name else {
            return Ok(None);
        };
        Ok(Some(Self { group_name }))
    }
}

impl Encode for DeleteGroupRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("GroupName", &self.group_name, false)]);
    }
}

impl FromForm for DeleteGroupRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeleteGroupPolicy` (shape `DeleteGroupPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteGroupPolicyRequest {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: String,
}

impl Decode for DeleteGroupPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let group_name = decoder.required(&mut members, "GroupName", decoders::group_name_type)?;
        let policy_name = decoder.required(&mut members, "PolicyName", decoders::policy_name_type)?;
        let (Some(group_name), Some(policy_name)) = (group_name, policy_name) else {
            return Ok(None);
        };
        Ok(Some(Self {
            group_name,
            policy_name,
        }))
    }
}

impl Encode for DeleteGroupPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("GroupName", &self.group_name, false),
                ("PolicyName", &self.policy_name, false),
            ],
        );
    }
}

impl FromForm for DeleteGroupPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeleteInstanceProfile` (shape `DeleteInstanceProfileRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteInstanceProfileRequest {
    /// `InstanceProfileName`, shape `instanceProfileNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub instance_profile_name: String,
}

impl Decode for DeleteInstanceProfileRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let instance_profile_name = decoder.required(
            &mut members,
            "InstanceProfileName",
            decoders::instance_profile_name_type,
        )?;
        let Some(instance_profile_name) = instance_profile_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            instance_profile_name,
        }))
    }
}

impl Encode for DeleteInstanceProfileRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("InstanceProfileName", &self.instance_profile_name, false)],
        );
    }
}

impl FromForm for DeleteInstanceProfileRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeleteOpenIDConnectProvider` (shape `DeleteOpenIDConnectProviderRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteOpenIDConnectProviderRequest {
    /// `OpenIDConnectProviderArn`, shape `arnType`: 20 to 2048 characters.
    pub open_id_connect_provider_arn: String,
}

impl Decode for DeleteOpenIDConnectProviderRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let open_id_connect_provider_arn =
            decoder.required(&mut members, "OpenIDConnectProviderArn", decoders::arn_type)?;
        let Some(open_id_connect_provider_arn) = open_id_connect_provider_arn else {
            return Ok(None);
        };
        Ok(Some(Self {
            open_id_connect_provider_arn,
        }))
    }
}

impl Encode for DeleteOpenIDConnectProviderRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[(
                "OpenIDConnectProviderArn",
                &self.open_id_connect_provider_arn,
                false,
            )],
        );
    }
}

impl FromForm for DeleteOpenIDConnectProviderRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeletePolicy` (shape `DeletePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeletePolicyRequest {
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
}

impl Decode for DeletePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let Some(policy_arn) = policy_arn else {
            return Ok(None);
        };
        Ok(Some(Self { policy_arn }))
    }
}

impl Encode for DeletePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("PolicyArn", &self.policy_arn, false)]);
    }
}

impl FromForm for DeletePolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeletePolicyVersion` (shape `DeletePolicyVersionRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeletePolicyVersionRequest {
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
    /// `VersionId`, shape `policyVersionIdType`: `v[1-9][0-9]*(\.[A-Za-z0-9-]*)?`.
    pub version_id: String,
}

impl Decode for DeletePolicyVersionRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let version_id = decoder.required(&mut members, "VersionId", decoders::policy_version_id_type)?;
        let (Some(policy_arn), Some(version_id)) = (policy_arn, version_id) else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_arn,
            version_id,
        }))
    }
}

impl Encode for DeletePolicyVersionRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyArn", &self.policy_arn, false),
                ("VersionId", &self.version_id, false),
            ],
        );
    }
}

impl FromForm for DeletePolicyVersionRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeleteRole` (shape `DeleteRoleRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteRoleRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
}

impl Decode for DeleteRoleRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let Some(role_name) = role_name else {
            return Ok(None);
        };
        Ok(Some(Self { role_name }))
    }
}

impl Encode for DeleteRoleRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("RoleName", &self.role_name, false)]);
    }
}

impl FromForm for DeleteRoleRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeleteRolePermissionsBoundary` (shape `DeleteRolePermissionsBoundaryRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteRolePermissionsBoundaryRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
}

impl Decode for DeleteRolePermissionsBoundaryRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let Some(role_name) = role_name else {
            return Ok(None);
        };
        Ok(Some(Self { role_name }))
    }
}

impl Encode for DeleteRolePermissionsBoundaryRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("RoleName", &self.role_name, false)]);
    }
}

impl FromForm for DeleteRolePermissionsBoundaryRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeleteRolePolicy` (shape `DeleteRolePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteRolePolicyRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: String,
}

impl Decode for DeleteRolePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let policy_name = decoder.required(&mut members, "PolicyName", decoders::policy_name_type)?;
        let (Some(role_name), Some(policy_name)) = (role_name, policy_name) else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_name,
            policy_name,
        }))
    }
}

impl Encode for DeleteRolePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("PolicyName", &self.policy_name, false),
            ],
        );
    }
}

impl FromForm for DeleteRolePolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeleteUser` (shape `DeleteUserRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteUserRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: String,
}

impl Decode for DeleteUserRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::existing_user_name_type)?;
        let Some(user_name) = user_name else {
            return Ok(None);
        };
        Ok(Some(Self { user_name }))
    }
}

impl Encode for DeleteUserRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("UserName", &self.user_name, false)]);
    }
}

impl FromForm for DeleteUserRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeleteUserPermissionsBoundary` (shape `DeleteUserPermissionsBoundaryRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteUserPermissionsBoundaryRequest {
    /// `UserName`, shape `userNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub user_name: String,
}

impl Decode for DeleteUserPermissionsBoundaryRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::user_name_type)?;
        let Some(user_name) = user_name else {
            return Ok(None);
        };
        Ok(Some(Self { user_name }))
    }
}

impl Encode for DeleteUserPermissionsBoundaryRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("UserName", &self.user_name, false)]);
    }
}

impl FromForm for DeleteUserPermissionsBoundaryRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DeleteUserPolicy` (shape `DeleteUserPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteUserPolicyRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: String,
}

impl Decode for DeleteUserPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::existing_user_name_type)?;
        let policy_name = decoder.required(&mut members, "PolicyName", decoders::policy_name_type)?;
        let (Some(user_name), Some(policy_name)) = (user_name, policy_name) else {
            return Ok(None);
        };
        Ok(Some(Self {
            user_name,
            policy_name,
        }))
    }
}

impl Encode for DeleteUserPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("PolicyName", &self.policy_name, false),
            ],
        );
    }
}

impl FromForm for DeleteUserPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DetachGroupPolicy` (shape `DetachGroupPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DetachGroupPolicyRequest {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
}

impl Decode for DetachGroupPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let group_name = decoder.required(&mut members, "GroupName", decoders::group_name_type)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let (Some(group_name), Some(policy_arn)) = (group_name, policy_arn) else {
            return Ok(None);
        };
        Ok(Some(Self {
            group_name,
            policy_arn,
        }))
    }
}

impl Encode for DetachGroupPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("GroupName", &self.group_name, false),
                ("PolicyArn", &self.policy_arn, false),
            ],
        );
    }
}

impl FromForm for DetachGroupPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DetachRolePolicy` (shape `DetachRolePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DetachRolePolicyRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
}

impl Decode for DetachRolePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let (Some(role_name), Some(policy_arn)) = (role_name, policy_arn) else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_name,
            policy_arn,
        }))
    }
}

impl Encode for DetachRolePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("PolicyArn", &self.policy_arn, false),
            ],
        );
    }
}

impl FromForm for DetachRolePolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `DetachUserPolicy` (shape `DetachUserPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DetachUserPolicyRequest {
    /// `UserName`, shape `userNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
}

impl Decode for DetachUserPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::user_name_type)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let (Some(user_name), Some(policy_arn)) = (user_name, policy_arn) else {
            return Ok(None);
        };
        Ok(Some(Self {
            user_name,
            policy_arn,
        }))
    }
}

impl Encode for DetachUserPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("PolicyArn", &self.policy_arn, false),
            ],
        );
    }
}

impl FromForm for DetachUserPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetAccessKeyLastUsed` (shape `GetAccessKeyLastUsedRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetAccessKeyLastUsedRequest {
    /// `AccessKeyId`, shape `accessKeyIdType`: 16 to 128 characters, `[\w]+`.
    pub access_key_id: String,
}

impl Decode for GetAccessKeyLastUsedRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let access_key_id = decoder.required(&mut members, "AccessKeyId", decoders::access_key_id_type)?;
        let Some(access_key_id) = access_key_id else {
            return Ok(None);
        };
        Ok(Some(Self { access_key_id }))
    }
}

impl Encode for GetAccessKeyLastUsedRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("AccessKeyId", &self.access_key_id, false)]);
    }
}

impl FromForm for GetAccessKeyLastUsedRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetAccountAuthorizationDetails` (shape `GetAccountAuthorizationDetailsRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetAccountAuthorizationDetailsRequest {
    /// `Filter`, shape `entityListType`.
    pub filter: Option<Vec<EntityType>>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
}

impl Decode for GetAccountAuthorizationDetailsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let filter = decoder.optional(&mut members, "Filter", decoders::entity_list_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        Ok(Some(Self {
            filter,
            max_items,
            marker,
        }))
    }
}

impl Encode for GetAccountAuthorizationDetailsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Filter", &self.filter, false),
                ("MaxItems", &self.max_items, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

impl FromForm for GetAccountAuthorizationDetailsRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetAccountSummary` (shape `GetAccountSummaryRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetAccountSummaryRequest {}

impl Decode for GetAccountSummaryRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        decoder.structure(value)?;
        Ok(Some(Self {}))
    }
}

impl Encode for GetAccountSummaryRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

impl FromForm for GetAccountSummaryRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetContextKeysForCustomPolicy` (shape `GetContextKeysForCustomPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetContextKeysForCustomPolicyRequest {
    /// `PolicyInputList`, shape `SimulationPolicyListType`.
    pub policy_input_list: Vec<String>,
}

impl Decode for GetContextKeysForCustomPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_input_list = decoder.required(
            &mut members,
            "PolicyInputList",
            decoders::simulation_policy_list_type,
        )?;
        let Some(policy_input_list) = policy_input_list else {
            return Ok(None);
        };
        Ok(Some(Self { policy_input_list }))
    }
}

impl Encode for GetContextKeysForCustomPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("PolicyInputList", &self.policy_input_list, false)]);
    }
}

impl FromForm for GetContextKeysForCustomPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetContextKeysForPrincipalPolicy` (shape `GetContextKeysForPrincipalPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetContextKeysForPrincipalPolicyRequest {
    /// `PolicySourceArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_source_arn: String,
    /// `PolicyInputList`, shape `SimulationPolicyListType`.
    pub policy_input_list: Option<Vec<String>>,
}

impl Decode for GetContextKeysForPrincipalPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_source_arn = decoder.required(&mut members, "PolicySourceArn", decoders::arn_type)?;
        let policy_input_list = decoder.optional(
            &mut members,
            "PolicyInputList",
            decoders::simulation_policy_list_type,
        )?;
        let Some(policy_source_arn) = policy_source_arn else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_source_arn,
            policy_input_list,
        }))
    }
}

impl Encode for GetContextKeysForPrincipalPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicySourceArn", &self.policy_source_arn, false),
                ("PolicyInputList", &self.policy_input_list, false),
            ],
        );
    }
}

impl FromForm for GetContextKeysForPrincipalPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetGroup` (shape `GetGroupRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetGroupRequest {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for GetGroupRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let group_name = decoder.required(&mut members, "GroupName", decoders::group_name_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(group_name) = group_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            group_name,
            marker,
            max_items,
        }))
    }
}

impl Encode for GetGroupRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("GroupName", &self.group_name, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for GetGroupRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetGroupPolicy` (shape `GetGroupPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetGroupPolicyRequest {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: String,
}

impl Decode for GetGroupPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let group_name = decoder.required(&mut members, "GroupName", decoders::group_name_type)?;
        let policy_name = decoder.required(&mut members, "PolicyName", decoders::policy_name_type)?;
        let (Some(group_name), Some(policy_name)) = (group_name, policy_name) else {
            return Ok(None);
        };
        Ok(Some(Self {
            group_name,
            policy_name,
        }))
    }
}

impl Encode for GetGroupPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("GroupName", &self.group_name, false),
                ("PolicyName", &self.policy_name, false),
            ],
        );
    }
}

impl FromForm for GetGroupPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetInstanceProfile` (shape `GetInstanceProfileRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetInstanceProfileRequest {
    /// `InstanceProfileName`, shape `instanceProfileNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub instance_profile_name: String,
}

impl Decode for GetInstanceProfileRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let instance_profile_name = decoder.required(
            &mut members,
            "InstanceProfileName",
            decoders::instance_profile_name_type,
        )?;
        let Some(instance_profile_name) = instance_profile_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            instance_profile_name,
        }))
    }
}

impl Encode for GetInstanceProfileRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("InstanceProfileName", &self.instance_profile_name, false)],
        );
    }
}

impl FromForm for GetInstanceProfileRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetOpenIDConnectProvider` (shape `GetOpenIDConnectProviderRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetOpenIDConnectProviderRequest {
    /// `OpenIDConnectProviderArn`, shape `arnType`: 20 to 2048 characters.
    pub open_id_connect_provider_arn: String,
}

impl Decode for GetOpenIDConnectProviderRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let open_id_connect_provider_arn =
            decoder.required(&mut members, "OpenIDConnectProviderArn", decoders::arn_type)?;
        let Some(open_id_connect_provider_arn) = open_id_connect_provider_arn else {
            return Ok(None);
        };
        Ok(Some(Self {
            open_id_connect_provider_arn,
        }))
    }
}

impl Encode for GetOpenIDConnectProviderRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[(
                "OpenIDConnectProviderArn",
                &self.open_id_connect_provider_arn,
                false,
            )],
        );
    }
}

impl FromForm for GetOpenIDConnectProviderRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetPolicy` (shape `GetPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetPolicyRequest {
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
}

impl Decode for GetPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let Some(policy_arn) = policy_arn else {
            return Ok(None);
        };
        Ok(Some(Self { policy_arn }))
    }
}

impl Encode for GetPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("PolicyArn", &self.policy_arn, false)]);
    }
}

impl FromForm for GetPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetPolicyVersion` (shape `GetPolicyVersionRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetPolicyVersionRequest {
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
    /// `VersionId`, shape `policyVersionIdType`: `v[1-9][0-9]*(\.[A-Za-z0-9-]*)?`.
    pub version_id: String,
}

impl Decode for GetPolicyVersionRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let version_id = decoder.required(&mut members, "VersionId", decoders::policy_version_id_type)?;
        let (Some(policy_arn), Some(version_id)) = (policy_arn, version_id) else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_arn,
            version_id,
        }))
    }
}

impl Encode for GetPolicyVersionRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyArn", &self.policy_arn, false),
                ("VersionId", &self.version_id, false),
            ],
        );
    }
}

impl FromForm for GetPolicyVersionRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetRole` (shape `GetRoleRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetRoleRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
}

impl Decode for GetRoleRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let Some(role_name) = role_name else {
            return Ok(None);
        };
        Ok(Some(Self { role_name }))
    }
}

impl Encode for GetRoleRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("RoleName", &self.role_name, false)]);
    }
}

impl FromForm for GetRoleRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetRolePolicy` (shape `GetRolePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetRolePolicyRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: String,
}

impl Decode for GetRolePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let policy_name = decoder.required(&mut members, "PolicyName", decoders::policy_name_type)?;
        let (Some(role_name), Some(policy_name)) = (role_name, policy_name) else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_name,
            policy_name,
        }))
    }
}

impl Encode for GetRolePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("PolicyName", &self.policy_name, false),
            ],
        );
    }
}

impl FromForm for GetRolePolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetUser` (shape `GetUserRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GetUserRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: Option<String>,
}

impl Decode for GetUserRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.optional(&mut members, "UserName", decoders::existing_user_name_type)?;
        Ok(Some(Self { user_name }))
    }
}

impl Encode for GetUserRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("UserName", &self.user_name, false)]);
    }
}

impl FromForm for GetUserRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `GetUserPolicy` (shape `GetUserPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct GetUserPolicyRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: String,
}

impl Decode for GetUserPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::existing_user_name_type)?;
        let policy_name = decoder.required(&mut members, "PolicyName", decoders::policy_name_type)?;
        let (Some(user_name), Some(policy_name)) = (user_name, policy_name) else {
            return Ok(None);
        };
        Ok(Some(Self {
            user_name,
            policy_name,
        }))
    }
}

impl Encode for GetUserPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("PolicyName", &self.policy_name, false),
            ],
        );
    }
}

impl FromForm for GetUserPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListAccessKeys` (shape `ListAccessKeysRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListAccessKeysRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: Option<String>,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListAccessKeysRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.optional(&mut members, "UserName", decoders::existing_user_name_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        Ok(Some(Self {
            user_name,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListAccessKeysRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListAccessKeysRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListAccountAliases` (shape `ListAccountAliasesRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListAccountAliasesRequest {
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListAccountAliasesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        Ok(Some(Self { marker, max_items }))
    }
}

impl Encode for ListAccountAliasesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListAccountAliasesRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListAttachedGroupPolicies` (shape `ListAttachedGroupPoliciesRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListAttachedGroupPoliciesRequest {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
    /// `PathPrefix`, shape `policyPathType`: 1 to 512 characters, `((/[A-Za-z0-9\.,\+@=_-]+)*)/`.
    pub path_prefix: Option<String>,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListAttachedGroupPoliciesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let group_name = decoder.required(&mut members, "GroupName", decoders::group_name_type)?;
        let path_prefix = decoder.optional(&mut members, "PathPrefix", decoders::policy_path_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(group_name) = group_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            group_name,
            path_prefix,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListAttachedGroupPoliciesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("GroupName", &self.group_name, false),
                ("PathPrefix", &self.path_prefix, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListAttachedGroupPoliciesRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListAttachedRolePolicies` (shape `ListAttachedRolePoliciesRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListAttachedRolePoliciesRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `PathPrefix`, shape `policyPathType`: 1 to 512 characters, `((/[A-Za-z0-9\.,\+@=_-]+)*)/`.
    pub path_prefix: Option<String>,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListAttachedRolePoliciesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let path_prefix = decoder.optional(&mut members, "PathPrefix", decoders::policy_path_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(role_name) = role_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_name,
            path_prefix,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListAttachedRolePoliciesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("PathPrefix", &self.path_prefix, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListAttachedRolePoliciesRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListAttachedUserPolicies` (shape `ListAttachedUserPoliciesRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListAttachedUserPoliciesRequest {
    /// `UserName`, shape `userNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `PathPrefix`, shape `policyPathType`: 1 to 512 characters, `((/[A-Za-z0-9\.,\+@=_-]+)*)/`.
    pub path_prefix: Option<String>,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListAttachedUserPoliciesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::user_name_type)?;
        let path_prefix = decoder.optional(&mut members, "PathPrefix", decoders::policy_path_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(user_name) = user_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            user_name,
            path_prefix,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListAttachedUserPoliciesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("PathPrefix", &self.path_prefix, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListAttachedUserPoliciesRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListEntitiesForPolicy` (shape `ListEntitiesForPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListEntitiesForPolicyRequest {
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
    /// `EntityFilter`, shape `EntityType`.
    pub entity_filter: Option<EntityType>,
    /// `PathPrefix`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub path_prefix: Option<String>,
    /// `PolicyUsageFilter`, shape `PolicyUsageType`.
    pub policy_usage_filter: Option<PolicyUsageType>,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListEntitiesForPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let entity_filter = decoder.optional(&mut members, "EntityFilter", decoders::entity_type)?;
        let path_prefix = decoder.optional(&mut members, "PathPrefix", decoders::path_type)?;
        let policy_usage_filter =
            decoder.optional(&mut members, "PolicyUsageFilter", decoders::policy_usage_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(policy_arn) = policy_arn else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_arn,
            entity_filter,
            path_prefix,
            policy_usage_filter,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListEntitiesForPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyArn", &self.policy_arn, false),
                ("EntityFilter", &self.entity_filter, false),
                ("PathPrefix", &self.path_prefix, false),
                ("PolicyUsageFilter", &self.policy_usage_filter, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListEntitiesForPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListGroupPolicies` (shape `ListGroupPoliciesRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListGroupPoliciesRequest {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListGroupPoliciesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let group_name = decoder.required(&mut members, "GroupName", decoders::group_name_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(group_name) = group_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            group_name,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListGroupPoliciesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("GroupName", &self.group_name, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListGroupPoliciesRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListGroups` (shape `ListGroupsRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListGroupsRequest {
    /// `PathPrefix`, shape `pathPrefixType`: 1 to 512 characters, `\u002F[\u0021-\u007F]*`.
    pub path_prefix: Option<String>,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListGroupsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let path_prefix = decoder.optional(&mut members, "PathPrefix", decoders::path_prefix_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        Ok(Some(Self {
            path_prefix,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListGroupsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PathPrefix", &self.path_prefix, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListGroupsRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListGroupsForUser` (shape `ListGroupsForUserRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListGroupsForUserRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListGroupsForUserRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::existing_user_name_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(user_name) = user_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            user_name,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListGroupsForUserRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListGroupsForUserRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListInstanceProfiles` (shape `ListInstanceProfilesRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListInstanceProfilesRequest {
    /// `PathPrefix`, shape `pathPrefixType`: 1 to 512 characters, `\u002F[\u0021-\u007F]*`.
    pub path_prefix: Option<String>,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListInstanceProfilesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let path_prefix = decoder.optional(&mut members, "PathPrefix", decoders::path_prefix_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        Ok(Some(Self {
            path_prefix,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListInstanceProfilesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PathPrefix", &self.path_prefix, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListInstanceProfilesRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListInstanceProfilesForRole` (shape `ListInstanceProfilesForRoleRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListInstanceProfilesForRoleRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListInstanceProfilesForRoleRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(role_name) = role_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_name,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListInstanceProfilesForRoleRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListInstanceProfilesForRoleRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListOpenIDConnectProviderTags` (shape `ListOpenIDConnectProviderTagsRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListOpenIDConnectProviderTagsRequest {
    /// `OpenIDConnectProviderArn`, shape `arnType`: 20 to 2048 characters.
    pub open_id_connect_provider_arn: String,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListOpenIDConnectProviderTagsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let open_id_connect_provider_arn =
            decoder.required(&mut members, "OpenIDConnectProviderArn", decoders::arn_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(open_id_connect_provider_arn) = open_id_connect_provider_arn else {
            return Ok(None);
        };
        Ok(Some(Self {
            open_id_connect_provider_arn,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListOpenIDConnectProviderTagsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                (
                    "OpenIDConnectProviderArn",
                    &self.open_id_connect_provider_arn,
                    false,
                ),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListOpenIDConnectProviderTagsRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListOpenIDConnectProviders` (shape `ListOpenIDConnectProvidersRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListOpenIDConnectProvidersRequest {}

impl Decode for ListOpenIDConnectProvidersRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        decoder.structure(value)?;
        Ok(Some(Self {}))
    }
}

impl Encode for ListOpenIDConnectProvidersRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

impl FromForm for ListOpenIDConnectProvidersRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListPolicies` (shape `ListPoliciesRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListPoliciesRequest {
    /// `Scope`, shape `policyScopeType`.
    pub scope: Option<PolicyScopeType>,
    /// `OnlyAttached`, shape `booleanType`.
    pub only_attached: Option<bool>,
    /// `PathPrefix`, shape `policyPathType`: 1 to 512 characters, `((/[A-Za-z0-9\.,\+@=_-]+)*)/`.
    pub path_prefix: Option<String>,
    /// `PolicyUsageFilter`, shape `PolicyUsageType`.
    pub policy_usage_filter: Option<PolicyUsageType>,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListPoliciesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let scope = decoder.optional(&mut members, "Scope", decoders::policy_scope_type)?;
        let only_attached = decoder.optional(&mut members, "OnlyAttached", decoders::boolean_type)?;
        let path_prefix = decoder.optional(&mut members, "PathPrefix", decoders::policy_path_type)?;
        let policy_usage_filter =
            decoder.optional(&mut members, "PolicyUsageFilter", decoders::policy_usage_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        Ok(Some(Self {
            scope,
            only_attached,
            path_prefix,
            policy_usage_filter,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListPoliciesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Scope", &self.scope, false),
                ("OnlyAttached", &self.only_attached, false),
                ("PathPrefix", &self.path_prefix, false),
                ("PolicyUsageFilter", &self.policy_usage_filter, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListPoliciesRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListPolicyTags` (shape `ListPolicyTagsRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListPolicyTagsRequest {
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListPolicyTagsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(policy_arn) = policy_arn else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_arn,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListPolicyTagsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyArn", &self.policy_arn, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListPolicyTagsRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListPolicyVersions` (shape `ListPolicyVersionsRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListPolicyVersionsRequest {
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListPolicyVersionsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(policy_arn) = policy_arn else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_arn,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListPolicyVersionsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyArn", &self.policy_arn, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListPolicyVersionsRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListRolePolicies` (shape `ListRolePoliciesRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListRolePoliciesRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListRolePoliciesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(role_name) = role_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_name,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListRolePoliciesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListRolePoliciesRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListRoleTags` (shape `ListRoleTagsRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListRoleTagsRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListRoleTagsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(role_name) = role_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_name,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListRoleTagsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListRoleTagsRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListRoles` (shape `ListRolesRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListRolesRequest {
    /// `PathPrefix`, shape `pathPrefixType`: 1 to 512 characters, `\u002F[\u0021-\u007F]*`.
    pub path_prefix: Option<String>,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListRolesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let path_prefix = decoder.optional(&mut members, "PathPrefix", decoders::path_prefix_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        Ok(Some(Self {
            path_prefix,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListRolesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PathPrefix", &self.path_prefix, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListRolesRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListUserPolicies` (shape `ListUserPoliciesRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListUserPoliciesRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListUserPoliciesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::existing_user_name_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(user_name) = user_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            user_name,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListUserPoliciesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListUserPoliciesRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListUserTags` (shape `ListUserTagsRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListUserTagsRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListUserTagsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::existing_user_name_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let Some(user_name) = user_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            user_name,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListUserTagsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListUserTagsRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `ListUsers` (shape `ListUsersRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListUsersRequest {
    /// `PathPrefix`, shape `pathPrefixType`: 1 to 512 characters, `\u002F[\u0021-\u007F]*`.
    pub path_prefix: Option<String>,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
}

impl Decode for ListUsersRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let path_prefix = decoder.optional(&mut members, "PathPrefix", decoders::path_prefix_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        Ok(Some(Self {
            path_prefix,
            marker,
            max_items,
        }))
    }
}

impl Encode for ListUsersRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PathPrefix", &self.path_prefix, false),
                ("Marker", &self.marker, false),
                ("MaxItems", &self.max_items, false),
            ],
        );
    }
}

impl FromForm for ListUsersRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `PutGroupPolicy` (shape `PutGroupPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct PutGroupPolicyRequest {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: String,
    /// `PolicyDocument`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy_document: String,
}

impl Decode for PutGroupPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let group_name = decoder.required(&mut members, "GroupName", decoders::group_name_type)?;
        let policy_name = decoder.required(&mut members, "PolicyName", decoders::policy_name_type)?;
        let policy_document =
            decoder.required(&mut members, "PolicyDocument", decoders::policy_document_type)?;
        let (Some(group_name), Some(policy_name), Some(policy_document)) =
            (group_name, policy_name, policy_document)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            group_name,
            policy_name,
            policy_document,
        }))
    }
}

impl Encode for PutGroupPolicyRequest {
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

impl FromForm for PutGroupPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `PutRolePermissionsBoundary` (shape `PutRolePermissionsBoundaryRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct PutRolePermissionsBoundaryRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `PermissionsBoundary`, shape `arnType`: 20 to 2048 characters.
    pub permissions_boundary: String,
}

impl Decode for PutRolePermissionsBoundaryRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let permissions_boundary =
            decoder.required(&mut members, "PermissionsBoundary", decoders::arn_type)?;
        let (Some(role_name), Some(permissions_boundary)) = (role_name, permissions_boundary) else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_name,
            permissions_boundary,
        }))
    }
}

impl Encode for PutRolePermissionsBoundaryRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("PermissionsBoundary", &self.permissions_boundary, false),
            ],
        );
    }
}

impl FromForm for PutRolePermissionsBoundaryRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `PutRolePolicy` (shape `PutRolePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct PutRolePolicyRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: String,
    /// `PolicyDocument`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy_document: String,
}

impl Decode for PutRolePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let policy_name = decoder.required(&mut members, "PolicyName", decoders::policy_name_type)?;
        let policy_document =
            decoder.required(&mut members, "PolicyDocument", decoders::policy_document_type)?;
        let (Some(role_name), Some(policy_name), Some(policy_document)) =
            (role_name, policy_name, policy_document)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_name,
            policy_name,
            policy_document,
        }))
    }
}

impl Encode for PutRolePolicyRequest {
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

impl FromForm for PutRolePolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `PutUserPermissionsBoundary` (shape `PutUserPermissionsBoundaryRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct PutUserPermissionsBoundaryRequest {
    /// `UserName`, shape `userNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `PermissionsBoundary`, shape `arnType`: 20 to 2048 characters.
    pub permissions_boundary: String,
}

impl Decode for PutUserPermissionsBoundaryRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::user_name_type)?;
        let permissions_boundary =
            decoder.required(&mut members, "PermissionsBoundary", decoders::arn_type)?;
        let (Some(user_name), Some(permissions_boundary)) = (user_name, permissions_boundary) else {
            return Ok(None);
        };
        Ok(Some(Self {
            user_name,
            permissions_boundary,
        }))
    }
}

impl Encode for PutUserPermissionsBoundaryRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("PermissionsBoundary", &self.permissions_boundary, false),
            ],
        );
    }
}

impl FromForm for PutUserPermissionsBoundaryRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `PutUserPolicy` (shape `PutUserPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct PutUserPolicyRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `PolicyName`, shape `policyNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub policy_name: String,
    /// `PolicyDocument`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy_document: String,
}

impl Decode for PutUserPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::existing_user_name_type)?;
        let policy_name = decoder.required(&mut members, "PolicyName", decoders::policy_name_type)?;
        let policy_document =
            decoder.required(&mut members, "PolicyDocument", decoders::policy_document_type)?;
        let (Some(user_name), Some(policy_name), Some(policy_document)) =
            (user_name, policy_name, policy_document)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            user_name,
            policy_name,
            policy_document,
        }))
    }
}

impl Encode for PutUserPolicyRequest {
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

impl FromForm for PutUserPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `RemoveClientIDFromOpenIDConnectProvider` (shape `RemoveClientIDFromOpenIDConnectProviderRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct RemoveClientIDFromOpenIDConnectProviderRequest {
    /// `OpenIDConnectProviderArn`, shape `arnType`: 20 to 2048 characters.
    pub open_id_connect_provider_arn: String,
    /// `ClientID`, shape `clientIDType`: 1 to 255 characters.
    pub client_id: String,
}

impl Decode for RemoveClientIDFromOpenIDConnectProviderRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let open_id_connect_provider_arn =
            decoder.required(&mut members, "OpenIDConnectProviderArn", decoders::arn_type)?;
        let client_id = decoder.required(&mut members, "ClientID", decoders::client_id_type)?;
        let (Some(open_id_connect_provider_arn), Some(client_id)) = (open_id_connect_provider_arn, client_id)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            open_id_connect_provider_arn,
            client_id,
        }))
    }
}

impl Encode for RemoveClientIDFromOpenIDConnectProviderRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                (
                    "OpenIDConnectProviderArn",
                    &self.open_id_connect_provider_arn,
                    false,
                ),
                ("ClientID", &self.client_id, false),
            ],
        );
    }
}

impl FromForm for RemoveClientIDFromOpenIDConnectProviderRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `RemoveRoleFromInstanceProfile` (shape `RemoveRoleFromInstanceProfileRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct RemoveRoleFromInstanceProfileRequest {
    /// `InstanceProfileName`, shape `instanceProfileNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub instance_profile_name: String,
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
}

impl Decode for RemoveRoleFromInstanceProfileRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let instance_profile_name = decoder.required(
            &mut members,
            "InstanceProfileName",
            decoders::instance_profile_name_type,
        )?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let (Some(instance_profile_name), Some(role_name)) = (instance_profile_name, role_name) else {
            return Ok(None);
        };
        Ok(Some(Self {
            instance_profile_name,
            role_name,
        }))
    }
}

impl Encode for RemoveRoleFromInstanceProfileRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("InstanceProfileName", &self.instance_profile_name, false),
                ("RoleName", &self.role_name, false),
            ],
        );
    }
}

impl FromForm for RemoveRoleFromInstanceProfileRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `RemoveUserFromGroup` (shape `RemoveUserFromGroupRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct RemoveUserFromGroupRequest {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: String,
}

impl Decode for RemoveUserFromGroupRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let group_name = decoder.required(&mut members, "GroupName", decoders::group_name_type)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::existing_user_name_type)?;
        let (Some(group_name), Some(user_name)) = (group_name, user_name) else {
            return Ok(None);
        };
        Ok(Some(Self {
            group_name,
            user_name,
        }))
    }
}

impl Encode for RemoveUserFromGroupRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("GroupName", &self.group_name, false),
                ("UserName", &self.user_name, false),
            ],
        );
    }
}

impl FromForm for RemoveUserFromGroupRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `SetDefaultPolicyVersion` (shape `SetDefaultPolicyVersionRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct SetDefaultPolicyVersionRequest {
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
    /// `VersionId`, shape `policyVersionIdType`: `v[1-9][0-9]*(\.[A-Za-z0-9-]*)?`.
    pub version_id: String,
}

impl Decode for SetDefaultPolicyVersionRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let version_id = decoder.required(&mut members, "VersionId", decoders::policy_version_id_type)?;
        let (Some(policy_arn), Some(version_id)) = (policy_arn, version_id) else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_arn,
            version_id,
        }))
    }
}

impl Encode for SetDefaultPolicyVersionRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyArn", &self.policy_arn, false),
                ("VersionId", &self.version_id, false),
            ],
        );
    }
}

impl FromForm for SetDefaultPolicyVersionRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `SimulateCustomPolicy` (shape `SimulateCustomPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct SimulateCustomPolicyRequest {
    /// `PolicyInputList`, shape `SimulationPolicyListType`.
    pub policy_input_list: Vec<String>,
    /// `PermissionsBoundaryPolicyInputList`, shape `SimulationPolicyListType`.
    pub permissions_boundary_policy_input_list: Option<Vec<String>>,
    /// `ActionNames`, shape `ActionNameListType`.
    pub action_names: Vec<String>,
    /// `ResourceArns`, shape `ResourceNameListType`.
    pub resource_arns: Option<Vec<String>>,
    /// `ResourcePolicy`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub resource_policy: Option<String>,
    /// `ResourceOwner`, shape `ResourceNameType`: 1 to 2048 characters.
    pub resource_owner: Option<String>,
    /// `CallerArn`, shape `ResourceNameType`: 1 to 2048 characters.
    pub caller_arn: Option<String>,
    /// `ContextEntries`, shape `ContextEntryListType`.
    pub context_entries: Option<Vec<ContextEntry>>,
    /// `ResourceHandlingOption`, shape `ResourceHandlingOptionType`: 1 to 64 characters.
    pub resource_handling_option: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
}

impl Decode for SimulateCustomPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_input_list = decoder.required(
            &mut members,
            "PolicyInputList",
            decoders::simulation_policy_list_type,
        )?;
        let permissions_boundary_policy_input_list = decoder.optional(
            &mut members,
            "PermissionsBoundaryPolicyInputList",
            decoders::simulation_policy_list_type,
        )?;
        let action_names = decoder.required(&mut members, "ActionNames", decoders::action_name_list_type)?;
        let resource_arns =
            decoder.optional(&mut members, "ResourceArns", decoders::resource_name_list_type)?;
        let resource_policy =
            decoder.optional(&mut members, "ResourcePolicy", decoders::policy_document_type)?;
        let resource_owner = decoder.optional(&mut members, "ResourceOwner", decoders::resource_name_type)?;
        let caller_arn = decoder.optional(&mut members, "CallerArn", decoders::resource_name_type)?;
        let context_entries =
            decoder.optional(&mut members, "ContextEntries", decoders::context_entry_list_type)?;
        let resource_handling_option = decoder.optional(
            &mut members,
            "ResourceHandlingOption",
            decoders::resource_handling_option_type,
        )?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let (Some(policy_input_list), Some(action_names)) = (policy_input_list, action_names) else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_input_list,
            permissions_boundary_policy_input_list,
            action_names,
            resource_arns,
            resource_policy,
            resource_owner,
            caller_arn,
            context_entries,
            resource_handling_option,
            max_items,
            marker,
        }))
    }
}

impl Encode for SimulateCustomPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyInputList", &self.policy_input_list, false),
                (
                    "PermissionsBoundaryPolicyInputList",
                    &self.permissions_boundary_policy_input_list,
                    false,
                ),
                ("ActionNames", &self.action_names, false),
                ("ResourceArns", &self.resource_arns, false),
                ("ResourcePolicy", &self.resource_policy, false),
                ("ResourceOwner", &self.resource_owner, false),
                ("CallerArn", &self.caller_arn, false),
                ("ContextEntries", &self.context_entries, false),
                ("ResourceHandlingOption", &self.resource_handling_option, false),
                ("MaxItems", &self.max_items, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

impl FromForm for SimulateCustomPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `SimulatePrincipalPolicy` (shape `SimulatePrincipalPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatePrincipalPolicyRequest {
    /// `PolicySourceArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_source_arn: String,
    /// `PolicyInputList`, shape `SimulationPolicyListType`.
    pub policy_input_list: Option<Vec<String>>,
    /// `PermissionsBoundaryPolicyInputList`, shape `SimulationPolicyListType`.
    pub permissions_boundary_policy_input_list: Option<Vec<String>>,
    /// `ActionNames`, shape `ActionNameListType`.
    pub action_names: Vec<String>,
    /// `ResourceArns`, shape `ResourceNameListType`.
    pub resource_arns: Option<Vec<String>>,
    /// `ResourcePolicy`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub resource_policy: Option<String>,
    /// `ResourceOwner`, shape `ResourceNameType`: 1 to 2048 characters.
    pub resource_owner: Option<String>,
    /// `CallerArn`, shape `ResourceNameType`: 1 to 2048 characters.
    pub caller_arn: Option<String>,
    /// `ContextEntries`, shape `ContextEntryListType`.
    pub context_entries: Option<Vec<ContextEntry>>,
    /// `ResourceHandlingOption`, shape `ResourceHandlingOptionType`: 1 to 64 characters.
    pub resource_handling_option: Option<String>,
    /// `MaxItems`, shape `maxItemsType`: 1 to 1000.
    pub max_items: Option<i64>,
    /// `Marker`, shape `markerType`: 1 to 320 characters, `[\u0020-\u00FF]+`.
    pub marker: Option<String>,
}

impl Decode for SimulatePrincipalPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_source_arn = decoder.required(&mut members, "PolicySourceArn", decoders::arn_type)?;
        let policy_input_list = decoder.optional(
            &mut members,
            "PolicyInputList",
            decoders::simulation_policy_list_type,
        )?;
        let permissions_boundary_policy_input_list = decoder.optional(
            &mut members,
            "PermissionsBoundaryPolicyInputList",
            decoders::simulation_policy_list_type,
        )?;
        let action_names = decoder.required(&mut members, "ActionNames", decoders::action_name_list_type)?;
        let resource_arns =
            decoder.optional(&mut members, "ResourceArns", decoders::resource_name_list_type)?;
        let resource_policy =
            decoder.optional(&mut members, "ResourcePolicy", decoders::policy_document_type)?;
        let resource_owner = decoder.optional(&mut members, "ResourceOwner", decoders::resource_name_type)?;
        let caller_arn = decoder.optional(&mut members, "CallerArn", decoders::resource_name_type)?;
        let context_entries =
            decoder.optional(&mut members, "ContextEntries", decoders::context_entry_list_type)?;
        let resource_handling_option = decoder.optional(
            &mut members,
            "ResourceHandlingOption",
            decoders::resource_handling_option_type,
        )?;
        let max_items = decoder.optional(&mut members, "MaxItems", decoders::max_items_type)?;
        let marker = decoder.optional(&mut members, "Marker", decoders::marker_type)?;
        let (Some(policy_source_arn), Some(action_names)) = (policy_source_arn, action_names) else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_source_arn,
            policy_input_list,
            permissions_boundary_policy_input_list,
            action_names,
            resource_arns,
            resource_policy,
            resource_owner,
            caller_arn,
            context_entries,
            resource_handling_option,
            max_items,
            marker,
        }))
    }
}

impl Encode for SimulatePrincipalPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicySourceArn", &self.policy_source_arn, false),
                ("PolicyInputList", &self.policy_input_list, false),
                (
                    "PermissionsBoundaryPolicyInputList",
                    &self.permissions_boundary_policy_input_list,
                    false,
                ),
                ("ActionNames", &self.action_names, false),
                ("ResourceArns", &self.resource_arns, false),
                ("ResourcePolicy", &self.resource_policy, false),
                ("ResourceOwner", &self.resource_owner, false),
                ("CallerArn", &self.caller_arn, false),
                ("ContextEntries", &self.context_entries, false),
                ("ResourceHandlingOption", &self.resource_handling_option, false),
                ("MaxItems", &self.max_items, false),
                ("Marker", &self.marker, false),
            ],
        );
    }
}

impl FromForm for SimulatePrincipalPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `TagOpenIDConnectProvider` (shape `TagOpenIDConnectProviderRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct TagOpenIDConnectProviderRequest {
    /// `OpenIDConnectProviderArn`, shape `arnType`: 20 to 2048 characters.
    pub open_id_connect_provider_arn: String,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Vec<Tag>,
}

impl Decode for TagOpenIDConnectProviderRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let open_id_connect_provider_arn =
            decoder.required(&mut members, "OpenIDConnectProviderArn", decoders::arn_type)?;
        let tags = decoder.required(&mut members, "Tags", decoders::tag_list_type)?;
        let (Some(open_id_connect_provider_arn), Some(tags)) = (open_id_connect_provider_arn, tags) else {
            return Ok(None);
        };
        Ok(Some(Self {
            open_id_connect_provider_arn,
            tags,
        }))
    }
}

impl Encode for TagOpenIDConnectProviderRequest {
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

impl FromForm for TagOpenIDConnectProviderRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `TagPolicy` (shape `TagPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct TagPolicyRequest {
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Vec<Tag>,
}

impl Decode for TagPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let tags = decoder.required(&mut members, "Tags", decoders::tag_list_type)?;
        let (Some(policy_arn), Some(tags)) = (policy_arn, tags) else {
            return Ok(None);
        };
        Ok(Some(Self { policy_arn, tags }))
    }
}

impl Encode for TagPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyArn", &self.policy_arn, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

impl FromForm for TagPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `TagRole` (shape `TagRoleRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct TagRoleRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Vec<Tag>,
}

impl Decode for TagRoleRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let tags = decoder.required(&mut members, "Tags", decoders::tag_list_type)?;
        let (Some(role_name), Some(tags)) = (role_name, tags) else {
            return Ok(None);
        };
        Ok(Some(Self { role_name, tags }))
    }
}

impl Encode for TagRoleRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("RoleName", &self.role_name, false), ("Tags", &self.tags, false)],
        );
    }
}

impl FromForm for TagRoleRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `TagUser` (shape `TagUserRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct TagUserRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `Tags`, shape `tagListType`: to 50 items.
    pub tags: Vec<Tag>,
}

impl Decode for TagUserRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::existing_user_name_type)?;
        let tags = decoder.required(&mut members, "Tags", decoders::tag_list_type)?;
        let (Some(user_name), Some(tags)) = (user_name, tags) else {
            return Ok(None);
        };
        Ok(Some(Self { user_name, tags }))
    }
}

impl Encode for TagUserRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("UserName", &self.user_name, false), ("Tags", &self.tags, false)],
        );
    }
}

impl FromForm for TagUserRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `UntagOpenIDConnectProvider` (shape `UntagOpenIDConnectProviderRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UntagOpenIDConnectProviderRequest {
    /// `OpenIDConnectProviderArn`, shape `arnType`: 20 to 2048 characters.
    pub open_id_connect_provider_arn: String,
    /// `TagKeys`, shape `tagKeyListType`: to 50 items.
    pub tag_keys: Vec<String>,
}

impl Decode for UntagOpenIDConnectProviderRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let open_id_connect_provider_arn =
            decoder.required(&mut members, "OpenIDConnectProviderArn", decoders::arn_type)?;
        let tag_keys = decoder.required(&mut members, "TagKeys", decoders::tag_key_list_type)?;
        let (Some(open_id_connect_provider_arn), Some(tag_keys)) = (open_id_connect_provider_arn, tag_keys)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            open_id_connect_provider_arn,
            tag_keys,
        }))
    }
}

impl Encode for UntagOpenIDConnectProviderRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                (
                    "OpenIDConnectProviderArn",
                    &self.open_id_connect_provider_arn,
                    false,
                ),
                ("TagKeys", &self.tag_keys, false),
            ],
        );
    }
}

impl FromForm for UntagOpenIDConnectProviderRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `UntagPolicy` (shape `UntagPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UntagPolicyRequest {
    /// `PolicyArn`, shape `arnType`: 20 to 2048 characters.
    pub policy_arn: String,
    /// `TagKeys`, shape `tagKeyListType`: to 50 items.
    pub tag_keys: Vec<String>,
}

impl Decode for UntagPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_arn = decoder.required(&mut members, "PolicyArn", decoders::arn_type)?;
        let tag_keys = decoder.required(&mut members, "TagKeys", decoders::tag_key_list_type)?;
        let (Some(policy_arn), Some(tag_keys)) = (policy_arn, tag_keys) else {
            return Ok(None);
        };
        Ok(Some(Self { policy_arn, tag_keys }))
    }
}

impl Encode for UntagPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyArn", &self.policy_arn, false),
                ("TagKeys", &self.tag_keys, false),
            ],
        );
    }
}

impl FromForm for UntagPolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `UntagRole` (shape `UntagRoleRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UntagRoleRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `TagKeys`, shape `tagKeyListType`: to 50 items.
    pub tag_keys: Vec<String>,
}

impl Decode for UntagRoleRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let tag_keys = decoder.required(&mut members, "TagKeys", decoders::tag_key_list_type)?;
        let (Some(role_name), Some(tag_keys)) = (role_name, tag_keys) else {
            return Ok(None);
        };
        Ok(Some(Self { role_name, tag_keys }))
    }
}

impl Encode for UntagRoleRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("TagKeys", &self.tag_keys, false),
            ],
        );
    }
}

impl FromForm for UntagRoleRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `UntagUser` (shape `UntagUserRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UntagUserRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `TagKeys`, shape `tagKeyListType`: to 50 items.
    pub tag_keys: Vec<String>,
}

impl Decode for UntagUserRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::existing_user_name_type)?;
        let tag_keys = decoder.required(&mut members, "TagKeys", decoders::tag_key_list_type)?;
        let (Some(user_name), Some(tag_keys)) = (user_name, tag_keys) else {
            return Ok(None);
        };
        Ok(Some(Self { user_name, tag_keys }))
    }
}

impl Encode for UntagUserRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("TagKeys", &self.tag_keys, false),
            ],
        );
    }
}

impl FromForm for UntagUserRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `UpdateAccessKey` (shape `UpdateAccessKeyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateAccessKeyRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: Option<String>,
    /// `AccessKeyId`, shape `accessKeyIdType`: 16 to 128 characters, `[\w]+`.
    pub access_key_id: String,
    /// `Status`, shape `statusType`.
    pub status: StatusType,
}

impl Decode for UpdateAccessKeyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.optional(&mut members, "UserName", decoders::existing_user_name_type)?;
        let access_key_id = decoder.required(&mut members, "AccessKeyId", decoders::access_key_id_type)?;
        let status = decoder.required(&mut members, "Status", decoders::status_type)?;
        let (Some(access_key_id), Some(status)) = (access_key_id, status) else {
            return Ok(None);
        };
        Ok(Some(Self {
            user_name,
            access_key_id,
            status,
        }))
    }
}

impl Encode for UpdateAccessKeyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("AccessKeyId", &self.access_key_id, false),
                ("Status", &self.status, false),
            ],
        );
    }
}

impl FromForm for UpdateAccessKeyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `UpdateAssumeRolePolicy` (shape `UpdateAssumeRolePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateAssumeRolePolicyRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `PolicyDocument`, shape `policyDocumentType`: 1 to 131072 characters, `[\u0009\u000A\u000D\u0020-\u00FF]+`.
    pub policy_document: String,
}

impl Decode for UpdateAssumeRolePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let policy_document =
            decoder.required(&mut members, "PolicyDocument", decoders::policy_document_type)?;
        let (Some(role_name), Some(policy_document)) = (role_name, policy_document) else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_name,
            policy_document,
        }))
    }
}

impl Encode for UpdateAssumeRolePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("PolicyDocument", &self.policy_document, false),
            ],
        );
    }
}

impl FromForm for UpdateAssumeRolePolicyRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `UpdateGroup` (shape `UpdateGroupRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateGroupRequest {
    /// `GroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub group_name: String,
    /// `NewPath`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub new_path: Option<String>,
    /// `NewGroupName`, shape `groupNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub new_group_name: Option<String>,
}

impl Decode for UpdateGroupRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let group_name = decoder.required(&mut members, "GroupName", decoders::group_name_type)?;
        let new_path = decoder.optional(&mut members, "NewPath", decoders::path_type)?;
        let new_group_name = decoder.optional(&mut members, "NewGroupName", decoders::group_name_type)?;
        let Some(group_name) = group_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            group_name,
            new_path,
            new_group_name,
        }))
    }
}

impl Encode for UpdateGroupRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("GroupName", &self.group_name, false),
                ("NewPath", &self.new_path, false),
                ("NewGroupName", &self.new_group_name, false),
            ],
        );
    }
}

impl FromForm for UpdateGroupRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `UpdateOpenIDConnectProviderThumbprint` (shape `UpdateOpenIDConnectProviderThumbprintRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateOpenIDConnectProviderThumbprintRequest {
    /// `OpenIDConnectProviderArn`, shape `arnType`: 20 to 2048 characters.
    pub open_id_connect_provider_arn: String,
    /// `ThumbprintList`, shape `thumbprintListType`.
    pub thumbprint_list: Vec<String>,
}

impl Decode for UpdateOpenIDConnectProviderThumbprintRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let open_id_connect_provider_arn =
            decoder.required(&mut members, "OpenIDConnectProviderArn", decoders::arn_type)?;
        let thumbprint_list =
            decoder.required(&mut members, "ThumbprintList", decoders::thumbprint_list_type)?;
        let (Some(open_id_connect_provider_arn), Some(thumbprint_list)) =
            (open_id_connect_provider_arn, thumbprint_list)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            open_id_connect_provider_arn,
            thumbprint_list,
        }))
    }
}

impl Encode for UpdateOpenIDConnectProviderThumbprintRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                (
                    "OpenIDConnectProviderArn",
                    &self.open_id_connect_provider_arn,
                    false,
                ),
                ("ThumbprintList", &self.thumbprint_list, false),
            ],
        );
    }
}

impl FromForm for UpdateOpenIDConnectProviderThumbprintRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `UpdateRole` (shape `UpdateRoleRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateRoleRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `Description`, shape `roleDescriptionType`: to 1000 characters, `[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*`.
    pub description: Option<String>,
    /// `MaxSessionDuration`, shape `roleMaxSessionDurationType`: 3600 to 43200.
    pub max_session_duration: Option<i64>,
}

impl Decode for UpdateRoleRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let description = decoder.optional(&mut members, "Description", decoders::role_description_type)?;
        let max_session_duration = decoder.optional(
            &mut members,
            "MaxSessionDuration",
            decoders::role_max_session_duration_type,
        )?;
        let Some(role_name) = role_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_name,
            description,
            max_session_duration,
        }))
    }
}

impl Encode for UpdateRoleRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("Description", &self.description, false),
                ("MaxSessionDuration", &self.max_session_duration, false),
            ],
        );
    }
}

impl FromForm for UpdateRoleRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `UpdateRoleDescription` (shape `UpdateRoleDescriptionRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateRoleDescriptionRequest {
    /// `RoleName`, shape `roleNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub role_name: String,
    /// `Description`, shape `roleDescriptionType`: to 1000 characters, `[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*`.
    pub description: String,
}

impl Decode for UpdateRoleDescriptionRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let role_name = decoder.required(&mut members, "RoleName", decoders::role_name_type)?;
        let description = decoder.required(&mut members, "Description", decoders::role_description_type)?;
        let (Some(role_name), Some(description)) = (role_name, description) else {
            return Ok(None);
        };
        Ok(Some(Self {
            role_name,
            description,
        }))
    }
}

impl Encode for UpdateRoleDescriptionRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RoleName", &self.role_name, false),
                ("Description", &self.description, false),
            ],
        );
    }
}

impl FromForm for UpdateRoleDescriptionRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}

/// Input of `UpdateUser` (shape `UpdateUserRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateUserRequest {
    /// `UserName`, shape `existingUserNameType`: 1 to 128 characters, `[\w+=,.@-]+`.
    pub user_name: String,
    /// `NewPath`, shape `pathType`: 1 to 512 characters, `(\u002F)|(\u002F[\u0021-\u007E]+\u002F)`.
    pub new_path: Option<String>,
    /// `NewUserName`, shape `userNameType`: 1 to 64 characters, `[\w+=,.@-]+`.
    pub new_user_name: Option<String>,
}

impl Decode for UpdateUserRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let user_name = decoder.required(&mut members, "UserName", decoders::existing_user_name_type)?;
        let new_path = decoder.optional(&mut members, "NewPath", decoders::path_type)?;
        let new_user_name = decoder.optional(&mut members, "NewUserName", decoders::user_name_type)?;
        let Some(user_name) = user_name else {
            return Ok(None);
        };
        Ok(Some(Self {
            user_name,
            new_path,
            new_user_name,
        }))
    }
}

impl Encode for UpdateUserRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("UserName", &self.user_name, false),
                ("NewPath", &self.new_path, false),
                ("NewUserName", &self.new_user_name, false),
            ],
        );
    }
}

impl FromForm for UpdateUserRequest {
    fn from_form(form: &Form) -> Result<Self, DecodeFault> {
        query::decode(form)
    }
}
