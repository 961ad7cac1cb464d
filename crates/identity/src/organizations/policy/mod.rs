//! The room of the organization's policies: service control policies and resource control policies, the customer's and
//! AWS's own.

mod operations;
pub(crate) mod store;

use std::collections::HashMap;

use wharf_aws::organizations::{Fault, Policy, PolicySummary};
use wharf_sql::Transaction;

pub use operations::*;
pub(crate) use store::STATEMENTS;

use super::fault;
use super::organization::OrganizationRow;
use super::policy_kind::PolicyKind;
use wharf_kernel::Error;

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
    /// AWS's policy of a kind that allows everything: what everything has from the beginning.
    pub(crate) fn full_access(kind: PolicyKind) -> PolicyRow {
        let text = match kind {
            PolicyKind::ServiceControl => {
                r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
            }
            PolicyKind::ResourceControl => {
                r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#
            }
        };
        let id = kind.full_access_id();
        PolicyRow {
            id: id.to_owned(),
            kind,
            name: id.trim_start_matches("p-").to_owned(),
            description: "Allows access to every operation".to_owned(),
            content: text.to_owned(),
            aws_managed: true,
        }
    }

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
    match aws(id) {
        Some(policy) => Ok(Some(policy)),
        None => store::find(transaction, &organization.id, id),
    }
}

/// AWS's policy of an id.
fn aws(id: &str) -> Option<PolicyRow> {
    let mut all = PolicyKind::ALL.into_iter().map(PolicyRow::full_access);
    all.find(|policy| policy.id == id)
}

/// The policies that some targets have themselves, by id, for each target.
pub(crate) fn of_targets<'a>(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    targets: impl IntoIterator<Item = &'a str>,
) -> Result<HashMap<String, Vec<PolicyRow>>, wharf_sql::Error> {
    let mut policies: HashMap<String, Vec<PolicyRow>> = HashMap::new();
    for (target, policy) in store::of_targets(transaction, &organization.id, targets)? {
        let policy = policy.map_or_else(|id| aws(&id), Some);
        policies.entry(target).or_default().extend(policy);
    }
    for of_target in policies.values_mut() {
        of_target.sort_unstable_by(|one, other| one.id.cmp(&other.id));
    }
    Ok(policies)
}

/// The policy of an id, or the fault that there is none.
pub(crate) fn require(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    id: &str,
) -> Result<PolicyRow, Error<Fault>> {
    find(transaction, organization, id)?.ok_or_else(fault::policy_not_found)
}
