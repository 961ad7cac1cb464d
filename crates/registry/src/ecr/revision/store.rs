//! The SQL of registries' revisions.

use wharf_aws::Timestamp;
use wharf_sql::{Database, Error, Scope, Statement, Transaction, params};

static BUMP: Statement = Statement::scoped(
    "ecr.registry.bump_revision",
    "INSERT INTO registry_revisions (account, region, revision) VALUES ($1, $2, $3) \
     ON CONFLICT (account, region) DO UPDATE SET revision = CASE WHEN registry_revisions.revision < excluded.revision \
     THEN excluded.revision ELSE registry_revisions.revision + 1 END",
);
static COUNT: Statement = Statement::scoped(
    "ecr.registry.count_repositories",
    "INSERT INTO registry_revisions (account, region, revision, repositories) VALUES ($1, $2, 1, $3) \
     ON CONFLICT (account, region) DO UPDATE SET repositories = registry_revisions.repositories + $3 \
     RETURNING repositories",
);
static READ: Statement = Statement::scoped(
    "ecr.registry.read_revision",
    "SELECT revision FROM registry_revisions WHERE account = $1 AND region = $2",
)
.point();

pub(crate) static STATEMENTS: &[&Statement] = &[&BUMP, &COUNT, &READ];

/// Raises a registry's revision to the time, or by one where it is later than that.
pub(super) fn bump(transaction: &mut Transaction<'_>, scope: &Scope, now: Timestamp) -> Result<(), Error> {
    let values = params![now.micros()];
    transaction.execute(&BUMP, scope, values).map(drop)
}

/// Counts repositories that come or go, and says how many the registry has then.
pub(crate) fn count_repositories(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    more: i64,
) -> Result<i64, Error> {
    let row = transaction.query_one(&COUNT, scope, params![more])?;
    row.map_or(Ok(0), |row| row.integer(0))
}

pub(super) async fn read(database: &Database, scope: &Scope) -> Result<i64, Error> {
    let rows = database.query(&READ, scope, params![]).await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}
