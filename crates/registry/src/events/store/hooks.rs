//! The SQL of webhooks and of what could not be delivered to them.

use wharf_aws::Timestamp;
use wharf_job::Put;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use super::super::model::{DeadLetter, Webhook};
use super::{DELIVERY, Queue, enqueue};

pub(super) static HOOKS: Statement = Statement::scoped(
    "events.webhook.list",
    "SELECT id, name, url, filter, secret, created_at FROM webhooks WHERE account = $1 AND region = $2 ORDER BY name LIMIT 100",
);
pub(super) static HOOK: Statement = Statement::scoped(
    "events.webhook.find",
    "SELECT id, name, url, filter, secret, created_at FROM webhooks WHERE account = $1 AND region = $2 AND name = $3",
)
.point();
pub(super) static INSERT_HOOK: Statement = Statement::scoped(
    "events.webhook.insert",
    "INSERT INTO webhooks (account, region, id, name, url, filter, secret, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
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
pub(super) static DEAD: Statement = Statement::scoped(
    "events.dead_letter.list",
    "SELECT stream, sequence, document, reason, failed_at FROM dead_letters WHERE account = $1 AND region = $2 \
     AND webhook = $3 AND (stream, sequence) > ($4, $5) ORDER BY stream, sequence LIMIT $6",
);
/// By skipping from each account to the next.
pub(super) static COUNT_DEAD: Statement = Statement::global(
    "events.dead_letter.count",
    "WITH RECURSIVE a (account) AS (SELECT MIN(account) FROM dead_letters WHERE account > '' UNION ALL \
     SELECT (SELECT MIN(n.account) FROM dead_letters n WHERE n.account > a.account) FROM a WHERE a.account IS NOT NULL) \
     SELECT COUNT(*) FROM (SELECT 1 FROM a JOIN dead_letters d ON d.account = a.account AND d.region = $1 LIMIT $2) counted",
);
pub(super) static REVIVE: Statement = Statement::scoped(
    "events.dead_letter.revive",
    "DELETE FROM dead_letters WHERE account = $1 AND region = $2 AND webhook = $3 AND stream = $4 AND sequence = $5",
);

pub(super) fn read_hook(row: &Row) -> Result<Webhook, Error> {
    let (id, name) = (row.text(0)?, row.text(1)?);
    Ok(Webhook {
        // A node of an older version that shares the database makes webhooks without ids.
        id: if id.is_empty() { name } else { id }.to_owned(),
        name: name.to_owned(),
        url: row.text(2)?.to_owned(),
        filter: row.text(3)?.to_owned(),
        secret: row.blob(4)?.to_vec(),
        created_at: Timestamp::from_micros(row.integer(5)?),
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

/// The webhook whose queue this is, unless it was deleted.
pub(in crate::events) async fn hook_of(database: &Database, queue: &Queue) -> Result<Option<Webhook>, Error> {
    let found = hook(database, &queue.scope, name_in(&queue.webhook)).await?;
    Ok(found.filter(|hook| hook.id == queue.webhook))
}

/// Whether the webhook of this id is still there, as a transaction sees it.
pub(in crate::events) fn has_hook(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    id: &str,
) -> Result<bool, Error> {
    let row = transaction.query_one(&HOOK, scope, params![name_in(id)])?;
    Ok(row
        .map(|row| read_hook(&row))
        .transpose()?
        .is_some_and(|hook| hook.id == id))
}

/// The name in an id. No name has a colon.
fn name_in(id: &str) -> &str {
    id.split(':').next().unwrap_or(id)
}

pub(in crate::events) fn insert_hook(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    hook: &Webhook,
) -> Result<bool, Error> {
    let values = params![
        hook.id.as_str(),
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

/// Removes a webhook; whether it was there. What waits for it goes in steps, by the job that is put here.
pub(in crate::events) fn delete_hook(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    name: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let Some(found) = transaction.query_one(&HOOK, scope, params![name])? else {
        return Ok(false);
    };
    transaction.execute(&DELETE_HOOK, scope, params![name])?;
    let work = Put {
        job: DELIVERY,
        key: &Queue::key(&read_hook(&found)?.id, ""),
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
    let (scope, id) = (&queue.scope, queue.webhook.as_str());
    if !queue.stream.is_empty() {
        return transaction.execute(&REMOVE_QUEUE, scope, params![id, queue.stream.as_str(), most]);
    }
    match transaction.execute(&REMOVE_DELIVERIES, scope, params![id, most])? {
        0 => transaction.execute(&REMOVE_DEAD, scope, params![id, most]),
        removed => Ok(removed),
    }
}

/// Events that wait for a webhook, counted up to `most`.
pub(in crate::events) async fn pending(
    database: &Database,
    scope: &Scope,
    hook: &Webhook,
    most: i64,
) -> Result<i64, Error> {
    let values = params![hook.id.as_str(), most];
    let rows = database.query(&PENDING, scope, values).await?;
    Ok(i64::try_from(rows.len()).unwrap_or(i64::MAX))
}

/// A page of dead letters after a place.
pub(in crate::events) async fn dead_letters(
    database: &Database,
    scope: &Scope,
    hook: &Webhook,
    (stream, sequence): (&str, i64),
    most: i64,
) -> Result<Vec<DeadLetter>, Error> {
    let values = params![hook.id.as_str(), stream, sequence, most];
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

/// How many dead letters a Region has, counted up to a bound.
pub(in crate::events) async fn count_dead_letters(
    database: &Database,
    region: &str,
    most: i64,
) -> Result<i64, Error> {
    let rows = database.query_global(&COUNT_DEAD, params![region, most]).await?;
    rows.first().map_or(Ok(0), |row| row.integer(0))
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
    let values = params![hook.id.as_str(), stream.as_str(), *sequence];
    if transaction.execute(&REVIVE, scope, values)? == 0 {
        return Ok(false);
    }
    let event = (stream.as_str(), *sequence);
    enqueue(transaction, scope, hook, event, &letter.document, now)?;
    Ok(true)
}
