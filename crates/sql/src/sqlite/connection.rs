//! One connection: its settings, and statements run on it with their prepared form kept.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, ToSql};

use super::access::{Access, Role};
use super::fault::{Folder, fault};
use super::options::SqliteOptions;
use super::shared::Shared;
use super::silence::Pulse;
use crate::transaction::Running;
use crate::{Error, Row, Scope, Statement, Value};

/// How long another process may hold the write lock before we give up.
const PATIENCE: Duration = Duration::from_secs(5);
/// Prepared statements kept per connection.
const PREPARED: usize = 256;
/// Steps of the engine after which a long call counts one of its own. They are few: each may wait for pages of a slow disk (`silence`).
const STEPS: i32 = 50;

/// An open connection. It belongs to one thread at a time.
pub(crate) struct Connection {
    raw: rusqlite::Connection,
    shared: Arc<Shared>,
    folder: Folder,
    role: Role,
    /// Where its steps are counted; each statement is one, however short.
    pulse: Arc<Pulse>,
}

impl Connection {
    pub(super) fn open(
        path: &Path,
        (role, access): (Role, Access),
        options: &SqliteOptions,
        shared: Arc<Shared>,
    ) -> Result<Self, Error> {
        let folder = Folder::of(path);
        let opening = |error| fault("open", &folder, error);
        let raw = access.connect(path, role).map_err(opening)?;
        raw.busy_timeout(PATIENCE).map_err(opening)?;
        raw.set_prepared_statement_cache_capacity(PREPARED);
        // A double-quoted word is an identifier, as the standard and PostgreSQL have it, never a text.
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)
            .map_err(opening)?;
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)
            .map_err(opening)?;
        // Plans do not depend on the values bound: otherwise SQLite prepares a statement again for each new value, which
        // costs several times what running it does.
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .map_err(opening)?;
        let connection = Self {
            raw,
            shared,
            folder,
            role,
            pulse: Arc::default(),
        };
        if role == Role::Writer {
            connection.patiently(|raw| raw.execute_batch("PRAGMA journal_mode = WAL"))?;
        }
        connection.patiently(|raw| raw.execute_batch(&settings(role, options)))?;
        Ok(connection)
    }

    /// The same, with its steps counted there.
    pub(super) fn counted(mut self, pulse: &Arc<Pulse>) -> Result<Self, Error> {
        self.pulse = Arc::clone(pulse);
        self.count_until(|| false)?;
        Ok(self)
    }

    /// Runs a statement and gives its rows.
    pub(crate) fn query(
        &self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: &[Value],
    ) -> Result<Vec<Row>, Error> {
        let mut prepared = self.bound(statement, scope, params)?;
        let width = prepared.column_count();
        let mut rows = prepared.raw_query();
        let mut result = Vec::new();
        while let Some(row) = rows.next().map_err(|error| self.fault(statement.name, error))? {
            let values = (0..width)
                .map(|column| value(statement.name, column, row.get_ref(column)))
                .collect::<Result<Vec<_>, _>>()?;
            result.push(Row::new(statement.name, values));
        }
        Ok(result)
    }

    /// Runs a statement that gives no rows; how many rows it changed.
    pub(crate) fn execute(
        &self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: &[Value],
    ) -> Result<u64, Error> {
        let mut prepared = self.bound(statement, scope, params)?;
        let changed = prepared
            .raw_execute()
            .map_err(|error| self.fault(statement.name, error))?;
        Ok(changed as u64)
    }

    /// Prepares a statement without running it.
    pub(super) fn prepare(&self, statement: &'static Statement) -> Result<CachedStatement<'_>, Error> {
        self.pulse.beat();
        let text = self.shared.texts.of(statement);
        self.raw
            .prepare_cached(&text)
            .map_err(|error| self.fault(statement.name, error))
    }

    /// The engine's plan, one step per line.
    pub(super) fn explain(&self, statement: &Statement) -> Result<String, Error> {
        let failed = |error| self.fault(statement.name, error);
        let text = format!("EXPLAIN QUERY PLAN {}", self.shared.texts.of(statement));
        let mut prepared = self.raw.prepare(&text).map_err(failed)?;
        let mut rows = prepared.raw_query();
        let mut plan = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            plan.push(row.get::<_, String>(3).map_err(failed)?);
        }
        Ok(plan.join("\n"))
    }

    /// The table after another one, in the order of their names.
    pub(super) fn table_after(&self, after: &str) -> Result<Option<String>, Error> {
        let next = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name > ?1 ORDER BY name LIMIT 1";
        let failed = |error| self.fault("tables", error);
        let mut prepared = self.raw.prepare(next).map_err(failed)?;
        let mut rows = prepared.query([after]).map_err(failed)?;
        let row = rows.next().map_err(failed)?;
        row.map(|row| row.get(0)).transpose().map_err(failed)
    }

    /// What is wrong with a table and its indexes.
    pub(super) fn integrity(&self, table: &str) -> Result<Vec<String>, Error> {
        let failed = |error| self.fault("integrity", error);
        let mut problems = Vec::new();
        let read = |row: &rusqlite::Row<'_>| {
            problems.push(row.get(0)?);
            Ok(())
        };
        self.raw
            .pragma(None, "integrity_check", table, read)
            .map_err(failed)?;
        problems.retain(|said: &String| said != "ok");
        Ok(problems)
    }

    /// Runs a long read, which ends with [`Error::Closed`] soon after `stop` says so.
    pub(super) fn until<T>(
        &mut self,
        stop: impl Fn() -> bool + Clone + Send + 'static,
        run: impl FnOnce(&Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.count_until(stop.clone())?;
        let ended = run(self);
        self.count_until(|| false)?;
        if stop() { Err(Error::Closed) } else { ended }
    }

    /// Counts steps, and breaks off what runs once `stop` says so.
    fn count_until(&mut self, stop: impl Fn() -> bool + Send + 'static) -> Result<(), Error> {
        let pulse = Arc::clone(&self.pulse);
        let step = move || {
            pulse.beat();
            stop()
        };
        let counted = self.raw.progress_handler(STEPS, Some(step));
        counted.map_err(|error| Error::engine("progress", error))
    }

    /// Runs a step of our own (`BEGIN`, `SAVEPOINT`, …), prepared once.
    pub(super) fn step(&self, name: &'static str, text: &'static str) -> Result<(), Error> {
        self.pulse.beat();
        let mut prepared = self
            .raw
            .prepare_cached(text)
            .map_err(|error| self.fault(name, error))?;
        prepared
            .raw_execute()
            .map(drop)
            .map_err(|error| self.fault(name, error))
    }

    /// Runs several statements without values, as a migration has them.
    pub(super) fn batch(&self, name: &'static str, text: &str) -> Result<(), Error> {
        self.raw
            .execute_batch(text)
            .map_err(|error| self.fault(name, error))
    }

    /// Writes the log back into the main file as far as no reader needs it, so that it can be begun anew.
    pub(super) fn write_log_back(&self) -> Result<(), Error> {
        self.batch("write the log back", "PRAGMA wal_checkpoint(PASSIVE)")
    }

    /// Whether no transaction is open. After an error it tells that the engine has rolled back by itself.
    pub(super) fn is_idle(&self) -> bool {
        self.raw.is_autocommit()
    }

    /// Makes every commit fail from now on, or work again.
    #[cfg(test)]
    pub(super) fn fail_commits(&mut self, fail: bool) {
        self.raw.commit_hook(fail.then_some(|| true)).expect("a hook");
    }

    /// Makes it wait no more for a lock that another process has.
    #[cfg(test)]
    pub(super) fn lose_patience(&self) {
        self.raw.busy_timeout(Duration::ZERO).expect("no patience");
    }

    fn bound(
        &self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: &[Value],
    ) -> Result<CachedStatement<'_>, Error> {
        statement.check_call(scope, params)?;
        let mut prepared = self.prepare(statement)?;
        statement.check_count(prepared.parameter_count(), params)?;
        let mut bind = |index: usize, value: ValueRef<'_>| {
            prepared
                .raw_bind_parameter(index, Borrowed(value))
                .map_err(|error| self.fault(statement.name, error))
        };
        if let Some(scope) = scope {
            bind(1, ValueRef::Text(scope.first().as_bytes()))?;
            bind(2, ValueRef::Text(scope.second().as_bytes()))?;
        }
        for (index, value) in (1 + statement.scope_width()..).zip(params) {
            bind(index, borrowed(value))?;
        }
        Ok(prepared)
    }

    /// Switching to WAL and taking the first lock report "busy" at once in some races between two processes that
    /// open the same new file, regardless of the timeout.
    fn patiently(&self, run: impl Fn(&rusqlite::Connection) -> rusqlite::Result<()>) -> Result<(), Error> {
        let started = Instant::now();
        loop {
            match run(&self.raw).map_err(|error| self.fault("open", error)) {
                Err(Error::Busy) if started.elapsed() < PATIENCE => {
                    std::thread::sleep(Duration::from_millis(10));
                }
                other => return other,
            }
        }
    }

    fn fault(&self, name: &'static str, error: rusqlite::Error) -> Error {
        let text = (self.role == Role::Reader).then(|| error.to_string());
        match (fault(name, &self.folder, error), text) {
            // A statement that writes, where only those may run that read.
            (Error::ReadOnly, Some(text)) => Error::engine(name, text),
            (Error::Corrupt(why), _) => {
                self.shared.note_damage(name, &why);
                Error::Corrupt(why)
            }
            (fault, _) => fault,
        }
    }
}

/// Small caches: what is hot is in the page cache of the system already, and an idle node must stay small.
/// The log goes back into the file every 16 MiB: keys are digests, so that each row changes another page, and the
/// more of them gather, the fewer writes they become.
fn settings(role: Role, options: &SqliteOptions) -> String {
    let mut settings = format!(
        "PRAGMA synchronous = {};
         PRAGMA foreign_keys = OFF;
         PRAGMA trusted_schema = OFF;
         PRAGMA case_sensitive_like = ON;
         PRAGMA cache_size = -{};
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;
         PRAGMA wal_autocheckpoint = 4000;
         PRAGMA journal_size_limit = 16777216;",
        options.synchronous.keyword(),
        options.cache_kib,
    );
    if role == Role::Reader {
        settings.push_str("PRAGMA query_only = ON;");
    }
    settings
}

struct Borrowed<'a>(ValueRef<'a>);

impl ToSql for Borrowed<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(self.0))
    }
}

fn borrowed(value: &Value) -> ValueRef<'_> {
    match value {
        Value::Null => ValueRef::Null,
        Value::Integer(value) => ValueRef::Integer(*value),
        Value::Text(value) => ValueRef::Text(value.as_bytes()),
        Value::Blob(value) => ValueRef::Blob(value),
    }
}

fn value(
    statement: &'static str,
    column: usize,
    value: rusqlite::Result<ValueRef<'_>>,
) -> Result<Value, Error> {
    match value.map_err(|error| Error::engine(statement, error))? {
        ValueRef::Null => Ok(Value::Null),
        ValueRef::Integer(value) => Ok(Value::Integer(value)),
        ValueRef::Text(text) => match std::str::from_utf8(text) {
            Ok(text) => Ok(Value::Text(text.to_owned())),
            Err(_) => Err(Error::Corrupt(format!(
                "statement {statement}, column {column}: not UTF-8"
            ))),
        },
        ValueRef::Blob(blob) => Ok(Value::Blob(bytes::Bytes::copy_from_slice(blob))),
        ValueRef::Real(_) => Err(Error::Column {
            statement,
            column,
            wanted: "NULL, integer, text or blob",
            found: "a real",
        }),
    }
}

impl Running for Connection {
    fn query(
        &self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: &[Value],
    ) -> Result<Vec<Row>, Error> {
        self.query(statement, scope, params)
    }

    fn execute(
        &self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: &[Value],
    ) -> Result<u64, Error> {
        self.execute(statement, scope, params)
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;
    use crate::params;

    static FIND: Statement = Statement::global(
        "test.find",
        "SELECT t.b FROM names n JOIN things t ON t.a = n.a AND t.id = n.id WHERE n.a = $1 AND n.name = $2 AND t.b = $3",
    );

    /// SQLite may prepare a statement again when a bound value could change its plan: ten times the cost of a read.
    #[test]
    fn another_value_does_not_prepare_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db");
        let connection = Connection::open(
            &path,
            (Role::Writer, Access::Shared),
            &SqliteOptions::default(),
            Arc::default(),
        )
        .unwrap();
        let tables = "CREATE TABLE names (a TEXT NOT NULL, name TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (a, name)); \
                      CREATE TABLE things (a TEXT NOT NULL, id TEXT NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a, id, b))";
        connection.raw.execute_batch(tables).unwrap();
        for value in 0..10 {
            connection
                .query(&FIND, None, &params!["a", format!("key {value}"), "b"])
                .unwrap();
        }
        let prepared = connection.prepare(&FIND).unwrap();
        assert_eq!(
            prepared.get_status(StatementStatus::Run),
            10,
            "one prepared form serves all"
        );
        assert_eq!(prepared.get_status(StatementStatus::RePrepare), 0);
    }
}
