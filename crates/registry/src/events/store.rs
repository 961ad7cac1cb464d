//! The SQL of events and deliveries; that of webhooks is in `store/hooks.rs`.

mod hooks;

use std::fmt;

use crate::sweep::Sweep;
use wharf_aws::Timestamp;
use wharf_job::Put;
use wharf_sql::{Database, Error, Row, Scope, Statement, Transaction, params};

use super::event::{Event, Origin};
use super::model::Webhook;
use crate::repository_key::RepositoryKey;

pub(super) use hooks::*;

/// The job that delivers.
pub(super) const DELIVERY: &str = "event-delivery";

static NEXT: Statement = Statement::scoped(
    "events.next",
    "INSERT INTO event_streams (account, region, stream, sequence) VALUES ($1, $2, $3, 1) \
     ON CONFLICT (account, region, stream) DO UPDATE SET sequence = event_streams.sequence + 1 RETURNING sequence",
);
static INSERT: Statement = Statement::scoped(
    "events.insert",
    "INSERT INTO events (account, region, stream, sequence, created_at, document) VALUES ($1, $2, $3, $4, $5, $6)",
);
static TOLD: Statement = Statement::global(
    "events.told",
    "SELECT created_at, account, stream, sequence, document FROM events \
     WHERE region = $1 AND (created_at, account, stream, sequence) > ($2, $3, $4, $5) \
     ORDER BY created_at, account, stream, sequence LIMIT $6",
);
static FORGET: Statement = Statement::global(
    "events.forget",
    "DELETE FROM events WHERE (account, region, stream, sequence) IN (SELECT account, region, stream, sequence FROM events \
     WHERE region = $1 AND created_at < $2 LIMIT $3)",
);
static ENQUEUE: Statement = Statement::scoped(
    "events.delivery.enqueue",
    "INSERT INTO deliveries (account, region, webhook, stream, sequence, document) VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (account, region, webhook, stream, sequence) DO NOTHING",
);
static HEADS: Statement = Statement::scoped(
    "events.delivery.heads",
    "SELECT sequence, document FROM deliveries WHERE account = $1 AND region = $2 AND webhook = $3 AND stream = $4 \
     ORDER BY sequence LIMIT $5",
);
static DELIVERED: Statement = Statement::scoped(
    "events.delivery.delivered",
    "DELETE FROM deliveries WHERE account = $1 AND region = $2 AND webhook = $3 AND stream = $4 AND sequence = $5",
);
static GIVE_UP: Statement = Statement::scoped(
    "events.delivery.bury",
    "INSERT INTO dead_letters (account, region, webhook, stream, sequence, document, reason, failed_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (account, region, webhook, stream, sequence) DO NOTHING",
);

static SWEEP: Statement = Statement::scoped(
    "events.sweep",
    "DELETE FROM event_streams WHERE account = $1 AND region = $2 AND stream = $3",
);

pub(crate) static STATEMENTS: &[&Statement] = &[
    &NEXT,
    &INSERT,
    &TOLD,
    &FORGET,
    &HOOKS,
    &HOOK,
    &INSERT_HOOK,
    &DELETE_HOOK,
    &REMOVE_QUEUE,
    &REMOVE_DELIVERIES,
    &REMOVE_DEAD,
    &PENDING,
    &ENQUEUE,
    &HEADS,
    &DELIVERED,
    &GIVE_UP,
    &DEAD,
    &COUNT_DEAD,
    &REVIVE,
    &SWEEP,
];

/// How the rows of a repository go whose name is gone.
pub(crate) static SWEEPS: &[Sweep] = &[Sweep::row("event_streams", &SWEEP)];

/// Writes an event down, and puts it into the queue of every webhook that wants it; whether there is one.
pub(crate) fn record(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    key: RepositoryKey<'_>,
    at: Timestamp,
    event: impl Event,
) -> Result<bool, Error> {
    let (stream, repository) = (key.id, key.name);
    let mut is_queued = false;
    let row = transaction.query_one(&NEXT, scope, params![stream])?;
    let sequence = row.map_or(Ok(1), |row| row.integer(0))?;
    let place = Origin {
        account: scope.first(),
        region: scope.second(),
        stream,
        repository,
        sequence,
        at,
    };
    let document = event.document(place).to_string();
    let values = params![stream, sequence, at.micros(), document.as_str()];
    transaction.execute(&INSERT, scope, values)?;
    for hook in transaction.query(&HOOKS, scope, params![])? {
        let hook = read_hook(&hook)?;
        if wharf_policy::wildcard::matches(&hook.filter, repository) {
            enqueue(transaction, scope, &hook, (stream, sequence), &document, at)?;
            is_queued = true;
        }
    }
    Ok(is_queued)
}

fn enqueue(
    transaction: &mut Transaction<'_>,
    scope: &Scope,
    hook: &Webhook,
    (stream, sequence): (&str, i64),
    document: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let values = params![hook.id.as_str(), stream, sequence, document];
    if transaction.execute(&ENQUEUE, scope, values)? == 0 {
        return Ok(());
    }
    let work = Put {
        job: DELIVERY,
        key: &Queue::key(&hook.id, stream),
        destination: &hook.destination(scope.first()),
        due_at: now.micros(),
        now: now.micros(),
    };
    wharf_job::put(transaction, scope, &work)
}

/// How far a reader of a Region's events has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// When the event was written.
    pub created_at: i64,
    account: String,
    stream: String,
    sequence: i64,
}

impl Position {
    /// Before everything that was written at that time or later.
    pub fn at(time: Timestamp) -> Position {
        Position {
            created_at: time.micros(),
            ..Position::default()
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Position {
            created_at,
            account,
            stream,
            sequence,
        } = self;
        write!(f, "{created_at} {account} {stream} {sequence}")
    }
}

impl Position {
    /// Reads what a position is displayed as.
    pub(super) fn parse(text: &str) -> Option<Position> {
        let mut parts = text.split(' ');
        Some(Position {
            created_at: parts.next()?.parse().ok()?,
            account: parts.next()?.to_owned(),
            stream: parts.next()?.to_owned(),
            sequence: parts.next()?.parse().ok()?,
        })
    }
}

/// An event that was written down.
#[derive(Clone, Debug)]
pub struct RecordedEvent {
    /// Where it stands among the Region's.
    pub position: Position,
    /// It, as JSON.
    pub document: String,
}

/// A page of a Region's events after a position, in the order of their times.
pub async fn list(
    database: &Database,
    region: &str,
    after: &Position,
    most: i64,
) -> Result<Vec<RecordedEvent>, Error> {
    let values = params![
        region,
        after.created_at,
        after.account.as_str(),
        after.stream.as_str(),
        after.sequence,
        most
    ];
    let rows = database.query_global(&TOLD, values).await?;
    let read = |row: &Row| {
        Ok(RecordedEvent {
            position: Position {
                created_at: row.integer(0)?,
                account: row.text(1)?.to_owned(),
                stream: row.text(2)?.to_owned(),
                sequence: row.integer(3)?,
            },
            document: row.text(4)?.to_owned(),
        })
    };
    rows.iter().map(read).collect()
}

/// Removes some of a Region's events that are older than `before`; how many.
pub(crate) fn forget(
    transaction: &mut Transaction<'_>,
    region: &str,
    before: Timestamp,
    most: i64,
) -> Result<u64, Error> {
    transaction.execute_global(&FORGET, params![region, before.micros(), most])
}

/// The events of one repository that wait for one webhook; without a stream, all that a deleted webhook left.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    pub(super) scope: Scope,
    /// The webhook's id.
    pub(super) webhook: String,
    pub(super) stream: String,
}

impl Queue {
    /// Its key among the jobs. No id of a webhook has a slash.
    pub(super) fn key(webhook: &str, stream: &str) -> String {
        format!("{webhook}/{stream}")
    }

    /// The queue that a job is about.
    pub(super) fn of(scope: &Scope, key: &str) -> Queue {
        let (webhook, stream) = key.split_once('/').unwrap_or((key, ""));
        Queue {
            scope: scope.clone(),
            webhook: webhook.to_owned(),
            stream: stream.to_owned(),
        }
    }
}

/// The first events of a queue.
pub(super) async fn heads(
    database: &Database,
    queue: &Queue,
    most: i64,
) -> Result<Vec<(i64, String)>, Error> {
    let values = params![queue.webhook.as_str(), queue.stream.as_str(), most];
    let rows = database.query(&HEADS, &queue.scope, values).await?;
    rows.iter()
        .map(|row| Ok((row.integer(0)?, row.text(1)?.to_owned())))
        .collect()
}

/// Ends a delivery; whether the webhook is still there.
pub(super) fn delivered(
    transaction: &mut Transaction<'_>,
    queue: &Queue,
    sequence: i64,
) -> Result<bool, Error> {
    let values = params![queue.webhook.as_str(), queue.stream.as_str(), sequence];
    transaction.execute(&DELIVERED, &queue.scope, values)?;
    has_hook(transaction, &queue.scope, &queue.webhook)
}

/// Puts the first event of a queue among the dead letters, unless its webhook was deleted meanwhile.
pub(super) fn give_up(
    transaction: &mut Transaction<'_>,
    queue: &Queue,
    (sequence, document): (i64, &str),
    reason: &str,
    now: Timestamp,
) -> Result<bool, Error> {
    let values = params![
        queue.webhook.as_str(),
        queue.stream.as_str(),
        sequence,
        document,
        reason,
        now.micros()
    ];
    if has_hook(transaction, &queue.scope, &queue.webhook)? {
        transaction.execute(&GIVE_UP, &queue.scope, values)?;
    }
    delivered(transaction, queue, sequence)
}
