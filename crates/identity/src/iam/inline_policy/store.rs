//! The SQL of inline policies.

use wharf_aws::AccountId;
use wharf_sql::{Error, Statement, Transaction, params};

static FIND: Statement = Statement::global(
    "iam.inline_policy.find",
    "SELECT document FROM iam_inline_policies WHERE account = $1 AND owner = $2 AND name = $3",
);
static ALL: Statement = Statement::global(
    "iam.inline_policy.all",
    "SELECT name, document FROM iam_inline_policies WHERE account = $1 AND owner = $2 ORDER BY name",
);
static NAMES: Statement = Statement::global(
    "iam.inline_policy.names",
    "SELECT name FROM iam_inline_policies WHERE account = $1 AND owner = $2 AND name > $3 ORDER BY name LIMIT $4",
);
static PUT: Statement = Statement::global(
    "iam.inline_policy.put",
    "INSERT INTO iam_inline_policies (account, owner, name, document) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (account, owner, name) DO UPDATE SET document = excluded.document",
);
static DELETE: Statement = Statement::global(
    "iam.inline_policy.delete",
    "DELETE FROM iam_inline_policies WHERE account = $1 AND owner = $2 AND name = $3",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &ALL, &NAMES, &PUT, &DELETE];

pub(super) fn find(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    name: &str,
) -> Result<Option<String>, Error> {
    let row = transaction.query_one_global(&FIND, params![account.as_str(), owner, name])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}

/// All of an owner's, by name. Their size is bounded, so their number is.
pub(crate) fn all(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
) -> Result<Vec<(String, String)>, Error> {
    let rows = transaction.query_global(&ALL, params![account.as_str(), owner])?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
        .collect()
}

pub(crate) fn names(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    after: &str,
    limit: i64,
) -> Result<Vec<String>, Error> {
    let values = params![account.as_str(), owner, after, limit];
    let rows = transaction.query_global(&NAMES, values)?;
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}

pub(crate) fn put(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    name: &str,
    document: &str,
) -> Result<(), Error> {
    let values = params![account.as_str(), owner, name, document];
    transaction.execute_global(&PUT, values).map(drop)
}

/// Whether there was one.
pub(super) fn delete(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    owner: &str,
    name: &str,
) -> Result<bool, Error> {
    Ok(transaction.execute_global(&DELETE, params![account.as_str(), owner, name])? == 1)
}
