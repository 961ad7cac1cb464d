//! The SQL of what is counted for a registry.

use wharf_kernel::Cell;
use wharf_sql::{Error, Row, Scope, Statement, Transaction, params};

use super::PAGE;

static REGISTRIES: Statement = Statement::global(
    "verification.registries",
    "SELECT v.account, v.region, v.repositories, (SELECT COUNT(*) FROM repositories r WHERE r.account = v.account \
     AND r.region = v.region) FROM registry_revisions v WHERE (v.account, v.region) > ($1, $2) \
     ORDER BY v.account, v.region LIMIT $3",
);

static LAYER_BYTES: Statement = Statement::scoped(
    "verification.layer_bytes",
    "SELECT CAST(COALESCE((SELECT SUM(b.bytes) FROM layer_bytes b WHERE b.account = $1 AND b.region = $2), 0) AS BIGINT), \
     CAST(COALESCE((SELECT SUM(l.size) FROM layers l WHERE l.account = $1 AND l.region = $2), 0) \
     + COALESCE((SELECT SUM(i.manifest_size) FROM images i WHERE i.account = $1 AND i.region = $2), 0) \
     + COALESCE((SELECT SUM(d.manifest_size) FROM deleted_images d WHERE d.account = $1 AND d.region = $2), 0) AS BIGINT)",
);
static MEND_LAYER_BYTES: Statement = Statement::scoped(
    "verification.mend_layer_bytes",
    "INSERT INTO layer_bytes (account, region, part, bytes) VALUES ($1, $2, $3, CAST( \
     COALESCE((SELECT SUM(l.size) FROM layers l WHERE l.account = $1 AND l.region = $2 AND SUBSTR(l.digest, 8, 1) = $3), 0) \
     + COALESCE((SELECT SUM(i.manifest_size) FROM images i WHERE i.account = $1 AND i.region = $2 AND SUBSTR(i.digest, 8, 1) = $3), 0) \
     + COALESCE((SELECT SUM(d.manifest_size) FROM deleted_images d WHERE d.account = $1 AND d.region = $2 \
     AND SUBSTR(d.digest, 8, 1) = $3), 0) AS BIGINT)) \
     ON CONFLICT (account, region, part) DO UPDATE SET bytes = excluded.bytes",
);

static CLEAR_FREED_BYTES: Statement = Statement::scoped(
    "verification.clear_freed_bytes",
    "DELETE FROM layer_bytes WHERE account = $1 AND region = $2 AND SUBSTR(part, 1, 1) = '-'",
);
static MEND_REPOSITORIES: Statement = Statement::scoped(
    "verification.mend_repositories",
    "UPDATE registry_revisions SET repositories = (SELECT COUNT(*) FROM repositories r WHERE r.account = $1 AND r.region = $2) \
     WHERE account = $1 AND region = $2",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &REGISTRIES,
    &LAYER_BYTES,
    &MEND_LAYER_BYTES,
    &CLEAR_FREED_BYTES,
    &MEND_REPOSITORIES,
];

/// A registry, and how many repositories it has.
pub(in super::super) struct Registry {
    pub(in super::super) account: String,
    pub(in super::super) region: String,
    pub(in super::super) counted: i64,
    pub(in super::super) there: i64,
}

/// A page of registries after one; of all Regions that the database has.
pub(in super::super) async fn page(cell: &Cell, after: (&str, &str)) -> Result<Vec<Registry>, Error> {
    let read = |row: &Row| {
        Ok(Registry {
            account: row.text(0)?.to_owned(),
            region: row.text(1)?.to_owned(),
            counted: row.integer(2)?,
            there: row.integer(3)?,
        })
    };
    let rows = cell
        .database
        .query_global(&REGISTRIES, params![after.0, after.1, PAGE])
        .await?;
    rows.iter().map(read).collect()
}

/// How many bytes a registry's layers and manifests are said to have, and how many they have.
pub(in super::super) async fn layer_bytes(cell: &Cell, registry: &Registry) -> Result<(i64, i64), Error> {
    let scope = Scope::new(&registry.account, &registry.region);
    let rows = cell.database.query(&LAYER_BYTES, &scope, params![]).await?;
    rows.first()
        .map_or(Ok((0, 0)), |row| Ok((row.integer(0)?, row.integer(1)?)))
}

/// Counts the bytes of a registry's layers and manifests anew.
pub(in super::super) async fn mend_layer_bytes(cell: &Cell, registry: &Registry) -> Result<(), Error> {
    let scope = Scope::new(&registry.account, &registry.region);
    let write = move |transaction: &mut Transaction<'_>| {
        // What deletions took is in parts of its own; those that pushes add to are by the first digit of the digest.
        transaction.execute(&CLEAR_FREED_BYTES, &scope, params![])?;
        for digit in "0123456789abcdef".chars() {
            transaction.execute(&MEND_LAYER_BYTES, &scope, params![digit.to_string()])?;
        }
        Ok(())
    };
    cell.database
        .transaction("verification.mend_layer_bytes", write)
        .await
}

/// Mends how many repositories a registry has.
pub(in super::super) async fn mend_repositories(cell: &Cell, registry: &Registry) -> Result<(), Error> {
    let scope = Scope::new(&registry.account, &registry.region);
    let write = move |transaction: &mut Transaction<'_>| {
        transaction
            .execute(&MEND_REPOSITORIES, &scope, params![])
            .map(drop)
    };
    cell.database
        .transaction("verification.mend_registry", write)
        .await
}
