//! Databases for tests: SQLite in a temporary folder, a fresh PostgreSQL database per call, and one test body over
//! both. Behind the feature `testing`, which no program that ships turns on.
//!
//! Not here: skipping. Where PostgreSQL is missing the tests fail and say how to install it.

mod cluster;
mod disk;
mod fresh;
mod plan;

use std::ops::Deref;

use tempfile::TempDir;

pub use cluster::Cluster;
pub use disk::SmallDisk;
pub use plan::{full_scans, scanned};

pub use crate::on_both;
use crate::{Database, Error, Migration, PostgresOptions, SqliteOptions};
use fresh::Fresh;

/// A database that goes away with this value. Use it like a [`Database`].
pub struct TestDatabase {
    // Declared before its home, so that the handle is dropped first.
    database: Database,
    home: Home,
    migrations: &'static [Migration],
}

enum Home {
    Folder(TempDir),
    Server(Fresh),
}

/// An empty SQLite database with the migrations applied.
#[must_use]
pub fn sqlite(migrations: &'static [Migration]) -> TestDatabase {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database = Database::sqlite(&file(&folder), migrations, &SqliteOptions::default());
    TestDatabase {
        database: database.expect("a database"),
        home: Home::Folder(folder),
        migrations,
    }
}

/// An empty PostgreSQL database with the migrations applied: in the server that `WHARF_TEST_POSTGRES` names (the URL
/// of a superuser's connection), else in one that is started once for this process and dies with it.
///
/// Its default collation is not the byte order, so that a text that forgets its collation is found out.
pub async fn postgres(migrations: &'static [Migration]) -> TestDatabase {
    let home = Fresh::make().await;
    let database = Database::postgres(home.url(), migrations, &PostgresOptions::default()).await;
    TestDatabase {
        database: database.expect("a database"),
        home: Home::Server(home),
        migrations,
    }
}

impl TestDatabase {
    /// A plain handle of the same database.
    #[must_use]
    pub fn handle(&self) -> Database {
        self.database.clone()
    }

    /// Opens the same database a second time, as another process or a restarted one would.
    pub async fn reopen(&self) -> Database {
        self.reopen_with(self.migrations).await.expect("a database")
    }

    /// Opens the same database with other migrations.
    pub async fn reopen_with(&self, migrations: &'static [Migration]) -> Result<Database, Error> {
        match &self.home {
            Home::Folder(folder) => Database::sqlite(&file(folder), migrations, &SqliteOptions::default()),
            Home::Server(home) => {
                Database::postgres(home.url(), migrations, &PostgresOptions::default()).await
            }
        }
    }
}

impl Deref for TestDatabase {
    type Target = Database;

    fn deref(&self) -> &Database {
        &self.database
    }
}

fn file(folder: &TempDir) -> std::path::PathBuf {
    folder.path().join("metadata.sqlite")
}

/// One test body over both engines: a module of the given name with the tests `sqlite` and `postgres`.
///
/// ```ignore
/// on_both!(counts_up, MIGRATIONS, |database| async {
///     database.transaction("count", |tx| tx.execute_global(&COUNT, params![])).await.unwrap();
/// });
/// ```
///
/// The body gets a [`TestDatabase`] of its own. The crate needs `tokio` with `macros` and `rt-multi-thread`.
#[macro_export]
macro_rules! on_both {
    ($(#[$meta:meta])* $name:ident, $migrations:expr, |$database:ident| async $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            #[allow(clippy::unwrap_used, reason = "the body of a test")]
            async fn check($database: $crate::testing::TestDatabase) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                check($crate::testing::sqlite($migrations)).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                check($crate::testing::postgres($migrations).await).await;
            }
        }
    };
}
