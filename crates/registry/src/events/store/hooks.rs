//! The SQL of webhooks and of what could not be delivered to them.

use wharf_aws::Timestamp;
use wharf_job::Put;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use super::super::model::{DeadLetter, Webhook};
use super::{DELIVERY, Queue, enqueue};

pub(super) static HOOKS: Statement = Statement::scoped(
    "events.webhook.list",
    "SELECT name, url, filter, secret, created_at FROM webhooks WHERE account = $1 AND region = $2 ORDER BY name LIMIT 100",
);
pub(super) static HOOK: Statement = Statement::scoped(
    "events.webhook.find",
    "SELECT name, url, filter, secret, created_at FROM webhooks WHERE account = $1 AND region = $2 AND name = $3",
)
.point();
pub(super) static INSERT_HOOK: Statement = Statement::scoped(
    "events.webhook.insert",
    "INSERT INTO webhooks (account, region, name, url, filter, secret, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
     ON CONFLICT (account, region, name) DO NOTHING",
);
pub(super) static DELETE_HOOK: Statement = Statement::scoped(
    "events.webhook.delete",
    "DELETE FROM webhooks WHERE account = $1 AND region = $2 AND name = $3",
);
pub(super) static REMOVE_QUEUE: Statement = Statement::scoped(
    "events.delivery.remove_queue",
    "DELETE FROM deliveries WHERE account = $1 AND region = $2 AND webhook = $3 AND stream = $4 AND sequence IN \
     (SELECT sequence FROM deliveries WHERE account = $1 AND region = $2 AND webhook = $3 AND stream = $4 LIMIT $5)",
);
pub(super) static REMOVE_DELIVERIES: Statement = Statement::scoped(
    "events.delivery.remove",
    "DELETE FROM deliveries WHERE account = $1 AND region = $2 AND webhook = $3 AND (stream, sequence) IN \
     (SELECT stream, sequence FROM deliveries WHERE account = $1 AND region = $2 AND webhook = $3 LIMIT $4)",
);
pub(super) static REMOVE_DEAD: Statement = Statement::scoped(
    "events.dead_letter.remove",
    "DELETE FROM dead_letters WHERE account = $1 AND region = $2 AND webhook = $3 AND (stream, sequence) IN \
     (SELECT stream, sequence FROM dead_letters WHERE account = $1 AND region = $2 AND webhook = $3 LIMIT $4)",
);
pub(super) static PENDING: Statement = Statement::scoped(
    "events.webhook.pending",
    "SELECT 1 FROM deliveries WHERE account = $1 AND region = $2 AND webhook = $3 LIMIT $4",
);
pub(super) static LEFT_OVER: Statement = Statement::scoped(
    "events.webhook.left_over",
    "SELECT 1 FROM dead_letters WHERE account = $1 AND region = $2 AND webhook = $3 LIMIT 1",
);
pub(super) static DEAD: Statement = Statement::scoped(
    "events.dead_letter.list",
    "SELECT stream, sequence, document, reason, failed_at FROM dead_letters WHERE account = $1 AND region = $2 \
     AND webhook = $3 AND (stream, sequence) > ($4, $5) ORDER BY stream, sequence LIMIT $6",
);
pub(super) static REVIVE: Statement = Statement::scoped(
    "events.dead_letter.revive",
    "DELETE FROM dead_letters WHERE account = $1 AND region = $2 AND webhook = $3 AND stream = $4 AND sequence = $5",
);

pub(super) fn read_hook(row: &Row) -> Result<Webhook, Error> {
    Ok(Webhook {
        name: row.text(0)?.to_owned(),
        url: row.text(1)?.to_owned(),
        filter: row.text(2)?.to_owned(),
        secret: row.blob(3)?.to_vec(),
        created_at: Timestamp::from_micros(row.integer(4)?),
    })
}

pub(in crate::events) async fn hooks(database: &Database, scope: &Scope) -> Result<Vec<Webhook>, Error> {
    let rows = database.query(&HOOKS, scope, params![]).await?;
    rows.iter().map(read_hook).collect()
}

pub(in crate::events) async fn hook(
    database: &Database,
    scope: &Scope,
    name: &str,
) -> Result<Option<Webhook>, Error> {
    let rows = database.query(&HOOK, scope, params![name]).await?;
    rows.first().map(read_hook).transpose()
}

/// Whether there is a webhook of this name, as a transaction sees it.
pub(in crate::events) fn has_hook(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    name: &str,
) -> Result<bool, Error> {
    Ok(transaction.query_one(&HOOK, scope, params![name])?.is_some())
}

pub(in crate::events) fn insert_hook(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    hook: &Webhook,
) -> Result<bool, Error> {
    let values = params![
        hook.name.as_str(),
        hook.url.as_str(),
        hook.filter.as_str(),
        hook.secret.clone(),
        hook.created_at.micros()
    ];
    Ok(transaction.execute(&INSERT_HOOK, scope, values)? == 1)
}

/// How many webhooks the registry has.
pub(in crate::events) fn count_hooks(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
) -> Result<usize, Error> {
    Ok(transaction.query(&HOOKS, scope, params![])?.len())
}

/// Whether something of a webhook of that name is still to be removed.
pub(in crate::events) fn is_left_over(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    name: &str,
) -> Result<bool, Error> {
    Ok(transaction
        .query_one(&PENDING, scope, params![name, 1_i64])?
        .is_some()
        || transaction.query_one(&LEFT_OVER, scope, params![name])?.is_some())
}

/// Removes a webhook; whether it was there. What waits for it goes in steps, by the job that is put here.
pub(in crate::events) fn delete_hook(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    name: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    if transaction.execute(&DELETE_HOOK, scope, params![name])? == 0 {
        return Ok(false);
    }
    let work = Put {
        job: DELIVERY,
        key: &Queue::key(name, ""),
        destination: "",
        due_at: now.micros(),
        now: now.micros(),
    };
    wharf_job::put(transaction, scope, &work)?;
    Ok(true)
}

/// Removes some of what a queue of a deleted webhook holds, or, without a stream, of all that the webhook left; how much.
pub(in crate::events) fn sweep(
    transaction: &mut Transaction<'_>,
    queue: &Queue,
    most: i64,
) -> Result<u64, Error> {
    let (scope, name) = (&queue.scope, queue.webhook.as_str());
    if !queue.stream.is_empty() {
        return transaction.execute(&REMOVE_QUEUE, scope, params![name, queue.stream.as_str(), most]);
    }
    match transaction.execute(&REMOVE_DELIVERIES, scope, params![name, most])? {
        0 => transaction.execute(&REMOVE_DEAD, scope, params![name, most]),
        removed => Ok(removed),
    }
}

/// Events that wait for a webhook, counted up to `most`.
pub(in crate::events) async fn pending(
    database: &Database,
    scope: &Scope,
    name: &str,
    most: i64,
) -> Result<i64, Error> {
    let rows = database.query(&PENDING, scope, params![name, most]).await?;
    Ok(i64::try_from(rows.len()).unwrap_or(i64::MAX))
}

/// A page of dead letters after a place.
pub(in crate::events) async fn dead_letters(
    database: &Database,
    scope: &Scope,
    hook: &str,
    (stream, sequence): (&str, i64),
    most: i64,
) -> Result<Vec<DeadLetter>, Error> {
    let values = params![hook, stream, sequence, most];
    let rows = database.query(&DEAD, scope, values).await?;
    let read = |row: &Row| {
        Ok(DeadLetter {
            stream: row.text(0)?.to_owned(),
            sequence: row.integer(1)?,
            document: row.text(2)?.to_owned(),
            reason: row.text(3)?.to_owned(),
            failed_at: Timestamp::from_micros(row.integer(4)?),
        })
    };
    rows.iter().map(read).collect()
}

/// Queues a dead letter again; `false` if it is none any more.
pub(in crate::events) fn revive(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    hook: &Webhook,
    letter: &DeadLetter,
    now: Timestamp,
) -> Result<bool, Error> {
    let DeadLetter { stream, sequence, .. } = letter;
    let values = params![hook.name.as_str(), stream.as_str(), *sequence];
    if transaction.execute(&REVIVE, scope, values)? == 0 {
        return Ok(false);
    }
    let event = (stream.as_str(), *sequence);
    enqueue(transaction, scope, hook, event, &letter.document, now)?;
    Ok(true)
}
