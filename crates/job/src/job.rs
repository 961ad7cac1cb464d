//! What a job is.

use std::future::Future;
use std::time::Duration;

use futures_util::future::BoxFuture;
use wharf_sql::{Error, Transaction};

use crate::backoff::exponential;
use crate::{Id, Lease, StepError};

/// A kind of work. `C` is what a step needs beside its lease.
pub trait Job<C>: 'static {
    /// Its name: the table's, the metrics' label, what people see.
    const NAME: &'static str;
    /// How often it has its turn in every Region. Nothing for a job whose rows are put.
    const CADENCE: Option<Cadence> = None;
    /// Its bounds.
    const LIMITS: Limits = Limits::DEFAULT;
    /// Whether its steps free space, and may go on where there is none.
    const FREES: bool = false;

    /// One bounded step. It may be interrupted at every `await` and is then done again; what it writes goes through the lease.
    fn step(context: &C, lease: &Lease) -> impl Future<Output = Result<Outcome, StepError>> + Send;

    /// How long the row waits after so many failed attempts.
    fn backoff(attempts: u32) -> Duration {
        exponential(attempts)
    }

    /// What else is to be written when a row is given up, dead or cancelled; in the same transaction.
    fn given_up(_transaction: &mut Transaction<'_>, _id: &Id) -> Result<(), Error> {
        Ok(())
    }
}

/// When a recurring job has its turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cadence {
    /// From the first opening of a Region to the first turn.
    pub first: Duration,
    /// From the end of a turn to the next.
    pub every: Duration,
}

/// The bounds of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Steps at once in a Region.
    pub at_once: usize,
    /// Steps at once for one destination.
    pub per_destination: usize,
    /// Attempts until a row is a dead letter. That of a recurring job never is: from then on it is tried about once in an hour.
    pub attempts: u32,
    /// How long a step may take.
    pub time: Duration,
}

impl Limits {
    /// One step at once, ten attempts, ten minutes.
    pub const DEFAULT: Limits = Limits {
        at_once: 1,
        per_destination: usize::MAX,
        attempts: 10,
        time: Duration::from_secs(10 * 60),
    };
}

/// The outcome of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is left to do: the row goes, unless it was asked for again meanwhile. The row of a recurring job has its next turn.
    Done,
    /// It has its next turn after this time: for rows that are put and come again.
    Again(Duration),
    /// There is more to do now, from here on.
    More(String),
}

/// A job in the supervisor's table.
pub struct Registered<C> {
    pub(crate) name: &'static str,
    pub(crate) cadence: Option<Cadence>,
    pub(crate) limits: Limits,
    pub(crate) frees: bool,
    pub(crate) step: for<'a> fn(&'a C, &'a Lease) -> BoxFuture<'a, Result<Outcome, StepError>>,
    pub(crate) backoff: fn(u32) -> Duration,
    pub(crate) given_up: fn(&mut Transaction<'_>, &Id) -> Result<(), Error>,
}

impl<C: Send + Sync + 'static> Registered<C> {
    /// The line of a job.
    #[must_use]
    pub fn of<J: Job<C>>() -> Registered<C> {
        Registered {
            name: J::NAME,
            cadence: J::CADENCE,
            limits: J::LIMITS,
            frees: J::FREES,
            step: |context, lease| Box::pin(J::step(context, lease)),
            backoff: J::backoff,
            given_up: J::given_up,
        }
    }

    /// The job's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it comes again and again by itself.
    #[must_use]
    pub const fn is_recurring(&self) -> bool {
        self.cadence.is_some()
    }

    /// Whether it frees space, and goes on where there is none.
    #[must_use]
    pub const fn frees(&self) -> bool {
        self.frees
    }

    /// What is to be written when a row of the job is given up.
    pub fn given_up(&self, transaction: &mut Transaction<'_>, id: &Id) -> Result<(), Error> {
        (self.given_up)(transaction, id)
    }

    /// The longest that a row of the job may have to wait. One that would wait longer was written under a wrong clock.
    pub(crate) fn horizon(&self) -> Duration {
        const LEAST: Duration = Duration::from_secs(2 * 60 * 60);
        const OF_PUT_ROWS: Duration = Duration::from_secs(48 * 60 * 60);
        self.cadence.map_or(OF_PUT_ROWS, |cadence| {
            (cadence.every * 2).max(cadence.first * 2).max(LEAST)
        })
    }
}
