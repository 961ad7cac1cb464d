//! The room of organizations: one row each, with the root and what is enabled there. What touches the other rooms too is
//! in `create_organization`, `delete_organization` and `enable_all_features`.

mod operations;
mod store;

use wharf_aws::AccountId;
use wharf_aws::organizations::{
    Fault, Organization, OrganizationFeatureSet, PolicyTypeStatus, PolicyTypeSummary, Root,
};
use wharf_sql::Transaction;

pub use operations::*;
pub(crate) use store::{STATEMENTS, delete, find, insert, the_only_one, update};

use super::policy_kind::PolicyKind;
use super::{fault, id, member};
use crate::iam;
use wharf_kernel::{Entropy, Error};

/// An organization.
#[derive(Clone, Debug)]
pub(crate) struct OrganizationRow {
    /// `o-…`.
    pub(crate) id: String,
    pub(crate) management: AccountId,
    /// `r-…`.
    pub(crate) root: String,
    pub(crate) feature_set: OrganizationFeatureSet,
    pub(crate) service_control: bool,
    pub(crate) resource_control: bool,
    /// The policy that lets member accounts ask what only the management account may: id and text.
    pub(crate) resource_policy: Option<(String, String)>,
}

impl OrganizationRow {
    /// A new one of an account.
    pub(crate) fn new(entropy: &Entropy, management: AccountId, feature_set: OrganizationFeatureSet) -> Self {
        OrganizationRow {
            id: id::organization(entropy),
            management,
            root: id::root(entropy),
            feature_set,
            service_control: feature_set == OrganizationFeatureSet::All,
            resource_control: false,
            resource_policy: None,
        }
    }

    /// Whether policies of a kind count.
    pub(crate) fn enables(&self, kind: PolicyKind) -> bool {
        match kind {
            PolicyKind::ServiceControl => self.service_control,
            PolicyKind::ResourceControl => self.resource_control,
        }
    }

    /// Enables or disables a kind.
    pub(crate) fn set_enabled(&mut self, kind: PolicyKind, enabled: bool) {
        match kind {
            PolicyKind::ServiceControl => self.service_control = enabled,
            PolicyKind::ResourceControl => self.resource_control = enabled,
        }
    }

    /// `arn:aws:organizations::<management account>:<kind>/<organization>/<id>`.
    pub(crate) fn arn_of(&self, kind: &str, id: &str) -> String {
        format!("{}:{kind}/{}/{id}", self.prefix(), self.id)
    }

    pub(crate) fn arn(&self) -> String {
        format!("{}:organization/{}", self.prefix(), self.id)
    }

    pub(super) fn prefix(&self) -> String {
        format!("arn:aws:organizations::{}", self.management)
    }

    fn policy_types(&self) -> Vec<PolicyTypeSummary> {
        let enabled = PolicyKind::ALL.iter().filter(|kind| self.enables(**kind));
        let summary = |kind: &PolicyKind| PolicyTypeSummary {
            r#type: Some(kind.wire()),
            status: Some(PolicyTypeStatus::Enabled),
        };
        enabled.map(summary).collect()
    }

    /// The root as answers show it.
    pub(crate) fn shown_root(&self) -> Root {
        Root {
            id: Some(self.root.clone()),
            arn: Some(self.arn_of("root", &self.root)),
            name: Some("Root".to_owned()),
            policy_types: Some(self.policy_types()),
        }
    }

    /// The organization as answers show it.
    pub(super) fn shown(&self, transaction: &mut Transaction<'_>) -> Result<Organization, wharf_sql::Error> {
        let management = iam::account::find_in(transaction, &self.management)?;
        Ok(Organization {
            id: Some(self.id.clone()),
            arn: Some(self.arn()),
            feature_set: Some(self.feature_set),
            master_account_arn: Some(self.arn_of("account", self.management.as_str())),
            master_account_id: Some(self.management),
            master_account_email: management.and_then(|account| account.email),
            available_policy_types: Some(match self.feature_set {
                OrganizationFeatureSet::All => vec![PolicyTypeSummary {
                    r#type: Some(PolicyKind::ServiceControl.wire()),
                    status: Some(PolicyTypeStatus::Enabled),
                }],
                OrganizationFeatureSet::ConsolidatedBilling => Vec::new(),
            }),
        })
    }
}

/// Whether there is no organization yet.
pub(crate) fn is_first(transaction: &mut Transaction<'_>) -> Result<bool, wharf_sql::Error> {
    Ok(!store::any(transaction)?)
}

/// The organization that an account is in.
pub(crate) fn of_account(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
) -> Result<Option<OrganizationRow>, wharf_sql::Error> {
    match member::membership(transaction, account)? {
        Some(membership) => find(transaction, &membership.organization),
        None => Ok(None),
    }
}

/// The organization that the caller's account is in, or the fault that there is none.
pub(crate) fn require(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
) -> Result<OrganizationRow, Error<Fault>> {
    of_account(transaction, account)?.ok_or_else(fault::not_in_use)
}
