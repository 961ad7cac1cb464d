//! The handle that the rest of the program holds: one type over both engines.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::observe::Timer;
use crate::task::{self, Ended, Task};
use crate::{
    CheckedTable, Error, Migration, PostgresOptions, Row, Scope, SqliteOptions, Statement, Transaction,
    Value, postgres, sqlite,
};

/// An open database. Clones share everything; the last one that goes closes it, [`close`](Self::close) does so
/// in order.
#[derive(Clone)]
pub struct Database {
    engine: Arc<Engine>,
    /// What the last look told, so that the log says what changes and not every look.
    was_ready: Arc<AtomicBool>,
}

enum Engine {
    Sqlite(sqlite::Engine),
    Postgres(postgres::Engine),
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database")
            .field("engine", &self.engine())
            .finish()
    }
}

impl Database {
    /// Opens or creates the file at `path`, whose folder must exist, and brings its schema up to date. Blocks for
    /// as long as the disk takes.
    pub fn sqlite(
        path: &Path,
        migrations: &'static [Migration],
        options: &SqliteOptions,
    ) -> Result<Self, Error> {
        let engine = sqlite::Engine::open(path, migrations, options)?;
        Ok(Self::of(Engine::Sqlite(engine)))
    }

    /// Connects to the database of a `postgresql://` URL and brings its schema up to date. Must be called, and the
    /// database used, inside a Tokio runtime.
    pub async fn postgres(
        url: &str,
        migrations: &'static [Migration],
        options: &PostgresOptions,
    ) -> Result<Self, Error> {
        let engine = postgres::Engine::connect(url, migrations, options).await?;
        Ok(Self::of(Engine::Postgres(engine)))
    }

    fn of(engine: Engine) -> Self {
        Self {
            engine: Arc::new(engine),
            was_ready: Arc::new(AtomicBool::new(true)),
        }
    }

    /// The engine's name for people: `sqlite` or `postgres`.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        match &*self.engine {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
    }

    /// Whether it is a file of this machine, and no server.
    #[must_use]
    pub fn is_file(&self) -> bool {
        matches!(&*self.engine, Engine::Sqlite(_))
    }

    /// Whether both are handles of one open database.
    #[must_use]
    pub fn is_same(&self, other: &Database) -> bool {
        Arc::ptr_eq(&self.engine, &other.engine)
    }

    /// Runs one scoped reading statement by itself. A statement that writes is refused: use a transaction.
    pub async fn query(
        &self,
        statement: &'static Statement,
        scope: &Scope,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, Error> {
        self.read(statement, Some(scope), params).await
    }

    /// Runs one global reading statement by itself. A statement that writes is refused: use a transaction.
    pub async fn query_global(
        &self,
        statement: &'static Statement,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, Error> {
        self.read(statement, None, params).await
    }

    /// Runs the closure as one serializable transaction, named for spans and metrics. `Ok` commits, durably;
    /// `Err` and a panic roll back.
    ///
    /// The closure runs on a thread that may block. It may run several times, when it conflicted with others, and
    /// must therefore have no effect but through the transaction; waiting in it for another call on the database
    /// is a deadlock. Dropping the future does not stop a closure
    /// that has begun.
    pub async fn transaction<T, E, F>(&self, name: &'static str, closure: F) -> Result<T, E>
    where
        F: FnMut(&mut Transaction<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (task, result) = task::of(closure);
        result(self.run_transaction(name, task).await)
    }

    /// Runs the closure over one unchanging view of the database. Statements that write are refused.
    pub async fn snapshot<T, E, F>(&self, name: &'static str, closure: F) -> Result<T, E>
    where
        F: FnMut(&mut Transaction<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let (task, result) = task::of(closure);
        result(self.run_snapshot(name, task).await)
    }

    /// Prepares every statement without running it: text that the engine does not understand, columns of kinds
    /// that a [`Row`] cannot hold, and scoped statements that forget their scope are refused.
    pub async fn prepare_all(&self, statements: &[&'static Statement]) -> Result<(), Error> {
        for statement in statements {
            statement.check_scope()?;
            match &*self.engine {
                Engine::Sqlite(engine) => engine.prepare(statement).await?,
                Engine::Postgres(engine) => engine.prepare(statement).await?,
            }
        }
        Ok(())
    }

    /// The engine's plan for a statement, one step per line. On PostgreSQL with full scans made as unattractive
    /// as possible, so that one that is left has no index that it could use.
    pub async fn explain(&self, statement: &Statement) -> Result<String, Error> {
        match &*self.engine {
            Engine::Sqlite(engine) => engine.explain(statement).await,
            Engine::Postgres(engine) => engine.explain(statement).await,
        }
    }

    /// What was lost of the database before it was opened, as far as its files tell, and the first damage that was met since; for people.
    /// Of a server nothing is known.
    #[must_use]
    pub fn doubts(&self) -> Vec<String> {
        match &*self.engine {
            Engine::Sqlite(engine) => engine.doubts(),
            Engine::Postgres(_) => Vec::new(),
        }
    }

    /// The table after another one, in the order of their names, and what is wrong with it: SQLite reads all of it. A server checks
    /// its own files, and is not asked: nothing.
    pub async fn check_table(&self, after: &str) -> Result<Option<CheckedTable>, Error> {
        match &*self.engine {
            Engine::Sqlite(engine) => engine.check_table(after).await,
            Engine::Postgres(_) => Ok(None),
        }
    }

    /// Whether the database answers right now; cheap enough for a readiness probe. When it does no longer, the reason is logged.
    pub async fn is_ready(&self) -> bool {
        let answer = match &*self.engine {
            Engine::Sqlite(engine) => engine.probe().await,
            Engine::Postgres(engine) => Box::pin(engine.probe()).await,
        };
        let was_ready = self.was_ready.swap(answer.is_ok(), Ordering::Relaxed);
        if was_ready && let Err(error) = &answer {
            tracing::warn!(%error, "the database is not ready");
        }
        answer.is_ok()
    }

    /// Answers what was begun or queued, then closes every connection. Commits whose outcome is unknown are left to the server. Later
    /// calls on any clone give [`Error::Closed`].
    pub async fn close(&self) {
        match &*self.engine {
            Engine::Sqlite(engine) => engine.close().await,
            Engine::Postgres(engine) => engine.close().await,
        }
    }

    async fn run_transaction(&self, name: &'static str, task: Box<dyn Task>) -> Ended {
        match &*self.engine {
            Engine::Sqlite(engine) => {
                let timer = Timer::start();
                let ended = engine.transaction(task).await;
                timer.transaction(name, 1);
                ended
            }
            // On the heap, as below: the states of a call over the network are many and deep.
            Engine::Postgres(engine) => Box::pin(engine.transaction(name, task)).await,
        }
    }

    async fn run_snapshot(&self, name: &'static str, task: Box<dyn Task>) -> Ended {
        let timer = Timer::start();
        let ended = match &*self.engine {
            Engine::Sqlite(engine) => engine.snapshot(task).await,
            Engine::Postgres(engine) => Box::pin(engine.snapshot(task)).await,
        };
        timer.transaction(name, 1);
        ended
    }

    async fn read(
        &self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, Error> {
        let timer = Timer::start();
        let result = match &*self.engine {
            Engine::Sqlite(engine) => engine.query(statement, scope, params).await,
            Engine::Postgres(engine) => Box::pin(engine.query(statement, scope, params)).await,
        };
        timer.statement(statement, result.as_ref().map_or(0, Vec::len));
        result
    }
}
