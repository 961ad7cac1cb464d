//! Migrations on the writer's connection, before any other connection of ours opens the file.

use super::connection::Connection;
use crate::migration::{self, Applied};
use crate::{Error, Migration, Row, Statement, params};

const TABLE: Statement = Statement::global("migration.table", migration::TABLE);
const APPLIED: Statement = Statement::global("migration.applied", migration::APPLIED);
const NOTE: Statement = Statement::global("migration.note", migration::NOTE);

/// Each waits for the connection's whole patience.
const ATTEMPTS: u32 = 12;

/// One exclusive transaction: the lock keeps other processes out while we look and apply.
pub(super) fn run(connection: &Connection, migrations: &[Migration]) -> Result<(), Error> {
    begin(connection)?;
    let result = apply(connection, migrations).and_then(|()| connection.step("commit", "COMMIT"));
    if result.is_err() && !connection.is_idle() {
        connection.step("rollback", "ROLLBACK")?;
    }
    result
}

/// Whether nothing is left to apply, where nothing can be.
pub(super) fn check(reader: &Connection, migrations: &[Migration]) -> Result<(), Error> {
    let applied = reader.query(&APPLIED, None, &[])?;
    let applied = applied.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    match migration::pending(migrations, &applied)?.first() {
        None => Ok(()),
        Some(first) => Err(Error::Migration(format!(
            "the database is older than this program, and {} cannot be applied on a read-only disk",
            first.name
        ))),
    }
}

/// Another process may be applying migrations of its own, which takes longer than an ordinary transaction.
fn begin(connection: &Connection) -> Result<(), Error> {
    let mut attempts = 0;
    loop {
        match connection.step("begin", "BEGIN IMMEDIATE") {
            Err(Error::Busy) if attempts < ATTEMPTS => attempts += 1,
            other => return other,
        }
    }
}

fn apply(connection: &Connection, migrations: &[Migration]) -> Result<(), Error> {
    connection.execute(&TABLE, None, &[])?;
    let applied = connection.query(&APPLIED, None, &[])?;
    let applied = applied.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let pending = migration::pending(migrations, &applied)?;
    for (at, migration) in pending.iter().enumerate() {
        migration::begins(pending, at, &applied);
        connection.batch(migration.name, migration.text)?;
        if connection.is_idle() {
            return Err(Error::Migration(format!(
                "{} ends the transaction by itself",
                migration.name
            )));
        }
        let note = params![migration.version, migration.name, migration.checksum()];
        connection.execute(&NOTE, None, &note)?;
        migration::ended(pending, at, &applied);
    }
    Ok(())
}

fn read(row: &Row) -> Result<Applied, Error> {
    Ok(Applied {
        version: row.integer(0)?,
        name: row.text(1)?.to_owned(),
        checksum: row.text(2)?.to_owned(),
    })
}
