//! The SQL of tags.

use wharf_aws::AccountId;
use wharf_sql::{Error, Row, Statement, Transaction, params};

static LIST: Statement = Statement::global(
    "iam.tag.list",
    "SELECT tag_key, tag_value FROM iam_tags WHERE account = $1 AND owner = $2 ORDER BY folded_key",
);
static PAGE: Statement = Statement::global(
    "iam.tag.page",
    "SELECT tag_key, tag_value FROM iam_tags WHERE account = $1 AND owner = $2 AND folded_key > $3 \
     ORDER BY folded_key LIMIT $4",
);
static PUT: Statement = Statement::global(
    "iam.tag.put",
    "INSERT INTO iam_tags (account, owner, folded_key, tag_key, tag_value) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (account, owner, folded_key) DO UPDATE SET tag_key = excluded.tag_key, \
     tag_value = excluded.tag_value",
);
static DELETE: Statement = Statement::global(
    "iam.tag.delete",
    "DELETE FROM iam_tags WHERE account = $1 AND owner = $2 AND folded_key = $3",
);
static DELETE_ALL: Statement = Statement::global(
    "iam.tag.delete_all",
    "DELETE FROM iam_tags WHERE account = $1 AND owner = $2",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&LIST, &PAGE, &PUT, &DELETE, &DELETE_ALL];

pub(crate) fn list(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
) -> Result<Vec<(String, String)>, Error> {
    let rows = transaction.query_global(&LIST, params![account.as_str(), owner])?;
    rows.iter().map(read).collect()
}

/// Tags by key, after a folded key.
pub(crate) fn page(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<(String, String)>, Error> {
    let values = params![account.as_str(), owner, after, limit];
    transaction
        .query_global(&PAGE, values)?
        .iter()
        .map(read)
        .collect()
}

pub(super) fn put(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    key: &str,
    value: &str,
) -> Result<(), Error> {
    let values = params![account.as_str(), owner, key.to_lowercase(), key, value];
    transaction.execute_global(&PUT, values).map(drop)
}

pub(super) fn delete(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    key: &str,
) -> Result<(), Error> {
    let values = params![account.as_str(), owner, key.to_lowercase()];
    transaction.execute_global(&DELETE, values).map(drop)
}

/// Takes all tags of an owner that is about to be deleted.
pub(crate) fn delete_all(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
) -> Result<(), Error> {
    transaction
        .execute_global(&DELETE_ALL, params![account.as_str(), owner])
        .map(drop)
}

fn read(row: &Row) -> Result<(String, String), Error> {
    Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))
}
