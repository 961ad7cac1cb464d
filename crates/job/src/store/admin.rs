//! What people do with rows.

use std::collections::HashMap;

use wharf_sql::{Database, Error, Statement, Transaction, params};

use super::{claim, columns, read};
use crate::row::{Id, LONGEST_LEASE, NEVER, Row, State, micros};

pub(super) static LIST: Statement = Statement::global(
    "job.list",
    columns!(
        "SELECT ",
        " FROM jobs WHERE region = $1 AND state = $2 AND (job, account, key) >= ($3, $4, $5) \
         ORDER BY job, account, key LIMIT $6"
    ),
);
pub(super) static FIND: Statement = Statement::scoped(
    "job.find",
    columns!(
        "SELECT ",
        " FROM jobs WHERE account = $1 AND region = $2 AND job = $3 AND key = $4"
    ),
)
.point();
pub(super) static RETRY: Statement = Statement::scoped(
    "job.retry",
    "UPDATE jobs SET state = 'waiting', due_at = $5, leased_until = 0, fence = fence + 1, attempts = 0 \
     WHERE account = $1 AND region = $2 AND job = $3 AND key = $4 AND (leased_until <= $5 OR leased_until > $6)",
);
pub(super) static CANCEL: Statement = Statement::scoped(
    "job.cancel",
    "UPDATE jobs SET state = 'cancelled', due_at = $5, leased_until = 0, fence = fence + 1 \
     WHERE account = $1 AND region = $2 AND job = $3 AND key = $4",
);

/// A page of a Region's rows in one state, in the order of job, account and key, from one such place on.
pub async fn list(
    database: &Database,
    region: &str,
    state: State,
    (job, account, key): (&str, &str, &str),
    most: i64,
) -> Result<Vec<Row>, Error> {
    let values = params![region, state.as_str(), job, account, key, most];
    let rows = database.query_global(&LIST, values).await?;
    rows.iter().map(read).collect()
}

/// How the jobs of a Region stand, at one time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    due_since: HashMap<String, i64>,
    counts: HashMap<(String, State), i64>,
}

impl Figures {
    /// Rows of one job in one state are counted up to this.
    pub const MOST: i64 = 10_000;

    /// Since when the oldest row of a job is due whose time has come.
    #[must_use]
    pub fn due_since(&self, job: &str) -> Option<i64> {
        self.due_since.get(job).copied()
    }

    /// How many rows of a job are in a state. Rows that wait are not counted.
    #[must_use]
    pub fn count(&self, job: &str, state: State) -> i64 {
        let found = self.counts.get(&(job.to_owned(), state));
        found.copied().unwrap_or(0)
    }
}

/// How the jobs of a Region stand now.
pub async fn figures(database: &Database, region: &str, now: i64) -> Result<Figures, Error> {
    let region = region.to_owned();
    let read = move |transaction: &mut Transaction<'_>| {
        let mut figures = Figures::default();
        for queue in claim::queues(&transaction.query_global(&claim::WAITING, params![])?)? {
            if queue.region == region && queue.due_at <= now {
                let since = figures.due_since.entry(queue.job).or_insert(queue.due_at);
                *since = queue.due_at.min(*since);
            }
        }
        for state in State::ALL {
            if state != State::Waiting {
                count(transaction, &region, state, &mut figures)?;
            }
        }
        Ok(figures)
    };
    database.snapshot("job.figures", read).await
}

/// How many rows of each job of a Region failed, and are tried again or dead.
pub(crate) async fn failures(database: &Database, region: &str) -> Result<Figures, Error> {
    let region = region.to_owned();
    let read = move |transaction: &mut Transaction<'_>| {
        let mut figures = Figures::default();
        for state in [State::Failed, State::Dead] {
            count(transaction, &region, state, &mut figures)?;
        }
        Ok(figures)
    };
    database.snapshot("job.failures", read).await
}

fn count(
    transaction: &mut Transaction<'_>,
    region: &str,
    state: State,
    figures: &mut Figures,
) -> Result<(), Error> {
    let counted = claim::count_in_state(transaction, region, state, Figures::MOST)?;
    let counted = counted.into_iter().map(|(job, count)| ((job, state), count));
    figures.counts.extend(counted);
    Ok(())
}

/// One row.
pub async fn find(database: &Database, id: &Id) -> Result<Option<Row>, Error> {
    let values = params![id.job.as_str(), id.key.as_str()];
    let rows = database.query(&FIND, &id.scope, values).await?;
    rows.first().map(read).transpose()
}

/// Whether a row that is held was asked for since it was taken.
pub(crate) fn is_wanted_again(transaction: &mut Transaction<'_>, row: &Row) -> Result<bool, Error> {
    let values = params![row.id.job.as_str(), row.id.key.as_str()];
    let found = transaction.query_one(&FIND, &row.id.scope, values)?;
    Ok(found
        .map(|found| read(&found))
        .transpose()?
        .is_some_and(|found| found.wanted != row.wanted))
}

/// Makes a row due now, with all its attempts; `false` when it is not there, or is held.
pub fn retry(transaction: &mut Transaction<'_>, id: &Id, now: i64) -> Result<bool, Error> {
    // A lease that ends so late was taken under a wrong clock.
    let wrong = now.saturating_add(micros(LONGEST_LEASE));
    let values = params![id.job.as_str(), id.key.as_str(), now, wrong];
    Ok(transaction.execute(&RETRY, &id.scope, values)? == 1)
}

/// What a cancellation found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// The row was still to be done: it is given up by this.
    Now,
    /// The row was dead or cancelled: it was given up before.
    Before,
    /// There is no such row.
    NotThere,
}

/// Has a row never be due, until it is retried or replaced; its holder writes nothing more.
pub fn cancel(transaction: &mut Transaction<'_>, id: &Id) -> Result<Cancelled, Error> {
    let key = || params![id.job.as_str(), id.key.as_str()];
    let Some(found) = transaction.query_one(&FIND, &id.scope, key())? else {
        return Ok(Cancelled::NotThere);
    };
    let mut values = key();
    values.extend(params![NEVER]);
    transaction.execute(&CANCEL, &id.scope, values)?;
    Ok(match read(&found)?.state {
        State::Dead | State::Cancelled => Cancelled::Before,
        State::Failed | State::Running | State::Waiting => Cancelled::Now,
    })
}
