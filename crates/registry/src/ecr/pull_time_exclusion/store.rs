//! The SQL of pull time exclusions.

use wharf_aws::Timestamp;
use wharf_sql::{Database, Error, Scope, Statement, Transaction, params};

static LIST: Statement = Statement::scoped(
    "ecr.pull_time_exclusion.list",
    "SELECT principal FROM pull_time_exclusions WHERE account = $1 AND region = $2 AND principal > $3 \
     ORDER BY principal LIMIT $4",
);
static COUNT: Statement = Statement::scoped(
    "ecr.pull_time_exclusion.count",
    "SELECT COUNT(*) FROM pull_time_exclusions WHERE account = $1 AND region = $2",
);
static INSERT: Statement = Statement::scoped(
    "ecr.pull_time_exclusion.insert",
    "INSERT INTO pull_time_exclusions (account, region, principal, created_at) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (account, region, principal) DO NOTHING",
);
static DELETE: Statement = Statement::scoped(
    "ecr.pull_time_exclusion.delete",
    "DELETE FROM pull_time_exclusions WHERE account = $1 AND region = $2 AND principal = $3",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&LIST, &COUNT, &INSERT, &DELETE];

/// The first `most` principals in order, as the transaction sees them.
pub(crate) fn list_in(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    most: usize,
) -> Result<Vec<String>, Error> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = transaction.query(&LIST, scope, params!["", most])?;
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}

/// A page of principals in order, after `after`.
pub(super) async fn list(
    database: &Database,
    scope: &Scope,
    after: &str,
    most: usize,
) -> Result<Vec<String>, Error> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = database.query(&LIST, scope, params![after, most]).await?;
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}

pub(super) fn count(transaction: &mut Transaction<'_>, scope: &Scope) -> Result<usize, Error> {
    let row = transaction.query_one(&COUNT, scope, params![])?;
    row.map_or(Ok(0), |row| Ok(usize::try_from(row.integer(0)?).unwrap_or(0)))
}

/// Adds a principal; `false` when it was there.
pub(super) fn insert(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    principal: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    Ok(transaction.execute(&INSERT, scope, params![principal, now.micros()])? == 1)
}

/// Removes a principal; `false` when there was none.
pub(super) fn delete(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    principal: &str,
) -> Result<bool, Error> {
    Ok(transaction.execute(&DELETE, scope, params![principal])? == 1)
}
