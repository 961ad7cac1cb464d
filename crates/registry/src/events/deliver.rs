//! Delivering events to webhooks, signed: a step posts the first events of a queue in order, until one fails or all have arrived.
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
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use serde_json::Value;
use wharf_failpoint::fail_point;
use wharf_job::{Job, Lease, Limits, Outcome, StepError};
use wharf_sql::{Error, Scope, Transaction};

use super::model::Webhook;
use super::store::{self, Queue};
use wharf_kernel::Extension;
use wharf_kernel::Node;
use wharf_kernel::Purpose;
use wharf_kernel::work::Work;
use wharf_kernel::{Unavailable, Unreadable};

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
/// Attempts of one event: the first one, and each retry.
const ATTEMPTS: u32 = RETRIES.len() as u32 + 1;
/// Events that one step posts.
const STEP: usize = 20;
/// Rows of a deleted webhook that one transaction removes: pushes wait for it.
const SWEEP: i64 = 500;
/// Transactions of one step that removes them.
const SWEEPS: usize = 100;

/// A way to post.
pub trait Webhooks: Send + Sync {
    /// Posts, and gives the status of the answer; else why there is none. Redirects are not followed.
    fn post<'a>(&'a self, post: &'a Post) -> BoxFuture<'a, Result<u16, String>>;
}

/// A node's way to post. Without one, events wait.
pub struct Posting(pub Arc<dyn Webhooks>);

impl Extension for Posting {}

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

/// The job.
pub struct Delivery;

impl Job<Work> for Delivery {
    const NAME: &'static str = store::DELIVERY;
    const LIMITS: Limits = Limits {
        at_once: 128,
        per_destination: 4,
        attempts: ATTEMPTS,
        time: Duration::from_secs(10 * 60),
    };

    async fn step(work: &Work, lease: &Lease) -> Result<Outcome, StepError> {
        let queue = Queue::of(lease.scope(), lease.key());
        let database = &work.cell.database;
        let Some(hook) = store::hook_of(database, &queue).await? else {
            return sweep(lease, &queue).await;
        };
        let most = i64::try_from(STEP).unwrap_or(i64::MAX);
        let events = store::heads(database, &queue, most).await?;
        let is_all = events.len() < STEP;
        for (sequence, document) in events {
            let posted = post(&work.node, (lease.scope(), &hook), document.clone()).await;
            fail_point!("events.delivery.after-post");
            let (of, now) = (queue.clone(), work.node.clock.now());
            let Err(reason) = posted else {
                let delivered =
                    move |transaction: &mut Transaction<'_>| store::delivered(transaction, &of, sequence);
                let is_there = lease
                    .write::<_, Error, _>("events.delivery.delivered", delivered)
                    .await?;
                lease.succeeded();
                count("delivered");
                // Nothing more is posted to one that was deleted meanwhile.
                match is_there {
                    true => continue,
                    false => return Ok(Outcome::More(String::new())),
                }
            };
            if lease.attempts() < ATTEMPTS {
                count("put_off");
                return Err(StepError::failed(reason));
            }
            tracing::warn!(webhook = hook.name, reason, "an event is a dead letter");
            let bury = move |transaction: &mut Transaction<'_>| {
                store::give_up(transaction, &of, (sequence, &document), &reason, now)
            };
            lease.write::<_, Error, _>("events.delivery.failed", bury).await?;
            count("dead");
            // The next event has its own attempts.
            return Ok(Outcome::More(String::new()));
        }
        Ok(match is_all {
            true => Outcome::Done,
            false => Outcome::More(String::new()),
        })
    }

    fn backoff(attempts: u32) -> Duration {
        let made = usize::try_from(attempts).unwrap_or(usize::MAX);
        RETRIES[made.clamp(1, RETRIES.len()) - 1]
    }
}

/// Removes what waits for a webhook that was deleted.
async fn sweep(lease: &Lease, queue: &Queue) -> Result<Outcome, StepError> {
    for _ in 0..SWEEPS {
        let queue = queue.clone();
        let sweep = move |transaction: &mut Transaction<'_>| store::sweep(transaction, &queue, SWEEP);
        if lease.write::<_, Error, _>("events.webhook.sweep", sweep).await? == 0 {
            return Ok(Outcome::Done);
        }
    }
    Ok(Outcome::More(String::new()))
}

/// Posts an event; why it did not arrive, if it did not.
async fn post(node: &Node, of: (&Scope, &Webhook), document: String) -> Result<(), String> {
    let webhooks = node.extensions.find::<Posting>().ok_or("this node cannot post")?;
    let signed = sign(node, of, document)?;
    match webhooks.0.post(&signed).await? {
        200..300 => Ok(()),
        status => Err(format!("the receiver answered {status}")),
    }
}

fn count(outcome: &'static str) {
    metrics::counter!("wharf_deliveries_total", "outcome" => outcome).increment(1);
}

/// What operators call the secret of a webhook.
pub(super) fn record(scope: &Scope, name: &str) -> String {
    let (account, region) = (scope.first(), scope.second());
    format!("the secret of the webhook {name} of account {account} in {region}")
}

/// The same of one that does not open, with what they do about it.
fn unreadable(scope: &Scope, name: &str) -> Unreadable {
    let (account, region) = (scope.first(), scope.second());
    Unreadable {
        record: record(scope, name),
        remedy: format!(
            "put its row of webhooks back from a copy of the database, or start with the master key that sealed it; or \
             `wharf webhook delete --account {account} --region {region} {name}` and `wharf webhook create` give it a new one, and the events \
             that wait for it are lost"
        ),
    }
}

/// Whether a webhook is still there and its secret does not open.
async fn is_unreadable(node: &Node, scope: Scope, name: String) -> Result<bool, Unavailable> {
    let Ok(region) = scope.second().parse() else {
        return Ok(false);
    };
    let hook = store::hook(&node.cell(&region).await?.database, &scope, &name).await?;
    Ok(hook.is_some_and(|hook| open(node, &hook).is_none()))
}

fn open(node: &Node, hook: &Webhook) -> Option<Vec<u8>> {
    node.sealer
        .open(Purpose::WebhookSecret, hook.name.as_bytes(), &hook.secret)
}

/// The post of an event, signed with the webhook's secret.
fn sign(node: &Node, (scope, hook): (&Scope, &Webhook), body: String) -> Result<Post, String> {
    let secret = open(node, hook).ok_or_else(|| {
        let unreadable = unreadable(scope, &hook.name);
        let (scope, name) = (scope.clone(), hook.name.clone());
        let region = scope.second().parse().ok();
        node.note_unreadable(&unreadable, region, move |node| {
            is_unreadable(node, scope.clone(), name.clone()).boxed()
        });
        unreadable.to_string()
    })?;
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
