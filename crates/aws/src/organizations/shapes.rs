// Generated from api/organizations.json by `cargo xtask codegen`. Do not edit.

//! The structures inside inputs and outputs.

use super::decoders;
use super::{
    AccountJoinedMethod, AccountState, AccountStatus, ActionType, ChildType, CreateAccountFailureReason,
    CreateAccountState, EffectivePolicyType, HandshakePartyType, HandshakeResourceType, HandshakeState,
    OrganizationFeatureSet, ParentType, PolicyType, PolicyTypeStatus, TargetType,
};
use crate::AccountId;
use crate::Timestamp;
use crate::decode::{Decode, Decoded, Decoder};
use crate::encode::{self, Encode, Sink};
use crate::json::Json;

/// Shape `Account`.
#[derive(Clone, PartialEq, Default)]
pub struct Account {
    /// `Id`, shape `AccountId`: to 12 characters.
    pub id: Option<AccountId>,
    /// `Arn`, shape `AccountArn`: `^arn:aws:organizations::\d{12}:account\/o-[a-z0-9]{10,32}\/\d{12}`.
    pub arn: Option<String>,
    /// `Email`, shape `Email`: 6 to 64 characters, `[^\s@]+@[^\s@]+\.[^\s@]+`.
    pub email: Option<String>,
    /// `Name`, shape `AccountName`: 1 to 128 characters, `[\s\S]*`.
    pub name: Option<String>,
    /// `Status`, shape `AccountStatus`.
    pub status: Option<AccountStatus>,
    /// `State`, shape `AccountState`.
    pub state: Option<AccountState>,
    /// `Paths`, shape `Paths`.
    pub paths: Option<Vec<String>>,
    /// `JoinedMethod`, shape `AccountJoinedMethod`.
    pub joined_method: Option<AccountJoinedMethod>,
    /// `JoinedTimestamp`, shape `Timestamp`.
    pub joined_timestamp: Option<Timestamp>,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("id", &self.id)
            .field("arn", &self.arn)
            .field("email", &format_args!("…"))
            .field("name", &format_args!("…"))
            .field("status", &self.status)
            .field("state", &self.state)
            .field("paths", &self.paths)
            .field("joined_method", &self.joined_method)
            .field("joined_timestamp", &self.joined_timestamp)
            .finish()
    }
}

impl Encode for Account {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Id", &self.id, false),
                ("Arn", &self.arn, false),
                ("Email", &self.email, true),
                ("Name", &self.name, true),
                ("Status", &self.status, false),
                ("State", &self.state, false),
                ("Paths", &self.paths, false),
                ("JoinedMethod", &self.joined_method, false),
                ("JoinedTimestamp", &self.joined_timestamp, false),
            ],
        );
    }
}

/// Shape `Child`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Child {
    /// `Id`, shape `ChildId`: to 100 characters, `^(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub id: Option<String>,
    /// `Type`, shape `ChildType`.
    pub r#type: Option<ChildType>,
}

impl Encode for Child {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Id", &self.id, false), ("Type", &self.r#type, false)]);
    }
}

/// Shape `CreateAccountStatus`.
#[derive(Clone, PartialEq, Default)]
pub struct CreateAccountStatus {
    /// `Id`, shape `CreateAccountRequestId`: to 36 characters, `^car-[a-z0-9]{8,32}$`.
    pub id: Option<String>,
    /// `AccountName`, shape `CreateAccountName`: 1 to 50 characters, `[\u0020-\u007E]+`.
    pub account_name: Option<String>,
    /// `State`, shape `CreateAccountState`.
    pub state: Option<CreateAccountState>,
    /// `RequestedTimestamp`, shape `Timestamp`.
    pub requested_timestamp: Option<Timestamp>,
    /// `CompletedTimestamp`, shape `Timestamp`.
    pub completed_timestamp: Option<Timestamp>,
    /// `AccountId`, shape `AccountId`: to 12 characters.
    pub account_id: Option<AccountId>,
    /// `GovCloudAccountId`, shape `AccountId`: to 12 characters.
    pub gov_cloud_account_id: Option<AccountId>,
    /// `FailureReason`, shape `CreateAccountFailureReason`.
    pub failure_reason: Option<CreateAccountFailureReason>,
}

impl std::fmt::Debug for CreateAccountStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CreateAccountStatus")
            .field("id", &self.id)
            .field("account_name", &format_args!("…"))
            .field("state", &self.state)
            .field("requested_timestamp", &self.requested_timestamp)
            .field("completed_timestamp", &self.completed_timestamp)
            .field("account_id", &self.account_id)
            .field("gov_cloud_account_id", &self.gov_cloud_account_id)
            .field("failure_reason", &self.failure_reason)
            .finish()
    }
}

impl Encode for CreateAccountStatus {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Id", &self.id, false),
                ("AccountName", &self.account_name, true),
                ("State", &self.state, false),
                ("RequestedTimestamp", &self.requested_timestamp, false),
                ("CompletedTimestamp", &self.completed_timestamp, false),
                ("AccountId", &self.account_id, false),
                ("GovCloudAccountId", &self.gov_cloud_account_id, false),
                ("FailureReason", &self.failure_reason, false),
            ],
        );
    }
}

/// Shape `EffectivePolicy`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EffectivePolicy {
    /// `PolicyContent`, shape `PolicyContent`: from 1 characters, `[\s\S]*`.
    pub policy_content: Option<String>,
    /// `LastUpdatedTimestamp`, shape `Timestamp`.
    pub last_updated_timestamp: Option<Timestamp>,
    /// `TargetId`, shape `PolicyTargetId`: to 100 characters, `^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub target_id: Option<String>,
    /// `PolicyType`, shape `EffectivePolicyType`.
    pub policy_type: Option<EffectivePolicyType>,
}

impl Encode for EffectivePolicy {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyContent", &self.policy_content, false),
                ("LastUpdatedTimestamp", &self.last_updated_timestamp, false),
                ("TargetId", &self.target_id, false),
                ("PolicyType", &self.policy_type, false),
            ],
        );
    }
}

/// Shape `Handshake`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Handshake {
    /// `Id`, shape `HandshakeId`: to 34 characters, `^h-[0-9a-z]{8,32}$`.
    pub id: Option<String>,
    /// `Arn`, shape `HandshakeArn`: `^arn:aws:organizations::\d{12}:handshake\/o-[a-z0-9]{10,32}\/[a-z_]{1,32}\/h-[0-9a-z]{8,32}`.
    pub arn: Option<String>,
    /// `Parties`, shape `HandshakeParties`.
    pub parties: Option<Vec<HandshakeParty>>,
    /// `State`, shape `HandshakeState`.
    pub state: Option<HandshakeState>,
    /// `RequestedTimestamp`, shape `Timestamp`.
    pub requested_timestamp: Option<Timestamp>,
    /// `ExpirationTimestamp`, shape `Timestamp`.
    pub expiration_timestamp: Option<Timestamp>,
    /// `Action`, shape `ActionType`.
    pub action: Option<ActionType>,
    /// `Resources`, shape `HandshakeResources`.
    pub resources: Option<Vec<HandshakeResource>>,
}

impl Encode for Handshake {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Id", &self.id, false),
                ("Arn", &self.arn, false),
                ("Parties", &self.parties, false),
                ("State", &self.state, false),
                ("RequestedTimestamp", &self.requested_timestamp, false),
                ("ExpirationTimestamp", &self.expiration_timestamp, false),
                ("Action", &self.action, false),
                ("Resources", &self.resources, false),
            ],
        );
    }
}

/// Shape `HandshakeParty`.
#[derive(Clone, PartialEq)]
pub struct HandshakeParty {
    /// `Id`, shape `HandshakePartyId`: 1 to 64 characters, `[\s\S]*`.
    pub id: String,
    /// `Type`, shape `HandshakePartyType`.
    pub r#type: HandshakePartyType,
}

impl std::fmt::Debug for HandshakeParty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HandshakeParty")
            .field("id", &format_args!("…"))
            .field("r#type", &self.r#type)
            .finish()
    }
}

impl Encode for HandshakeParty {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Id", &self.id, true), ("Type", &self.r#type, false)]);
    }
}

/// Shape `HandshakeResource`.
#[derive(Clone, PartialEq, Default)]
pub struct HandshakeResource {
    /// `Value`, shape `HandshakeResourceValue`.
    pub value: Option<String>,
    /// `Type`, shape `HandshakeResourceType`.
    pub r#type: Option<HandshakeResourceType>,
    /// `Resources`, shape `HandshakeResources`.
    pub resources: Option<Vec<HandshakeResource>>,
}

impl std::fmt::Debug for HandshakeResource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HandshakeResource")
            .field("value", &format_args!("…"))
            .field("r#type", &self.r#type)
            .field("resources", &self.resources)
            .finish()
    }
}

impl Encode for HandshakeResource {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Value", &self.value, true),
                ("Type", &self.r#type, false),
                ("Resources", &self.resources, false),
            ],
        );
    }
}

/// Shape `Organization`.
#[derive(Clone, PartialEq, Default)]
pub struct Organization {
    /// `Id`, shape `OrganizationId`: `^o-[a-z0-9]{10,32}$`.
    pub id: Option<String>,
    /// `Arn`, shape `OrganizationArn`: `^arn:aws:organizations::\d{12}:organization\/o-[a-z0-9]{10,32}`.
    pub arn: Option<String>,
    /// `FeatureSet`, shape `OrganizationFeatureSet`.
    pub feature_set: Option<OrganizationFeatureSet>,
    /// `MasterAccountArn`, shape `AccountArn`: `^arn:aws:organizations::\d{12}:account\/o-[a-z0-9]{10,32}\/\d{12}`.
    pub master_account_arn: Option<String>,
    /// `MasterAccountId`, shape `AccountId`: to 12 characters.
    pub master_account_id: Option<AccountId>,
    /// `MasterAccountEmail`, shape `Email`: 6 to 64 characters, `[^\s@]+@[^\s@]+\.[^\s@]+`.
    pub master_account_email: Option<String>,
    /// `AvailablePolicyTypes`, shape `PolicyTypes`.
    pub available_policy_types: Option<Vec<PolicyTypeSummary>>,
}

impl std::fmt::Debug for Organization {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Organization")
            .field("id", &self.id)
            .field("arn", &self.arn)
            .field("feature_set", &self.feature_set)
            .field("master_account_arn", &self.master_account_arn)
            .field("master_account_id", &self.master_account_id)
            .field("master_account_email", &format_args!("…"))
            .field("available_policy_types", &self.available_policy_types)
            .finish()
    }
}

impl Encode for Organization {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Id", &self.id, false),
                ("Arn", &self.arn, false),
                ("FeatureSet", &self.feature_set, false),
                ("MasterAccountArn", &self.master_account_arn, false),
                ("MasterAccountId", &self.master_account_id, false),
                ("MasterAccountEmail", &self.master_account_email, true),
                ("AvailablePolicyTypes", &self.available_policy_types, false),
            ],
        );
    }
}

/// Shape `OrganizationalUnit`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct OrganizationalUnit {
    /// `Id`, shape `OrganizationalUnitId`: to 68 characters, `^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$`.
    pub id: Option<String>,
    /// `Arn`, shape `OrganizationalUnitArn`: `^arn:aws:organizations::\d{12}:ou\/o-[a-z0-9]{10,32}\/ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}`.
    pub arn: Option<String>,
    /// `Name`, shape `OrganizationalUnitName`: 1 to 128 characters, `[\s\S]*`.
    pub name: Option<String>,
    /// `Path`, shape `Path`: `^(o-[a-z0-9]{10,32}\/r-[0-9a-z]{4,32}(\/ou\-[0-9a-z]{4,32}-[a-z0-9]{8,32})*(\/\d{12})*)\/`.
    pub path: Option<String>,
}

impl Encode for OrganizationalUnit {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Id", &self.id, false),
                ("Arn", &self.arn, false),
                ("Name", &self.name, false),
                ("Path", &self.path, false),
            ],
        );
    }
}

/// Shape `Parent`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parent {
    /// `Id`, shape `ParentId`: to 100 characters, `^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub id: Option<String>,
    /// `Type`, shape `ParentType`.
    pub r#type: Option<ParentType>,
}

impl Encode for Parent {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Id", &self.id, false), ("Type", &self.r#type, false)]);
    }
}

/// Shape `Policy`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Policy {
    /// `PolicySummary`, shape `PolicySummary`.
    pub policy_summary: Option<PolicySummary>,
    /// `Content`, shape `PolicyContent`: from 1 characters, `[\s\S]*`.
    pub content: Option<String>,
}

impl Encode for Policy {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicySummary", &self.policy_summary, false),
                ("Content", &self.content, false),
            ],
        );
    }
}

/// Shape `PolicySummary`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PolicySummary {
    /// `Id`, shape `PolicyId`: to 130 characters, `^p-[0-9a-zA-Z_]{8,128}$`.
    pub id: Option<String>,
    /// `Arn`, shape `PolicyArn`: `^(arn:aws:organizations::\d{12}:policy\/o-[a-z0-9]{10,32}\/[0-9a-z_]+\/p-[0-9a-z]{10,32})|(arn:aws:organizations::aws:policy\/[0-9a-z_]+\/p-[0-9a-zA-Z_]{10,128})`.
    pub arn: Option<String>,
    /// `Name`, shape `PolicyName`: 1 to 128 characters, `[\s\S]*`.
    pub name: Option<String>,
    /// `Description`, shape `PolicyDescription`: to 512 characters, `[\s\S]*`.
    pub description: Option<String>,
    /// `Type`, shape `PolicyType`.
    pub r#type: Option<PolicyType>,
    /// `AwsManaged`, shape `AwsManagedPolicy`.
    pub aws_managed: Option<bool>,
}

impl Encode for PolicySummary {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Id", &self.id, false),
                ("Arn", &self.arn, false),
                ("Name", &self.name, false),
                ("Description", &self.description, false),
                ("Type", &self.r#type, false),
                ("AwsManaged", &self.aws_managed, false),
            ],
        );
    }
}

/// Shape `PolicyTargetSummary`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PolicyTargetSummary {
    /// `TargetId`, shape `PolicyTargetId`: to 100 characters, `^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub target_id: Option<String>,
    /// `Arn`, shape `GenericArn`: `^arn:aws:organizations::.+:.+`.
    pub arn: Option<String>,
    /// `Name`, shape `TargetName`: 1 to 128 characters.
    pub name: Option<String>,
    /// `Type`, shape `TargetType`.
    pub r#type: Option<TargetType>,
}

impl Encode for PolicyTargetSummary {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("TargetId", &self.target_id, false),
                ("Arn", &self.arn, false),
                ("Name", &self.name, false),
                ("Type", &self.r#type, false),
            ],
        );
    }
}

/// Shape `PolicyTypeSummary`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PolicyTypeSummary {
    /// `Type`, shape `PolicyType`.
    pub r#type: Option<PolicyType>,
    /// `Status`, shape `PolicyTypeStatus`.
    pub status: Option<PolicyTypeStatus>,
}

impl Encode for PolicyTypeSummary {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("Type", &self.r#type, false), ("Status", &self.status, false)],
        );
    }
}

/// Shape `ResourcePolicy`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResourcePolicy {
    /// `ResourcePolicySummary`, shape `ResourcePolicySummary`.
    pub resource_policy_summary: Option<ResourcePolicySummary>,
    /// `Content`, shape `ResourcePolicyContent`: 1 to 40000 characters, `[\s\S]*`.
    pub content: Option<String>,
}

impl Encode for ResourcePolicy {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("ResourcePolicySummary", &self.resource_policy_summary, false),
                ("Content", &self.content, false),
            ],
        );
    }
}

/// Shape `ResourcePolicySummary`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResourcePolicySummary {
    /// `Id`, shape `ResourcePolicyId`: to 131 characters, `^rp-[0-9a-zA-Z_]{4,128}$`.
    pub id: Option<String>,
    /// `Arn`, shape `ResourcePolicyArn`: `^arn:[a-z0-9][a-z0-9-.]{0,62}:organizations::\d{12}:resourcepolicy\/o-[a-z0-9]{10,32}\/rp-[0-9a-zA-Z_]{4,128}`.
    pub arn: Option<String>,
}

impl Encode for ResourcePolicySummary {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Id", &self.id, false), ("Arn", &self.arn, false)]);
    }
}

/// Shape `Root`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Root {
    /// `Id`, shape `RootId`: to 34 characters, `^r-[0-9a-z]{4,32}$`.
    pub id: Option<String>,
    /// `Arn`, shape `RootArn`: `^arn:aws:organizations::\d{12}:root\/o-[a-z0-9]{10,32}\/r-[0-9a-z]{4,32}`.
    pub arn: Option<String>,
    /// `Name`, shape `RootName`: 1 to 128 characters.
    pub name: Option<String>,
    /// `PolicyTypes`, shape `PolicyTypes`.
    pub policy_types: Option<Vec<PolicyTypeSummary>>,
}

impl Encode for Root {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Id", &self.id, false),
                ("Arn", &self.arn, false),
                ("Name", &self.name, false),
                ("PolicyTypes", &self.policy_types, false),
            ],
        );
    }
}

/// Shape `Tag`.
#[derive(Debug, Clone, PartialEq)]
pub struct Tag {
    /// `Key`, shape `TagKey`: 1 to 128 characters, `^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$`.
    pub key: String,
    /// `Value`, shape `TagValue`: 0 to 256 characters, `^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$`.
    pub value: String,
}

impl Decode for Tag {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let key = decoder.required(&mut members, "Key", decoders::tag_key)?;
        let value = decoder.required(&mut members, "Value", decoders::tag_value)?;
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
