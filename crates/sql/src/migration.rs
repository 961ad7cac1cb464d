//! The schema's history: ordered texts that are applied once, forward only, and never change afterwards.
//!
//! Both engines keep the applied ones in the table `schema_migrations` and hold a lock of the whole database while
//! they look and apply, so that any number of processes may start at once. Not here: going back, or migrations
//! that are code. A schema grows by expand and contract.

use sha2::{Digest as _, Sha256};

use crate::Error;

/// One step of the schema. Texts are portable SQL; several statements are separated by `;`.
///
/// For PostgreSQL the type `TEXT` becomes `TEXT COLLATE "C"` and `BLOB` becomes `BYTEA`, so neither word may be a
/// column's name.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Counted from 1 without gaps.
    pub version: u32,
    /// A few words for people.
    pub name: &'static str,
    /// The statements.
    pub text: &'static str,
}

impl Migration {
    /// The SHA-256 of the text in hex. The text as written, so that it is the same on both engines.
    pub(crate) fn checksum(&self) -> String {
        use std::fmt::Write as _;
        Sha256::digest(self.text.as_bytes())
            .iter()
            .fold(String::with_capacity(64), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            })
    }
}

/// A row of `schema_migrations`.
#[derive(Debug, Clone)]
pub(crate) struct Applied {
    pub(crate) version: i64,
    pub(crate) name: String,
    pub(crate) checksum: String,
}

/// The table itself, in the portable subset.
pub(crate) const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations \
     (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL)";

/// What was applied so far.
pub(crate) const APPLIED: &str = "SELECT version, name, checksum FROM schema_migrations ORDER BY version";

/// Notes one as applied.
pub(crate) const NOTE: &str = "INSERT INTO schema_migrations (version, name, checksum) VALUES ($1, $2, $3)";

/// Tells that one of the `pending` migrations begins: in a database that has some applied, and so may be large, it can take long.
pub(crate) fn begins(pending: &[Migration], at: usize, applied: &[Applied]) {
    let Some(migration) = pending.get(at).filter(|_| !applied.is_empty()) else {
        return;
    };
    tracing::info!(
        version = migration.version,
        name = migration.name,
        step = at + 1,
        of = pending.len(),
        "upgrading the database"
    );
}

/// Tells that one of the `pending` migrations is applied. Those of a new database make it together, and are told once.
pub(crate) fn ended(pending: &[Migration], at: usize, applied: &[Applied]) {
    let Some(migration) = pending.get(at) else {
        return;
    };
    if !applied.is_empty() {
        tracing::info!(
            version = migration.version,
            name = migration.name,
            "migration applied"
        );
    } else if at + 1 == pending.len() {
        tracing::info!(version = migration.version, "a new database was made");
    }
}

/// Which migrations are still to be applied; an error when the database's history is not a beginning of ours.
pub(crate) fn pending<'m>(known: &'m [Migration], applied: &[Applied]) -> Result<&'m [Migration], Error> {
    for (expected, migration) in (1..).zip(known) {
        if migration.version != expected {
            return Err(Error::Migration(format!(
                "the program's list is out of order: version {} ({}) stands where {expected} belongs",
                migration.version, migration.name
            )));
        }
    }
    for (index, row) in applied.iter().enumerate() {
        let Some(migration) = known.get(index) else {
            return Err(Error::Migration(format!(
                "the database has version {} ({}), this program knows {} and less: it is older than the database",
                row.version,
                row.name,
                known.len()
            )));
        };
        if i64::from(migration.version) != row.version {
            return Err(Error::Migration(format!(
                "the database lacks version {} ({}) but has version {}",
                migration.version, migration.name, row.version
            )));
        }
        if migration.checksum() != row.checksum {
            return Err(Error::Migration(format!(
                "version {} ({}) was applied with another text: an applied migration must not change",
                migration.version, migration.name
            )));
        }
    }
    Ok(&known[applied.len()..])
}
