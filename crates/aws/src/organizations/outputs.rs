// Generated from api/organizations.json by `cargo xtask codegen`. Do not edit.

//! The outputs of the served operations.

use super::{
    Account, Child, CreateAccountStatus, EffectivePolicy, Handshake, Organization, OrganizationalUnit,
    Parent, Policy, PolicySummary, PolicyTargetSummary, ResourcePolicy, Root, Tag,
};
use crate::encode::{self, Encode, Sink};

/// Output of `AttachPolicy` (shape `AttachPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AttachPolicyResponse {}

impl Encode for AttachPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `CloseAccount` (shape `CloseAccountResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CloseAccountResponse {}

impl Encode for CloseAccountResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `CreateAccount` (shape `CreateAccountResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateAccountResponse {
    /// `CreateAccountStatus`, shape `CreateAccountStatus`.
    pub create_account_status: Option<CreateAccountStatus>,
}

impl Encode for CreateAccountResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("CreateAccountStatus", &self.create_account_status, false)],
        );
    }
}

/// Output of `CreateOrganization` (shape `CreateOrganizationResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateOrganizationResponse {
    /// `Organization`, shape `Organization`.
    pub organization: Option<Organization>,
}

impl Encode for CreateOrganizationResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Organization", &self.organization, false)]);
    }
}

/// Output of `CreateOrganizationalUnit` (shape `CreateOrganizationalUnitResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CreateOrganizationalUnitResponse {
    /// `OrganizationalUnit`, shape `OrganizationalUnit`.
    pub organizational_unit: Option<OrganizationalUnit>,
}

impl Encode for CreateOrganizationalUnitResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("OrganizationalUnit", &self.organizational_unit, false)]);
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

/// Output of `DeleteOrganization` (shape `DeleteOrganizationResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteOrganizationResponse {}

impl Encode for DeleteOrganizationResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DeleteOrganizationalUnit` (shape `DeleteOrganizationalUnitResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteOrganizationalUnitResponse {}

impl Encode for DeleteOrganizationalUnitResponse {
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

/// Output of `DeleteResourcePolicy` (shape `DeleteResourcePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DeleteResourcePolicyResponse {}

impl Encode for DeleteResourcePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DescribeAccount` (shape `DescribeAccountResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeAccountResponse {
    /// `Account`, shape `Account`.
    pub account: Option<Account>,
}

impl Encode for DescribeAccountResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Account", &self.account, false)]);
    }
}

/// Output of `DescribeCreateAccountStatus` (shape `DescribeCreateAccountStatusResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeCreateAccountStatusResponse {
    /// `CreateAccountStatus`, shape `CreateAccountStatus`.
    pub create_account_status: Option<CreateAccountStatus>,
}

impl Encode for DescribeCreateAccountStatusResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[("CreateAccountStatus", &self.create_account_status, false)],
        );
    }
}

/// Output of `DescribeEffectivePolicy` (shape `DescribeEffectivePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeEffectivePolicyResponse {
    /// `EffectivePolicy`, shape `EffectivePolicy`.
    pub effective_policy: Option<EffectivePolicy>,
}

impl Encode for DescribeEffectivePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("EffectivePolicy", &self.effective_policy, false)]);
    }
}

/// Output of `DescribeOrganization` (shape `DescribeOrganizationResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeOrganizationResponse {
    /// `Organization`, shape `Organization`.
    pub organization: Option<Organization>,
}

impl Encode for DescribeOrganizationResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Organization", &self.organization, false)]);
    }
}

/// Output of `DescribeOrganizationalUnit` (shape `DescribeOrganizationalUnitResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeOrganizationalUnitResponse {
    /// `OrganizationalUnit`, shape `OrganizationalUnit`.
    pub organizational_unit: Option<OrganizationalUnit>,
}

impl Encode for DescribeOrganizationalUnitResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("OrganizationalUnit", &self.organizational_unit, false)]);
    }
}

/// Output of `DescribePolicy` (shape `DescribePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribePolicyResponse {
    /// `Policy`, shape `Policy`.
    pub policy: Option<Policy>,
}

impl Encode for DescribePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Policy", &self.policy, false)]);
    }
}

/// Output of `DescribeResourcePolicy` (shape `DescribeResourcePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DescribeResourcePolicyResponse {
    /// `ResourcePolicy`, shape `ResourcePolicy`.
    pub resource_policy: Option<ResourcePolicy>,
}

impl Encode for DescribeResourcePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("ResourcePolicy", &self.resource_policy, false)]);
    }
}

/// Output of `DetachPolicy` (shape `DetachPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DetachPolicyResponse {}

impl Encode for DetachPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `DisablePolicyType` (shape `DisablePolicyTypeResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DisablePolicyTypeResponse {
    /// `Root`, shape `Root`.
    pub root: Option<Root>,
}

impl Encode for DisablePolicyTypeResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Root", &self.root, false)]);
    }
}

/// Output of `EnableAllFeatures` (shape `EnableAllFeaturesResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EnableAllFeaturesResponse {
    /// `Handshake`, shape `Handshake`.
    pub handshake: Option<Handshake>,
}

impl Encode for EnableAllFeaturesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Handshake", &self.handshake, false)]);
    }
}

/// Output of `EnablePolicyType` (shape `EnablePolicyTypeResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct EnablePolicyTypeResponse {
    /// `Root`, shape `Root`.
    pub root: Option<Root>,
}

impl Encode for EnablePolicyTypeResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Root", &self.root, false)]);
    }
}

/// Output of `ListAccounts` (shape `ListAccountsResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListAccountsResponse {
    /// `Accounts`, shape `Accounts`.
    pub accounts: Option<Vec<Account>>,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
}

impl Encode for ListAccountsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Accounts", &self.accounts, false),
                ("NextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListAccountsForParent` (shape `ListAccountsForParentResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListAccountsForParentResponse {
    /// `Accounts`, shape `Accounts`.
    pub accounts: Option<Vec<Account>>,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
}

impl Encode for ListAccountsForParentResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Accounts", &self.accounts, false),
                ("NextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListChildren` (shape `ListChildrenResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListChildrenResponse {
    /// `Children`, shape `Children`.
    pub children: Option<Vec<Child>>,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
}

impl Encode for ListChildrenResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Children", &self.children, false),
                ("NextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListCreateAccountStatus` (shape `ListCreateAccountStatusResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListCreateAccountStatusResponse {
    /// `CreateAccountStatuses`, shape `CreateAccountStatuses`.
    pub create_account_statuses: Option<Vec<CreateAccountStatus>>,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
}

impl Encode for ListCreateAccountStatusResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("CreateAccountStatuses", &self.create_account_statuses, false),
                ("NextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListOrganizationalUnitsForParent` (shape `ListOrganizationalUnitsForParentResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListOrganizationalUnitsForParentResponse {
    /// `OrganizationalUnits`, shape `OrganizationalUnits`.
    pub organizational_units: Option<Vec<OrganizationalUnit>>,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
}

impl Encode for ListOrganizationalUnitsForParentResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("OrganizationalUnits", &self.organizational_units, false),
                ("NextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListParents` (shape `ListParentsResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListParentsResponse {
    /// `Parents`, shape `Parents`.
    pub parents: Option<Vec<Parent>>,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
}

impl Encode for ListParentsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Parents", &self.parents, false),
                ("NextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListPolicies` (shape `ListPoliciesResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListPoliciesResponse {
    /// `Policies`, shape `Policies`.
    pub policies: Option<Vec<PolicySummary>>,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
}

impl Encode for ListPoliciesResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Policies", &self.policies, false),
                ("NextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListPoliciesForTarget` (shape `ListPoliciesForTargetResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListPoliciesForTargetResponse {
    /// `Policies`, shape `Policies`.
    pub policies: Option<Vec<PolicySummary>>,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
}

impl Encode for ListPoliciesForTargetResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Policies", &self.policies, false),
                ("NextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListRoots` (shape `ListRootsResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListRootsResponse {
    /// `Roots`, shape `Roots`.
    pub roots: Option<Vec<Root>>,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
}

impl Encode for ListRootsResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Roots", &self.roots, false),
                ("NextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListTagsForResource` (shape `ListTagsForResourceResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListTagsForResourceResponse {
    /// `Tags`, shape `Tags`.
    pub tags: Option<Vec<Tag>>,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
}

impl Encode for ListTagsForResourceResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Tags", &self.tags, false),
                ("NextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `ListTargetsForPolicy` (shape `ListTargetsForPolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ListTargetsForPolicyResponse {
    /// `Targets`, shape `PolicyTargets`.
    pub targets: Option<Vec<PolicyTargetSummary>>,
    /// `NextToken`, shape `NextToken`: to 100000 characters, `[\s\S]*`.
    pub next_token: Option<String>,
}

impl Encode for ListTargetsForPolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(
            sink,
            &[
                ("Targets", &self.targets, false),
                ("NextToken", &self.next_token, false),
            ],
        );
    }
}

/// Output of `MoveAccount` (shape `MoveAccountResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MoveAccountResponse {}

impl Encode for MoveAccountResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `PutResourcePolicy` (shape `PutResourcePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PutResourcePolicyResponse {
    /// `ResourcePolicy`, shape `ResourcePolicy`.
    pub resource_policy: Option<ResourcePolicy>,
}

impl Encode for PutResourcePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("ResourcePolicy", &self.resource_policy, false)]);
    }
}

/// Output of `RemoveAccountFromOrganization` (shape `RemoveAccountFromOrganizationResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RemoveAccountFromOrganizationResponse {}

impl Encode for RemoveAccountFromOrganizationResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `TagResource` (shape `TagResourceResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TagResourceResponse {}

impl Encode for TagResourceResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UntagResource` (shape `UntagResourceResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UntagResourceResponse {}

impl Encode for UntagResourceResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[]);
    }
}

/// Output of `UpdateOrganizationalUnit` (shape `UpdateOrganizationalUnitResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdateOrganizationalUnitResponse {
    /// `OrganizationalUnit`, shape `OrganizationalUnit`.
    pub organizational_unit: Option<OrganizationalUnit>,
}

impl Encode for UpdateOrganizationalUnitResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("OrganizationalUnit", &self.organizational_unit, false)]);
    }
}

/// Output of `UpdatePolicy` (shape `UpdatePolicyResponse`).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct UpdatePolicyResponse {
    /// `Policy`, shape `Policy`.
    pub policy: Option<Policy>,
}

impl Encode for UpdatePolicyResponse {
    fn encode(&self, sink: &mut dyn Sink) {
        encode::structure(sink, &[("Policy", &self.policy, false)]);
    }
}
