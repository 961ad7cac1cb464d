//! The accounts of an organization: make, list, describe, move, close and remove them.
//!
//! Owns no rows: where an account is in its organization is `member`'s, what it is beside that (its name, its address,
//! whether it is closed) `iam::account`'s.

mod create;
mod operations;

use std::collections::HashMap;

use wharf_aws::organizations::{Account, AccountState, AccountStatus, Fault};
use wharf_aws::{AccountId, Timestamp};
use wharf_sql::Transaction;

pub use create::*;
pub use operations::*;

use super::member::{self, Joined, MemberRow};
use super::organization::OrganizationRow;
use super::{attachment, fault, unit};
use crate::iam;
use wharf_kernel::Error;

/// Puts an account into the root of an organization. It must be in none.
pub(crate) fn join(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    account: &AccountId,
    joined: Joined,
    now: Timestamp,
) -> Result<(), wharf_sql::Error> {
    let member = MemberRow {
        account: *account,
        organization: organization.id.clone(),
        parent: organization.root.clone(),
        joined,
        joined_at: now,
    };
    member::store::insert(transaction, &member)?;
    attachment::attach_defaults(transaction, organization, account.as_str())
}

/// The member of an id, or the fault that there is none.
pub(super) fn require(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    id: &AccountId,
) -> Result<MemberRow, Error<Fault>> {
    member::find(transaction, &organization.id, id.as_str())?.ok_or_else(fault::account_not_found)
}

/// Members as answers show them.
fn shown_all(
    transaction: &mut Transaction<'_>,
    organization: &OrganizationRow,
    members: &[MemberRow],
) -> Result<Vec<Account>, wharf_sql::Error> {
    let ids = members.iter().map(|member| member.account.as_str());
    let accounts = iam::account::find_all(transaction, ids)?.into_iter();
    let mut accounts: HashMap<AccountId, _> = accounts.map(|account| (account.id, account)).collect();
    let parents = members.iter().map(|member| member.parent.as_str());
    let lines = unit::Lines::read(transaction, organization, parents)?;
    let show = |member: &MemberRow| {
        let account = accounts.remove(&member.account);
        shown(organization, member, account, lines.to(&member.parent))
    };
    Ok(members.iter().map(show).collect())
}

fn shown(
    organization: &OrganizationRow,
    member: &MemberRow,
    account: Option<iam::account::Account>,
    line: Option<Vec<String>>,
) -> Account {
    let closed = account
        .as_ref()
        .is_some_and(|account| account.closed_at.is_some());
    Account {
        id: Some(member.account),
        arn: Some(organization.arn_of("account", member.account.as_str())),
        email: account.as_ref().and_then(|account| account.email.clone()),
        name: account.map(|account| account.name),
        status: Some(if closed {
            AccountStatus::Suspended
        } else {
            AccountStatus::Active
        }),
        state: Some(if closed {
            AccountState::Suspended
        } else {
            AccountState::Active
        }),
        paths: line.map(|line| vec![format!("{}{}/", unit::path(organization, &line), member.account)]),
        joined_method: Some(member.joined),
        joined_timestamp: Some(member.joined_at),
    }
}
