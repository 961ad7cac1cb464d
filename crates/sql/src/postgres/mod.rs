//! The engine for many nodes: a pool of connections to PostgreSQL 15 or newer.
//!
//! Transactions are SERIALIZABLE and run again when they met others; single reads are just that. A session is
//! read-only unless a transaction says otherwise, so that a write outside of one is refused as SQLite refuses it.
//!
//! Not here: TLS, replicas, and connection poolers that hand a session to several clients (statements stay
//! prepared per connection).

mod explain;
mod fault;
mod migrate;
mod options;
mod retry;
mod server;
mod session;
mod value;

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use parking_lot::Mutex;
use tokio::runtime::Handle;
use tokio_postgres::config::SslMode;
use tokio_postgres::{Config, NoTls};

pub use options::PostgresOptions;
pub(crate) use session::Session;

use crate::observe::Timer;
use crate::task::{Ended, Task};
use crate::{Error, Migration, Row, Scope, Statement, Transaction, Value};
use retry::Retry;
use server::{Connection, Server};

const WRITING: &str = "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE";
const READING: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
/// How long the probe waits for an answer.
const PROBING: Duration = Duration::from_secs(2);
/// How long a statement waits for a lock: one that an administrator holds on a table must not keep all connections.
const LOCKED: Duration = Duration::from_secs(3);
/// After how long without a sign of life from the machine at its other end a connection breaks.
const GONE: Duration = Duration::from_secs(12);
/// How long closing waits for transactions that are under way.
const CLOSING: Duration = Duration::from_secs(30);

/// A pool, and the turns that transactions take which conflict again and again.
pub(crate) struct Engine {
    server: Arc<Server>,
    turns: Arc<Mutex<()>>,
}

impl Engine {
    pub(crate) async fn connect(
        url: &str,
        migrations: &[Migration],
        options: &PostgresOptions,
    ) -> Result<Self, Error> {
        let manager = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let config = configuration(url, options)?;
        let pool = Pool::builder(Manager::from_config(config.clone(), NoTls, manager))
            .max_size(options.connections.max(1))
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(options.patience))
            .create_timeout(Some(options.patience))
            .build()
            .map_err(|error| Error::engine("connect", error))?;
        let engine = Self {
            server: Arc::new(Server::new(pool, config)),
            turns: Arc::default(),
        };
        let connection = engine.connection().await?;
        let migrated = match connection.answer(migrate::run(&connection, migrations)).await {
            // A server that takes no changes can be read, if there is nothing to apply.
            Err(Error::ReadOnly) => connection.answer(migrate::check(&connection, migrations)).await,
            migrated => migrated,
        };
        if let Err(error) = migrated {
            // A transaction that was not ended must not be left to the next user of the connection.
            drop(connection.take());
            return Err(error);
        }
        Ok(engine)
    }

    /// One read by itself, tried once more when the connection turned out to be broken.
    pub(crate) async fn query(
        &self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: Vec<Value>,
    ) -> Result<Vec<Row>, Error> {
        let mut attempts = 1;
        loop {
            let connection = self.connection().await?;
            let call = session::query(&connection, statement, scope, &params);
            match connection.answer(call).await {
                Err(Error::Unavailable(_)) if attempts < 2 => connection.discard(),
                Err(Error::Busy) if attempts < 2 => {}
                other => return other.map_err(|error| session::if_it_writes(statement, error)),
            }
            attempts += 1;
        }
    }

    pub(crate) async fn transaction(&self, name: &'static str, mut task: Box<dyn Task>) -> Ended {
        let timer = Timer::start();
        let turn_to_write = self.server.turn_to_write().await?;
        let connection = self.connection().await?;
        let (server, turns) = (Arc::clone(&self.server), Arc::clone(&self.turns));
        let handle = Handle::current();
        let work = tokio::task::spawn_blocking(move || {
            let mut session = Session::new(connection, handle, Some(turn_to_write));
            let mut retry = Retry::new();
            loop {
                let turn = retry.takes_turns().then(|| turns.lock());
                let cause = attempt(&mut session, WRITING, &mut *task);
                drop(turn);
                let Some(pause) = cause.as_ref().and_then(|cause| retry.after(cause)) else {
                    timer.transaction(name, retry.attempts());
                    return Ok(task);
                };
                if matches!(cause, Some(Error::Unavailable(_))) || session.is_disconnected() {
                    session.replace(&server)?;
                }
                std::thread::sleep(pause);
            }
        });
        work.await.unwrap_or(Err(Error::Panicked))
    }

    /// Runs once more when the connection turned out to be broken.
    pub(crate) async fn snapshot(&self, mut task: Box<dyn Task>) -> Ended {
        let connection = self.connection().await?;
        let (server, handle) = (Arc::clone(&self.server), Handle::current());
        let work = tokio::task::spawn_blocking(move || {
            let mut session = Session::new(connection, handle, None);
            let cause = attempt(&mut session, READING, &mut *task);
            if let Some(Error::Unavailable(_) | Error::OutcomeUnknown) = cause {
                session.replace(&server)?;
                attempt(&mut session, READING, &mut *task);
            }
            Ok(task)
        });
        work.await.unwrap_or(Err(Error::Panicked))
    }

    pub(crate) async fn prepare(&self, statement: &'static Statement) -> Result<(), Error> {
        let connection = self.connection().await?;
        let call = session::check(&connection, statement);
        connection.answer(call).await
    }

    pub(crate) async fn explain(&self, statement: &Statement) -> Result<String, Error> {
        let client = self.connection().await?.take();
        self.server.while_heard(explain::plan(client, statement)).await?
    }

    pub(crate) async fn probe(&self) -> Result<(), Error> {
        const PROBE: Statement = Statement::global("probe", "SELECT 1").point();
        match tokio::time::timeout(PROBING, self.query(&PROBE, None, Vec::new())).await {
            Ok(answer) => answer.map(drop),
            Err(_) => {
                self.server.suspect();
                Err(Error::Unavailable("no answer in time".to_owned()))
            }
        }
    }

    /// Hands out no connection any more and waits for those that are in use, but for those whose commit was given up.
    pub(crate) async fn close(&self) {
        self.server.close();
        let pool = self.server.pool();
        let all_returned = async {
            while pool.status().size > 0 {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
        };
        if tokio::time::timeout(CLOSING, all_returned).await.is_err() {
            tracing::warn!("closed while transactions were still running");
        }
    }

    async fn connection(&self) -> Result<Connection, Error> {
        self.server.connection().await
    }
}

/// Begins, runs and ends one transaction. Gives the engine's error when there was one.
fn attempt(session: &mut Session, begin: &'static str, task: &mut dyn Task) -> Option<Error> {
    if let Err(error) = session.begin(begin, begin == WRITING) {
        task.fail(error.clone());
        return Some(error);
    }
    let mut transaction = Transaction::new(&*session);
    let keep = task.run(&mut transaction);
    let failed = transaction.failed().cloned();
    if !keep {
        session.rollback();
        return failed;
    }
    session
        .commit()
        .inspect_err(|error| task.fail(error.clone()))
        .err()
}

fn configuration(url: &str, options: &PostgresOptions) -> Result<Config, Error> {
    let mut config: Config = url.parse().map_err(|error| Error::engine("connect", error))?;
    if config.get_ssl_mode() == SslMode::Require {
        return Err(Error::engine(
            "connect",
            "TLS to PostgreSQL is not supported: sslmode=require",
        ));
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(options.patience);
    }
    // A connection whose other end is gone without a word is noticed within seconds, not within hours: by what it does not acknowledge,
    // and while it is idle by questions of the system's.
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(GONE);
    }
    if !url.contains("keepalives") {
        config
            .keepalives_idle(GONE / 2)
            .keepalives_interval(GONE / 6)
            .keepalives_retries(3);
    }
    // Ours come first: what the URL says wins.
    let session = format!(
        "-c default_transaction_read_only=on -c idle_in_transaction_session_timeout=60s -c statement_timeout={}ms \
         -c lock_timeout={}ms {}",
        options.statement_timeout.as_millis(),
        LOCKED.as_millis(),
        config.get_options().unwrap_or_default(),
    );
    config.options(session);
    Ok(config)
}
