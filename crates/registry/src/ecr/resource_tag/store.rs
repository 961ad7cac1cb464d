//! The SQL of resource tags.

use std::collections::BTreeMap;

use crate::sweep::Sweep;
use wharf_sql::{Database, Error as SqlError, Row, Scope, Statement, Transaction, params};

use super::super::fault::too_many_tags;
use super::{Fault, MAX_TAGS};
use wharf_kernel::Error;

static LIST: Statement = Statement::scoped(
    "ecr.resource_tag.list",
    "SELECT tag_key, tag_value FROM resource_tags \
     WHERE account = $1 AND region = $2 AND repository = $3 ORDER BY tag_key",
);
static PUT: Statement = Statement::scoped(
    "ecr.resource_tag.put",
    "INSERT INTO resource_tags (account, region, repository, tag_key, tag_value) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (account, region, repository, tag_key) DO UPDATE SET tag_value = excluded.tag_value",
);
static DELETE: Statement = Statement::scoped(
    "ecr.resource_tag.delete",
    "DELETE FROM resource_tags WHERE account = $1 AND region = $2 AND repository = $3 AND tag_key = $4",
);

static SWEEP: Statement = Statement::scoped(
    "ecr.resource_tag.sweep",
    "DELETE FROM resource_tags WHERE account = $1 AND region = $2 AND repository = $3 AND tag_key IN (SELECT \
     tag_key FROM resource_tags WHERE account = $1 AND region = $2 AND repository = $3 LIMIT $4)",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&LIST, &PUT, &DELETE, &SWEEP];

/// How the rows of a repository go whose name is gone.
pub(crate) static SWEEPS: &[Sweep] = &[Sweep::rows("resource_tags", &SWEEP)];

/// Sets the tags of a repository; others stay. More than fifty in all are refused.
pub(crate) fn put(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    tags: &BTreeMap<String, String>,
) -> Result<(), Error<Fault>> {
    for (key, value) in tags {
        transaction.execute(&PUT, scope, params![repository, key.as_str(), value.as_str()])?;
    }
    if !tags.is_empty() && transaction.query(&LIST, scope, params![repository])?.len() > MAX_TAGS {
        return Err(Error::Fault(too_many_tags()));
    }
    Ok(())
}

pub(super) fn delete(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
    key: &str,
) -> Result<(), SqlError> {
    transaction
        .execute(&DELETE, scope, params![repository, key])
        .map(drop)
}

/// The tags of a repository, by key.
pub(crate) async fn list(
    database: &Database,
    scope: &Scope,
    repository: &str,
) -> Result<Vec<(String, String)>, SqlError> {
    read(&database.query(&LIST, scope, params![repository]).await?)
}

/// [`list`], as the transaction sees it.
pub(crate) fn list_in(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    repository: &str,
) -> Result<Vec<(String, String)>, SqlError> {
    read(&transaction.query(&LIST, scope, params![repository])?)
}

fn read(rows: &[Row]) -> Result<Vec<(String, String)>, SqlError> {
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned())))
        .collect()
}
