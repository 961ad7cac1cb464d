//! The table of the operations of Organizations: a row each.

use wharf_aws::json11::Violation;
use wharf_aws::organizations::Fault;
use wharf_policy::{Denial, Reason, Side};

use super::{
    absent, account, account_request, attach_policy, create_organization, delete_organization,
    enable_all_features, organization, policy, resource_policy, root, tag_resource, unit,
};
use wharf_kernel::operation::json11::JsonWords;
use wharf_kernel::operation::{Service, operations};
use wharf_kernel::space::Room;

/// AWS Organizations' API.
pub static ORGANIZATIONS: Service = Service {
    event_source: "organizations.amazonaws.com",
    model: &wharf_aws::organizations::SERVICE,
    operations: wharf_aws::organizations::OPERATIONS,
    message_member: "Message",
    is_registry: false,
    for_operators: false,
    denial_text,
};

const TAGS: &[&str] = &["aws:RequestTag", "aws:TagKeys"];

operations! { ORGANIZATIONS: [json11 Words], Fault;
    absent::ListAWSServiceAccessForOrganization: Reads, Organization, ["organizations:ListAWSServiceAccessForOrganization"];
    absent::ListDelegatedAdministrators: Reads, Organization, ["organizations:ListDelegatedAdministrators"];
    absent::ListDelegatedServicesForAccount: Reads, Organization, ["organizations:ListDelegatedServicesForAccount"];
    absent::ListHandshakesForAccount: Reads, Any, ["organizations:ListHandshakesForAccount"];
    absent::ListHandshakesForOrganization: Reads, Organization, ["organizations:ListHandshakesForOrganization"];
    account::CloseAccount: Changes, Organization, ["organizations:CloseAccount"], room: Room::Frees;
    account::CreateAccount: Changes, Organization, ["organizations:CreateAccount", "organizations:TagResource"], condition_keys: TAGS;
    account::DescribeAccount: Reads, Organization, ["organizations:DescribeAccount"];
    account::ListAccounts: Reads, Organization, ["organizations:ListAccounts"];
    account::ListAccountsForParent: Reads, Organization, ["organizations:ListAccountsForParent"];
    account::MoveAccount: Changes, Organization, ["organizations:MoveAccount"];
    account::RemoveAccountFromOrganization: Changes, Organization, ["organizations:RemoveAccountFromOrganization"], room: Room::Frees;
    account_request::DescribeCreateAccountStatus: Reads, Organization, ["organizations:DescribeCreateAccountStatus"];
    account_request::ListCreateAccountStatus: Reads, Organization, ["organizations:ListCreateAccountStatus"];
    attach_policy::AttachPolicy: Changes, Organization, ["organizations:AttachPolicy"], condition_keys: &["organizations:PolicyType"];
    attach_policy::DescribeEffectivePolicy: Reads, Organization, ["organizations:DescribeEffectivePolicy"];
    attach_policy::DetachPolicy: Changes, Organization, ["organizations:DetachPolicy"], condition_keys: &["organizations:PolicyType"], room: Room::Frees;
    attach_policy::ListPoliciesForTarget: Reads, Organization, ["organizations:ListPoliciesForTarget"], condition_keys: &["organizations:PolicyType"];
    attach_policy::ListTargetsForPolicy: Reads, Organization, ["organizations:ListTargetsForPolicy"], condition_keys: &["organizations:PolicyType"];
    create_organization::CreateOrganization: Changes, Any, ["organizations:CreateOrganization"];
    delete_organization::DeleteOrganization: Changes, Organization, ["organizations:DeleteOrganization"], room: Room::Frees;
    enable_all_features::EnableAllFeatures: Changes, Organization, ["organizations:EnableAllFeatures"];
    organization::DescribeOrganization: Reads, Any, ["organizations:DescribeOrganization"];
    policy::CreatePolicy: Changes, Organization, ["organizations:CreatePolicy", "organizations:TagResource"], condition_keys: &["aws:RequestTag", "aws:TagKeys", "organizations:PolicyType"];
    policy::DeletePolicy: Changes, Organization, ["organizations:DeletePolicy"], condition_keys: &["organizations:PolicyType"], room: Room::Frees;
    policy::DescribePolicy: Reads, Organization, ["organizations:DescribePolicy"], condition_keys: &["organizations:PolicyType"];
    policy::ListPolicies: Reads, Organization, ["organizations:ListPolicies"], condition_keys: &["organizations:PolicyType"];
    policy::UpdatePolicy: Changes, Organization, ["organizations:UpdatePolicy"], condition_keys: &["organizations:PolicyType"];
    resource_policy::DeleteResourcePolicy: Changes, Organization, ["organizations:DeleteResourcePolicy"], room: Room::Frees;
    resource_policy::DescribeResourcePolicy: Reads, Organization, ["organizations:DescribeResourcePolicy"];
    resource_policy::PutResourcePolicy: Changes, Organization, ["organizations:PutResourcePolicy", "organizations:TagResource"], condition_keys: TAGS;
    root::DisablePolicyType: Changes, Organization, ["organizations:DisablePolicyType"], condition_keys: &["organizations:PolicyType"], room: Room::Frees;
    root::EnablePolicyType: Changes, Organization, ["organizations:EnablePolicyType"], condition_keys: &["organizations:PolicyType"];
    root::ListRoots: Reads, Organization, ["organizations:ListRoots"];
    tag_resource::ListTagsForResource: Reads, Organization, ["organizations:ListTagsForResource"];
    tag_resource::TagResource: Changes, Organization, ["organizations:TagResource"], condition_keys: TAGS;
    tag_resource::UntagResource: Changes, Organization, ["organizations:UntagResource"], condition_keys: &["aws:TagKeys"], room: Room::Frees;
    unit::CreateOrganizationalUnit: Changes, Organization, ["organizations:CreateOrganizationalUnit", "organizations:TagResource"], condition_keys: TAGS;
    unit::DeleteOrganizationalUnit: Changes, Organization, ["organizations:DeleteOrganizationalUnit"], room: Room::Frees;
    unit::DescribeOrganizationalUnit: Reads, Organization, ["organizations:DescribeOrganizationalUnit"];
    unit::ListChildren: Reads, Organization, ["organizations:ListChildren"];
    unit::ListOrganizationalUnitsForParent: Reads, Organization, ["organizations:ListOrganizationalUnitsForParent"];
    unit::ListParents: Reads, Organization, ["organizations:ListParents"];
    unit::UpdateOrganizationalUnit: Changes, Organization, ["organizations:UpdateOrganizationalUnit"];
}

/// The text of a refusal: a caller outside the management account learns only that it may not ask.
fn denial_text(denial: &Denial) -> String {
    if denial.is_foreign && denial.reason == Reason::Implicit(Side::Resource) {
        return "You don't have permissions to access this resource.".to_owned();
    }
    denial.to_string()
}

/// How the service words what is wrong with any request.
pub(crate) enum Words {}

impl JsonWords for Words {
    type Fault = Fault;

    fn of_violations(violations: &[Violation]) -> Option<Fault> {
        let message = wharf_aws::joined_text(violations);
        Some(Fault::InvalidInput {
            message,
            reason: Some("INVALID_PATTERN".to_owned()),
        })
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
