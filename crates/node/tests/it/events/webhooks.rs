//! How events reach webhooks: signed, in order, again, once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use tokio::sync::Notify;
use wharf_node::ecr::delete_repository::DeleteRepository;
use wharf_node::events::{Hooks, Post, Posting, WebhookError, Webhooks};
use wharf_node::{Entropy, Node, Sealer, jobs};
use wharf_sql::{Error, Statement, Transaction, params};

use crate::bench::{Bench, REGION, master_key};

static MORE: Statement = Statement::global(
    "test.more_deliveries",
    "INSERT INTO deliveries (account, region, webhook, stream, sequence, document) \
     WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
     SELECT d.account, d.region, d.webhook, d.stream, d.sequence + n.i, d.document FROM deliveries d, n",
);
static LEFT: Statement = Statement::global("test.deliveries", "SELECT COUNT(*) FROM deliveries");

/// A receiver that answers as it is told, and keeps what it accepted.
struct Receiver {
    /// Repositories whose events it refuses.
    refuses: Mutex<Vec<String>>,
    accepted: Mutex<Vec<Post>>,
    /// From which post on it gives no answer to what it accepted.
    hangs_after: AtomicUsize,
    /// Of the first post: that it came, and what its answer waits for.
    first: Mutex<Option<(Arc<Notify>, Arc<Notify>)>>,
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
async fn delivering(bench: &Bench, receiver: &Arc<Receiver>) -> Arc<Node> {
    let node = bench.restarted().with(Posting(Arc::<Receiver>::clone(receiver)));
    node.cell(&REGION.parse().unwrap()).await.unwrap();
    Arc::new(node)
}

impl Receiver {
    fn refuse(&self, repositories: &[&str]) {
        *self.refuses.lock().unwrap() = repositories.iter().map(|&name| name.to_owned()).collect();
    }

    /// The tags that were pushed, by repository.
    fn tags(&self) -> BTreeMap<String, Vec<String>> {
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
        let sealer = Sealer::new(&master_key(), Entropy::system());
        let $hooks = Hooks::new(&cell, &$bench.alice.id, &sealer);
        $do.await
    }};
}

async fn create(bench: &Bench, name: &str, filter: &str) -> Result<String, WebhookError> {
    let (entropy, now) = (Entropy::system(), bench.clock.now());
    let made =
        hooks!(bench, hooks => hooks.create(name, "https://receiver.example/events", filter, &entropy, now));
    made.map(|secret| secret.to_string())
}

fn tags(of: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    let list = |tags: &[&str]| tags.iter().map(|&tag| tag.to_owned()).collect();
    of.iter()
        .map(|(name, tags)| ((*name).to_owned(), list(tags)))
        .collect()
}

room!(webhooks_are_checked_before_they_are_made, |bench| {
    create(bench, "deploy", "*").await.unwrap();
    assert!(matches!(
        create(bench, "deploy", "*").await,
        Err(WebhookError::NameTaken(_))
    ));
    assert!(matches!(
        create(bench, "a b", "*").await,
        Err(WebhookError::Name(_))
    ));
    assert!(matches!(
        create(bench, "x", "UPPER").await,
        Err(WebhookError::Filter(_))
    ));
    let (entropy, now) = (Entropy::system(), bench.clock.now());
    for url in [
        "",
        "ftp://host/",
        "https://",
        "http://user@host/",
        "http://a b/",
        "host/path",
        "https://:80/",
    ] {
        let made = hooks!(bench, hooks => hooks.create("x", url, "*", &entropy, now));
        assert!(matches!(made, Err(WebhookError::Url)), "{url}");
    }
    let missing = hooks!(bench, hooks => hooks.delete("none", now));
    assert!(matches!(missing, Err(WebhookError::NotFound(_))));
    let missing = hooks!(bench, hooks => hooks.redeliver("none", Vec::new(), now));
    assert!(matches!(missing, Err(WebhookError::NotFound(_))));
});

room!(two_who_make_the_last_webhook, |bench| {
    for number in 1..20 {
        create(bench, &format!("hook-{number}"), "*").await.unwrap();
    }
    let (one, other) = tokio::join!(create(bench, "one", "*"), create(bench, "other", "*"));
    let made = [&one, &other].iter().filter(|made| made.is_ok()).count();
    assert_eq!(made, 1, "{one:?} {other:?}");
    assert!(
        matches!(
            (one, other),
            (Err(WebhookError::TooMany), _) | (_, Err(WebhookError::TooMany))
        ),
        "the quota keeps the other out"
    );
});

room!(
    a_webhook_that_is_made_again_gets_nothing_of_the_one_before,
    |bench| {
        bench.repository("app").await;
        create(bench, "deploy", "*").await.unwrap();
        let receiver = Arc::new(Receiver::default());
        receiver.refuse(&["app"]);
        let node = delivering(bench, &receiver).await;
        // A dead letter, and an event in the middle of its attempts.
        bench.push_new("app", Some("v1"), "one").await;
        for _ in 0..8 {
            jobs::drain(&node).await.unwrap();
            bench.advance(11 * 60 * 60);
        }
        bench.push_new("app", Some("v2"), "two").await;
        for _ in 0..5 {
            jobs::drain(&node).await.unwrap();
            bench.advance(2 * 60 * 60);
        }
        let failed = bench.jobs("event-delivery").await;
        assert_eq!((failed.len(), failed[0].state), (1, jobs::State::Failed));
        let now = bench.clock.now();
        hooks!(bench, hooks => hooks.delete("deploy", now)).unwrap();
        create(bench, "deploy", "*").await.unwrap();
        assert_eq!(hooks!(bench, hooks => hooks.list()).unwrap()[0].1, 0);
        let letters = hooks!(bench, hooks => hooks.dead_letters("deploy", ("", 0), 10)).unwrap();
        assert_eq!(letters.len(), 0);
        // Its own events come at once, and the others never.
        receiver.refuse(&[]);
        bench.push_new("app", Some("v3"), "three").await;
        jobs::drain(&node).await.unwrap();
        assert_eq!(receiver.tags(), tags(&[("app", &["v3"])]));
        bench.advance(24 * 60 * 60);
        jobs::drain(&node).await.unwrap();
        assert_eq!(receiver.tags(), tags(&[("app", &["v3"])]));
        assert_eq!(
            bench.jobs("event-delivery").await.len(),
            0,
            "what was left is swept"
        );
    }
);

room!(a_step_posts_nothing_more_to_a_webhook_that_was_deleted, |bench| {
    bench.repository("app").await;
    create(bench, "deploy", "*").await.unwrap();
    for tag in ["v1", "v2", "v3"] {
        bench.push_new("app", Some(tag), tag).await;
    }
    let receiver = Arc::new(Receiver::default());
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    *receiver.first.lock().unwrap() = Some((Arc::clone(&begun), Arc::clone(&go_on)));
    let node = delivering(bench, &receiver).await;
    let draining = tokio::spawn(async move { jobs::drain(&node).await });
    begun.notified().await;
    let now = bench.clock.now();
    hooks!(bench, hooks => hooks.delete("deploy", now)).unwrap();
    create(bench, "deploy", "*").await.unwrap();
    go_on.notify_one();
    draining.await.unwrap().unwrap();
    assert_eq!(receiver.tags(), tags(&[("app", &["v1"])]));
    assert_eq!(bench.jobs("event-delivery").await.len(), 0);
});

room!(what_a_webhook_leaves_goes_in_steps, |bench| {
    bench.repository("app").await;
    create(bench, "deploy", "*").await.unwrap();
    bench.push_new("app", Some("v0"), "zero").await;
    // More than one transaction removes.
    let cell = bench.cell().await;
    let more = cell
        .database
        .transaction::<_, Error, _>("test.more", |transaction: &mut Transaction<'_>| {
            transaction.execute_global(&MORE, params![1200]).map(drop)
        });
    more.await.unwrap();
    assert_eq!(hooks!(bench, hooks => hooks.list()).unwrap()[0].1, 1201);
    let now = bench.clock.now();
    hooks!(bench, hooks => hooks.delete("deploy", now)).unwrap();
    let node = delivering(bench, &Arc::new(Receiver::default())).await;
    jobs::drain(&node).await.unwrap();
    let rows = cell.database.query_global(&LEFT, params![]).await.unwrap();
    assert_eq!(rows[0].integer(0).unwrap(), 0);
    assert_eq!(bench.jobs("event-delivery").await.len(), 0);
});

room!(posts_are_signed, |bench| {
    bench.repository("app").await;
    let secret = create(bench, "deploy", "*").await.unwrap();
    bench.push_new("app", Some("v1"), "one").await;
    let receiver = Arc::new(Receiver::default());
    let node = delivering(bench, &receiver).await;
    jobs::drain(&node).await.unwrap();
    let post = receiver.accepted.lock().unwrap().remove(0);
    assert_eq!(post.url, "https://receiver.example/events");
    let header = |name: &str| {
        let found = post.headers.iter().find(|(header, _)| *header == name);
        found.unwrap().1.clone()
    };
    let event: Value = serde_json::from_str(&post.body).unwrap();
    assert_eq!(header("webhook-id"), event["id"].as_str().unwrap());
    assert_eq!(header("webhook-timestamp"), "1577880000");
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let text = format!(
        "{}.{}.{}",
        header("webhook-id"),
        header("webhook-timestamp"),
        post.body
    );
    let signature = header("webhook-signature");
    let signature = STANDARD.decode(signature.strip_prefix("v1,").unwrap()).unwrap();
    hmac::verify(
        &hmac::Key::new(hmac::HMAC_SHA256, &key),
        text.as_bytes(),
        &signature,
    )
    .unwrap();
    // Once is enough.
    jobs::drain(&node).await.unwrap();
    assert!(receiver.accepted.lock().unwrap().is_empty());
});

room!(a_failure_holds_its_own_repository_up, |bench| {
    for name in ["good", "bad", "other"] {
        bench.repository(name).await;
    }
    create(bench, "deploy", "*d").await.unwrap();
    for tag in ["v1", "v2", "v3"] {
        for name in ["good", "bad", "other"] {
            bench.push_new(name, Some(tag), &format!("{name} {tag}")).await;
        }
    }
    let receiver = Arc::new(Receiver::default());
    receiver.refuse(&["bad"]);
    let node = delivering(bench, &receiver).await;
    jobs::drain(&node).await.unwrap();
    // `other` is not asked for.
    assert_eq!(receiver.tags(), tags(&[("good", &["v1", "v2", "v3"])]));
    jobs::drain(&node).await.unwrap();
    assert_eq!(receiver.tags().len(), 1, "nothing is tried before its time");
    let waiting = hooks!(bench, hooks => hooks.list()).unwrap();
    assert_eq!(waiting[0].1, 3);
    receiver.refuse(&[]);
    bench.advance(6);
    jobs::drain(&node).await.unwrap();
    let all = ["v1", "v2", "v3"].as_slice();
    assert_eq!(receiver.tags(), tags(&[("good", all), ("bad", all)]));
    // Deleted repositories end nothing that waits.
    bench.push_new("good", Some("v4"), "late").await;
    bench
        .ask::<DeleteRepository>(json!({"repositoryName": "good", "force": true}))
        .await
        .unwrap();
    bench.work().await;
    jobs::drain(&node).await.unwrap();
    assert_eq!(receiver.tags()["good"], ["v1", "v2", "v3", "v4"]);
});

room!(what_is_never_accepted_becomes_a_dead_letter, |bench| {
    bench.repository("app").await;
    create(bench, "deploy", "*").await.unwrap();
    bench.push_new("app", Some("v1"), "one").await;
    let receiver = Arc::new(Receiver::default());
    receiver.refuse(&["app"]);
    let node = delivering(bench, &receiver).await;
    let dead = async || hooks!(bench, hooks => hooks.dead_letters("deploy", ("", 0), 10)).unwrap();
    for attempt in 0..8 {
        assert_eq!(dead().await.len(), 0, "attempt {attempt}");
        jobs::drain(&node).await.unwrap();
        bench.advance(11 * 60 * 60);
    }
    let letters = dead().await;
    assert_eq!(
        (letters.len(), letters[0].reason.as_str()),
        (1, "the receiver answered 503")
    );
    // The next one has its own attempts.
    receiver.refuse(&[]);
    bench.push_new("app", Some("v2"), "two").await;
    jobs::drain(&node).await.unwrap();
    assert_eq!(receiver.tags(), tags(&[("app", &["v2"])]));
    let now = bench.clock.now();
    assert_eq!(
        hooks!(bench, hooks => hooks.redeliver("deploy", letters.clone(), now)).unwrap(),
        1
    );
    // Another process that redelivers at the same time counts what it queued itself.
    assert_eq!(
        hooks!(bench, hooks => hooks.redeliver("deploy", letters.clone(), now)).unwrap(),
        0
    );
    jobs::drain(&node).await.unwrap();
    assert_eq!(receiver.tags(), tags(&[("app", &["v2", "v1"])]));
    assert_eq!(dead().await.len(), 0);
    hooks!(bench, hooks => hooks.delete("deploy", now)).unwrap();
    bench.push_new("app", Some("v3"), "three").await;
    jobs::drain(&node).await.unwrap();
    assert_eq!(receiver.tags(), tags(&[("app", &["v2", "v1"])]));
});

room!(two_nodes_deliver_each_event_once_and_in_order, |bench| {
    let names = ["a", "b", "c"].map(|name| format!("app-{name}"));
    for name in &names {
        bench.repository(name).await;
    }
    create(bench, "deploy", "*").await.unwrap();
    let mut expected = BTreeMap::new();
    for at in 0..25 {
        for name in &names {
            let tag = format!("v{at}");
            bench.push_new(name, Some(&tag), &format!("{name} {at}")).await;
            expected.entry(name.clone()).or_insert_with(Vec::new).push(tag);
        }
    }
    let receiver = Arc::new(Receiver::default());
    let nodes = [
        delivering(bench, &receiver).await,
        delivering(bench, &receiver).await,
    ];
    let (one, two) = tokio::join!(jobs::drain(&nodes[0]), jobs::drain(&nodes[1]));
    one.and(two).unwrap();
    assert_eq!(receiver.accepted.lock().unwrap().len(), 75);
    assert_eq!(receiver.tags(), expected);
});

room!(a_node_that_dies_after_a_post_posts_it_once_more, |bench| {
    bench.repository("app").await;
    create(bench, "deploy", "*").await.unwrap();
    for tag in ["v1", "v2", "v3"] {
        bench.push_new("app", Some(tag), tag).await;
    }
    let receiver = Arc::new(Receiver::default());
    receiver.hangs_after.store(2, Ordering::SeqCst);
    let dying = delivering(bench, &receiver).await;
    let dying = tokio::spawn(async move { jobs::drain(&dying).await });
    while receiver.accepted.lock().unwrap().len() < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    dying.abort();
    receiver.hangs_after.store(usize::MAX, Ordering::SeqCst);
    // Its lease still holds: no other node posts.
    let other = delivering(bench, &receiver).await;
    jobs::drain(&other).await.unwrap();
    assert_eq!(receiver.tags()["app"], ["v1", "v2"]);
    bench.advance(61);
    jobs::drain(&other).await.unwrap();
    assert_eq!(receiver.tags()["app"], ["v1", "v2", "v2", "v3"]);
    let posts = receiver.accepted.lock().unwrap();
    let id = |post: &Post| {
        let found = post.headers.iter().find(|(name, _)| *name == "webhook-id");
        found.unwrap().1.clone()
    };
    assert_eq!(id(&posts[1]), id(&posts[2]));
});
