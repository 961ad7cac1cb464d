//! The SQL of repository policies.

use wharf_sql::{Database, Error, Scope, Statement, Transaction, params};

static FIND: Statement = Statement::scoped(
    "ecr.repository_policy.find",
    "SELECT document FROM repository_policies WHERE account = $1 AND region = $2 AND repository = $3",
)
.point();

static PUT: Statement = Statement::scoped(
    "ecr.repository_policy.put",
    "INSERT INTO repository_policies (account, region, repository, document) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (account, region, repository) DO UPDATE SET document = excluded.document",
);
static DELETE: Statement = Statement::scoped(
    "ecr.repository_policy.delete",
    "DELETE FROM repository_policies WHERE account = $1 AND region = $2 AND repository = $3",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &PUT, &DELETE];

/// The policy of a repository, as it is stored.
pub(crate) async fn find(
    database: &Database,
    scope: &Scope,
    repository: &str,
) -> Result<Option<String>, Error> {
    let rows = database.query(&FIND, scope, params![repository]).await?;
    rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()
}

/// [`find`], as the transaction sees it.
pub(crate) fn find_in(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
) -> Result<Option<String>, Error> {
    let row = transaction.query_one(&FIND, scope, params![repository])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}

pub(crate) fn put(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    document: &str,
) -> Result<(), Error> {
    transaction
        .execute(&PUT, scope, params![repository, document])
        .map(drop)
}

/// Takes the policy away, and gives it; nothing if there was none.
pub(crate) fn delete(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
) -> Result<Option<String>, Error> {
    let document = find_in(transaction, scope, repository)?;
    transaction.execute(&DELETE, scope, params![repository])?;
    Ok(document)
}
