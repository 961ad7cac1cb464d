// Generated from api/organizations.json by `cargo xtask codegen`. Do not edit.

//! The inputs of the served operations.

use super::decoders;
use super::{
    ChildType, CreateAccountState, EffectivePolicyType, IAMUserAccessToBilling, OrganizationFeatureSet,
    PolicyType, Tag,
};
use crate::AccountId;
use crate::DecodeFault;
use crate::decode::{Decode, Decoded, Decoder};
use crate::encode::{self, Encode, Sink};
use crate::json::Json;
use crate::json11::{self, FromJson};

/// Input of `AttachPolicy` (shape `AttachPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct AttachPolicyRequest {
    /// `PolicyId`, shape `PolicyId`: to 130 characters, `^p-[0-9a-zA-Z_]{8,128}$`.
    pub policy_id: String,
    /// `TargetId`, shape `PolicyTargetId`: to 100 characters, `^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub target_id: String,
}

impl Decode for AttachPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_id = decoder.required(&mut members, "PolicyId", decoders::policy_id)?;
        let target_id = decoder.required(&mut members, "TargetId", decoders::policy_target_id)?;
        let (Some(policy_id), Some(target_id)) = (policy_id, target_id) else {
            return Ok(None);
        };
        Ok(Some(Self { policy_id, target_id }))
    }
}

impl Encode for AttachPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyId", &self.policy_id, false),
                ("TargetId", &self.target_id, false),
            ],
        );
    }
}

impl FromJson for AttachPolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `CloseAccount` (shape `CloseAccountRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CloseAccountRequest {
    /// `AccountId`, shape `AccountId`: to 12 characters.
    pub account_id: AccountId,
}

impl Decode for CloseAccountRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let account_id = decoder.required(&mut members, "AccountId", decoders::account_id)?;
        let Some(account_id) = account_id else {
            return Ok(None);
        };
        Ok(Some(Self { account_id }))
    }
}

impl Encode for CloseAccountRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("AccountId", &self.account_id, false)]);
    }
}

impl FromJson for CloseAccountRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `CreateAccount` (shape `CreateAccountRequest`).
#[derive(Clone, PartialEq)]
pub struct CreateAccountRequest {
    /// `Email`, shape `Email`: 6 to 64 characters, `[^\s@]+@[^\s@]+\.[^\s@]+`.
    pub email: String,
    /// `AccountName`, shape `CreateAccountName`: 1 to 50 characters, `[\u0020-\u007E]+`.
    pub account_name: String,
    /// `RoleName`, shape `RoleName`: to 64 characters, `[\w+=,.@-]{1,64}`.
    pub role_name: Option<String>,
    /// `IamUserAccessToBilling`, shape `IAMUserAccessToBilling`.
    pub iam_user_access_to_billing: Option<IAMUserAccessToBilling>,
    /// `Tags`, shape `Tags`.
    pub tags: Option<Vec<Tag>>,
    /// `AccountId`, shape `AccountId`: to 12 characters.
    pub account_id: Option<AccountId>,
}

impl std::fmt::Debug for CreateAccountRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CreateAccountRequest")
            .field("email", &format_args!("…"))
            .field("account_name", &format_args!("…"))
            .field("role_name", &self.role_name)
            .field("iam_user_access_to_billing", &self.iam_user_access_to_billing)
            .field("tags", &self.tags)
            .field("account_id", &self.account_id)
            .finish()
    }
}

impl Decode for CreateAccountRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let email = decoder.required(&mut members, "Email", decoders::email)?;
        let account_name = decoder.required(&mut members, "AccountName", decoders::create_account_name)?;
        let role_name = decoder.optional(&mut members, "RoleName", decoders::role_name)?;
        let iam_user_access_to_billing = decoder.optional(
            &mut members,
            "IamUserAccessToBilling",
            decoders::iam_user_access_to_billing,
        )?;
        let tags = decoder.optional(&mut members, "Tags", decoders::tags)?;
        let account_id = decoder.optional(&mut members, "AccountId", decoders::account_id)?;
        let (Some(email), Some(account_name)) = (email, account_name) else {
            return Ok(None);
        };
        Ok(Some(Self {
            email,
            account_name,
            role_name,
            iam_user_access_to_billing,
            tags,
            account_id,
        }))
    }
}

impl Encode for CreateAccountRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Email", &self.email, true),
                ("AccountName", &self.account_name, true),
                ("RoleName", &self.role_name, false),
                ("IamUserAccessToBilling", &self.iam_user_access_to_billing, false),
                ("Tags", &self.tags, false),
                ("AccountId", &self.account_id, false),
            ],
        );
    }
}

impl FromJson for CreateAccountRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `CreateOrganization` (shape `CreateOrganizationRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateOrganizationRequest {
    /// `FeatureSet`, shape `OrganizationFeatureSet`.
    pub feature_set: Option<OrganizationFeatureSet>,
}

impl Decode for CreateOrganizationRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let feature_set = decoder.optional(&mut members, "FeatureSet", decoders::organization_feature_set)?;
        Ok(Some(Self { feature_set }))
    }
}

impl Encode for CreateOrganizationRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("FeatureSet", &self.feature_set, false)]);
    }
}

impl FromJson for CreateOrganizationRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `CreateOrganizationalUnit` (shape `CreateOrganizationalUnitRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreateOrganizationalUnitRequest {
    /// `ParentId`, shape `ParentId`: to 100 characters, `^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub parent_id: String,
    /// `Name`, shape `OrganizationalUnitName`: 1 to 128 characters, `[\s\S]*`.
    pub name: String,
    /// `Tags`, shape `Tags`.
    pub tags: Option<Vec<Tag>>,
}

impl Decode for CreateOrganizationalUnitRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let parent_id = decoder.required(&mut members, "ParentId", decoders::parent_id)?;
        let name = decoder.required(&mut members, "Name", decoders::organizational_unit_name)?;
        let tags = decoder.optional(&mut members, "Tags", decoders::tags)?;
        let (Some(parent_id), Some(name)) = (parent_id, name) else {
            return Ok(None);
        };
        Ok(Some(Self {
            parent_id,
            name,
            tags,
        }))
    }
}

impl Encode for CreateOrganizationalUnitRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("ParentId", &self.parent_id, false),
                ("Name", &self.name, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

impl FromJson for CreateOrganizationalUnitRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `CreatePolicy` (shape `CreatePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct CreatePolicyRequest {
    /// `Content`, shape `PolicyContent`: from 1 characters, `[\s\S]*`.
    pub content: String,
    /// `Description`, shape `PolicyDescription`: to 512 characters, `[\s\S]*`.
    pub description: String,
    /// `Name`, shape `PolicyName`: 1 to 128 characters, `[\s\S]*`.
    pub name: String,
    /// `Type`, shape `PolicyType`.
    pub r#type: PolicyType,
    /// `Tags`, shape `Tags`.
    pub tags: Option<Vec<Tag>>,
}

impl Decode for CreatePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let content = decoder.required(&mut members, "Content", decoders::policy_content)?;
        let description = decoder.required(&mut members, "Description", decoders::policy_description)?;
        let name = decoder.required(&mut members, "Name", decoders::policy_name)?;
        let r#type = decoder.required(&mut members, "Type", decoders::policy_type)?;
        let tags = decoder.optional(&mut members, "Tags", decoders::tags)?;
        let (Some(content), Some(description), Some(name), Some(r#type)) =
            (content, description, name, r#type)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            content,
            description,
            name,
            r#type,
            tags,
        }))
    }
}

impl Encode for CreatePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Content", &self.content, false),
                ("Description", &self.description, false),
                ("Name", &self.name, false),
                ("Type", &self.r#type, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

impl FromJson for CreatePolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DeleteOrganization` (shape `DeleteOrganizationRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteOrganizationRequest {}

impl Decode for DeleteOrganizationRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        decoder.structure(value)?;
        Ok(Some(Self {}))
    }
}

impl Encode for DeleteOrganizationRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

impl FromJson for DeleteOrganizationRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DeleteOrganizationalUnit` (shape `DeleteOrganizationalUnitRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeleteOrganizationalUnitRequest {
    /// `OrganizationalUnitId`, shape `OrganizationalUnitId`: to 68 characters, `^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$`.
    pub organizational_unit_id: String,
}

impl Decode for DeleteOrganizationalUnitRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let organizational_unit_id = decoder.required(
            &mut members,
            "OrganizationalUnitId",
            decoders::organizational_unit_id,
        )?;
        let Some(organizational_unit_id) = organizational_unit_id else {
            return Ok(None);
        };
        Ok(Some(Self {
            organizational_unit_id,
        }))
    }
}

impl Encode for DeleteOrganizationalUnitRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("OrganizationalUnitId", &self.organizational_unit_id, false)],
        );
    }
}

impl FromJson for DeleteOrganizationalUnitRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DeletePolicy` (shape `DeletePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DeletePolicyRequest {
    /// `PolicyId`, shape `PolicyId`: to 130 characters, `^p-[0-9a-zA-Z_]{8,128}$`.
    pub policy_id: String,
}

impl Decode for DeletePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_id = decoder.required(&mut members, "PolicyId", decoders::policy_id)?;
        let Some(policy_id) = policy_id else {
            return Ok(None);
        };
        Ok(Some(Self { policy_id }))
    }
}

impl Encode for DeletePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("PolicyId", &self.policy_id, false)]);
    }
}

impl FromJson for DeletePolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DeleteResourcePolicy` (shape `DeleteResourcePolicyRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteResourcePolicyRequest {}

impl Decode for DeleteResourcePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        decoder.structure(value)?;
        Ok(Some(Self {}))
    }
}

impl Encode for DeleteResourcePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

impl FromJson for DeleteResourcePolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DescribeAccount` (shape `DescribeAccountRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DescribeAccountRequest {
    /// `AccountId`, shape `AccountId`: to 12 characters.
    pub account_id: AccountId,
}

impl Decode for DescribeAccountRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let account_id = decoder.required(&mut members, "AccountId", decoders::account_id)?;
        let Some(account_id) = account_id else {
            return Ok(None);
        };
        Ok(Some(Self { account_id }))
    }
}

impl Encode for DescribeAccountRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("AccountId", &self.account_id, false)]);
    }
}

impl FromJson for DescribeAccountRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DescribeCreateAccountStatus` (shape `DescribeCreateAccountStatusRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DescribeCreateAccountStatusRequest {
    /// `CreateAccountRequestId`, shape `CreateAccountRequestId`: to 36 characters, `^car-[a-z0-9]{8,32}$`.
    pub create_account_request_id: String,
}

impl Decode for DescribeCreateAccountStatusRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let create_account_request_id = decoder.required(
            &mut members,
            "CreateAccountRequestId",
            decoders::create_account_request_id,
        )?;
        let Some(create_account_request_id) = create_account_request_id else {
            return Ok(None);
        };
        Ok(Some(Self {
            create_account_request_id,
        }))
    }
}

impl Encode for DescribeCreateAccountStatusRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("CreateAccountRequestId", &self.create_account_request_id, false)],
        );
    }
}

impl FromJson for DescribeCreateAccountStatusRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DescribeEffectivePolicy` (shape `DescribeEffectivePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DescribeEffectivePolicyRequest {
    /// `PolicyType`, shape `EffectivePolicyType`.
    pub policy_type: EffectivePolicyType,
    /// `TargetId`, shape `PolicyTargetId`: to 100 characters, `^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub target_id: Option<String>,
}

impl Decode for DescribeEffectivePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_type = decoder.required(&mut members, "PolicyType", decoders::effective_policy_type)?;
        let target_id = decoder.optional(&mut members, "TargetId", decoders::policy_target_id)?;
        let Some(policy_type) = policy_type else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_type,
            target_id,
        }))
    }
}

impl Encode for DescribeEffectivePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyType", &self.policy_type, false),
                ("TargetId", &self.target_id, false),
            ],
        );
    }
}

impl FromJson for DescribeEffectivePolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DescribeOrganization` (shape `DescribeOrganizationRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeOrganizationRequest {}

impl Decode for DescribeOrganizationRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        decoder.structure(value)?;
        Ok(Some(Self {}))
    }
}

impl Encode for DescribeOrganizationRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

impl FromJson for DescribeOrganizationRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DescribeOrganizationalUnit` (shape `DescribeOrganizationalUnitRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DescribeOrganizationalUnitRequest {
    /// `OrganizationalUnitId`, shape `OrganizationalUnitId`: to 68 characters, `^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$`.
    pub organizational_unit_id: String,
}

impl Decode for DescribeOrganizationalUnitRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let organizational_unit_id = decoder.required(
            &mut members,
            "OrganizationalUnitId",
            decoders::organizational_unit_id,
        )?;
        let Some(organizational_unit_id) = organizational_unit_id else {
            return Ok(None);
        };
        Ok(Some(Self {
            organizational_unit_id,
        }))
    }
}

impl Encode for DescribeOrganizationalUnitRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("OrganizationalUnitId", &self.organizational_unit_id, false)],
        );
    }
}

impl FromJson for DescribeOrganizationalUnitRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DescribePolicy` (shape `DescribePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DescribePolicyRequest {
    /// `PolicyId`, shape `PolicyId`: to 130 characters, `^p-[0-9a-zA-Z_]{8,128}$`.
    pub policy_id: String,
}

impl Decode for DescribePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_id = decoder.required(&mut members, "PolicyId", decoders::policy_id)?;
        let Some(policy_id) = policy_id else {
            return Ok(None);
        };
        Ok(Some(Self { policy_id }))
    }
}

impl Encode for DescribePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("PolicyId", &self.policy_id, false)]);
    }
}

impl FromJson for DescribePolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DescribeResourcePolicy` (shape `DescribeResourcePolicyRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeResourcePolicyRequest {}

impl Decode for DescribeResourcePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        decoder.structure(value)?;
        Ok(Some(Self {}))
    }
}

impl Encode for DescribeResourcePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

impl FromJson for DescribeResourcePolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DetachPolicy` (shape `DetachPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DetachPolicyRequest {
    /// `PolicyId`, shape `PolicyId`: to 130 characters, `^p-[0-9a-zA-Z_]{8,128}$`.
    pub policy_id: String,
    /// `TargetId`, shape `PolicyTargetId`: to 100 characters, `^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub target_id: String,
}

impl Decode for DetachPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_id = decoder.required(&mut members, "PolicyId", decoders::policy_id)?;
        let target_id = decoder.required(&mut members, "TargetId", decoders::policy_target_id)?;
        let (Some(policy_id), Some(target_id)) = (policy_id, target_id) else {
            return Ok(None);
        };
        Ok(Some(Self { policy_id, target_id }))
    }
}

impl Encode for DetachPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyId", &self.policy_id, false),
                ("TargetId", &self.target_id, false),
            ],
        );
    }
}

impl FromJson for DetachPolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `DisablePolicyType` (shape `DisablePolicyTypeRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct DisablePolicyTypeRequest {
    /// `RootId`, shape `RootId`: to 34 characters, `^r-[0-9a-z]{4,32}$`.
    pub root_id: String,
    /// `PolicyType`, shape `PolicyType`.
    pub policy_type: PolicyType,
}

impl Decode for DisablePolicyTypeRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let root_id = decoder.required(&mut members, "RootId", decoders::root_id)?;
        let policy_type = decoder.required(&mut members, "PolicyType", decoders::policy_type)?;
        let (Some(root_id), Some(policy_type)) = (root_id, policy_type) else {
            return Ok(None);
        };
        Ok(Some(Self { root_id, policy_type }))
    }
}

impl Encode for DisablePolicyTypeRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RootId", &self.root_id, false),
                ("PolicyType", &self.policy_type, false),
            ],
        );
    }
}

impl FromJson for DisablePolicyTypeRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `EnableAllFeatures` (shape `EnableAllFeaturesRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EnableAllFeaturesRequest {}

impl Decode for EnableAllFeaturesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        decoder.structure(value)?;
        Ok(Some(Self {}))
    }
}

impl Encode for EnableAllFeaturesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

impl FromJson for EnableAllFeaturesRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `EnablePolicyType` (shape `EnablePolicyTypeRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct EnablePolicyTypeRequest {
    /// `RootId`, shape `RootId`: to 34 characters, `^r-[0-9a-z]{4,32}$`.
    pub root_id: String,
    /// `PolicyType`, shape `PolicyType`.
    pub policy_type: PolicyType,
}

impl Decode for EnablePolicyTypeRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let root_id = decoder.required(&mut members, "RootId", decoders::root_id)?;
        let policy_type = decoder.required(&mut members, "PolicyType", decoders::policy_type)?;
        let (Some(root_id), Some(policy_type)) = (root_id, policy_type) else {
            return Ok(None);
        };
        Ok(Some(Self { root_id, policy_type }))
    }
}

impl Encode for EnablePolicyTypeRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("RootId", &self.root_id, false),
                ("PolicyType", &self.policy_type, false),
            ],
        );
    }
}

impl FromJson for EnablePolicyTypeRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListAccounts` (shape `ListAccountsRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListAccountsRequest {
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
    /// `MaxResults`, shape `MaxResults`: 1 to 20.
    pub max_results: Option<i64>,
}

impl Decode for ListAccountsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let next_token = decoder.optional(&mut members, "NextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "MaxResults", decoders::max_results)?;
        Ok(Some(Self {
            next_token,
            max_results,
        }))
    }
}

impl Encode for ListAccountsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("NextToken", &self.next_token, false),
                ("MaxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListAccountsRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListAccountsForParent` (shape `ListAccountsForParentRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListAccountsForParentRequest {
    /// `ParentId`, shape `ParentId`: to 100 characters, `^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub parent_id: String,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
    /// `MaxResults`, shape `MaxResults`: 1 to 20.
    pub max_results: Option<i64>,
}

impl Decode for ListAccountsForParentRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let parent_id = decoder.required(&mut members, "ParentId", decoders::parent_id)?;
        let next_token = decoder.optional(&mut members, "NextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "MaxResults", decoders::max_results)?;
        let Some(parent_id) = parent_id else {
            return Ok(None);
        };
        Ok(Some(Self {
            parent_id,
            next_token,
            max_results,
        }))
    }
}

impl Encode for ListAccountsForParentRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("ParentId", &self.parent_id, false),
                ("NextToken", &self.next_token, false),
                ("MaxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListAccountsForParentRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListChildren` (shape `ListChildrenRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListChildrenRequest {
    /// `ParentId`, shape `ParentId`: to 100 characters, `^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub parent_id: String,
    /// `ChildType`, shape `ChildType`.
    pub child_type: ChildType,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
    /// `MaxResults`, shape `MaxResults`: 1 to 20.
    pub max_results: Option<i64>,
}

impl Decode for ListChildrenRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let parent_id = decoder.required(&mut members, "ParentId", decoders::parent_id)?;
        let child_type = decoder.required(&mut members, "ChildType", decoders::child_type)?;
        let next_token = decoder.optional(&mut members, "NextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "MaxResults", decoders::max_results)?;
        let (Some(parent_id), Some(child_type)) = (parent_id, child_type) else {
            return Ok(None);
        };
        Ok(Some(Self {
            parent_id,
            child_type,
            next_token,
            max_results,
        }))
    }
}

impl Encode for ListChildrenRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("ParentId", &self.parent_id, false),
                ("ChildType", &self.child_type, false),
                ("NextToken", &self.next_token, false),
                ("MaxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListChildrenRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListCreateAccountStatus` (shape `ListCreateAccountStatusRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListCreateAccountStatusRequest {
    /// `States`, shape `CreateAccountStates`.
    pub states: Option<Vec<CreateAccountState>>,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
    /// `MaxResults`, shape `MaxResults`: 1 to 20.
    pub max_results: Option<i64>,
}

impl Decode for ListCreateAccountStatusRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let states = decoder.optional(&mut members, "States", decoders::create_account_states)?;
        let next_token = decoder.optional(&mut members, "NextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "MaxResults", decoders::max_results)?;
        Ok(Some(Self {
            states,
            next_token,
            max_results,
        }))
    }
}

impl Encode for ListCreateAccountStatusRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("States", &self.states, false),
                ("NextToken", &self.next_token, false),
                ("MaxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListCreateAccountStatusRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListOrganizationalUnitsForParent` (shape `ListOrganizationalUnitsForParentRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListOrganizationalUnitsForParentRequest {
    /// `ParentId`, shape `ParentId`: to 100 characters, `^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub parent_id: String,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
    /// `MaxResults`, shape `MaxResults`: 1 to 20.
    pub max_results: Option<i64>,
}

impl Decode for ListOrganizationalUnitsForParentRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let parent_id = decoder.required(&mut members, "ParentId", decoders::parent_id)?;
        let next_token = decoder.optional(&mut members, "NextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "MaxResults", decoders::max_results)?;
        let Some(parent_id) = parent_id else {
            return Ok(None);
        };
        Ok(Some(Self {
            parent_id,
            next_token,
            max_results,
        }))
    }
}

impl Encode for ListOrganizationalUnitsForParentRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("ParentId", &self.parent_id, false),
                ("NextToken", &self.next_token, false),
                ("MaxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListOrganizationalUnitsForParentRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListParents` (shape `ListParentsRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListParentsRequest {
    /// `ChildId`, shape `ChildId`: to 100 characters, `^(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub child_id: String,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
    /// `MaxResults`, shape `MaxResults`: 1 to 20.
    pub max_results: Option<i64>,
}

impl Decode for ListParentsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let child_id = decoder.required(&mut members, "ChildId", decoders::child_id)?;
        let next_token = decoder.optional(&mut members, "NextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "MaxResults", decoders::max_results)?;
        let Some(child_id) = child_id else { return Ok(None) };
        Ok(Some(Self {
            child_id,
            next_token,
            max_results,
        }))
    }
}

impl Encode for ListParentsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("ChildId", &self.child_id, false),
                ("NextToken", &self.next_token, false),
                ("MaxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListParentsRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListPolicies` (shape `ListPoliciesRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListPoliciesRequest {
    /// `Filter`, shape `PolicyType`.
    pub filter: PolicyType,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
    /// `MaxResults`, shape `MaxResults`: 1 to 20.
    pub max_results: Option<i64>,
}

impl Decode for ListPoliciesRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let filter = decoder.required(&mut members, "Filter", decoders::policy_type)?;
        let next_token = decoder.optional(&mut members, "NextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "MaxResults", decoders::max_results)?;
        let Some(filter) = filter else { return Ok(None) };
        Ok(Some(Self {
            filter,
            next_token,
            max_results,
        }))
    }
}

impl Encode for ListPoliciesRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Filter", &self.filter, false),
                ("NextToken", &self.next_token, false),
                ("MaxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListPoliciesRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListPoliciesForTarget` (shape `ListPoliciesForTargetRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListPoliciesForTargetRequest {
    /// `TargetId`, shape `PolicyTargetId`: to 100 characters, `^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub target_id: String,
    /// `Filter`, shape `PolicyType`.
    pub filter: PolicyType,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
    /// `MaxResults`, shape `MaxResults`: 1 to 20.
    pub max_results: Option<i64>,
}

impl Decode for ListPoliciesForTargetRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let target_id = decoder.required(&mut members, "TargetId", decoders::policy_target_id)?;
        let filter = decoder.required(&mut members, "Filter", decoders::policy_type)?;
        let next_token = decoder.optional(&mut members, "NextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "MaxResults", decoders::max_results)?;
        let (Some(target_id), Some(filter)) = (target_id, filter) else {
            return Ok(None);
        };
        Ok(Some(Self {
            target_id,
            filter,
            next_token,
            max_results,
        }))
    }
}

impl Encode for ListPoliciesForTargetRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("TargetId", &self.target_id, false),
                ("Filter", &self.filter, false),
                ("NextToken", &self.next_token, false),
                ("MaxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListPoliciesForTargetRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListRoots` (shape `ListRootsRequest`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListRootsRequest {
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
    /// `MaxResults`, shape `MaxResults`: 1 to 20.
    pub max_results: Option<i64>,
}

impl Decode for ListRootsRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let next_token = decoder.optional(&mut members, "NextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "MaxResults", decoders::max_results)?;
        Ok(Some(Self {
            next_token,
            max_results,
        }))
    }
}

impl Encode for ListRootsRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("NextToken", &self.next_token, false),
                ("MaxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListRootsRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListTagsForResource` (shape `ListTagsForResourceRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListTagsForResourceRequest {
    /// `ResourceId`, shape `TaggableResourceId`: to 130 characters, `^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})|(^p-[0-9a-zA-Z_]{8,128})|(^rp-[0-9a-zA-Z_]{4,128})|(^rt-[0-9a-zA-Z_]{8,32})$`.
    pub resource_id: String,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
}

impl Decode for ListTagsForResourceRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let resource_id = decoder.required(&mut members, "ResourceId", decoders::taggable_resource_id)?;
        let next_token = decoder.optional(&mut members, "NextToken", decoders::next_token)?;
        let Some(resource_id) = resource_id else {
            return Ok(None);
        };
        Ok(Some(Self {
            resource_id,
            next_token,
        }))
    }
}

impl Encode for ListTagsForResourceRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("ResourceId", &self.resource_id, false),
                ("NextToken", &self.next_token, false),
            ],
        );
    }
}

impl FromJson for ListTagsForResourceRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `ListTargetsForPolicy` (shape `ListTargetsForPolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct ListTargetsForPolicyRequest {
    /// `PolicyId`, shape `PolicyId`: to 130 characters, `^p-[0-9a-zA-Z_]{8,128}$`.
    pub policy_id: String,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
    /// `MaxResults`, shape `MaxResults`: 1 to 20.
    pub max_results: Option<i64>,
}

impl Decode for ListTargetsForPolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_id = decoder.required(&mut members, "PolicyId", decoders::policy_id)?;
        let next_token = decoder.optional(&mut members, "NextToken", decoders::next_token)?;
        let max_results = decoder.optional(&mut members, "MaxResults", decoders::max_results)?;
        let Some(policy_id) = policy_id else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_id,
            next_token,
            max_results,
        }))
    }
}

impl Encode for ListTargetsForPolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyId", &self.policy_id, false),
                ("NextToken", &self.next_token, false),
                ("MaxResults", &self.max_results, false),
            ],
        );
    }
}

impl FromJson for ListTargetsForPolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `MoveAccount` (shape `MoveAccountRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct MoveAccountRequest {
    /// `AccountId`, shape `AccountId`: to 12 characters.
    pub account_id: AccountId,
    /// `SourceParentId`, shape `ParentId`: to 100 characters, `^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub source_parent_id: String,
    /// `DestinationParentId`, shape `ParentId`: to 100 characters, `^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$`.
    pub destination_parent_id: String,
}

impl Decode for MoveAccountRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let account_id = decoder.required(&mut members, "AccountId", decoders::account_id)?;
        let source_parent_id = decoder.required(&mut members, "SourceParentId", decoders::parent_id)?;
        let destination_parent_id =
            decoder.required(&mut members, "DestinationParentId", decoders::parent_id)?;
        let (Some(account_id), Some(source_parent_id), Some(destination_parent_id)) =
            (account_id, source_parent_id, destination_parent_id)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            account_id,
            source_parent_id,
            destination_parent_id,
        }))
    }
}

impl Encode for MoveAccountRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("AccountId", &self.account_id, false),
                ("SourceParentId", &self.source_parent_id, false),
                ("DestinationParentId", &self.destination_parent_id, false),
            ],
        );
    }
}

impl FromJson for MoveAccountRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `PutResourcePolicy` (shape `PutResourcePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct PutResourcePolicyRequest {
    /// `Content`, shape `ResourcePolicyContent`: 1 to 40000 characters, `[\s\S]*`.
    pub content: String,
    /// `Tags`, shape `Tags`.
    pub tags: Option<Vec<Tag>>,
}

impl Decode for PutResourcePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let content = decoder.required(&mut members, "Content", decoders::resource_policy_content)?;
        let tags = decoder.optional(&mut members, "Tags", decoders::tags)?;
        let Some(content) = content else { return Ok(None) };
        Ok(Some(Self { content, tags }))
    }
}

impl Encode for PutResourcePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("Content", &self.content, false), ("Tags", &self.tags, false)],
        );
    }
}

impl FromJson for PutResourcePolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `RemoveAccountFromOrganization` (shape `RemoveAccountFromOrganizationRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct RemoveAccountFromOrganizationRequest {
    /// `AccountId`, shape `AccountId`: to 12 characters.
    pub account_id: AccountId,
}

impl Decode for RemoveAccountFromOrganizationRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let account_id = decoder.required(&mut members, "AccountId", decoders::account_id)?;
        let Some(account_id) = account_id else {
            return Ok(None);
        };
        Ok(Some(Self { account_id }))
    }
}

impl Encode for RemoveAccountFromOrganizationRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("AccountId", &self.account_id, false)]);
    }
}

impl FromJson for RemoveAccountFromOrganizationRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `TagResource` (shape `TagResourceRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct TagResourceRequest {
    /// `ResourceId`, shape `TaggableResourceId`: to 130 characters, `^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})|(^p-[0-9a-zA-Z_]{8,128})|(^rp-[0-9a-zA-Z_]{4,128})|(^rt-[0-9a-zA-Z_]{8,32})$`.
    pub resource_id: String,
    /// `Tags`, shape `Tags`.
    pub tags: Vec<Tag>,
}

impl Decode for TagResourceRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let resource_id = decoder.required(&mut members, "ResourceId", decoders::taggable_resource_id)?;
        let tags = decoder.required(&mut members, "Tags", decoders::tags)?;
        let (Some(resource_id), Some(tags)) = (resource_id, tags) else {
            return Ok(None);
        };
        Ok(Some(Self { resource_id, tags }))
    }
}

impl Encode for TagResourceRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("ResourceId", &self.resource_id, false),
                ("Tags", &self.tags, false),
            ],
        );
    }
}

impl FromJson for TagResourceRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `UntagResource` (shape `UntagResourceRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UntagResourceRequest {
    /// `ResourceId`, shape `TaggableResourceId`: to 130 characters, `^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})|(^p-[0-9a-zA-Z_]{8,128})|(^rp-[0-9a-zA-Z_]{4,128})|(^rt-[0-9a-zA-Z_]{8,32})$`.
    pub resource_id: String,
    /// `TagKeys`, shape `TagKeys`.
    pub tag_keys: Vec<String>,
}

impl Decode for UntagResourceRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let resource_id = decoder.required(&mut members, "ResourceId", decoders::taggable_resource_id)?;
        let tag_keys = decoder.required(&mut members, "TagKeys", decoders::tag_keys)?;
        let (Some(resource_id), Some(tag_keys)) = (resource_id, tag_keys) else {
            return Ok(None);
        };
        Ok(Some(Self {
            resource_id,
            tag_keys,
        }))
    }
}

impl Encode for UntagResourceRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("ResourceId", &self.resource_id, false),
                ("TagKeys", &self.tag_keys, false),
            ],
        );
    }
}

impl FromJson for UntagResourceRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `UpdateOrganizationalUnit` (shape `UpdateOrganizationalUnitRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateOrganizationalUnitRequest {
    /// `OrganizationalUnitId`, shape `OrganizationalUnitId`: to 68 characters, `^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$`.
    pub organizational_unit_id: String,
    /// `Name`, shape `OrganizationalUnitName`: 1 to 128 characters, `[\s\S]*`.
    pub name: Option<String>,
}

impl Decode for UpdateOrganizationalUnitRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let organizational_unit_id = decoder.required(
            &mut members,
            "OrganizationalUnitId",
            decoders::organizational_unit_id,
        )?;
        let name = decoder.optional(&mut members, "Name", decoders::organizational_unit_name)?;
        let Some(organizational_unit_id) = organizational_unit_id else {
            return Ok(None);
        };
        Ok(Some(Self {
            organizational_unit_id,
            name,
        }))
    }
}

impl Encode for UpdateOrganizationalUnitRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("OrganizationalUnitId", &self.organizational_unit_id, false),
                ("Name", &self.name, false),
            ],
        );
    }
}

impl FromJson for UpdateOrganizationalUnitRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}

/// Input of `UpdatePolicy` (shape `UpdatePolicyRequest`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdatePolicyRequest {
    /// `PolicyId`, shape `PolicyId`: to 130 characters, `^p-[0-9a-zA-Z_]{8,128}$`.
    pub policy_id: String,
    /// `Name`, shape `PolicyName`: 1 to 128 characters, `[\s\S]*`.
    pub name: Option<String>,
    /// `Description`, shape `PolicyDescription`: to 512 characters, `[\s\S]*`.
    pub description: Option<String>,
    /// `Content`, shape `PolicyContent`: from 1 characters, `[\s\S]*`.
    pub content: Option<String>,
}

impl Decode for UpdatePolicyRequest {
    fn decode(value: Json<'_>, decoder: &mut Decoder) -> Decoded<Self> {
        let mut members = decoder.structure(value)?;
        let policy_id = decoder.required(&mut members, "PolicyId", decoders::policy_id)?;
        let name = decoder.optional(&mut members, "Name", decoders::policy_name)?;
        let description = decoder.optional(&mut members, "Description", decoders::policy_description)?;
        let content = decoder.optional(&mut members, "Content", decoders::policy_content)?;
        let Some(policy_id) = policy_id else {
            return Ok(None);
        };
        Ok(Some(Self {
            policy_id,
            name,
            description,
            content,
        }))
    }
}

impl Encode for UpdatePolicyRequest {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("PolicyId", &self.policy_id, false),
                ("Name", &self.name, false),
                ("Description", &self.description, false),
                ("Content", &self.content, false),
            ],
        );
    }
}

impl FromJson for UpdatePolicyRequest {
    fn from_json(body: &[u8]) -> Result<Self, DecodeFault> {
        json11::decode(body)
    }
}
