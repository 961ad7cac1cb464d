//! The room of the members of organizations: which organization an account is in, and where in its tree.

pub(super) mod store;

use wharf_aws::{AccountId, Timestamp};
use wharf_sql::Transaction;

pub(crate) use store::{STATEMENTS, membership};

/// How an account came into its organization.
pub(crate) use wharf_aws::organizations::AccountJoinedMethod as Joined;

/// An account's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MemberRow {
    pub(crate) account: AccountId,
    pub(crate) organization: String,
    pub(crate) parent: String,
    pub(crate) joined: Joined,
    pub(crate) joined_at: Timestamp,
}

/// The member of an id, if the organization has it.
pub(super) fn find(
    transaction: &mut Transaction<'_>,
    organization: &str,
    id: &str,
) -> Result<Option<MemberRow>, wharf_sql::Error> {
    let Ok(id) = id.parse() else { return Ok(None) };
    let member = membership(transaction, &id)?;
    Ok(member.filter(|member| member.organization == organization))
}
