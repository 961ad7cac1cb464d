//! Delivering events: whichever node claims a queue posts its events in order, and lets it go.
//!
//! A node that dies in the middle lets its lease run out. What it had posted and not yet noted is posted once more: receivers
//! tell repetitions by `webhook-id`. Headers and signature are those of Standard Webhooks.
//!
//! Fail point: `events.delivery.after-post`.

use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::StreamExt as _;
use futures_util::future::BoxFuture;
use futures_util::stream;
use serde_json::Value;
use wharf_failpoint::fail_point;

use super::store::{self, Queue};
use super::webhook::Webhook;
use crate::{Cell, Node, Purpose, Unavailable};

/// When the next attempt comes, after each that failed; after the last one the event is a dead letter.
const RETRIES: [Duration; 7] = [
    Duration::from_secs(5),
    Duration::from_secs(5 * 60),
    Duration::from_secs(30 * 60),
    Duration::from_secs(2 * 60 * 60),
    Duration::from_secs(5 * 60 * 60),
    Duration::from_secs(10 * 60 * 60),
    Duration::from_secs(10 * 60 * 60),
];
/// How long a node that says nothing keeps a queue: longer than a receiver may take.
const LEASE: Duration = Duration::from_secs(60);
/// Queues that one round claims, and how many of them at the same time.
const QUEUES: i64 = 100;
const AT_ONCE: usize = 16;
/// Events that are read of a queue at once.
const HEADS: i64 = 20;
/// Of why an attempt failed, what is kept.
const MAX_REASON: usize = 500;

/// A way to post.
pub trait Webhooks: Send + Sync {
    /// Posts, and gives the status of the answer; else why there is none. Redirects are not followed.
    fn post<'a>(&'a self, post: &'a Post) -> BoxFuture<'a, Result<u16, String>>;
}

/// What is posted.
#[derive(Clone, Debug)]
pub struct Post {
    /// Where.
    pub url: String,
    /// With which headers.
    pub headers: Vec<(&'static str, String)>,
    /// The event, as JSON.
    pub body: String,
}

/// Delivers what is due in a Region; how many events arrived.
pub async fn deliver(node: &Node, cell: &Cell) -> Result<u64, Unavailable> {
    let Some(webhooks) = &node.webhooks else {
        return Ok(0);
    };
    let mut arrived = 0;
    loop {
        let due = store::due(&cell.database, cell.region.as_str(), node.clock.now(), QUEUES).await?;
        if due.is_empty() {
            return Ok(arrived);
        }
        let mut queues = stream::iter(due.into_iter().map(|queue| serve(node, cell, webhooks, queue)))
            .buffer_unordered(AT_ONCE);
        while let Some(served) = queues.next().await {
            arrived += served?;
        }
    }
}

/// Posts the events of one queue until one fails, or none is left.
async fn serve(
    node: &Node,
    cell: &Cell,
    webhooks: &Arc<dyn Webhooks>,
    queue: Queue,
) -> Result<u64, Unavailable> {
    let (claimed, now) = (queue.clone(), node.clock.now());
    let lease = cell
        .database
        .transaction("events.delivery.lease", move |transaction| {
            store::lease(transaction, &claimed, now, now.plus(LEASE))
        });
    if !lease.await? {
        return Ok(0);
    }
    let Some(hook) = store::hook(&cell.database, &queue.scope, &queue.webhook).await? else {
        // It was deleted while an event was put into its queue.
        let (scope, name) = (queue.scope.clone(), queue.webhook.clone());
        let forget = cell
            .database
            .transaction("events.webhook.delete", move |transaction| {
                store::delete_hook(transaction, &scope, &name).map(drop)
            });
        forget.await?;
        return Ok(0);
    };
    let (mut arrived, mut attempts) = (0, queue.attempts);
    loop {
        let heads = store::heads(&cell.database, &queue, HEADS).await?;
        if heads.is_empty() {
            return Ok(arrived);
        }
        for (sequence, document) in heads {
            let outcome = match sign(node, &hook, document.clone()) {
                Ok(post) => webhooks.post(&post).await,
                Err(error) => Err(error),
            };
            fail_point!("events.delivery.after-post");
            let failed = match outcome {
                Ok(status) if (200..300).contains(&status) => None,
                Ok(status) => Some(format!("the receiver answered {status}")),
                Err(error) => Some(error.chars().take(MAX_REASON).collect()),
            };
            let Some(reason) = failed else {
                ended(cell, &queue, sequence, node).await?;
                count("delivered");
                (arrived, attempts) = (arrived + 1, 0);
                continue;
            };
            tracing::debug!(webhook = hook.name, %reason, attempts, "an event was not delivered");
            let retry = usize::try_from(attempts).ok().and_then(|made| RETRIES.get(made));
            let (queue, now) = (queue.clone(), node.clock.now());
            let name = "events.delivery.failed";
            if let Some(wait) = retry {
                count("put_off");
                let put_off = cell.database.transaction(name, move |transaction| {
                    store::put_off(transaction, &queue, attempts + 1, now.plus(*wait))
                });
                put_off.await?;
            } else {
                count("dead");
                tracing::warn!(webhook = hook.name, %reason, "an event is a dead letter");
                let bury = cell.database.transaction(name, move |transaction| {
                    store::bury(transaction, &queue, (sequence, &document), &reason, now)
                });
                bury.await?;
            }
            return Ok(arrived);
        }
    }
}

async fn ended(cell: &Cell, queue: &Queue, sequence: i64, node: &Node) -> Result<(), Unavailable> {
    let (queue, until) = (queue.clone(), node.clock.now().plus(LEASE));
    Ok(cell
        .database
        .transaction("events.delivery.delivered", move |transaction| {
            store::delivered(transaction, &queue, sequence, until)
        })
        .await?)
}

fn count(outcome: &'static str) {
    metrics::counter!("wharf_deliveries_total", "outcome" => outcome).increment(1);
}

/// The post of an event, signed with the webhook's secret.
fn sign(node: &Node, hook: &Webhook, body: String) -> Result<Post, String> {
    let secret = node
        .sealer
        .open(Purpose::WebhookSecret, hook.name.as_bytes(), &hook.secret);
    let secret = secret.ok_or("the master key does not open the webhook's secret")?;
    let event: Value = serde_json::from_str(&body).map_err(|error| error.to_string())?;
    let id = event["id"].as_str().unwrap_or_default().to_owned();
    let timestamp = (node.clock.now().micros() / 1_000_000).to_string();
    let key = hmac::Key::new(hmac::HMAC_SHA256, &secret);
    let signature = hmac::sign(&key, format!("{id}.{timestamp}.{body}").as_bytes());
    Ok(Post {
        url: hook.url.clone(),
        headers: vec![
            ("content-type", "application/json".to_owned()),
            ("webhook-id", id),
            ("webhook-timestamp", timestamp),
            (
                "webhook-signature",
                format!("v1,{}", STANDARD.encode(signature.as_ref())),
            ),
        ],
        body,
    })
}
