//! What people do with rows.

use std::collections::BTreeMap;

use wharf_sql::{Database, Error, Statement, Transaction, params};

use super::{claim, columns, read};
use crate::row::{Id, LONGEST, NEVER, Row, State, micros};

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

/// How many rows of each job of a Region are in a state.
pub async fn count(database: &Database, region: &str, state: State) -> Result<Vec<(String, i64)>, Error> {
    claim::count_in_state(database, region, state).await
}

/// The jobs of a Region that have rows whose time has come, and since when the oldest of them is due.
pub async fn due(database: &Database, region: &str, now: i64) -> Result<Vec<(String, i64)>, Error> {
    let mut due: BTreeMap<String, i64> = BTreeMap::new();
    for queue in claim::waiting(database).await? {
        if queue.region == region && queue.due_at <= now {
            let since = due.entry(queue.job).or_insert(queue.due_at);
            *since = queue.due_at.min(*since);
        }
    }
    Ok(due.into_iter().collect())
}

/// One row.
pub async fn find(database: &Database, id: &Id) -> Result<Option<Row>, Error> {
    let values = params![id.job.as_str(), id.key.as_str()];
    let rows = database.query(&FIND, &id.scope, values).await?;
    rows.first().map(read).transpose()
}

/// Makes a row due now, with all its attempts; `false` when it is not there, or is held.
pub fn retry(transaction: &mut Transaction<'_>, id: &Id, now: i64) -> Result<bool, Error> {
    // A lease that ends so late was taken under a wrong clock.
    let wrong = now.saturating_add(micros(LONGEST));
    let values = params![id.job.as_str(), id.key.as_str(), now, wrong];
    Ok(transaction.execute(&RETRY, &id.scope, values)? == 1)
}

/// Has a row never be due, until it is retried or replaced; its holder writes nothing more. `false` when it is not
/// there.
pub fn cancel(transaction: &mut Transaction<'_>, id: &Id) -> Result<bool, Error> {
    let values = params![id.job.as_str(), id.key.as_str(), NEVER];
    Ok(transaction.execute(&CANCEL, &id.scope, values)? == 1)
}
