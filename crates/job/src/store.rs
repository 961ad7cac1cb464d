//! The SQL of jobs: what the domain puts. What the supervisor does with rows is in `store/claim.rs`, what people do in
//! `store/admin.rs`.

mod admin;
mod claim;

use wharf_sql::{Error, Row as Columns, Scope, Statement, Transaction, params};

use crate::row::{Id, Row, State};

pub use admin::{Cancelled, Figures, cancel, figures, find, list, retry};
pub(crate) use admin::{failures, is_wanted_again};
pub use claim::regions;
pub(crate) use claim::{
    Failure, Queue, abandon, claim, count_due, ensure, failed, heads, held_too_long, hold, recall, release,
    settle, strays, waiting,
};

/// The columns of a row, in the order in which [`read`] takes them.
macro_rules! columns {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            "account, region, job, key, destination, state, due_at, leased_until, fence, attempts, wanted, created_at, \
             last_error, progress",
            $after
        )
    };
}
use columns;

static PUT: Statement = Statement::scoped(
    "job.put",
    "INSERT INTO jobs (account, region, job, key, queue, destination, state, due_at, leased_until, fence, attempts, wanted, \
     created_at) VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, 0, $8, 0, 0, $8) \
     ON CONFLICT (account, region, job, key) DO UPDATE SET wanted = jobs.wanted + 1, progress = NULL, \
     due_at = CASE WHEN jobs.state = 'dead' THEN excluded.due_at ELSE jobs.due_at END, \
     attempts = CASE WHEN jobs.state = 'dead' THEN 0 ELSE jobs.attempts END, \
     state = CASE WHEN jobs.state = 'dead' THEN 'waiting' ELSE jobs.state END",
);
static REPLACE: Statement = Statement::scoped(
    "job.replace",
    "INSERT INTO jobs (account, region, job, key, queue, destination, state, due_at, leased_until, fence, attempts, wanted, \
     created_at) VALUES ($1, $2, $3, $4, $5, $6, 'waiting', $7, 0, $8, 0, 0, $8) \
     ON CONFLICT (account, region, job, key) DO UPDATE SET queue = excluded.queue, destination = excluded.destination, \
     state = 'waiting', due_at = excluded.due_at, leased_until = 0, fence = jobs.fence + 1, attempts = 0, \
     wanted = jobs.wanted + 1, last_error = NULL, progress = NULL",
);
static REMOVE: Statement = Statement::scoped(
    "job.remove",
    "DELETE FROM jobs WHERE account = $1 AND region = $2 AND job = $3 AND key = $4",
);

/// Every statement of the crate, for the tests of the database's owner.
pub static STATEMENTS: &[&Statement] = &[
    &PUT,
    &REPLACE,
    &REMOVE,
    &claim::WAITING,
    &claim::REGIONS,
    &claim::HEADS,
    &claim::CLAIM,
    &claim::HOLD,
    &claim::DONE,
    &claim::AGAIN,
    &claim::FAILED,
    &claim::ABANDON,
    &claim::RELEASE,
    &claim::STANDING,
    &claim::ENSURE,
    &claim::COUNT_DUE,
    &claim::COUNT_IN_STATE,
    &claim::STRAYS,
    &claim::HELD_TOO_LONG,
    &claim::RECALL,
    &admin::LIST,
    &admin::FIND,
    &admin::RETRY,
    &admin::CANCEL,
];

/// Work for a job.
#[derive(Clone, Copy, Debug)]
pub struct Put<'a> {
    /// The job's name.
    pub job: &'a str,
    /// What it is about: there is one row for it.
    pub key: &'a str,
    /// Where its effects go, when that is bounded; else empty.
    pub destination: &'a str,
    /// When it is due, in microseconds.
    pub due_at: i64,
    /// Now.
    pub now: i64,
}

/// Asks for work. A row that is there is not done before it had a step that began after this, from the beginning, and one
/// that was given up is due again. One that was cancelled stays so. Only a row whose last attempt is under way, and ends with
/// its process, is given up in spite of this.
pub fn put(transaction: &mut Transaction<'_>, scope: &Scope, work: &Put<'_>) -> Result<(), Error> {
    write(transaction, &PUT, scope, work)
}

/// Asks for work that takes the place of what was asked before: a step that is under way loses its lease, and a row that was
/// given up is due again.
pub fn replace(transaction: &mut Transaction<'_>, scope: &Scope, work: &Put<'_>) -> Result<(), Error> {
    write(transaction, &REPLACE, scope, work)
}

fn write(
    transaction: &mut Transaction<'_>,
    statement: &'static Statement,
    scope: &Scope,
    work: &Put<'_>,
) -> Result<(), Error> {
    let queue = queue_name(scope.second(), work.job, work.destination);
    let values = params![work.job, work.key, queue, work.destination, work.due_at, work.now];
    transaction.execute(statement, scope, values).map(drop)
}

/// Takes work back: there is nothing to do any more. A step that is under way loses its lease.
pub fn remove(transaction: &mut Transaction<'_>, scope: &Scope, job: &str, key: &str) -> Result<(), Error> {
    transaction.execute(&REMOVE, scope, params![job, key]).map(drop)
}

/// The name of what is bounded together. No Region and no job has a space in its name.
fn queue_name(region: &str, job: &str, destination: &str) -> String {
    format!("{region} {job} {destination}")
}

fn read(columns: &Columns) -> Result<Row, Error> {
    let owned = |column| Ok::<_, Error>(columns.opt_text(column)?.map(str::to_owned));
    Ok(Row {
        id: Id {
            scope: Scope::new(columns.text(0)?, columns.text(1)?),
            job: columns.text(2)?.to_owned(),
            key: columns.text(3)?.to_owned(),
        },
        destination: columns.text(4)?.to_owned(),
        state: State::parse(columns.text(5)?)?,
        due_at: columns.integer(6)?,
        leased_until: columns.integer(7)?,
        fence: columns.integer(8)?,
        attempts: columns.integer(9)?,
        wanted: columns.integer(10)?,
        created_at: columns.integer(11)?,
        last_error: owned(12)?,
        progress: owned(13)?,
    })
}
