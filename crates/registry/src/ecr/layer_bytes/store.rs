//! The SQL of the bytes of layers and manifests.

use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

static ADD: Statement = Statement::scoped(
    "ecr.layer_bytes.add",
    "INSERT INTO layer_bytes (account, region, part, bytes) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (account, region, part) DO UPDATE SET bytes = layer_bytes.bytes + $4",
);
static SUM: Statement = Statement::scoped(
    "ecr.layer_bytes.sum",
    "SELECT CAST(COALESCE(SUM(bytes), 0) AS BIGINT) FROM layer_bytes WHERE account = $1 AND region = $2",
);
static DAMAGED: Statement = Statement::scoped(
    "ecr.layer_bytes.damaged",
    "SELECT CAST(COALESCE(SUM(l.size), 0) AS BIGINT) FROM damaged_blobs d JOIN layers l ON l.digest = d.digest \
     AND l.data_key = d.data_key AND l.region = d.region WHERE l.account = $1 AND d.region = $2",
);

pub(crate) static STATEMENTS: &[&Statement] = &[&ADD, &SUM, &DAMAGED];

/// Adds the bytes of a layer or a manifest that came.
pub(crate) fn add(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    digest: &str,
    size: i64,
) -> Result<(), Error> {
    add_to(transaction, scope, part(digest), size)
}

/// Takes the bytes of a layer away that went.
pub(crate) fn subtract(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    digest: &str,
    size: i64,
) -> Result<(), Error> {
    let mut freed = Freed::default();
    freed.add(digest, size);
    freed.subtract(transaction, scope)
}

/// The same of many, each a row with digest and size.
pub(crate) fn subtract_all(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    rows: &[Row],
) -> Result<(), Error> {
    let mut freed = Freed::default();
    for row in rows {
        freed.add(row.text(0)?, row.integer(1)?);
    }
    freed.subtract(transaction, scope)
}

/// Bytes of a registry that one transaction frees. They are taken away at its end, from one part that pushes never change: on PostgreSQL
/// a deletion of many images would else begin again with each push of the account.
#[derive(Debug, Default)]
pub(crate) struct Freed {
    part: Option<String>,
    bytes: i64,
}

impl Freed {
    /// The bytes of something with a digest go. The first digest decides the part, so that deletions of the same moment seldom meet.
    pub(crate) fn add(&mut self, digest: &str, bytes: i64) {
        self.part.get_or_insert_with(|| format!("-{}", part(digest)));
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Takes away what goes.
    pub(crate) fn subtract(self, transaction: &mut Transaction<'_>, scope: &Scope) -> Result<(), Error> {
        let part = self.part.unwrap_or_default();
        add_to(transaction, scope, &part, self.bytes.saturating_neg())
    }
}

fn add_to(transaction: &mut Transaction<'_>, scope: &Scope, part: &str, bytes: i64) -> Result<(), Error> {
    if bytes == 0 {
        return Ok(());
    }
    transaction.execute(&ADD, scope, params![part, bytes]).map(drop)
}

/// The part to which pushes add: the first digit of a digest.
fn part(digest: &str) -> &str {
    digest.get(7..8).unwrap_or_default()
}

/// All bytes of a registry that count.
pub(super) async fn sum(database: &Database, scope: &Scope) -> Result<u64, Error> {
    one(database, &SUM, scope).await
}

/// Those of layers that are damaged.
pub(super) async fn damaged(database: &Database, scope: &Scope) -> Result<u64, Error> {
    one(database, &DAMAGED, scope).await
}

async fn one(database: &Database, statement: &'static Statement, scope: &Scope) -> Result<u64, Error> {
    let rows = database.query(statement, scope, params![]).await?;
    let bytes = rows.first().map_or(Ok(0), |row| row.integer(0))?;
    Ok(u64::try_from(bytes).unwrap_or(0))
}
