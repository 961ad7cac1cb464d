//! The SQL of the text by which another master key is told.

use bytes::Bytes;
use wharf_sql::{Database, Error, Statement, Transaction, params};

static FIND: Statement = Statement::global(
    "master_key.find",
    "SELECT check_value FROM master_key WHERE one = 1",
)
.point();
static INSERT: Statement = Statement::global(
    "master_key.insert",
    "INSERT INTO master_key (one, check_value) VALUES (1, $1) ON CONFLICT (one) DO NOTHING",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&FIND, &INSERT];

/// The text, sealed.
pub(super) async fn find(database: &Database) -> Result<Option<Bytes>, Error> {
    let rows = database.query_global(&FIND, params![]).await?;
    rows.first().map(|row| row.blob(0)).transpose()
}

/// Keeps the sealed text, unless there is one; gives the one that is there then.
pub(super) fn keep(transaction: &mut Transaction<'_>, sealed: &[u8]) -> Result<Bytes, Error> {
    transaction.execute_global(&INSERT, params![sealed.to_vec()])?;
    let row = transaction.query_one_global(&FIND, params![])?;
    row.ok_or_else(|| Error::Corrupt("master_key".to_owned()))?
        .blob(0)
}
