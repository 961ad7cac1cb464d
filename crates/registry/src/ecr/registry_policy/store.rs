//! The SQL of registry policies.

use wharf_sql::{Database, Error, Scope, Statement, Transaction, params};

static FIND: Statement = Statement::scoped(
    "ecr.registry_policy.find",
    "SELECT document FROM registry_policies WHERE account = $1 AND region = $2",
)
.point();

static PUT: Statement = Statement::scoped(
    "ecr.registry_policy.put",
    "INSERT INTO registry_policies (account, region, document) VALUES ($1, $2, $3) \
     ON CONFLICT (account, region) DO UPDATE SET document = excluded.document",
);
static DELETE: Statement = Statement::scoped(
    "ecr.registry_policy.delete",
    "DELETE FROM registry_policies WHERE account = $1 AND region = $2",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &PUT, &DELETE];

/// The policy of a registry, as it is stored.
pub(crate) async fn find(database: &Database, scope: &Scope) -> Result<Option<String>, Error> {
    let rows = database.query(&FIND, scope, params![]).await?;
    rows.first().map(|row| row.text(0).map(str::to_owned)).transpose()
}

/// [`find`], as the transaction sees it.
pub(crate) fn find_in(transaction: &mut Transaction<'_>, scope: &Scope) -> Result<Option<String>, Error> {
    let row = transaction.query_one(&FIND, scope, params![])?;
    row.map(|row| row.text(0).map(str::to_owned)).transpose()
}

pub(super) fn put(transaction: &mut Transaction<'_>, scope: &Scope, document: &str) -> Result<(), Error> {
    transaction.execute(&PUT, scope, params![document]).map(drop)
}

/// Takes the policy away, and gives it; nothing if there was none.
pub(super) fn delete(transaction: &mut Transaction<'_>, scope: &Scope) -> Result<Option<String>, Error> {
    let document = find_in(transaction, scope)?;
    transaction.execute(&DELETE, scope, params![])?;
    Ok(document)
}
