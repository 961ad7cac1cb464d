//! What an organization lets one account do: the service control policies above its principals, the resource control
//! policies above its resources (AWS Organizations User Guide, *Service control policies*, *Resource control policies*).

use std::sync::Arc;

use wharf_aws::AccountId;
use wharf_kernel::Extension;
use wharf_kernel::Identity;
use wharf_kernel::identity::Revision;
use wharf_kernel::memory::Memory;
use wharf_policy::{AccountLife, Keys, Source};
use wharf_sql::{Database, Error, Transaction};

use super::organization::{self, OrganizationRow};
use super::policy::{self, PolicyRow};
use super::policy_kind::PolicyKind;
use super::{member, unit};
use crate::iam;

/// The control policies of one account.
pub struct ControlPolicies {
    /// Whether there is such an account.
    pub exists: bool,
    /// Whether the account may be used at all: a closed one may not.
    pub active: bool,
    /// Which saved policies mean the account.
    pub account_life: AccountLife,
    /// Where it is in which organization.
    pub membership: Option<Membership>,
    /// The service control policies of each level, the root's first; `None` when none apply.
    pub service_control: Option<Vec<Vec<Source>>>,
    /// The resource control policies of each level, the root's first; `None` when none apply.
    pub resource_control: Option<Vec<Vec<Source>>>,
    /// The condition keys that every resource of the account has: `aws:ResourceAccount` and its organization's.
    pub resource_keys: Keys,
}

/// An account's place in an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// `o-…`.
    pub organization: String,
    /// `o-…/r-…/ou-…/`, without the account, with the slash at the end.
    pub path: String,
}

impl ControlPolicies {
    /// Those of an account that no policy restricts.
    pub fn new(account: &AccountId, membership: Option<Membership>) -> ControlPolicies {
        let mut resource_keys = Keys::default();
        resource_keys.insert("aws:ResourceAccount", [account.to_string()]);
        if let Some(membership) = &membership {
            resource_keys.insert("aws:ResourceOrgID", [membership.organization.clone()]);
            resource_keys.insert("aws:ResourceOrgPaths", [membership.path.clone()]);
        }
        ControlPolicies {
            exists: true,
            active: true,
            account_life: AccountLife::default(),
            membership,
            service_control: None,
            resource_control: None,
            resource_keys,
        }
    }
}

/// How many accounts' a node remembers.
const REMEMBERED: u64 = 10_000;

struct Remembered(Memory<Revision, ControlPolicies>);

impl Extension for Remembered {}

impl Default for Remembered {
    fn default() -> Remembered {
        Remembered(Memory::new(REMEMBERED))
    }
}

/// The control policies of an account, from memory.
pub async fn of(identity: &Identity, account: &AccountId) -> Result<Arc<ControlPolicies>, Error> {
    at(identity, &identity.revision(account).await?).await
}

/// The same at a revision of the account that was read before, for what is remembered under that.
pub async fn at(identity: &Identity, revision: &Revision) -> Result<Arc<ControlPolicies>, Error> {
    let load = || load(identity.database(), revision.account());
    let again = || identity.revision_again(revision.account());
    identity
        .extensions
        .get::<Remembered>()
        .0
        .get(revision, "", load, again)
        .await
}

/// Reads the control policies of an account. An account that is in no organization, or that does not exist, has none.
async fn load(database: &Database, account: &AccountId) -> Result<ControlPolicies, Error> {
    let account = *account;
    database
        .snapshot("organizations.control_policy.load", move |transaction| {
            read(transaction, &account)
        })
        .await
}

fn read(transaction: &mut Transaction<'_>, account: &AccountId) -> Result<ControlPolicies, Error> {
    let row = iam::account::find_in(transaction, account)?;
    let exists = row.is_some();
    let active = row.is_none_or(|account| account.closed_at.is_none());
    let account_life = iam::account::life(transaction, account)?;
    let none = || ControlPolicies {
        exists,
        active,
        account_life,
        ..ControlPolicies::new(account, None)
    };
    let Some(member) = member::membership(transaction, account)? else {
        return Ok(none());
    };
    let corrupt = || Error::Corrupt(format!("organization_accounts: the place of {account}"));
    let organization = organization::find(transaction, &member.organization)?.ok_or_else(corrupt)?;
    let mut line = unit::line(transaction, &organization, &member.parent)?.ok_or_else(corrupt)?;
    let is_management = organization.management == *account;
    let membership = Membership {
        organization: organization.id.clone(),
        path: unit::path(&organization, &line),
    };
    line.push(account.to_string());
    let policies = policy::of_targets(transaction, &organization, line.iter().map(String::as_str))?;
    let levels = |kind| {
        // Control policies do not apply to the management account.
        let apply = !is_management && organization.enables(kind);
        apply.then(|| {
            let levels = line
                .iter()
                .map(|target| policies.get(target).into_iter().flatten());
            let of_kind = levels.map(|level| level.filter(|policy| policy.kind == kind));
            of_kind
                .map(|level| level.map(|policy| source(&organization, policy)).collect())
                .collect()
        })
    };
    Ok(ControlPolicies {
        exists,
        active,
        account_life,
        service_control: levels(PolicyKind::ServiceControl),
        resource_control: levels(PolicyKind::ResourceControl),
        ..ControlPolicies::new(account, Some(membership))
    })
}

fn source(organization: &OrganizationRow, policy: &PolicyRow) -> Source {
    Source::compile(&policy.arn(organization), &policy.content)
}
