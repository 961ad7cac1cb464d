//! Statements on one connection: asynchronously for single reads, blocking inside a transaction.

use std::sync::Arc;
use std::time::Duration;

use deadpool_postgres::ClientWrapper;
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;
use tokio_postgres::types::ToSql;

use super::fault::{BEGIN, fault, is_stale_plan};
use super::server::{Connection, Server};
use super::value::{Column, bind, is_portable};
use crate::transaction::Running;
use crate::{Error, Row, Scope, Statement, Value};

/// How long the server may take to begin a transaction, or to end one, for which it has no limit of its own. It is longer than it takes to
/// find out that the server is silent.
const STEP: Duration = Duration::from_secs(6);

/// Runs a statement and gives its rows.
pub(super) async fn query(
    client: &ClientWrapper,
    statement: &'static Statement,
    scope: Option<&Scope>,
    params: &[Value],
) -> Result<Vec<Row>, Error> {
    let prepared = prepare(client, statement, scope, params).await?;
    let bound = bind(scope, params);
    let bound: Vec<&(dyn ToSql + Sync)> = bound.iter().map(|param| param as _).collect();
    let rows = client
        .query(&prepared, &bound)
        .await
        .map_err(|error| failed(client, statement, &error))?;
    rows.iter().map(|row| decode(statement, row)).collect()
}

/// Runs a statement that gives no rows; how many rows it changed.
async fn execute(
    client: &ClientWrapper,
    statement: &'static Statement,
    scope: Option<&Scope>,
    params: &[Value],
) -> Result<u64, Error> {
    let prepared = prepare(client, statement, scope, params).await?;
    let bound = bind(scope, params);
    let bound: Vec<&(dyn ToSql + Sync)> = bound.iter().map(|param| param as _).collect();
    client
        .execute(&prepared, &bound)
        .await
        .map_err(|error| failed(client, statement, &error))
}

/// Prepares a statement and checks that it speaks in portable types only.
pub(super) async fn check(client: &ClientWrapper, statement: &'static Statement) -> Result<(), Error> {
    let prepared = client
        .prepare_cached(statement.text)
        .await
        .map_err(|error| failed(client, statement, &error))?;
    let columns = prepared
        .columns()
        .iter()
        .map(|column| (column.type_(), column.name()));
    let params = prepared.params().iter().map(|kind| (kind, "a placeholder"));
    match columns.chain(params).find(|(kind, _)| !is_portable(kind)) {
        Some((kind, name)) => Err(Error::misuse(
            statement.name,
            format!("{name} has the type {kind}"),
        )),
        None => Ok(()),
    }
}

async fn prepare(
    client: &ClientWrapper,
    statement: &'static Statement,
    scope: Option<&Scope>,
    params: &[Value],
) -> Result<tokio_postgres::Statement, Error> {
    statement.check_call(scope, params)?;
    let prepared = client
        .prepare_cached(statement.text)
        .await
        .map_err(|error| failed(client, statement, &error))?;
    statement.check_count(prepared.params().len(), params)?;
    Ok(prepared)
}

fn decode(statement: &'static Statement, row: &tokio_postgres::Row) -> Result<Row, Error> {
    let values = (0..row.len()).map(|column| {
        row.try_get::<_, Column>(column)
            .map(|Column(value)| value)
            .map_err(|error| fault(statement.name, &error))
    });
    Ok(Row::new(statement.name, values.collect::<Result<_, _>>()?))
}

fn failed(client: &ClientWrapper, statement: &'static Statement, error: &tokio_postgres::Error) -> Error {
    if is_stale_plan(error) {
        client.statement_cache.clear();
    }
    fault(statement.name, error)
}

/// The error of a statement that writes, where only those may run that read: the server is not read-only.
pub(super) fn if_it_writes(statement: &'static Statement, error: Error) -> Error {
    match error {
        Error::ReadOnly => Error::engine(statement.name, "it writes, outside of a transaction that may"),
        other => other,
    }
}

/// A step of a transaction that has no rows.
async fn step(client: &ClientWrapper, name: &'static str, text: &'static str) -> Result<(), Error> {
    let answer = client.batch_execute(text).await;
    answer.map_err(|error| fault(name, &error))
}

/// A connection that a transaction has for itself, on a thread that may block.
pub(crate) struct Session {
    /// There until it breaks, or the session is dropped.
    connection: Option<Connection>,
    handle: Handle,
    /// Whether a transaction is or may be open.
    open: bool,
    /// Whether it may write.
    writes: bool,
    /// Its turn, where it may; given back after the connection.
    turn: Option<OwnedSemaphorePermit>,
}

impl Session {
    pub(super) const fn new(
        connection: Connection,
        handle: Handle,
        turn: Option<OwnedSemaphorePermit>,
    ) -> Self {
        Self {
            connection: Some(connection),
            handle,
            open: false,
            writes: false,
            turn,
        }
    }

    pub(crate) fn query(
        &self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: &[Value],
    ) -> Result<Vec<Row>, Error> {
        let connection = self.connection()?;
        let answer = self.answer(connection, query(connection, statement, scope, params));
        match self.writes {
            true => answer,
            false => answer.map_err(|error| if_it_writes(statement, error)),
        }
    }

    pub(crate) fn execute(
        &self,
        statement: &'static Statement,
        scope: Option<&Scope>,
        params: &[Value],
    ) -> Result<u64, Error> {
        let connection = self.connection()?;
        let answer = self.answer(connection, execute(connection, statement, scope, params));
        match self.writes {
            true => answer,
            false => answer.map_err(|error| if_it_writes(statement, error)),
        }
    }

    /// Whether its connection broke and was not replaced.
    pub(super) const fn is_disconnected(&self) -> bool {
        self.connection.is_none()
    }

    /// Takes another connection instead of one that broke, which is given up first: the pool may be at its limit.
    pub(super) fn replace(&mut self, server: &Arc<Server>) -> Result<(), Error> {
        self.disconnect();
        self.connection = Some(self.handle.block_on(server.connection())?);
        self.open = false;
        Ok(())
    }

    fn disconnect(&mut self) {
        if let Some(connection) = self.connection.take() {
            connection.discard();
        }
    }

    pub(super) fn begin(&mut self, text: &'static str, writes: bool) -> Result<(), Error> {
        self.open = true;
        self.writes = writes;
        self.step_or_disconnect(BEGIN, text)
    }

    pub(super) fn commit(&mut self) -> Result<(), Error> {
        let connection = self.connection()?;
        // What is not even sent has no unknown outcome: the transaction ends with its connection.
        connection.check()?;
        let commit = step(connection, "commit", "COMMIT");
        let answer = match self.writes {
            true => self.handle.block_on(connection.commit_within(STEP, commit)),
            // There is nothing that a standby must have first.
            false => self.handle.block_on(connection.answer_within(STEP, commit)),
        };
        match answer {
            Ok(()) => {
                self.open = false;
                Ok(())
            }
            Err(Error::Unavailable(_) | Error::OutcomeUnknown) => Err(Error::OutcomeUnknown),
            Err(error) => {
                // A refused commit has rolled back; this makes sure that the connection knows it too.
                self.rollback();
                Err(error)
            }
        }
    }

    pub(super) fn rollback(&mut self) {
        self.open = self.step_or_disconnect("rollback", "ROLLBACK").is_err();
    }

    /// Begins or rolls back. If that is not answered nothing can have been changed, so the connection is closed at once, and those that are
    /// idle with it: the calls that wait are given new ones.
    fn step_or_disconnect(&mut self, name: &'static str, text: &'static str) -> Result<(), Error> {
        let connection = self.connection()?;
        let step = connection.answer_within(STEP, step(connection, name, text));
        let answer = self.handle.block_on(step);
        if matches!(answer, Err(Error::Unavailable(_))) {
            self.disconnect();
        }
        answer
    }

    fn answer<T>(
        &self,
        connection: &Connection,
        call: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        self.handle.block_on(connection.answer(call))
    }

    fn connection(&self) -> Result<&Connection, Error> {
        self.connection.as_ref().ok_or(Error::Closed)
    }
}

/// A connection that may be inside a transaction must not go back to the pool.
impl Drop for Session {
    fn drop(&mut self) {
        if self.open
            && let Some(connection) = self.connection.take()
        {
            if !connection.is_held() {
                drop(connection.take());
                return;
            }
            // Its turn is not another's before: the server would be given ever more that it holds.
            let turn = self.turn.take();
            self.handle.spawn(async move {
                connection.settled().await;
                drop(connection.take());
                drop(turn);
            });
        }
    }
}

impl Running for Session {
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
