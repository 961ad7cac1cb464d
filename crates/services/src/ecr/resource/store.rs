//! The SQL of registries' revisions.

use wharf_sql::{Database, Error, Scope, Statement, Transaction, params};

static BUMP: Statement = Statement::scoped(
    "ecr.registry.bump_revision",
    "INSERT INTO registry_revisions (account, region, revision) VALUES ($1, $2, 1) \
     ON CONFLICT (account, region) DO UPDATE SET revision = registry_revisions.revision + 1",
);
static READ: Statement = Statement::scoped(
    "ecr.registry.read_revision",
    "SELECT revision FROM registry_revisions WHERE account = $1 AND region = $2",
)
.point();

pub(crate) static STATEMENTS: &[&Statement] = &[&BUMP, &READ];

/// Adds one to a registry's revision.
pub(super) fn bump(transaction: &mut Transaction<'_>, scope: &Scope) -> Result<(), Error> {
    transaction.execute(&BUMP, scope, params![]).map(drop)
}

pub(super) async fn read(database: &Database, scope: &Scope) -> Result<i64, Error> {
    let rows = database.query(&READ, scope, params![]).await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}
