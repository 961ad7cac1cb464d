//! What the supervisor does with rows.

use wharf_sql::{Database, Error, Row as Columns, Scope, Statement, Transaction, Value, params};

use super::{columns, queue_name, read};
use crate::row::{NEVER, Row, State};

/// One look at everything: the queues, by skipping from each to the next, and when the first row of each is due. The greatest
/// number is [`NEVER`]: without that bound, a queue that has nothing but dead rows would be read to its end.
pub(super) static WAITING: Statement = Statement::global(
    "job.waiting",
    "WITH RECURSIVE q (queue) AS (SELECT MIN(queue) FROM jobs WHERE queue > '' UNION ALL \
     SELECT (SELECT MIN(j.queue) FROM jobs j WHERE j.queue > q.queue) FROM q WHERE q.queue IS NOT NULL) \
     SELECT q.queue, (SELECT MIN(j.due_at) FROM jobs j WHERE j.queue = q.queue \
     AND j.due_at < 9223372036854775807 AND j.state IN ('waiting', 'failed', 'running')) FROM q WHERE q.queue IS NOT NULL",
);
pub(super) static REGIONS: Statement = Statement::global(
    "job.regions",
    "WITH RECURSIVE r (region) AS (SELECT MIN(region) FROM jobs WHERE region > '' UNION ALL \
     SELECT (SELECT MIN(j.region) FROM jobs j WHERE j.region > r.region) FROM r WHERE r.region IS NOT NULL) \
     SELECT region FROM r WHERE region IS NOT NULL",
);
pub(super) static HEADS: Statement = Statement::global(
    "job.heads",
    columns!(
        "SELECT ",
        " FROM jobs WHERE queue = $1 AND due_at <= $2 AND state IN ('waiting', 'failed', 'running') \
         ORDER BY due_at LIMIT $3"
    ),
);
pub(super) static CLAIM: Statement = Statement::scoped(
    "job.claim",
    "UPDATE jobs SET state = 'running', due_at = $7, leased_until = $7, fence = fence + 1, attempts = attempts + 1 \
     WHERE account = $1 AND region = $2 AND job = $3 AND key = $4 AND fence = $5 AND due_at <= $6",
);
pub(super) static HOLD: Statement = Statement::scoped(
    "job.hold",
    "UPDATE jobs SET due_at = $6, leased_until = $6 \
     WHERE account = $1 AND region = $2 AND job = $3 AND key = $4 AND fence = $5 AND state = 'running'",
);
pub(super) static DONE: Statement = Statement::scoped(
    "job.done",
    "DELETE FROM jobs WHERE account = $1 AND region = $2 AND job = $3 AND key = $4 AND fence = $5 AND wanted = $6",
);
pub(super) static AGAIN: Statement = Statement::scoped(
    "job.again",
    "UPDATE jobs SET state = 'waiting', due_at = CASE WHEN wanted = $6 THEN CAST($7 AS BIGINT) ELSE CAST($8 AS BIGINT) END, leased_until = 0, attempts = 0, \
     last_error = NULL, progress = CASE WHEN wanted = $6 THEN CAST($9 AS TEXT) ELSE NULL END \
     WHERE account = $1 AND region = $2 AND job = $3 AND key = $4 AND fence = $5 AND state = 'running'",
);
pub(super) static FAILED: Statement = Statement::scoped(
    "job.failed",
    "UPDATE jobs SET state = $6, due_at = $7, leased_until = 0, attempts = $8, last_error = $9 \
     WHERE account = $1 AND region = $2 AND job = $3 AND key = $4 AND fence = $5",
);
pub(super) static ABANDON: Statement = Statement::scoped(
    "job.abandon",
    "UPDATE jobs SET state = $6, due_at = $7, leased_until = 0, fence = fence + 1, attempts = $8, last_error = $9 \
     WHERE account = $1 AND region = $2 AND job = $3 AND key = $4 AND fence = $5 AND due_at <= $10",
);
pub(super) static RELEASE: Statement = Statement::scoped(
    "job.release",
    "UPDATE jobs SET state = 'waiting', due_at = $6, leased_until = 0, fence = fence + 1, attempts = $7 \
     WHERE account = $1 AND region = $2 AND job = $3 AND key = $4 AND fence = $5 AND state = 'running'",
);
pub(super) static STANDING: Statement = Statement::scoped(
    "job.standing",
    "SELECT job FROM jobs WHERE account = $1 AND region = $2 AND key = '' ORDER BY job",
);
pub(super) static ENSURE: Statement = Statement::scoped(
    "job.ensure",
    "INSERT INTO jobs (account, region, job, key, queue, destination, state, due_at, leased_until, fence, attempts, wanted, \
     created_at) VALUES ($1, $2, $3, '', $4, '', 'waiting', $5, 0, $6, 0, 0, $6) ON CONFLICT (account, region, job, key) DO NOTHING",
);
pub(super) static COUNT_DUE: Statement = Statement::global(
    "job.count_due",
    "SELECT COUNT(*) FROM (SELECT 1 FROM jobs WHERE queue = $1 AND due_at <= $2 AND state IN ('waiting', 'failed', 'running') \
     LIMIT $3) counted",
);
/// By skipping from each job to the next.
pub(super) static COUNT_IN_STATE: Statement = Statement::global(
    "job.count_in_state",
    "WITH RECURSIVE j (job) AS (SELECT MIN(job) FROM jobs WHERE region = $1 AND state = $2 UNION ALL \
     SELECT (SELECT MIN(n.job) FROM jobs n WHERE n.region = $1 AND n.state = $2 AND n.job > j.job) FROM j WHERE j.job IS NOT NULL) \
     SELECT j.job, (SELECT COUNT(*) FROM (SELECT 1 FROM jobs c WHERE c.region = $1 AND c.state = $2 AND c.job = j.job \
     LIMIT $3) counted) FROM j WHERE j.job IS NOT NULL",
);
pub(super) static STRAYS: Statement = Statement::global(
    "job.strays",
    columns!(
        "SELECT ",
        " FROM jobs WHERE queue = $1 AND due_at > $2 AND due_at < $3 AND state IN ('waiting', 'failed', 'running') \
         ORDER BY due_at LIMIT $4"
    ),
);
pub(super) static HELD_TOO_LONG: Statement = Statement::global(
    "job.held_too_long",
    columns!(
        "SELECT ",
        " FROM jobs WHERE region = $1 AND state = 'running' AND leased_until > $2 ORDER BY job, account, key LIMIT $3"
    ),
);
pub(super) static RECALL: Statement = Statement::scoped(
    "job.recall",
    "UPDATE jobs SET due_at = $6, leased_until = 0, fence = fence + 1 \
     WHERE account = $1 AND region = $2 AND job = $3 AND key = $4 AND fence = $5",
);

/// Rows that are bounded together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Queue {
    /// The whole name.
    pub(crate) name: String,
    pub(crate) region: String,
    pub(crate) job: String,
    /// When its first row is due.
    pub(crate) due_at: i64,
}

/// Every queue of the database.
pub(crate) async fn waiting(database: &Database) -> Result<Vec<Queue>, Error> {
    queues(&database.query_global(&WAITING, params![]).await?)
}

/// The queues that [`WAITING`] found.
pub(super) fn queues(rows: &[Columns]) -> Result<Vec<Queue>, Error> {
    let mut queues = Vec::new();
    for row in rows {
        let name = row.text(0)?.to_owned();
        let mut parts = name.splitn(3, ' ').map(str::to_owned);
        let (Some(region), Some(job)) = (parts.next(), parts.next()) else {
            continue;
        };
        let due_at = row.opt_integer(1)?.unwrap_or(NEVER);
        queues.push(Queue {
            name,
            region,
            job,
            due_at,
        });
    }
    Ok(queues)
}

/// The Regions that have work, whenever it is due.
pub async fn regions(database: &Database) -> Result<Vec<String>, Error> {
    let rows = database.query_global(&REGIONS, params![]).await?;
    rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
}

/// The first rows of a queue that are due.
pub(crate) async fn heads(
    database: &Database,
    queue: &str,
    now: i64,
    most: usize,
) -> Result<Vec<Row>, Error> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = database.query_global(&HEADS, params![queue, now, most]).await?;
    rows.iter().map(read).collect()
}

/// Takes a row; `None` when another holder was faster, or it changed.
pub(crate) fn claim(
    transaction: &mut Transaction<'_>,
    row: &Row,
    now: i64,
    until: i64,
) -> Result<Option<Row>, Error> {
    let id = &row.id;
    let values = params![id.job.as_str(), id.key.as_str(), row.fence, now, until];
    if transaction.execute(&CLAIM, &id.scope, values)? == 0 {
        return Ok(None);
    }
    Ok(Some(Row {
        state: State::Running,
        due_at: until,
        leased_until: until,
        fence: row.fence.saturating_add(1),
        attempts: row.attempts.saturating_add(1),
        ..row.clone()
    }))
}

/// Holds a row on; `false` when the lease is lost.
pub(crate) fn hold(transaction: &mut Transaction<'_>, row: &Row, until: i64) -> Result<bool, Error> {
    let id = &row.id;
    let values = params![id.job.as_str(), id.key.as_str(), row.fence, until];
    Ok(transaction.execute(&HOLD, &id.scope, values)? == 1)
}

/// Writes that a step ended well: the row goes (`None`), or is due then. `false` when the lease is lost.
pub(crate) fn settle(
    transaction: &mut Transaction<'_>,
    row: &Row,
    next: Option<(i64, Option<&str>)>,
    now: i64,
) -> Result<bool, Error> {
    let id = &row.id;
    let held = || params![id.job.as_str(), id.key.as_str(), row.fence, row.wanted];
    if next.is_none() && transaction.execute(&DONE, &id.scope, held())? == 1 {
        return Ok(true);
    }
    // It was asked for again meanwhile, or was not to go.
    let (due_at, progress) = next.unwrap_or((now, None));
    let mut values = held();
    values.extend(params![due_at, now, progress]);
    Ok(transaction.execute(&AGAIN, &id.scope, values)? == 1)
}

/// What is written of a row whose step failed.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) state: State,
    pub(crate) due_at: i64,
    /// The attempts that count.
    pub(crate) attempts: i64,
    pub(crate) reason: String,
}

impl Failure {
    fn of(&self, row: &Row) -> Vec<Value> {
        params![
            row.id.job.as_str(),
            row.id.key.as_str(),
            row.fence,
            self.state.as_str(),
            self.due_at,
            self.attempts,
            self.reason.as_str()
        ]
    }
}

/// Writes that a step failed; `false` when the lease is lost.
pub(crate) fn failed(transaction: &mut Transaction<'_>, row: &Row, failure: &Failure) -> Result<bool, Error> {
    Ok(transaction.execute(&FAILED, &row.id.scope, failure.of(row))? == 1)
}

/// Writes that all attempts of a row ended with the process that made them; `false` when a holder is at it again, or it changed.
pub(crate) fn abandon(
    transaction: &mut Transaction<'_>,
    row: &Row,
    failure: &Failure,
    now: i64,
) -> Result<bool, Error> {
    let mut values = failure.of(row);
    values.extend(params![now]);
    Ok(transaction.execute(&ABANDON, &row.id.scope, values)? == 1)
}

/// Lets a row go whose step did not end: it is due now, and the attempt does not count.
pub(crate) fn release(transaction: &mut Transaction<'_>, row: &Row, now: i64) -> Result<(), Error> {
    let id = &row.id;
    let values = params![
        id.job.as_str(),
        id.key.as_str(),
        row.fence,
        now,
        row.attempts.saturating_sub(1)
    ];
    transaction.execute(&RELEASE, &id.scope, values).map(drop)
}

/// Makes the rows of the jobs that come again and again, as far as a Region lacks them: name, and when it is due.
pub(crate) async fn ensure(
    database: &Database,
    region: &str,
    jobs: Vec<(&'static str, i64)>,
    now: i64,
) -> Result<(), Error> {
    let scope = Scope::new("", region);
    let there = database.query(&STANDING, &scope, params![]).await?;
    let there: Result<Vec<&str>, Error> = there.iter().map(|row| row.text(0)).collect();
    let there: Vec<String> = there?.into_iter().map(str::to_owned).collect();
    let missing: Vec<_> = jobs
        .into_iter()
        .filter(|(job, _)| !there.iter().any(|name| name == job))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    database
        .transaction("job.ensure", move |transaction| {
            missing.iter().try_for_each(|(job, due_at)| {
                let queue = queue_name(scope.second(), job, "");
                transaction
                    .execute(&ENSURE, &scope, params![*job, queue, *due_at, now])
                    .map(drop)
            })
        })
        .await
}

/// How many rows of a queue are due, up to `most`.
pub(crate) async fn count_due(database: &Database, queue: &str, now: i64, most: i64) -> Result<i64, Error> {
    let rows = database
        .query_global(&COUNT_DUE, params![queue, now, most])
        .await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
}

/// How many rows of each job are in a state, up to `most`.
pub(crate) fn count_in_state(
    transaction: &mut Transaction<'_>,
    region: &str,
    state: State,
    most: i64,
) -> Result<Vec<(String, i64)>, Error> {
    let values = params![region, state.as_str(), most];
    let rows = transaction.query_global(&COUNT_IN_STATE, values)?;
    rows.iter()
        .map(|row| Ok((row.text(0)?.to_owned(), row.integer(1)?)))
        .collect()
}

/// Some rows of a queue that would be due only after `horizon`.
pub(crate) async fn strays(
    database: &Database,
    queue: &str,
    horizon: i64,
    most: i64,
) -> Result<Vec<Row>, Error> {
    let rows = database
        .query_global(&STRAYS, params![queue, horizon, NEVER, most])
        .await?;
    rows.iter().map(read).collect()
}

/// Some rows of a Region whose lease ends only after `bound`.
pub(crate) async fn held_too_long(
    database: &Database,
    region: &str,
    bound: i64,
    most: i64,
) -> Result<Vec<Row>, Error> {
    let rows = database
        .query_global(&HELD_TOO_LONG, params![region, bound, most])
        .await?;
    rows.iter().map(read).collect()
}

/// Makes a stray row due now. Its holder, if it has one, loses it.
pub(crate) fn recall(transaction: &mut Transaction<'_>, row: &Row, now: i64) -> Result<(), Error> {
    let id = &row.id;
    let values = params![id.job.as_str(), id.key.as_str(), row.fence, now];
    transaction.execute(&RECALL, &id.scope, values).map(drop)
}
