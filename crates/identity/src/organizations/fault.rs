//! The faults that the rooms of Organizations raise (AWS Organizations API Reference, each operation's page; wordings as
//! observed).

use wharf_aws::organizations::Fault;

use wharf_kernel::Error;

type Failure = Error<Fault>;

macro_rules! faults {
    ($($(#[$meta:meta])* $name:ident => $fault:ident: $text:literal;)*) => {
        $($(#[$meta])*
        pub(super) fn $name() -> Failure {
            Error::Fault(Fault::$fault { message: $text.to_owned() })
        })*
    };
}

faults! {
    not_in_use => AWSOrganizationsNotInUse: "Your account is not a member of an organization.";
    already_in_organization => AlreadyInOrganization: "The AWS account is already a member of an organization.";
    not_empty => OrganizationNotEmpty: "To delete an organization you must first remove all member accounts (except the master).";
    account_not_found => AccountNotFound: "You specified an account that doesn't exist.";
    account_not_registered => AccountNotRegistered: "The specified account is not a delegated administrator for this AWS service.";
    account_already_closed => AccountAlreadyClosed: "You attempted to close an account that is already closed.";
    child_not_found => ChildNotFound: "You specified a child that doesn't exist.";
    parent_not_found => ParentNotFound: "You specified parent that doesn't exist.";
    source_parent_not_found => SourceParentNotFound: "You specified a source parent that doesn't exist.";
    destination_parent_not_found => DestinationParentNotFound: "You specified a destination parent that doesn't exist.";
    duplicate_account => DuplicateAccount: "The account is already in the destination that you specified.";
    unit_not_found => OrganizationalUnitNotFound: "You specified an organizational unit that doesn't exist.";
    unit_not_empty => OrganizationalUnitNotEmpty: "The organizational unit still has child OUs or child accounts.";
    duplicate_unit => DuplicateOrganizationalUnit: "An OU with the same name already exists.";
    root_not_found => RootNotFound: "You specified a root that doesn't exist.";
    target_not_found => TargetNotFound: "You specified a target that doesn't exist.";
    policy_not_found => PolicyNotFound: "You specified a policy that doesn't exist.";
    duplicate_policy => DuplicatePolicy: "A policy with the same name and type already exists.";
    policy_in_use => PolicyInUse: "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.";
    policy_not_attached => PolicyNotAttached: "The policy isn't attached to the specified target in the specified root.";
    duplicate_attachment => DuplicatePolicyAttachment: "The selected policy is already attached to the specified target.";
    type_not_enabled => PolicyTypeNotEnabled: "This operation can be performed only for enabled policy types.";
    type_already_enabled => PolicyTypeAlreadyEnabled: "The specified policy type is already enabled.";
    type_not_available => PolicyTypeNotAvailableForOrganization: "You can't use the specified policy type with the feature set currently enabled for this organization.";
    effective_policy_not_found => EffectivePolicyNotFound: "No policy of the specified type is in effect for the specified target.";
    management_cannot_leave => MasterCannotLeaveOrganization: "You can't remove a management account from an organization.";
    request_not_found => CreateAccountStatusNotFound: "We can't find a create account request with the CreateAccountRequestId that you specified.";
    resource_policy_not_found => ResourcePolicyNotFound: "We can't find a resource policy for this organization.";
    concurrent => ConcurrentModification: "The target of the operation is currently being modified by a different request. Try again later.";
}

/// A document that its type of policy cannot be, and why not.
pub(super) fn malformed_policy(reason: &str) -> Failure {
    let text = "The provided policy document does not meet the requirements of the specified policy type.";
    Error::Fault(Fault::MalformedPolicyDocument {
        message: format!("{text} ({reason})"),
    })
}

/// A limit of the service, by the name that the API gives it.
pub(super) fn constraint(reason: &str, text: &str) -> Failure {
    Error::Fault(Fault::ConstraintViolation {
        message: text.to_owned(),
        reason: Some(reason.to_owned()),
    })
}

/// An input that is not possible, by the name that the API gives the reason.
pub(super) fn invalid(reason: &str, text: &str) -> Failure {
    Error::Fault(Fault::InvalidInput {
        message: text.to_owned(),
        reason: Some(reason.to_owned()),
    })
}
