//! The SQL of memberships.

use std::collections::{BTreeMap, HashMap};

use wharf_aws::AccountId;
use wharf_sql::{Error, Statement, Transaction, params};

use crate::iam::entity::store::columns;
use crate::iam::entity::{self, EntityRow, NameRange};

static MEMBERS: Statement = Statement::global(
    "iam.group.members",
    concat!(
        "SELECT ",
        columns!(),
        " FROM iam_group_members m JOIN iam_entities e ON e.id = m.user_id \
         WHERE m.account = $1 AND m.group_id = $2 AND m.user_id > $3 ORDER BY m.user_id LIMIT $4"
    ),
);
static GROUPS: Statement = Statement::global(
    "iam.group.groups_of",
    concat!(
        "SELECT ",
        columns!(),
        " FROM iam_group_members m JOIN iam_entities e ON e.id = m.group_id \
         WHERE m.account = $1 AND m.user_id = $2 AND m.group_id > $3 ORDER BY m.group_id LIMIT $4"
    ),
);
static GROUPS_OF_PAGE: Statement = Statement::global(
    "iam.group.groups_of_page",
    "SELECT m.user_id, m.group_id, g.name FROM iam_entities e CROSS JOIN iam_group_members m CROSS JOIN iam_entities g \
     WHERE e.account = $1 AND e.kind = $2 AND e.folded_name > $3 AND e.folded_name <= $4 \
     AND m.account = e.account AND m.user_id = e.id AND g.id = m.group_id",
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

pub(crate) static STATEMENTS: &[&Statement] = &[&MEMBERS, &GROUPS, &GROUPS_OF_PAGE, &ADD, &REMOVE];

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

/// The names of the groups of all users in a range of names, by the group's unique id, for each user's.
pub(crate) fn groups_of_page(
    transaction: &mut Transaction<'_>,
    range: &NameRange,
) -> Result<HashMap<String, BTreeMap<String, String>>, Error> {
    let mut groups: HashMap<String, BTreeMap<String, String>> = HashMap::new();
    for row in transaction.query_global(&GROUPS_OF_PAGE, range.params())? {
        let of_user = groups.entry(row.text(0)?.to_owned()).or_default();
        of_user.insert(row.text(1)?.to_owned(), row.text(2)?.to_owned());
    }
    Ok(groups)
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
