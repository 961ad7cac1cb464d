//! The SQL of memberships.

use wharf_aws::AccountId;
use wharf_sql::{Error, Row, Statement, Transaction, params};

static MEMBERS: Statement = Statement::global(
    "iam.group.members",
    "SELECT user_id FROM iam_group_members WHERE account = $1 AND group_id = $2 AND user_id > $3 \
     ORDER BY user_id LIMIT $4",
);
static GROUPS: Statement = Statement::global(
    "iam.group.groups_of",
    "SELECT group_id FROM iam_group_members WHERE account = $1 AND user_id = $2 AND group_id > $3 \
     ORDER BY group_id LIMIT $4",
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

/// The unique ids of a group's users, after an id.
pub(crate) fn members(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    group: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<String>, Error> {
    texts(&transaction.query_global(&MEMBERS, params![account.as_str(), group, after, limit])?)
}

/// The unique ids of a user's groups, after an id.
pub(crate) fn groups_of(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    user: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<String>, Error> {
    texts(&transaction.query_global(&GROUPS, params![account.as_str(), user, after, limit])?)
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

fn texts(rows: &[Row]) -> Result<Vec<String>, Error> {
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}
