//! The SQL of account settings.

use wharf_sql::{Database, Error, Scope, Statement, params};

static FIND: Statement = Statement::scoped(
    "ecr.account_setting.find",
    "SELECT setting FROM account_settings WHERE account = $1 AND region = $2 AND name = $3",
)
.point();

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND];

/// The value of a setting, if it was set.
pub(super) async fn find(database: &Database, scope: &Scope, name: &str) -> Result<Option<String>, Error> {
    let rows = database.query(&FIND, scope, params![name]).await?;
    rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()
}
