//! The right to do a row's step, for a while. It is taken by [`claim`](fn@crate::store::claim) and given back by what a step comes to.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use wharf_sql::{Database, Scope, Transaction};

use crate::environment::Environment;
use crate::row::{Row, micros};
use crate::store;

/// How long a holder that gives no sign of life keeps a row.
pub(crate) const LEASE: Duration = Duration::from_secs(60);
/// Of why a step failed, what is kept.
const MAX_REASON: usize = 1000;

/// Why a step did not do its work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// Another holder has the row by now, or it was cancelled or removed. Nothing was written.
    #[error("the lease is lost")]
    Lost,
    /// There is no space: no fault of this row, and no attempt.
    #[error("there is no space left")]
    Full,
    /// What everything stands on does not answer: no fault of this row, and no attempt.
    #[error("{0}")]
    Outage(String),
    /// Anything else.
    #[error("{0}")]
    Failed(String),
}

impl StepError {
    /// A failure of this row.
    pub fn failed(reason: impl ToString) -> StepError {
        StepError::Failed(reason.to_string())
    }

    /// What the table keeps of the reason: the beginning, without characters that a text of the database cannot have.
    pub(crate) fn kept(&self) -> String {
        let reason = self.to_string();
        let readable = reason.chars().map(|letter| {
            if letter == '\0' {
                char::REPLACEMENT_CHARACTER
            } else {
                letter
            }
        });
        readable.take(MAX_REASON).collect()
    }
}

impl From<wharf_sql::Error> for StepError {
    fn from(error: wharf_sql::Error) -> StepError {
        if error.is_full() {
            StepError::Full
        } else if error.is_outage() {
            StepError::Outage(error.to_string())
        } else {
            StepError::failed(error)
        }
    }
}

/// A row that this process holds. Clones are the same lease.
#[derive(Clone)]
pub struct Lease(Arc<Held>);

struct Held {
    row: Row,
    database: Database,
    environment: Environment,
    attempts: AtomicU32,
}

impl std::fmt::Debug for Lease {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lease({}, fence {})", self.0.row.id, self.0.row.fence)
    }
}

impl Lease {
    pub(crate) fn new(row: Row, database: Database, environment: Environment) -> Lease {
        let attempts = u32::try_from(row.attempts).unwrap_or(u32::MAX);
        Lease(Arc::new(Held {
            row,
            database,
            environment,
            attempts: AtomicU32::new(attempts),
        }))
    }

    /// Whose row it is, and in which Region.
    #[must_use]
    pub fn scope(&self) -> &Scope {
        &self.0.row.id.scope
    }

    /// What the row is about.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.0.row.id.key
    }

    /// How far the step before this one had come.
    #[must_use]
    pub fn progress(&self) -> Option<&str> {
        self.0.row.progress.as_deref()
    }

    /// Which attempt this is, from 1.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts.load(Ordering::Relaxed)
    }

    /// A part of the step ended well: a failure after it is the first one.
    pub fn succeeded(&self) {
        self.0.attempts.store(1, Ordering::Relaxed);
    }

    /// Goes on holding the row.
    ///
    /// # Errors
    /// [`StepError::Lost`]: the transaction must not be kept.
    pub fn hold(&self, transaction: &mut Transaction<'_>) -> Result<(), StepError> {
        let until = self.now().saturating_add(micros(LEASE));
        match store::hold(transaction, &self.0.row, until)? {
            true => Ok(()),
            false => Err(StepError::Lost),
        }
    }

    /// Runs the closure as a transaction that writes nothing unless the row is still held.
    ///
    /// # Errors
    /// The lease is lost, or the closure's own.
    pub async fn write<T, E, F>(&self, name: &'static str, mut closure: F) -> Result<T, StepError>
    where
        F: FnMut(&mut Transaction<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: Into<StepError>,
    {
        let lease = self.clone();
        let fenced = move |transaction: &mut Transaction<'_>| {
            lease.hold(transaction)?;
            closure(transaction).map_err(Into::into)
        };
        self.0.database.transaction(name, fenced).await
    }

    /// Renews the lease until it is lost; the future never ends otherwise.
    pub(crate) async fn renew(&self) {
        loop {
            tokio::time::sleep(LEASE / 3).await;
            match self.write("job.renew", |_| Ok::<_, StepError>(())).await {
                Ok(()) => {}
                Err(StepError::Lost) => return,
                // The database's outage is in the log already. The lease may run out meanwhile; then the next write notices.
                Err(error @ (StepError::Outage(_) | StepError::Full)) => {
                    tracing::debug!(job = %self.0.row.id, %error, "a lease is not renewed");
                }
                Err(error) => tracing::warn!(job = %self.0.row.id, %error, "a lease is not renewed"),
            }
        }
    }

    pub(crate) fn row(&self) -> &Row {
        &self.0.row
    }

    pub(crate) fn database(&self) -> &Database {
        &self.0.database
    }

    pub(crate) fn now(&self) -> i64 {
        self.0.environment.now()
    }

    pub(crate) fn random(&self) -> u64 {
        (self.0.environment.random)()
    }
}
