//! The room of events: what happens to images, and who is notified of it.
//!
//! An event is a document in Amazon EventBridge's shape (Amazon ECR User Guide, *Amazon ECR events and EventBridge*), written
//! in the transaction that did what it tells: there is none without its change, and no change without its event. It leaves by
//! webhooks (at least once, the events of a repository in their order, signed), and stays for a while for `wharf events`.
//!
//! Two kinds are ours and not ECR's: a layer whose bytes were found damaged, and an image whose manifest was.
//!
//! Absent by intent: HTTP (the composition root gives a way to post), EventBridge's buses and rules, and events of pulls and
//! of repositories, which ECR has none of either (the audit has them).

mod deliver;
mod event;
mod expire;
mod model;
pub mod operations;
pub(crate) mod store;
mod webhook;
mod webhook_url;

pub use deliver::{Delivery, Post, Posting, Webhooks};
pub(crate) use event::{Action, DamageEvent, Damaged, ImageEvent, ImageFacts};
pub use expire::EventExpiry;
pub use model::{DeadLetter, Webhook};
pub use store::{Position, RecordedEvent, list};
pub(crate) use store::{STATEMENTS, SWEEPS, record};
pub use webhook::{Hooks, MOST_PENDING, WebhookError};
pub use webhook_url::is_webhook_url;

use wharf_kernel::{Cell, Unavailable};

/// So many dead letters are counted, and no more.
const MOST_COUNTED: i64 = 10_000;

/// How many dead letters the Region has, counted up to 10,000.
///
/// # Errors
/// The database fails.
pub async fn count_dead_letters(cell: &Cell) -> Result<i64, Unavailable> {
    Ok(store::count_dead_letters(&cell.database, cell.region.as_str(), MOST_COUNTED).await?)
}

/// Shows it in the node's metrics.
///
/// # Errors
/// The database fails.
pub async fn show(cell: &Cell) -> Result<(), Unavailable> {
    let count = count_dead_letters(cell).await?;
    metrics::gauge!("wharf_event_dead_letters", "region" => cell.region.to_string()).set(count as f64);
    Ok(())
}
