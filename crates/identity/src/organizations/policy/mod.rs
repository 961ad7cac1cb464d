//! The room of the organization's policies: service control policies and resource control policies, the customer's and
//! AWS's own.

mod operations;
pub(crate) mod store;

use wharf_aws::organizations::{Fault, Policy, PolicySummary, PolicyType};
use wharf_sql::Transaction;

pub use operations::*;
pub(crate) use store::STATEMENTS;

use super::fault;
use super::organization::OrganizationRow;
use wharf_kernel::Error;

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
    fn arn_word(self) -> &'static str {
        match self {
            PolicyKind::ServiceControl => "service_control_policy",
            PolicyKind::ResourceControl => "resource_control_policy",
        }
    }

    fn language(self) -> wharf_policy::PolicyKind {
        match self {
            PolicyKind::ServiceControl => wharf_policy::PolicyKind::ServiceControl,
            PolicyKind::ResourceControl => wharf_policy::PolicyKind::ResourceControl,
        }
    }

    /// AWS's policy that allows everything: what everything has from the beginning.
    pub(crate) fn full_access(self) -> PolicyRow {
        let (id, text) = match self {
            PolicyKind::ServiceControl => (
                "p-FullAWSAccess",
                r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#,
            ),
            PolicyKind::ResourceControl => (
                "p-RCPFullAWSAccess",
                r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#,
            ),
        };
        PolicyRow {
            id: id.to_owned(),
            kind: self,
            name: id.trim_start_matches("p-").to_owned(),
            description: "Allows access to every operation".to_owned(),
            content: text.to_owned(),
            aws_managed: true,
        }
    }
}

/// A policy.
#[derive(Clone, Debug)]
pub(crate) struct PolicyRow {
    pub(crate) id: String,
    pub(crate) kind: PolicyKind,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) content: String,
    pub(crate) aws_managed: bool,
}

impl PolicyRow {
    pub(crate) fn arn(&self, organization: &OrganizationRow) -> String {
        let word = self.kind.arn_word();
        if self.aws_managed {
            return format!("arn:aws:organizations::aws:policy/{word}/{}", self.id);
        }
        organization.arn_of("policy", &format!("{word}/{}", self.id))
    }

    pub(crate) fn summary(&self, organization: &OrganizationRow) -> PolicySummary {
        PolicySummary {
            id: Some(self.id.clone()),
            arn: Some(self.arn(organization)),
            name: Some(self.name.clone()),
            description: Some(self.description.clone()),
            r#type: Some(self.kind.wire()),
            aws_managed: Some(self.aws_managed),
        }
    }

    fn shown(&self, organization: &OrganizationRow) -> Policy {
        Policy {
            policy_summary: Some(self.summary(organization)),
            content: Some(self.content.clone()),
        }
    }
}

/// The policy of an id, AWS's own included.
pub(crate) fn find(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    id: &str,
) -> Result<Option<PolicyRow>, wharf_sql::Error> {
    let mut own = PolicyKind::ALL.into_iter().map(PolicyKind::full_access);
    match own.find(|policy| policy.id == id) {
        Some(policy) => Ok(Some(policy)),
        None => store::find(transaction, &organization.id, id),
    }
}

/// The policy of an id, or the fault that there is none.
pub(crate) fn require(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    id: &str,
) -> Result<PolicyRow, Error<Fault>> {
    find(transaction, organization, id)?.ok_or_else(fault::policy_not_found)
}
