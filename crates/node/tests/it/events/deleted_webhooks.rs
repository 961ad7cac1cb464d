//! What a webhook leaves when it is deleted, and one that is made again under its name.

use std::sync::Arc;

use tokio::sync::Notify;
use wharf_node::jobs;
use wharf_sql::{Error, Statement, Transaction, params};

use super::receiver::{Receiver, create, delivering, hooks, tags};

static MORE: Statement = Statement::global(
    "test.more_deliveries",
    "INSERT INTO deliveries (account, region, webhook, stream, sequence, document) \
     WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $1) \
     SELECT d.account, d.region, d.webhook, d.stream, d.sequence + n.i, d.document FROM deliveries d, n",
);
static LEFT: Statement = Statement::global("test.deliveries", "SELECT COUNT(*) FROM deliveries");

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
