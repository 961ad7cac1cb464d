//! The SQL of accounts.

use wharf_aws::{AccountId, Timestamp};
use wharf_policy::AccountLife;
use wharf_sql::{Database, Error, Row, Statement, Transaction, params};

use super::Account;
use crate::packed::{key, packed, wanted};

static INSERT: Statement = Statement::global(
    "iam.account.insert",
    "INSERT INTO accounts (id, name, created_at, email, named_by_id) VALUES ($1, $2, $3, $4, 0) ON CONFLICT DO NOTHING",
);
static LIST_PAGE: Statement = Statement::global(
    "iam.account.list_page",
    "SELECT id, name, created_at, email, closed_at FROM accounts WHERE id > $1 ORDER BY id LIMIT $2",
);
static LIFE: Statement = Statement::global(
    "iam.account.life",
    "SELECT created_at, named_by_id FROM accounts WHERE id = $1",
)
.point();

static FIND: Statement = Statement::global(
    "iam.account.find",
    "SELECT id, name, created_at, email, closed_at FROM accounts WHERE id = $1",
)
.point();
static FIND_ALL: Statement = Statement::global(
    "iam.account.find_all",
    concat!(
        wanted!("$1", 12),
        " SELECT a.id, a.name, a.created_at, a.email, a.closed_at FROM wanted w CROSS JOIN accounts a WHERE a.id = ",
        key!("$1", 12)
    ),
);
static FIRST: Statement = Statement::global(
    "iam.account.first",
    "SELECT account FROM first_account WHERE one = 1",
)
.point();
static INSERT_FIRST: Statement = Statement::global(
    "iam.account.insert_first",
    "INSERT INTO first_account (one, account) VALUES (1, $1) ON CONFLICT DO NOTHING",
);

static HAS_EMAIL: Statement = Statement::global(
    "iam.account.has_email",
    "SELECT 1 FROM accounts WHERE LOWER(email) = $1 AND email <> ''",
);
static CLOSE: Statement = Statement::global(
    "iam.account.close",
    "UPDATE accounts SET closed_at = $2 WHERE id = $1 AND closed_at = 0",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &INSERT,
    &LIST_PAGE,
    &FIND,
    &FIND_ALL,
    &LIFE,
    &FIRST,
    &INSERT_FIRST,
    &HAS_EMAIL,
    &CLOSE,
];

pub(super) fn insert(transaction: &mut Transaction<'_>, account: &Account) -> Result<bool, Error> {
    let values = params![
        account.id.as_str(),
        account.name.as_str(),
        account.created_at.micros(),
        account.email.as_deref().unwrap_or_default()
    ];
    if transaction.execute_global(&INSERT, values)? == 0 {
        return Ok(false);
    }
    transaction.execute_global(&INSERT_FIRST, params![account.id.as_str()])?;
    Ok(true)
}

pub(super) async fn list_page(identity: &Database, after: &str, most: i64) -> Result<Vec<Account>, Error> {
    let rows = identity.query_global(&LIST_PAGE, params![after, most]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Account, Error> {
    Ok(Account {
        id: row
            .text(0)?
            .parse()
            .map_err(|_| Error::Corrupt("accounts.id".to_owned()))?,
        name: row.text(1)?.to_owned(),
        email: Some(row.text(3)?.to_owned()).filter(|email| !email.is_empty()),
        created_at: Timestamp::from_micros(row.integer(2)?),
        closed_at: Some(row.integer(4)?)
            .filter(|at| *at != 0)
            .map(Timestamp::from_micros),
    })
}

pub(super) async fn find(identity: &Database, id: &AccountId) -> Result<Option<Account>, Error> {
    let rows = identity.query_global(&FIND, params![id.as_str()]).await?;
    rows.first().map(read).transpose()
}

pub(super) fn life(transaction: &mut Transaction<'_>, id: &AccountId) -> Result<AccountLife, Error> {
    let row = transaction.query_one_global(&LIFE, params![id.as_str()])?;
    let read = |row: &Row| {
        Ok(AccountLife {
            made_at: Some(row.integer(0)?),
            is_named_by_id: row.integer(1)? != 0,
        })
    };
    Ok(row.as_ref().map(read).transpose()?.unwrap_or_default())
}

pub(super) async fn first(identity: &Database) -> Result<Option<AccountId>, Error> {
    let rows = identity.query_global(&FIRST, params![]).await?;
    let id = rows.first().map(|row| row.text(0)).transpose()?;
    id.map(|id| {
        id.parse()
            .map_err(|_| Error::Corrupt("first_account.account".to_owned()))
    })
    .transpose()
}

/// Whether there is a first account.
pub(crate) fn has_first(transaction: &mut Transaction<'_>) -> Result<bool, Error> {
    Ok(transaction.query_one_global(&FIRST, params![])?.is_some())
}

pub(super) fn find_in(transaction: &mut Transaction<'_>, id: &AccountId) -> Result<Option<Account>, Error> {
    let row = transaction.query_one_global(&FIND, params![id.as_str()])?;
    row.as_ref().map(read).transpose()
}

pub(super) fn find_all<'a>(
    transaction: &mut Transaction<'_>,
    ids: impl IntoIterator<Item = &'a str>,
) -> Result<Vec<Account>, Error> {
    let rows = transaction.query_global(&FIND_ALL, params![packed(ids, 12)])?;
    rows.iter().map(read).collect()
}

pub(super) fn has_email(transaction: &mut Transaction<'_>, email: &str) -> Result<bool, Error> {
    let row = transaction.query_one_global(&HAS_EMAIL, params![email.to_ascii_lowercase()])?;
    Ok(row.is_some())
}

pub(super) fn close(
    transaction: &mut Transaction<'_>,
    id: &AccountId,
    now: Timestamp,
) -> Result<bool, Error> {
    Ok(transaction.execute_global(&CLOSE, params![id.as_str(), now.micros()])? == 1)
}
