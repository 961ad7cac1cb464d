// Generated from api/organizations.json by `cargo xtask codegen`. Do not edit.

//! The outputs of the operations.

use super::{
    Account, Child, CreateAccountStatus, DelegatedAdministrator, DelegatedService, EffectivePolicy,
    EnabledServicePrincipal, Handshake, Organization, OrganizationalUnit, Parent, Policy, PolicySummary,
    PolicyTargetSummary, ResourcePolicy, Root, Tag,
};
use crate::structure::structures;

structures! {
    /// Output of `AttachPolicy`.
    AttachPolicyResponse(Default) {}
    /// Output of `CloseAccount`.
    CloseAccountResponse(Default) {}
    /// Output of `CreateAccount`.
    CreateAccountResponse(Default) {
        create_account_status: Option<CreateAccountStatus> = "CreateAccountStatus";
    }
    /// Output of `CreateOrganization`.
    CreateOrganizationResponse(Default) {
        organization: Option<Organization> = "Organization";
    }
    /// Output of `CreateOrganizationalUnit`.
    CreateOrganizationalUnitResponse(Default) {
        organizational_unit: Option<OrganizationalUnit> = "OrganizationalUnit";
    }
    /// Output of `CreatePolicy`.
    CreatePolicyResponse(Default) {
        policy: Option<Policy> = "Policy";
    }
    /// Output of `DeleteOrganization`.
    DeleteOrganizationResponse(Default) {}
    /// Output of `DeleteOrganizationalUnit`.
    DeleteOrganizationalUnitResponse(Default) {}
    /// Output of `DeletePolicy`.
    DeletePolicyResponse(Default) {}
    /// Output of `DeleteResourcePolicy`.
    DeleteResourcePolicyResponse(Default) {}
    /// Output of `DescribeAccount`.
    DescribeAccountResponse(Default) {
        account: Option<Account> = "Account";
    }
    /// Output of `DescribeCreateAccountStatus`.
    DescribeCreateAccountStatusResponse(Default) {
        create_account_status: Option<CreateAccountStatus> = "CreateAccountStatus";
    }
    /// Output of `DescribeEffectivePolicy`.
    DescribeEffectivePolicyResponse(Default) {
        effective_policy: Option<EffectivePolicy> = "EffectivePolicy";
    }
    /// Output of `DescribeOrganization`.
    DescribeOrganizationResponse(Default) {
        organization: Option<Organization> = "Organization";
    }
    /// Output of `DescribeOrganizationalUnit`.
    DescribeOrganizationalUnitResponse(Default) {
        organizational_unit: Option<OrganizationalUnit> = "OrganizationalUnit";
    }
    /// Output of `DescribePolicy`.
    DescribePolicyResponse(Default) {
        policy: Option<Policy> = "Policy";
    }
    /// Output of `DescribeResourcePolicy`.
    DescribeResourcePolicyResponse(Default) {
        resource_policy: Option<ResourcePolicy> = "ResourcePolicy";
    }
    /// Output of `DetachPolicy`.
    DetachPolicyResponse(Default) {}
    /// Output of `DisablePolicyType`.
    DisablePolicyTypeResponse(Default) {
        root: Option<Root> = "Root";
    }
    /// Output of `EnableAllFeatures`.
    EnableAllFeaturesResponse(Default) {
        handshake: Option<Handshake> = "Handshake";
    }
    /// Output of `EnablePolicyType`.
    EnablePolicyTypeResponse(Default) {
        root: Option<Root> = "Root";
    }
    /// Output of `ListAWSServiceAccessForOrganization`.
    ListAWSServiceAccessForOrganizationResponse(Default) {
        enabled_service_principals: Option<Vec<EnabledServicePrincipal>> = "EnabledServicePrincipals";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListAccounts`.
    ListAccountsResponse(Default) {
        accounts: Option<Vec<Account>> = "Accounts";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListAccountsForParent`.
    ListAccountsForParentResponse(Default) {
        accounts: Option<Vec<Account>> = "Accounts";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListChildren`.
    ListChildrenResponse(Default) {
        children: Option<Vec<Child>> = "Children";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListCreateAccountStatus`.
    ListCreateAccountStatusResponse(Default) {
        create_account_statuses: Option<Vec<CreateAccountStatus>> = "CreateAccountStatuses";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListDelegatedAdministrators`.
    ListDelegatedAdministratorsResponse(Default) {
        delegated_administrators: Option<Vec<DelegatedAdministrator>> = "DelegatedAdministrators";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListDelegatedServicesForAccount`.
    ListDelegatedServicesForAccountResponse(Default) {
        delegated_services: Option<Vec<DelegatedService>> = "DelegatedServices";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListHandshakesForAccount`.
    ListHandshakesForAccountResponse(Default) {
        handshakes: Option<Vec<Handshake>> = "Handshakes";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListHandshakesForOrganization`.
    ListHandshakesForOrganizationResponse(Default) {
        handshakes: Option<Vec<Handshake>> = "Handshakes";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListOrganizationalUnitsForParent`.
    ListOrganizationalUnitsForParentResponse(Default) {
        organizational_units: Option<Vec<OrganizationalUnit>> = "OrganizationalUnits";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListParents`.
    ListParentsResponse(Default) {
        parents: Option<Vec<Parent>> = "Parents";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListPolicies`.
    ListPoliciesResponse(Default) {
        policies: Option<Vec<PolicySummary>> = "Policies";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListPoliciesForTarget`.
    ListPoliciesForTargetResponse(Default) {
        policies: Option<Vec<PolicySummary>> = "Policies";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListRoots`.
    ListRootsResponse(Default) {
        roots: Option<Vec<Root>> = "Roots";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListTagsForResource`.
    ListTagsForResourceResponse(Default) {
        tags: Option<Vec<Tag>> = "Tags";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `ListTargetsForPolicy`.
    ListTargetsForPolicyResponse(Default) {
        targets: Option<Vec<PolicyTargetSummary>> = "Targets";
        next_token: Option<String> = "NextToken";
    }
    /// Output of `MoveAccount`.
    MoveAccountResponse(Default) {}
    /// Output of `PutResourcePolicy`.
    PutResourcePolicyResponse(Default) {
        resource_policy: Option<ResourcePolicy> = "ResourcePolicy";
    }
    /// Output of `RemoveAccountFromOrganization`.
    RemoveAccountFromOrganizationResponse(Default) {}
    /// Output of `TagResource`.
    TagResourceResponse(Default) {}
    /// Output of `UntagResource`.
    UntagResourceResponse(Default) {}
    /// Output of `UpdateOrganizationalUnit`.
    UpdateOrganizationalUnitResponse(Default) {
        organizational_unit: Option<OrganizationalUnit> = "OrganizationalUnit";
    }
    /// Output of `UpdatePolicy`.
    UpdatePolicyResponse(Default) {
        policy: Option<Policy> = "Policy";
    }
}
