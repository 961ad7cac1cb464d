//! The SQL of memberships.

use wharf_aws::AccountId;
use wharf_sql::{Error, Statement, Transaction, params};

use crate::iam::entity::{self, EntityRow};

static MEMBERS: Statement = Statement::global(
    "iam.group.members",
    "SELECT e.account, e.kind, e.name, e.path, e.id, e.created_at, e.description, e.boundary \
     FROM iam_group_members m JOIN iam_entities e ON e.id = m.user_id \
     WHERE m.account = $1 AND m.group_id = $2 AND m.user_id > $3 ORDER BY m.user_id LIMIT $4",
);
static GROUPS: Statement = Statement::global(
    "iam.group.groups_of",
    "SELECT e.account, e.kind, e.name, e.path, e.id, e.created_at, e.description, e.boundary \
     FROM iam_group_members m JOIN iam_entities e ON e.id = m.group_id \
     WHERE m.account = $1 AND m.user_id = $2 AND m.group_id > $3 ORDER BY m.group_id LIMIT $4",
);
static ADD: Statement = Statement::global(
    "iam.group.add",
    "INSERT INTO iam_group_members (account, group_id, user_id) VALUES ($1, $2, $3) \
     ON CONFLICT (account, group_id, user_id) DO NOTHING",
);
static REMOVE: Statement = Statement::global(
    "iam.group.remove",
    "DELETE FROM iam_group_members WHERE account = $1 AND group_id = $2 AND user_id = $3",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&MEMBERS, &GROUPS, &ADD, &REMOVE];

/// A group's users by unique id, after one.
pub(crate) fn members(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    group: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<EntityRow>, Error> {
    let rows = transaction.query_global(&MEMBERS, params![account.as_str(), group, after, limit])?;
    rows.iter().map(entity::store::read).collect()
}

/// A user's groups by unique id, after one.
pub(crate) fn groups_of(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    user: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<EntityRow>, Error> {
    let rows = transaction.query_global(&GROUPS, params![account.as_str(), user, after, limit])?;
    rows.iter().map(entity::store::read).collect()
}

pub(crate) fn add(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    group: &str,
    user: &str,
) -> Result<(), Error> {
    let values = params![account.as_str(), group, user];
    transaction.execute_global(&ADD, values).map(drop)
}

pub(crate) fn remove(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    group: &str,
    user: &str,
) -> Result<(), Error> {
    let values = params![account.as_str(), group, user];
    transaction.execute_global(&REMOVE, values).map(drop)
}
