//! The SQL of tags.

use std::collections::HashMap;

use wharf_aws::AccountId;
use wharf_sql::{Error, Row, Statement, Transaction, params};

use crate::iam::entity::NameRange;

static LIST: Statement = Statement::global(
    "iam.tag.list",
    "SELECT tag_key, tag_value FROM iam_tags WHERE account = $1 AND owner = $2 ORDER BY folded_key",
);
static PAGE: Statement = Statement::global(
    "iam.tag.page",
    "SELECT tag_key, tag_value FROM iam_tags WHERE account = $1 AND owner = $2 AND folded_key > $3 \
     ORDER BY folded_key LIMIT $4",
);
static OF_PAGE: Statement = Statement::global(
    "iam.tag.of_page",
    "SELECT tag_key, tag_value, owner FROM iam_tags WHERE account = $1 AND owner IN (SELECT id FROM iam_entities \
     WHERE account = $1 AND kind = $2 AND folded_name > $3 AND folded_name <= $4) ORDER BY owner, folded_key",
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

pub(crate) static STATEMENTS: &[&Statement] = &[&LIST, &PAGE, &OF_PAGE, &PUT, &DELETE, &DELETE_ALL];

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

/// The tags of all entities in a range of names, by unique id.
pub(crate) fn of_page(
    transaction: &mut Transaction<'_>,
    range: &NameRange,
) -> Result<HashMap<String, Vec<(String, String)>>, Error> {
    by_owner(&transaction.query_global(&OF_PAGE, range.params())?)
}

/// Tags by their owners, from rows of key, value and owner.
pub(in crate::iam) fn by_owner(rows: &[Row]) -> Result<HashMap<String, Vec<(String, String)>>, Error> {
    let mut tags: HashMap<String, Vec<(String, String)>> = HashMap::new();
    for row in rows {
        tags.entry(row.text(2)?.to_owned()).or_default().push(read(row)?);
    }
    Ok(tags)
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
