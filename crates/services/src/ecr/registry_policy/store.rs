//! The SQL of registry policies.

use wharf_sql::{Database, Error, Scope, Statement, params};

static FIND: Statement = Statement::scoped(
    "ecr.registry_policy.find",
    "SELECT document FROM registry_policies WHERE account = $1 AND region = $2",
)
.point();

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND];

/// The policy of a registry, as it is stored.
pub(crate) async fn find(database: &Database, scope: &Scope) -> Result<Option<String>, Error> {
    let rows = database.query(&FIND, scope, params![]).await?;
    rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()
}
