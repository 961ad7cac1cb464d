// Generated from api/organizations.json by `cargo xtask codegen`. Do not edit.

//! The service and all its operations.

use crate::model::operations;
use crate::{Protocol, ServiceModel};

/// The service.
pub const SERVICE: ServiceModel = ServiceModel {
    name: "organizations",
    api_version: "2016-11-28",
    protocol: Protocol::Json11 {
        target_prefix: "AWSOrganizationsV20161128",
    },
    signing_name: "organizations",
    endpoint_prefix: "organizations",
};

operations! {
    json11::FromJson::from_json([u8]);
    AttachPolicy(AttachPolicyRequest) changes;
    CloseAccount(CloseAccountRequest) changes;
    CreateAccount(CreateAccountRequest) changes;
    CreateOrganization(CreateOrganizationRequest) changes;
    CreateOrganizationalUnit(CreateOrganizationalUnitRequest) changes;
    CreatePolicy(CreatePolicyRequest) changes;
    DeleteOrganization(DeleteOrganizationRequest) changes;
    DeleteOrganizationalUnit(DeleteOrganizationalUnitRequest) changes;
    DeletePolicy(DeletePolicyRequest) changes;
    DeleteResourcePolicy(DeleteResourcePolicyRequest) changes;
    DescribeAccount(DescribeAccountRequest) reads;
    DescribeCreateAccountStatus(DescribeCreateAccountStatusRequest) reads;
    DescribeEffectivePolicy(DescribeEffectivePolicyRequest) reads;
    DescribeOrganization(DescribeOrganizationRequest) reads;
    DescribeOrganizationalUnit(DescribeOrganizationalUnitRequest) reads;
    DescribePolicy(DescribePolicyRequest) reads;
    DescribeResourcePolicy(DescribeResourcePolicyRequest) reads;
    DetachPolicy(DetachPolicyRequest) changes;
    DisablePolicyType(DisablePolicyTypeRequest) changes;
    EnableAllFeatures(EnableAllFeaturesRequest) changes;
    EnablePolicyType(EnablePolicyTypeRequest) changes;
    ListAWSServiceAccessForOrganization(ListAWSServiceAccessForOrganizationRequest) reads;
    ListAccounts(ListAccountsRequest) reads;
    ListAccountsForParent(ListAccountsForParentRequest) reads;
    ListChildren(ListChildrenRequest) reads;
    ListCreateAccountStatus(ListCreateAccountStatusRequest) reads;
    ListDelegatedAdministrators(ListDelegatedAdministratorsRequest) reads;
    ListDelegatedServicesForAccount(ListDelegatedServicesForAccountRequest) reads;
    ListHandshakesForAccount(ListHandshakesForAccountRequest) reads;
    ListHandshakesForOrganization(ListHandshakesForOrganizationRequest) reads;
    ListOrganizationalUnitsForParent(ListOrganizationalUnitsForParentRequest) reads;
    ListParents(ListParentsRequest) reads;
    ListPolicies(ListPoliciesRequest) reads;
    ListPoliciesForTarget(ListPoliciesForTargetRequest) reads;
    ListRoots(ListRootsRequest) reads;
    ListTagsForResource(ListTagsForResourceRequest) reads;
    ListTargetsForPolicy(ListTargetsForPolicyRequest) reads;
    MoveAccount(MoveAccountRequest) changes;
    PutResourcePolicy(PutResourcePolicyRequest) changes;
    RemoveAccountFromOrganization(RemoveAccountFromOrganizationRequest) changes;
    TagResource(TagResourceRequest) changes;
    UntagResource(UntagResourceRequest) changes;
    UpdateOrganizationalUnit(UpdateOrganizationalUnitRequest) changes;
    UpdatePolicy(UpdatePolicyRequest) changes;
}
