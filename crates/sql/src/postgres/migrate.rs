//! Migrations over one connection, under an advisory lock of the database.

use deadpool_postgres::ClientWrapper;

use super::fault::fault;
use super::value::bind;
use crate::migration::{self, Applied};
use crate::{Error, Migration, params, scan};

/// Any number, as long as every process takes the same one.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7017280452245743464)";

/// One transaction. READ COMMITTED, so that what is read after the lock was waited for is what the other
/// process left; waiting and applying may take longer than a statement may.
pub(super) async fn run(client: &ClientWrapper, migrations: &[Migration]) -> Result<(), Error> {
    batch(
        client,
        "begin",
        "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0",
    )
    .await?;
    match apply(client, migrations).await {
        Ok(()) => batch(client, "commit", "COMMIT").await,
        Err(error) => {
            batch(client, "rollback", "ROLLBACK").await?;
            Err(error)
        }
    }
}

/// Whether nothing is left to apply, where nothing can be.
pub(super) async fn check(client: &ClientWrapper, migrations: &[Migration]) -> Result<(), Error> {
    match migration::pending(migrations, &applied(client).await?)?.first() {
        None => Ok(()),
        Some(_) => Err(Error::ReadOnly),
    }
}

async fn applied(client: &ClientWrapper) -> Result<Vec<Applied>, Error> {
    let rows = client.query(migration::APPLIED, &[]).await;
    let rows = rows.map_err(|error| fault("migration.applied", &error))?;
    rows.iter().map(read).collect()
}

async fn apply(client: &ClientWrapper, migrations: &[Migration]) -> Result<(), Error> {
    batch(client, "migration.lock", LOCK).await?;
    batch(
        client,
        "migration.table",
        &scan::migration_for_postgres(migration::TABLE),
    )
    .await?;
    let applied = applied(client).await?;
    let pending = migration::pending(migrations, &applied)?;
    for (at, migration) in pending.iter().enumerate() {
        migration::begins(pending, at, &applied);
        batch(
            client,
            migration.name,
            &scan::migration_for_postgres(migration.text),
        )
        .await?;
        let note = params![migration.version, migration.name, migration.checksum()];
        let note = bind(None, &note);
        client
            .execute(migration::NOTE, &[&note[0], &note[1], &note[2]])
            .await
            .map_err(|error| fault("migration.note", &error))?;
        migration::ended(pending, at, &applied);
    }
    Ok(())
}

fn read(row: &tokio_postgres::Row) -> Result<Applied, Error> {
    let read = || {
        Ok(Applied {
            version: row.try_get(0)?,
            name: row.try_get(1)?,
            checksum: row.try_get(2)?,
        })
    };
    read().map_err(|error| fault("migration.applied", &error))
}

async fn batch(client: &ClientWrapper, name: &'static str, text: &str) -> Result<(), Error> {
    client
        .batch_execute(text)
        .await
        .map_err(|error| fault(name, &error))
}
