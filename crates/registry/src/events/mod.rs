//! The room of events: what happens to images, and who is notified of it.
//!
//! An event is a document in Amazon EventBridge's shape (Amazon ECR User Guide, *Amazon ECR events and EventBridge*), written
//! in the transaction that did what it tells: there is none without its change, and no change without its event. It leaves by
//! webhooks (at least once, the events of a repository in their order, signed), and stays for a while for `wharf events`.
//!
//! One kind is ours and not ECR's: a layer whose bytes were found damaged.
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
pub(crate) use event::{Action, ImageEvent, ImageFacts, LayerEvent};
pub use expire::EventExpiry;
pub use model::{DeadLetter, Webhook};
pub use store::{Position, RecordedEvent, list};
pub(crate) use store::{STATEMENTS, SWEEPS, record};
pub use webhook::{Hooks, MOST_PENDING, WebhookError};
pub use webhook_url::is_webhook_url;
