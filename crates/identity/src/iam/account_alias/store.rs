//! The SQL of account aliases.

use wharf_aws::AccountId;
use wharf_sql::{Error, Statement, Transaction, params};

static FIND: Statement = Statement::global(
    "iam.account_alias.find",
    "SELECT alias FROM iam_account_aliases WHERE account = $1",
);
static PUT: Statement = Statement::global(
    "iam.account_alias.put",
    "INSERT INTO iam_account_aliases (alias, account) VALUES ($1, $2) ON CONFLICT (alias) DO NOTHING",
);
static DELETE: Statement = Statement::global(
    "iam.account_alias.delete",
    "DELETE FROM iam_account_aliases WHERE account = $1",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &PUT, &DELETE];

pub(super) fn find(transaction: &mut Transaction<'_>, account: &AccountId) -> Result<Option<String>, Error> {
    let row = transaction.query_one_global(&FIND, params![account.as_str()])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}

/// Whether the alias was free.
pub(super) fn put(
    transaction: &mut Transaction<'_>,
    account: &AccountId,
    alias: &str,
) -> Result<bool, Error> {
    Ok(transaction.execute_global(&PUT, params![alias, account.as_str()])? == 1)
}

pub(super) fn delete(transaction: &mut Transaction<'_>, account: &AccountId) -> Result<(), Error> {
    transaction
        .execute_global(&DELETE, params![account.as_str()])
        .map(drop)
}
