//! The SQL of members.

use wharf_aws::{AccountId, Timestamp};
use wharf_sql::{Error, Row, Statement, Transaction, params};

use super::MemberRow;
use crate::packed::{key, packed, wanted};

static FIND: Statement = Statement::global(
    "organizations.account.find",
    "SELECT account, organization, parent, joined_method, joined_at FROM organization_accounts WHERE account = $1",
);
static LIST: Statement = Statement::global(
    "organizations.account.list",
    "SELECT account, organization, parent, joined_method, joined_at FROM organization_accounts \
     WHERE organization = $1 AND account > $2 ORDER BY account LIMIT $3",
);
static LIST_BELOW: Statement = Statement::global(
    "organizations.account.list_below",
    "SELECT account, organization, parent, joined_method, joined_at FROM organization_accounts \
     WHERE organization = $1 AND parent = $4 AND account > $2 ORDER BY account LIMIT $3",
);
static NAMES: Statement = Statement::global(
    "organizations.account.names",
    concat!(
        wanted!("$2", 12),
        " SELECT m.account, a.name FROM wanted w CROSS JOIN organization_accounts m CROSS JOIN accounts a \
         WHERE m.organization = $1 AND m.account = ",
        key!("$2", 12),
        " AND a.id = m.account"
    ),
);
static INSERT: Statement = Statement::global(
    "organizations.account.insert",
    "INSERT INTO organization_accounts (account, organization, parent, joined_method, joined_at) \
     VALUES ($1, $2, $3, $4, $5)",
);
static MOVE: Statement = Statement::global(
    "organizations.account.move",
    "UPDATE organization_accounts SET parent = $2 WHERE account = $1",
);
static REMOVE: Statement = Statement::global(
    "organizations.account.remove",
    "DELETE FROM organization_accounts WHERE account = $1",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &LIST, &LIST_BELOW, &NAMES, &INSERT, &MOVE, &REMOVE];

/// Where an account is; `None` when it is in no organization.
pub(crate) fn membership(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
) -> Result<Option<MemberRow>, Error> {
    let row = transaction.query_one_global(&FIND, params![account.as_str()])?;
    row.as_ref().map(read).transpose()
}

/// The members by id, after one; those right below a parent only, when one is given.
pub(crate) fn list(
    transaction: &mut Transaction<'_>,
    organization: &str,
    parent: Option<&str>,
    after: &str,
    limit: i64,
) -> Result<Vec<MemberRow>, Error> {
    let rows = match parent {
        Some(parent) => transaction.query_global(&LIST_BELOW, params![organization, after, limit, parent])?,
        None => transaction.query_global(&LIST, params![organization, after, limit])?,
    };
    rows.iter().map(read).collect()
}

/// Id and name of those of some ids that are members.
pub(crate) fn names<'a>(
    transaction: &mut Transaction<'_>,
    organization: &str,
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<(String, String)>, Error> {
    let rows = transaction.query_global(&NAMES, params![organization, packed(ids, 12)])?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
        .collect()
}

pub(crate) fn insert(transaction: &mut Transaction<'_>, member: &MemberRow) -> Result<(), Error> {
    let values = params![
        member.account.as_str(),
        member.organization.as_str(),
        member.parent.as_str(),
        member.joined.as_str(),
        member.joined_at.micros()
    ];
    transaction.execute_global(&INSERT, values).map(drop)
}

pub(crate) fn move_to(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    parent: &str,
) -> Result<(), Error> {
    transaction
        .execute_global(&MOVE, params![account.as_str(), parent])
        .map(drop)
}

pub(crate) fn remove(transaction: &mut Transaction<'_>, account: &AccountId) -> Result<(), Error> {
    transaction
        .execute_global(&REMOVE, params![account.as_str()])
        .map(drop)
}

fn read(row: &Row) -> Result<MemberRow, Error> {
    let corrupt = |column: &str| Error::Corrupt(format!("organization_accounts.{column}"));
    Ok(MemberRow {
        account: row.text(0)?.parse().map_err(|_| corrupt("account"))?,
        organization: row.text(1)?.to_owned(),
        parent: row.text(2)?.to_owned(),
        joined: row.text(3)?.parse().map_err(|_| corrupt("joined_method"))?,
        joined_at: Timestamp::from_micros(row.integer(4)?),
    })
}
