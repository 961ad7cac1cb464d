//! The kinds of policies of an organization: which there are, and their words in the API, in ARNs and in the database.

use wharf_aws::organizations::PolicyType;

/// The types of policies that Wharf knows; the others of the API manage services that it does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PolicyKind {
    /// What the principals below may do at most.
    ServiceControl,
    /// What may be done to the resources below at most.
    ResourceControl,
}

impl PolicyKind {
    pub(crate) const ALL: [PolicyKind; 2] = [PolicyKind::ServiceControl, PolicyKind::ResourceControl];

    pub(crate) fn wire(self) -> PolicyType {
        match self {
            PolicyKind::ServiceControl => PolicyType::ServiceControlPolicy,
            PolicyKind::ResourceControl => PolicyType::ResourceControlPolicy,
        }
    }

    pub(crate) fn from_wire(policy_type: PolicyType) -> Option<PolicyKind> {
        PolicyKind::ALL
            .into_iter()
            .find(|kind| kind.wire() == policy_type)
    }

    /// The word in the database.
    pub(crate) fn word(self) -> &'static str {
        self.wire().as_str()
    }

    /// The word in ARNs.
    pub(super) fn arn_word(self) -> &'static str {
        match self {
            PolicyKind::ServiceControl => "service_control_policy",
            PolicyKind::ResourceControl => "resource_control_policy",
        }
    }

    pub(super) fn language(self) -> wharf_policy::PolicyKind {
        match self {
            PolicyKind::ServiceControl => wharf_policy::PolicyKind::ServiceControl,
            PolicyKind::ResourceControl => wharf_policy::PolicyKind::ResourceControl,
        }
    }

    /// The id of AWS's policy that allows everything.
    pub(super) fn full_access_id(self) -> &'static str {
        match self {
            PolicyKind::ServiceControl => "p-FullAWSAccess",
            PolicyKind::ResourceControl => "p-RCPFullAWSAccess",
        }
    }
}
