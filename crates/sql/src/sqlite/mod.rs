//! The embedded engine: one file in WAL mode, one writer thread with group commit, a few read connections.
//!
//! Invariants: only the writer thread changes the file, so writers never fight each other inside the process;
//! an answer is given after the commit is durable; a connection is used by one thread at a time. Another process
//! may have the same file open: both wait for each other's write lock for five seconds.
//!
//! Not here: checkpoints by hand (SQLite does them as it commits) and backups.

mod access;
mod check;
mod connection;
mod damage;
mod fault;
mod group;
mod index;
mod kept;
mod log;
mod look;
mod migrate;
mod options;
mod readers;
mod shared;
mod silence;
mod standing;
mod texts;
mod writer;

use std::path::Path;
use std::sync::Arc;

pub(crate) use connection::Connection;
pub use options::{SqliteOptions, Synchronous};

use crate::task::{Ended, Task};
use crate::{Error, Migration, Row, Scope, Statement, Transaction, Value};
use access::{Access, Role};
use check::Checks;
use look::{Held, Open};
use readers::Readers;
use shared::Shared;
use writer::Writer;

/// What was found of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedTable {
    /// Its name.
    pub name: String,
    /// What is wrong with it or its indexes, in the engine's words.
    pub problems: Vec<String>,
}

/// An open file: the writer, unless the disk is read-only, and the readers.
pub(crate) struct Engine {
    writer: Option<Writer>,
    readers: Arc<Readers>,
    checks: Checks,
    /// What was lost of it before it was opened, as far as its files tell.
    doubts: Vec<String>,
    shared: Arc<Shared>,
    _held: Held,
}

impl Engine {
    pub(crate) fn open(
        path: &Path,
        migrations: &[Migration],
        options: &SqliteOptions,
    ) -> Result<Self, Error> {
        let (held, looked) = look::look(path)?;
        let doubts = looked.told;
        create_private(path)?;
        let shared = Arc::new(Shared::default());
        if let Some(mut access) = Access::of_read_only_disk(path) {
            if looked.open == Open::MainFile {
                access = Access::Still;
            }
            let readers = Readers::new((path.to_owned(), access), options.clone(), Arc::clone(&shared))?;
            let check = |reader: &Connection| migrate::check(reader, migrations);
            readers.first(check)?;
            tracing::warn!(file = %path.display(), "the disk is read-only: the database can only be read");
            return Ok(Self {
                writer: None,
                readers: Arc::new(readers),
                checks: Checks::default(),
                doubts,
                shared,
                _held: held,
            });
        }
        let (connection, access) = writer(path, options, &shared)?;
        if looked.open == Open::DamagedLog {
            let emptied = connection.batch("checkpoint", "PRAGMA wal_checkpoint(TRUNCATE)");
            if let Err(error) = emptied {
                tracing::warn!(file = %path.display(), %error, "the damaged log was not written back");
            }
        }
        migrate::run(&connection, migrations)?;
        // The file's own entry in the folder must survive power loss before the first answer does.
        std::fs::File::open(fault::parent(path))
            .and_then(|folder| folder.sync_all())
            .map_err(|error| Error::io("open", &error))?;
        let readers = Readers::new((path.to_owned(), access), options.clone(), Arc::clone(&shared))?;
        Ok(Self {
            writer: Some(Writer::start(connection, path)?),
            readers: Arc::new(readers),
            checks: Checks::default(),
            doubts,
            shared,
            _held: held,
        })
    }

    /// A point read runs right here; anything else, and a point read that finds no free connection, on a thread
    /// that may block.
    pub(crate) async fn query(
        &self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, Error> {
        if statement.point
            && let Some(result) = self
                .readers
                .inline(|reader| reader.query(statement, scope, &params))
        {
            return result;
        }
        let scope = scope.cloned();
        self.reading(move |reader| reader.query(statement, scope.as_ref(), &params))
            .await
    }

    pub(crate) async fn transaction(&self, task: Box<dyn Task>) -> Ended {
        match &self.writer {
            Some(writer) => writer.run(task).await,
            None => Err(Error::ReadOnly),
        }
    }

    pub(crate) async fn snapshot(&self, mut task: Box<dyn Task>) -> Ended {
        let ended = self.reading(move |reader| {
            reader.step("begin", "BEGIN")?;
            task.run(&mut Transaction::new(reader));
            if !reader.is_idle() {
                reader.step("rollback", "ROLLBACK")?;
            }
            Ok(task)
        });
        ended.await
    }

    pub(crate) async fn prepare(&self, statement: &'static Statement) -> Result<(), Error> {
        self.reading(move |reader| reader.prepare(statement).map(drop))
            .await
    }

    pub(crate) async fn explain(&self, statement: &Statement) -> Result<String, Error> {
        let statement = *statement;
        self.reading(move |reader| reader.explain(&statement)).await
    }

    /// What was lost of it before it was opened, as far as its files tell, and damage that was met since.
    pub(crate) fn doubts(&self) -> Vec<String> {
        self.doubts.iter().cloned().chain(self.shared.damage()).collect()
    }

    /// The table after another one, and what is wrong with it and its indexes. Reads all of it; one check at a time.
    pub(crate) async fn check_table(&self, after: &str) -> Result<Option<CheckedTable>, Error> {
        self.checks.table(&self.readers, after).await
    }

    pub(crate) async fn probe(&self) -> Result<(), Error> {
        const PROBE: Statement = Statement::global("probe", "SELECT 1").point();
        self.writer.as_ref().map_or(Ok(()), Writer::check)?;
        self.query(&PROBE, None, Vec::new()).await.map(drop)
    }

    /// Answers what is queued, then closes every connection. What comes later is refused, and a check of a table ends.
    pub(crate) async fn close(&self) {
        self.checks.close();
        if let Some(writer) = &self.writer {
            writer.stop().await;
        }
        Arc::clone(&self.readers).close().await;
    }

    async fn reading<T: Send + 'static>(
        &self,
        run: impl FnOnce(&Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        Arc::clone(&self.readers).blocking(|reader| run(reader)).await
    }
}

/// The connection that writes. Where there is no space for the index of the log, the process has the file for itself.
fn writer(path: &Path, options: &SqliteOptions, shared: &Arc<Shared>) -> Result<(Connection, Access), Error> {
    let open = |access| Connection::open(path, (Role::Writer, access), options, Arc::clone(shared));
    match open(Access::Shared) {
        Err(Error::Full) => {
            tracing::warn!(file = %path.display(), "there is no space beside the database: other processes cannot open it meanwhile");
            Ok((open(Access::Alone)?, Access::Alone))
        }
        opened => Ok((opened?, Access::Shared)),
    }
}

/// Makes the file, if it is missing, readable by its owner only; SQLite gives its companions the same mode.
fn create_private(path: &Path) -> Result<(), Error> {
    if path.exists() {
        return Ok(());
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::StorageFull => Err(Error::Full),
        Err(error) if error.kind() == std::io::ErrorKind::ReadOnlyFilesystem => Err(Error::ReadOnly),
        Err(error) => Err(Error::io("open", &error)),
    }
}
