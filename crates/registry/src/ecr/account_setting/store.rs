//! The SQL of account settings.

use wharf_sql::{Error, Scope, Statement, Transaction, params};

static FIND: Statement = Statement::scoped(
    "ecr.account_setting.find",
    "SELECT setting FROM account_settings WHERE account = $1 AND region = $2 AND name = $3",
)
.point();

static PUT: Statement = Statement::scoped(
    "ecr.account_setting.put",
    "INSERT INTO account_settings (account, region, name, setting) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (account, region, name) DO UPDATE SET setting = excluded.setting",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &PUT];

/// The value of a setting, if it was set.
pub(super) fn find(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    name: &str,
) -> Result<Option<String>, Error> {
    let row = transaction.query_one(&FIND, scope, params![name])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}

pub(super) fn put(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    name: &str,
    setting: &str,
) -> Result<(), Error> {
    transaction.execute(&PUT, scope, params![name, setting]).map(drop)
}
