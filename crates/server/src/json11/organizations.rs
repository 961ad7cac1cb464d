//! The table of the operations of Organizations: one line each.

use wharf_aws::json11::Violation;
use wharf_aws::organizations::Fault;
use wharf_services::organizations::{
    account, account_request, attachment, organization, policy, resource_policy, root, tag, unit,
};

use super::operations::JsonFault;

impl JsonFault for Fault {
    fn of_violations(violations: &[Violation]) -> Fault {
        let message = wharf_aws::joined_text(violations);
        Fault::InvalidInput {
            message,
            reason: Some("INVALID_PATTERN".to_owned()),
        }
    }

    fn invalid(message: String) -> Fault {
        Fault::InvalidInput {
            message,
            reason: None,
        }
    }

    fn server(message: String) -> Fault {
        Fault::Service { message }
    }
}

operations! {
    organizations Organizations;
    account::CloseAccount;
    account::CreateAccount;
    account::DescribeAccount;
    account::ListAccounts;
    account::ListAccountsForParent;
    account::MoveAccount;
    account::RemoveAccountFromOrganization;
    account_request::DescribeCreateAccountStatus;
    account_request::ListCreateAccountStatus;
    attachment::AttachPolicy;
    attachment::DetachPolicy;
    attachment::DescribeEffectivePolicy;
    attachment::ListPoliciesForTarget;
    attachment::ListTargetsForPolicy;
    organization::CreateOrganization;
    organization::DeleteOrganization;
    organization::DescribeOrganization;
    organization::EnableAllFeatures;
    policy::CreatePolicy;
    policy::DeletePolicy;
    policy::DescribePolicy;
    policy::ListPolicies;
    policy::UpdatePolicy;
    resource_policy::DeleteResourcePolicy;
    resource_policy::DescribeResourcePolicy;
    resource_policy::PutResourcePolicy;
    root::DisablePolicyType;
    root::EnablePolicyType;
    root::ListRoots;
    tag::ListTagsForResource;
    tag::TagResource;
    tag::UntagResource;
    unit::CreateOrganizationalUnit;
    unit::DeleteOrganizationalUnit;
    unit::DescribeOrganizationalUnit;
    unit::ListChildren;
    unit::ListOrganizationalUnitsForParent;
    unit::ListParents;
    unit::UpdateOrganizationalUnit;
}
