//! A receiver of the tests, and what makes webhooks.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::future::BoxFuture;
use serde_json::Value;
use tokio::sync::Notify;
use wharf_node::events::{Post, Posting, WebhookError, Webhooks};
use wharf_node::{Entropy, Node};

use crate::bench::{Bench, REGION};

/// A receiver that answers as it is told, and keeps what it accepted.
pub(super) struct Receiver {
    /// Repositories whose events it refuses.
    pub(super) refuses: Mutex<Vec<String>>,
    pub(super) accepted: Mutex<Vec<Post>>,
    /// From which post on it gives no answer to what it accepted.
    pub(super) hangs_after: AtomicUsize,
    /// Of the first post: that it came, and what its answer waits for.
    pub(super) first: Mutex<Option<(Arc<Notify>, Arc<Notify>)>>,
}

impl Default for Receiver {
    fn default() -> Receiver {
        Receiver {
            refuses: Mutex::default(),
            accepted: Mutex::default(),
            hangs_after: AtomicUsize::new(usize::MAX),
            first: Mutex::default(),
        }
    }
}

/// A node after a restart that posts there.
pub(super) async fn delivering(bench: &Bench, receiver: &Arc<Receiver>) -> Arc<Node> {
    let node = bench.restarted().with(Posting(Arc::<Receiver>::clone(receiver)));
    node.cell(&REGION.parse().unwrap()).await.unwrap();
    Arc::new(node)
}

impl Receiver {
    pub(super) fn refuse(&self, repositories: &[&str]) {
        *self.refuses.lock().unwrap() = repositories.iter().map(|&name| name.to_owned()).collect();
    }

    /// The tags that were pushed, by repository.
    pub(super) fn tags(&self) -> BTreeMap<String, Vec<String>> {
        let mut tags: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for post in self.accepted.lock().unwrap().iter() {
            let event: Value = serde_json::from_str(&post.body).unwrap();
            let text = |pointer: &str| event.pointer(pointer).unwrap().as_str().unwrap().to_owned();
            tags.entry(text("/detail/repository-name"))
                .or_default()
                .push(text("/detail/image-tag"));
        }
        tags
    }
}

impl Webhooks for Receiver {
    fn post<'a>(&'a self, post: &'a Post) -> BoxFuture<'a, Result<u16, String>> {
        let event: Value = serde_json::from_str(&post.body).unwrap();
        let name = event["detail"]["repository-name"].as_str().unwrap().to_owned();
        let answer = match self.refuses.lock().unwrap().contains(&name) {
            true => Ok(503),
            false => {
                let mut accepted = self.accepted.lock().unwrap();
                accepted.push(post.clone());
                if accepted.len() >= self.hangs_after.load(Ordering::SeqCst) {
                    return Box::pin(std::future::pending());
                }
                Ok(204)
            }
        };
        let first = self.first.lock().unwrap().take();
        Box::pin(async move {
            if let Some((begun, go_on)) = first {
                begun.notify_one();
                go_on.notified().await;
            }
            answer
        })
    }
}

/// Does something to the webhooks of Alice's registry.
macro_rules! hooks {
    ($bench:ident, $hooks:ident => $do:expr) => {{
        let cell = $bench.cell().await;
        let sealer = wharf_node::Sealer::new(&crate::bench::master_key(), wharf_node::Entropy::system());
        let $hooks = wharf_node::events::Hooks::new(&cell, &$bench.alice.id, &sealer);
        $do.await
    }};
}

pub(super) async fn create(bench: &Bench, name: &str, filter: &str) -> Result<String, WebhookError> {
    let (entropy, now) = (Entropy::system(), bench.clock.now());
    let made =
        hooks!(bench, hooks => hooks.create(name, "https://receiver.example/events", filter, &entropy, now));
    made.map(|secret| secret.to_string())
}

pub(super) fn tags(of: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    let list = |tags: &[&str]| tags.iter().map(|&tag| tag.to_owned()).collect();
    of.iter()
        .map(|(name, tags)| ((*name).to_owned(), list(tags)))
        .collect()
}

pub(super) use hooks;
